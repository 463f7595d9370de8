"""Ask git about a project: which files have changed, when they came in, what is not saved.

Nothing here knows of documents or of faults in them.
"""

"""What git knows of a project: which of its files have changed.

Stands beside `output`: it knows nothing of documents and of what is wrong with them.
"""

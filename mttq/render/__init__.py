"""A `Report` as a file: Word and Markdown.

This layer knows formats, not the domain: it prints the blocks it is given, in
the order it is given them, and decides nothing about figures. What a document
says is settled in `mttq.report`; how a page looks is settled in the templates
(`templates/`, or the project's own folder of that name). `formats.FORMATS` is
the table of what there is.
"""

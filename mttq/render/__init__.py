"""A `Report` or an `Annex` as a file: Word, Markdown, Excel.

This layer knows formats, not the domain: it prints the blocks it is given, in
the order in which it gets them, and decides nothing about figures.
`mttq.report` settles what a document says; the templates (`templates/`, or the
project's own folder of that name) settle how a page looks. `formats.FORMATS`
lists the formats.
"""

"""Write diagnostics, totals and reports due as text, JSON, CSV and other formats, for a screen or a pipe.

Each format of each command is one line in a table of `formats`. Nothing here decides what is true.
"""

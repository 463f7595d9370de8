"""Diagnostics and totals as text, JSON and CSV: what goes to the screen or into a pipe.

Each format is one module and one line in a table of its command. Nothing here
decides what is true; it only says it.
"""

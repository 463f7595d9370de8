"""The command line: arguments, files, exit codes.

The top layer. It may import anything below; nothing below imports it. A command
here is thin: it reads its arguments, calls the layers below and prints.
"""

"""The command line: arguments, files, exit codes.

The top layer. It may import anything below; nothing below imports it. A command here is thin: it reads its
arguments, calls the layers below and prints. At the top its module imports only what describes the arguments; the
function imports what it runs, so that help and completion stay quick.
"""

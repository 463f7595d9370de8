"""What can go wrong when a zip is read: by Word and Excel files, which other programs write."""

from __future__ import annotations

import zipfile
import zlib

UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""Errors of reading a file that is no zip, or is damaged, locked or compressed in an unknown way."""

"""Whether a file that is to be opened as a Word template may be: before anything is unpacked.

What is refused here is told by what it is, so that whoever chose the file knows
what to save it as. Files that unpack to far more than they are, or that hold
programs, are never opened.
"""

from __future__ import annotations

import zipfile
from functools import lru_cache
from io import BytesIO

from mttq.render.rezip import UNREADABLE

LARGEST = 20 * 1024 * 1024
"""So large may a template be, in bytes."""

_LARGEST_UNPACKED = 100 * 1024 * 1024
_MOST_PARTS = 1000
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_SAVE_AS = "mở bằng Word rồi lưu lại ở dạng Word Document (.docx)"


@lru_cache(maxsize=16)
def refused(content: bytes) -> str:
    """Why the file can't be a template, in Vietnamese; "" if it can."""
    if content.startswith(_OLE):
        if _LOCKED in content:
            return "mẫu có đặt mật khẩu; bỏ mật khẩu trong Word rồi lưu lại"
        return f"mẫu là tệp Word đời cũ (.doc); {_SAVE_AS}"
    if content.startswith(b"{\\rtf"):
        return f"mẫu là tệp RTF; {_SAVE_AS}"
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            return _refused_parts(file)
    except UNREADABLE:
        return "mẫu không phải tệp Word .docx, hoặc đã hỏng"


def _refused_parts(file: zipfile.ZipFile) -> str:
    parts = file.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        return f"mẫu bung ra quá lớn (hơn {_LARGEST_UNPACKED // 1024**2} MiB hoặc {_MOST_PARTS} phần)"
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return "mẫu có đặt mật khẩu; bỏ mật khẩu trong Word rồi lưu lại"
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        return "mẫu không phải tệp Word .docx, hoặc đã hỏng"
    if _MAIN not in names or _TYPES not in names:
        if any(name.startswith("xl/") for name in names):
            return "mẫu là tệp Excel, không phải tệp Word .docx"
        if "content.xml" in names:
            return f"mẫu là tệp OpenDocument (.odt); {_SAVE_AS}"
        return "mẫu không phải tệp Word .docx, hoặc đã hỏng"
    if b"macroEnabled" in file.read(_TYPES) or any(name.endswith("vbaProject.bin") for name in names):
        return f"mẫu có macro (.docm, .dotm) nên không được mở; {_SAVE_AS}"
    for name in names:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in file.read(name):
            return "mẫu có khai báo DTD mà Word không bao giờ ghi, nên không được mở"
    return ""

"""Archives that break while they are looked into are refused like any other damaged file."""

from __future__ import annotations

import io
import zipfile

import pytest

from mttq.intake.answers import Objection
from mttq.intake.workbook_file import open_workbook


def _zip(name: str, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("xl/workbook.xml", b"<x/>")
    return written.getvalue()


def _broken(name: str) -> bytes:
    made = bytearray(_zip(name, bytes(range(256))))
    start = made.index(name.encode()) + len(name)
    made[start : start + 4] = b"\xff\xff\xff\xff"
    return bytes(made)


@pytest.mark.parametrize(
    ("data", "message", "help"),
    [
        pytest.param(
            _broken("mimetype"),
            "tệp hỏng, không mở được",
            "gửi lại tệp gốc",
            id="a part that does not unpack",
        ),
        pytest.param(
            _zip("MIMETYPE", b"x"),
            "tệp hỏng, không đọc được",
            "mở tệp bằng Excel hay LibreOffice, lưu lại thành .xlsx rồi gửi lại",
            id="a part with a capital name",
        ),
    ],
)
def test_it_is_refused(data: bytes, message: str, help: str) -> None:
    found = open_workbook(data)
    assert isinstance(found, Objection)
    assert (found.message, found.help) == (message, help)

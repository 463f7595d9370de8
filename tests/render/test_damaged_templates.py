"""Word files that open but lack something that layout needs: the message names it, and nothing crashes."""

from __future__ import annotations

import io
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace
from render_sample import REPORT, figures, of

from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx

CHECKOUT = Path(__file__).parents[2]
PACKAGED = (CHECKOUT / "templates" / "bao-cao.docx").read_bytes()
BROKEN = "mẫu không phải tệp Word .docx, hoặc đã hỏng"
SAVE_AS = "mở bằng Word rồi lưu lại ở dạng Word Document (.docx)"
NO_STYLES = f"mẫu không có phần kiểu chữ của một tệp Word, hoặc có kiểu chữ không tên; {SAVE_AS}"


def _changed(name: str, pattern: str, put: str) -> bytes:
    """Return the packaged template with each match of a pattern in one of its parts replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(BytesIO(PACKAGED)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == name:
                content, count = re.subn(pattern.encode(), put.encode(), content)
                assert count
            new.writestr(part, content)
    return written.getvalue()


MAIN, STYLES = "word/document.xml", "word/styles.xml"


@pytest.mark.parametrize(
    ("name", "pattern", "put", "message"),
    [
        (MAIN, r"<w:sectPr.*</w:sectPr>", "", f"mẫu không có khổ giấy và lề trang; {SAVE_AS}"),
        (MAIN, r"<w:pgSz[^>]*/>", "", f"mẫu không có khổ giấy và lề trang; {SAVE_AS}"),
        (MAIN, r"<w:pgMar[^>]*/>", "", f"mẫu không có khổ giấy và lề trang; {SAVE_AS}"),
        (MAIN, r"<w:body>.*</w:body>", "", f"mẫu không có phần thân của một tệp Word; {SAVE_AS}"),
        (
            MAIN,
            r'<w:pgSz w:w="\d+"',
            '<w:pgSz w:w="rộng"',
            f"mẫu ghi một số đo không đọc được (“rộng”); {SAVE_AS}",
        ),
        (
            STYLES,
            r'<w:sz w:val="28"/>',
            '<w:sz w:val="14pt"/>',
            f"mẫu ghi một số đo không đọc được (“14pt”); {SAVE_AS}",
        ),
        (MAIN, r"<w:tblGrid>.*?</w:tblGrid>", "", f"mẫu có bảng không ghi các cột; {SAVE_AS}"),
        ("_rels/.rels", r"(?s)^.*$", "<a/>", BROKEN),
        ("[Content_Types].xml", r"(?s)^.*$", "<a/>", BROKEN),
        ("word/_rels/document.xml.rels", r"(?s)^.*$", "<a/>", BROKEN),
        (STYLES, r"(?s)^.*$", "<a/>", NO_STYLES),
        ("docProps/core.xml", r"(?s)^.*$", "<a/>", BROKEN),
        (STYLES, r'<w:name w:val="header"/>', "", NO_STYLES),
        (MAIN, r"(?s)^.*$", "<a/>", f"mẫu không có phần thân của một tệp Word; {SAVE_AS}"),
    ],
)
@pytest.mark.parametrize("compact", [False, True])
def test_what_a_template_lacks(
    tmp_path: Path, name: str, pattern: str, put: str, message: str, compact: bool
) -> None:
    template = tmp_path / "mau.docx"
    template.write_bytes(_changed(name, pattern, put))
    with pytest.raises(UnusableTemplateError) as caught:
        docx.render(replace(REPORT, compact=compact), None, template=template)
    assert (caught.value.path, caught.value.message) == (template, message)


@pytest.mark.parametrize(
    ("name", "pattern", "put"),
    [
        (STYLES, r'<w:sz w:val="28"/>', '<w:sz w:val="28.0"/>'),
        (MAIN, r'<w:pgSz w:w="(\d+)"', r'<w:pgSz w:w="\1.4"'),
        (MAIN, r'<w:gridCol w:w="(\d+)"', r'<w:gridCol w:w="\1.25"'),
        (MAIN, r'<w:tcW w:w="\d+" w:type="dxa"', '<w:tcW w:w="50%" w:type="pct"'),
    ],
)
@pytest.mark.parametrize("compact", [False, True])
def test_measures_that_other_programs_write(
    tmp_path: Path, name: str, pattern: str, put: str, compact: bool
) -> None:
    """Google Docs writes decimals, and shares of the page with `%`."""
    template = tmp_path / "mau.docx"
    template.write_bytes(_changed(name, pattern, put))
    made = docx.render(replace(of(figures(3)), compact=compact), None, template=template)
    assert len(Document(BytesIO(made)).tables) == 3

"""Charts as pictures behind a Word document."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace
from render_sample import REPORT

from mttq.render import markdown
from mttq.render.word import docx
from mttq.render.word.pictures import can_draw, described, draw
from mttq.report.model import Bar, Chart, Charts, SheetHeading

pytestmark = pytest.mark.skipif(not can_draw(), reason="matplotlib is not installed")

SERIES = ("Đạt kế hoạch", "Chưa đạt kế hoạch", "Chưa đủ số liệu để kết luận")
CHART = Chart(
    "Tỷ lệ hoàn thành các chỉ tiêu – Chương trình 2: Thi đua",
    "Chỉ tiêu",
    (
        Bar("Vận động Quỹ “Vì người nghèo” <&> các cấp trong toàn tỉnh năm nay", Decimal("106.69"), 0),
        Bar("Nhà Đại đoàn kết", Decimal("95.3"), 1),
        Bar("Ngày công", Decimal("12345.6"), 2),
        Bar("Không có gì", Decimal(0), 1),
    ),
)
CHARTS = Charts(
    name="Biểu đồ",
    heading=SheetHeading((), "PHỤ LỤC", "TỶ LỆ HOÀN THÀNH", "(Kèm theo Báo cáo số 01)"),
    series=SERIES,
    charts=(CHART, CHART),
    notes=("Ghi chú.",),
)
WITH = replace(REPORT, charts=CHARTS)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_pictures_are_on_pages_of_their_own_after_everything_else() -> None:
    with_pictures = Document(BytesIO(docx.render(WITH, None)))
    without = Document(BytesIO(docx.render(REPORT, None)))
    before = len(without.paragraphs)
    assert [one.text for one in with_pictures.paragraphs[:before]] == [one.text for one in without.paragraphs]
    added = with_pictures.paragraphs[before:]
    assert [one.text for one in added] == [
        "PHỤ LỤC",
        "TỶ LỆ HOÀN THÀNH",
        "(Kèm theo Báo cáo số 01)",
        CHART.title,
        "",
        CHART.title,
        "",
        "Ghi chú.",
    ]
    text, annex = with_pictures.element.body.iter(qn("w:sectPr"))
    assert text.find(qn("w:pgNumType")) is None
    assert annex.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert len(with_pictures.inline_shapes) == 2


def test_a_picture_has_a_description_in_words() -> None:
    shape = Document(BytesIO(docx.render(WITH, None))).inline_shapes[0]
    said = shape._inline.docPr.get("descr")
    assert said == described(CHART, SERIES)
    assert (
        "“Vì người nghèo” <&> các cấp trong toàn tỉnh năm nay: 106,69% (đạt kế hoạch); Nhà Đại đoàn kết"
        in said
    )
    assert shape._inline.docPr.get("title") == CHART.title


def test_a_picture_does_not_say_when_or_by_what_it_was_made() -> None:
    picture = draw(CHART, SERIES, 120)
    assert picture.startswith(b"\x89PNG")
    for word in (b"Software", b"matplotlib", b"tIME", b"Date"):
        assert word not in picture
    media = [name for name in _parts(docx.render(WITH, None)) if name.startswith("word/media/")]
    assert media == ["word/media/image1.png"]  # the file holds the same picture once


def test_the_same_bytes_in_another_process_with_other_settings(tmp_path: Path) -> None:
    """The time, the language and the matplotlibrc of the machine don't matter."""
    (tmp_path / "matplotlibrc").write_text(
        "font.family: serif\nfont.size: 20\naxes.grid: True\n", encoding="utf-8"
    )
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; from test_pictures import CHART, SERIES, draw;"
        "sys.stdout.buffer.write(draw(CHART, SERIES, 120))"
    )
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", program, str(here), str(here.parent), str(here.parents[1])],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={
            **os.environ,
            "TZ": "Asia/Tokyo",
            "LC_ALL": "C",
            "PYTHONHASHSEED": "7",
            "MPLCONFIGDIR": str(tmp_path),
        },
        timeout=120,
    )
    assert done.stdout == draw(CHART, SERIES, 120)


def test_every_letter_is_in_the_font() -> None:
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 - only where it is installed

    known = get_font(findfont("DejaVu Serif")).get_charmap()
    letters = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ“”–%"
    assert [one for one in letters + letters.upper() if ord(one) not in known] == []


def test_markdown_has_no_pictures() -> None:
    assert markdown.render(WITH, None) == markdown.render(REPORT, None)


@pytest.mark.parametrize("bars", [CHART.bars[:1], CHART.bars * 6, (Bar("Số rất dài", Decimal("0.001"), 0),)])
def test_one_bar_and_many(bars: tuple[Bar, ...]) -> None:
    assert draw(replace(CHART, bars=bars), SERIES, 200).startswith(b"\x89PNG")


def test_the_backend_of_a_notebook_is_not_asked_for() -> None:
    """Notebooks name a backend to what they start, and matplotlib refuses to be imported where it is missing."""
    backend = "module://no_such_package.backend_inline"
    code = (
        "import os; from mttq.render.word.pictures import _usual_backend\n"
        "with _usual_backend():\n    import matplotlib\n"
        f"assert os.environ['MPLBACKEND'] == {backend!r}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "MPLBACKEND": backend}, check=False
    )
    assert done.returncode == 0

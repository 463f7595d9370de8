"""The documents that `mttq report` has written, as the site offers them: Markdown as a page, Word and Excel as files.

A document that would be written otherwise today is marked, so that nobody takes it for what the pages say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

from mttq.check import Checked
from mttq.issuing import stale_documents
from mttq.names import BAO_CAO, CHUONG_TRINH, GIAO_BAN, NHIEM_KY, PHU_LUC, REPORTS, TONG_HOP
from mttq.period import PERIODS, Cycle

_TITLES = {
    CHUONG_TRINH: "Chương trình công tác",
    BAO_CAO: "Báo cáo",
    NHIEM_KY: "Báo cáo nhiệm kỳ",
    GIAO_BAN: "Giao ban",
    PHU_LUC: "Phụ lục số liệu",
    TONG_HOP: "Tổng hợp báo cáo cấp dưới",
}
TYPES = {".docx": "Word", ".xlsx": "Excel", ".md": "đọc ngay"}
"""The formats that the site offers, by suffix."""
_FRAME = '<div class="cuon" tabindex="0" role="group" aria-label="Bảng">'
"""What a wide table moves in on a narrow screen."""
_LARGEST = 20 << 20  # bytes


class IssuedDocument(Struct, frozen=True, kw_only=True):
    """One file in `reports/`.

    Attributes:
        unit: the unit's id.
        name: the file's name.
        file: where it is.
        title: what it is called.
        stale: why it would be written otherwise today, or "".
    """

    unit: str
    name: str
    file: Path
    title: str
    stale: str = ""

    @property
    def stem(self) -> str:
        """The name without the suffix, which all formats of a document share."""
        return self.name.rpartition(".")[0]

    @property
    def suffix(self) -> str:
        """The suffix with its dot."""
        return self.name[len(self.stem) :]


def issued_documents(
    checked: Checked, cycle: Cycle, *, is_shown: Callable[[str], bool]
) -> dict[str, list[IssuedDocument]]:
    """Return the documents of each unit in the folder of a year.

    Args:
        checked: the project.
        cycle: the year or term.
        is_shown: returns whether a unit has a page.
    """
    root = checked.project.root
    found: dict[str, list[IssuedDocument]] = {}
    for file in _files(root / REPORTS / cycle.folder):
        unit = file.parent.relative_to(root / REPORTS / cycle.folder).as_posix()
        title = _title(file.stem, cycle)
        if title and is_shown(unit):
            found.setdefault(unit, []).append(
                IssuedDocument(unit=unit, name=file.name, file=file, title=title)
            )
    if not found:
        return {}
    compared = {
        f"{REPORTS}/{cycle.folder}/{unit}/{one.name}": one.file.read_bytes()
        for unit, those in found.items()
        for one in _one_of_each(those)
    }
    stale = stale_documents(checked.project, checked.found, found.keys(), compared)
    why = {path.rpartition(".")[0]: said for path, said in stale.items()}
    return {
        unit: [
            IssuedDocument(
                unit=unit,
                name=one.name,
                file=one.file,
                title=one.title,
                stale=why.get(f"{REPORTS}/{cycle.folder}/{unit}/{one.stem}", ""),
            )
            for one in those
        ]
        for unit, those in found.items()
    }


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if (
            file.suffix in TYPES
            and file.is_file()
            and not file.is_symlink()
            and file.stat().st_size <= _LARGEST
        ):
            yield file


def _one_of_each(those: list[IssuedDocument]) -> list[IssuedDocument]:
    """Return one format of each document: Markdown, if there is any, is compared in a tenth of the time."""
    found: dict[str, IssuedDocument] = {}
    for one in those:
        if one.suffix == ".md" or one.stem not in found:
            found[one.stem] = one
    return list(found.values())


def _title(stem: str, cycle: Cycle) -> str:
    """Return what a document of that name is called; "" for a file that is none."""
    for kind, title in _TITLES.items():
        if stem == kind:
            return f"{title} {cycle.title}"
        period = PERIODS.get(stem.removeprefix(f"{kind}-"))
        if stem.startswith(f"{kind}-") and period is not None:
            return f"{title} {period.full_title(cycle)}"
    return ""


def as_html(text: str) -> Markup:
    """Return Markdown as HTML; of HTML in it only the line breaks in headings of documents remain."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a site without documents needs none

    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    framed = made.replace("<table>", f"{_FRAME}<table>").replace("</table>", "</table></div>")
    return Markup(framed.replace("&lt;br&gt;", "<br>"))

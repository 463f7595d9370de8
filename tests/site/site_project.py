"""The small project as a site, and its pages as a browser sees them."""

from __future__ import annotations

import posixpath
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import small_project

from mttq.check import run
from mttq.cli.project import default_units, diagnostics_of
from mttq.documents import load
from mttq.period import Cycle
from mttq.site import RepositoryLinks, Site

TODAY = date(2020, 7, 1)
_PROGRAMMES = "danh-muc/chuong-trinh.yaml"
DOCUMENTS = {
    _PROGRAMMES: small_project.CATALOGUE[_PROGRAMMES].replace("tu_nam: 2020", "tu_nam: 2019"),
    "danh-muc/mttq.yaml": "phien_ban: 1\ndon_vi_mac_dinh: quang-tri\nhan_nop: {quy-1: 5}\n",
    "2019/quang-tri/nam.yaml": small_project.report(cycle="2019", programmes="2: {so_lieu: {nha: 90 nhà}}"),
    "2020/quang-tri/ke-hoach.yaml": small_project.plan(
        programmes="""\
        2:
          muc_tieu: Chăm lo người nghèo
          nhiem_vu: [{ten: Giúp <b>hộ nghèo</b>, ma: giup, chu_tri: Ban Phong trào, thoi_han: quy-1}]
          chi_tieu: {nha: 100 nhà, quy: dưới 19 tỷ đồng}
        3: {muc_tieu: Tập huấn cán bộ, chi_tieu: {tap-huan: 4 lớp}}
        """
    ),
    "2020/quang-tri/quy-1.yaml": small_project.report(
        "van_ban: {ngay: 2020-04-03}\n", period="quy-1", programmes="2: {so_lieu: {nha: khoảng 20 nhà}}"
    ),
    "2020/quang-tri/dakrong/quy-1.yaml": small_project.report(
        "van_ban: {ngay: 2020-04-09}\n",
        unit="quang-tri/dakrong",
        period="quy-1",
        programmes="2: {so_lieu: {nha: 40 nhà, quy: '1.234,5 triệu đồng'}}",
    ),
}


def site_of(root: Path, *years: str, repository: RepositoryLinks | None = None) -> Site:
    """Make the site of some years of the project in a folder, on a day in the middle of 2020."""
    checked = run(load(root))
    project = checked.project
    units = project.catalogue.units

    def faults_of(cycle: Cycle, tops: list[str]) -> list[object]:
        return list(diagnostics_of(checked, cycle, units.with_taken_over(tops), targets=True))

    cycles = [project.years_and_terms[one] for one in years or ("2019", "2020")]
    return Site(
        checked,
        {one: default_units(project, one) for one in cycles},
        today=TODAY,
        first_seen=lambda _cycle, _period: {},
        faults_of=faults_of,  # type: ignore[arg-type]
        repository=repository or RepositoryLinks(),
    )


class Page(HTMLParser):
    """What a page says, and what it points to.

    Attributes:
        text: the text, one space between words.
        links: where its links lead, from the folder of the site.
        foreign: the links that lead out of the site.
        tags: the names of all its elements.
    """

    def __init__(self, path: str, content: bytes) -> None:
        super().__init__()
        self._folder = posixpath.dirname(path)
        self._words: list[str] = []
        self.links: list[str] = []
        self.foreign: list[str] = []
        self.tags: set[str] = set()
        self.feed(content.decode())
        self.close()
        self.text = " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"href", "src"} and value and not value.startswith("#"):
                if "://" in value or value.startswith(("/", "data:", "javascript:")):
                    self.foreign.append(value)
                else:
                    self.links.append(posixpath.normpath(posixpath.join(self._folder, value)))

    def handle_data(self, data: str) -> None:
        self._words.append(data)


def page(site: Site, path: str) -> Page:
    """Return one page of a site."""
    return Page(path, site.pages[path]())

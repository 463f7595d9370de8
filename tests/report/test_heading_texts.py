"""Every heading of every kind of document comes from the profile, and every heading of a profile is used."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
import small_project
from annex_project import DOCUMENTS
from msgspec import Struct, structs
from report_project import outline
from test_term_documents import SETS

from mttq.check import check
from mttq.diagnostics import Severity
from mttq.documents import load
from mttq.names import PROFILES
from mttq.period import PERIODS, parse_cycle
from mttq.profile import default
from mttq.profile.shape import HEADINGS
from mttq.report import KINDS, Report, subject_of
from mttq.report.model import Heading
from mttq.report.subject import Subject

_ASSESSED = dedent("""\
    danh_gia:
      uu_diem: Tốt
      han_che: Chậm
      nguyen_nhan: {uu_diem: Đoàn kết, khach_quan: Thiên tai, chu_quan: Ít người}
      bai_hoc: Gần dân
    phuong_huong: Tiếp tục
    kien_nghi: Hỗ trợ
    """)
_SITUATION = dedent("""\
    tinh_hinh:
      - {ten: Tình hình chung, noi_dung: Ổn định}
      - {ten: Nông dân, noi_dung: Được mùa}
      - {ten: Phụ nữ, noi_dung: Tiến bộ}
    so_lieu: {dan-so: 632.375 người}
    """)
_PROGRAMME = """\
    2:
      muc_tieu: Giảm nghèo
      noi_dung: Vận động
      giai_phap: Tuyên truyền
      nhiem_vu: [{ten: Tổng kết, ma: tong-ket}]
      chi_tieu: {nha: 30 nhà}
    """
_DONE = "2: {nhiem_vu: {tong-ket: {trang_thai: hoan-thanh}}, so_lieu: {nha: 12 nhà}}\n"
_GOALS = dedent("""\
    boi_canh: Bối cảnh
    muc_dich: Đoàn kết
    yeu_cau: Thiết thực
    muc_tieu_chung: Đổi mới
    phu_luc_nhiem_vu: true
    thoi_gian: Cả năm
    kinh_phi: Ngân sách
    to_chuc_thuc_hien: Phân công
    """)
_BRIEFING = """\
    don_vi: quang-tri
    nam: 2020
    ky: quy-4
    hoi_nghi: {ten: Hội nghị, ngay: 2020-12-25, ket_luan: [Đạt]}
    nhiem_vu: [Tổng kết]
    """
_TERM = _SITUATION + _ASSESSED + "chuong_trinh_moi: 2019-2024\n"


@pytest.fixture(scope="module")
def subjects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Subject]:
    """Return for each kind of document a unit and period with everything that the kind can have."""
    documents = {
        **DOCUMENTS,
        "danh-muc/chuong-trinh.yaml": dedent(SETS) + dedent(DOCUMENTS["danh-muc/chuong-trinh.yaml"]),
        "2020/quang-tri/ke-hoach.yaml": small_project.plan(_GOALS, programmes=_PROGRAMME),
        "2020/quang-tri/nam.yaml": small_project.report(
            f"chia_phan: true\nvan_ban: {{nguoi_lap_bieu: Lê D}}\n{_SITUATION}{_ASSESSED}", programmes=_DONE
        ),
        "2020/quang-tri/giao-ban-quy-4.yaml": _BRIEFING,
        "2014-2019/quang-tri/nhiem-ky.yaml": small_project.report(
            _TERM, cycle="2014-2019", period="nhiem-ky", programmes="2: {so_lieu: {nha: 32 nhà}}\n"
        ),
        "2019-2024/quang-tri/ke-hoach.yaml": small_project.plan(
            _GOALS, cycle="2019-2024", programmes=_PROGRAMME
        ),
    }
    project = load(small_project.write(tmp_path_factory.mktemp("du-an"), documents))
    assert [one.message for one in check(project) if one.code.severity is Severity.ERROR] == []
    found = {}
    for kind, name, period in (
        ("bao-cao", "2020", "nam"),
        ("chuong-trinh", "2020", "nam"),
        ("giao-ban", "2020", "quy-4"),
        ("phu-luc", "2020", "nam"),
        ("nhiem-ky", "2014-2019", "nhiem-ky"),
    ):
        cycle = parse_cycle(name)
        assert cycle is not None
        found[kind] = subject_of(project, "quang-tri", cycle, PERIODS[period])
    return found


def said(value: object) -> str:
    """Return every text in plain data, one a line, without those of the profile."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "\n".join(map(said, value))
    if isinstance(value, Struct):
        return "\n".join(
            said(getattr(value, field.name)) for field in structs.fields(value) if field.name != "layout"
        )
    return ""


def test_every_heading_is_the_profiles(subjects: dict[str, Subject], monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: documents made by a profile with other headings hold each of these somewhere."""
    other = structs.replace(
        default(),
        headings=tuple(
            (name, " ".join((f"khác-{name}.", *(f"{{{place}}}" for place in places))))
            for name, (places, _) in HEADINGS.items()
        ),
    )
    monkeypatch.setattr(
        "mttq.report.subject.load", lambda root, name: other
    )  # of the second part of nhiem-ky
    texts: list[str] = []
    headings: set[str] = set()
    for kind, subject in subjects.items():
        told = structs.replace(subject, layout=other)
        document = KINDS[kind].build(told)
        assert document is not None, kind
        texts.append(said(document))
        if isinstance(document, Report):
            headings |= {block.text.lower() for block in document.body if isinstance(block, Heading)}
        if kind == "bao-cao":
            charted = KINDS[kind].build(structs.replace(told, charted=True))
            assert charted is not None
            texts.append(said(charted))
    text = "\n".join(texts).lower()
    assert [name for name in HEADINGS if f"khác-{name}." not in text] == []
    usual = {words.lower() for _, words in default().headings}
    assert headings & usual == set()


def test_a_file_changes_the_headings_it_names(tmp_path: Path) -> None:
    root = small_project.write(
        tmp_path,
        {
            "danh-muc/mttq.yaml": "phien_ban: 1\nthe_thuc: tinh\n",
            "2020/quang-tri/nam.yaml": small_project.report("phuong_huong: Tiếp tục\nkien_nghi: Hỗ trợ\n"),
        },
    )
    file = root / PROFILES / "tinh.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("de_muc:\n  kien_nghi: Đề nghị với cấp trên\n", encoding="utf-8")
    cycle = parse_cycle("2020")
    assert cycle is not None
    report = KINDS["bao-cao"].build(subject_of(load(root), "quang-tri", cycle, cycle.whole))
    assert isinstance(report, Report)
    headings = [line for line in outline(report) if line.startswith("# ")]
    assert headings[-1].endswith(" ĐỀ NGHỊ VỚI CẤP TRÊN")
    assert headings[-2].endswith(" PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM")

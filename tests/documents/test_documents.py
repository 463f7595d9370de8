"""Plans, reports and briefings as read from their files: every key lands where it belongs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mttq.catalogue import Catalogue, read_catalogue
from mttq.catalogue.reader import CatalogueKind
from mttq.diagnostics import Diagnostic, Span
from mttq.documents import Briefing, Document, PeriodReport, Plan, Scope, Section
from mttq.documents.facts import read_facts
from mttq.documents.project import file_ref
from mttq.documents.prose import FormerFigure, read_document
from mttq.source import read_bytes

INDICATORS = """
quy: {ten: Quỹ, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}
nha: {ten: Nhà, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}
khu: {ten: Khu, don_vi_tinh: khu, theo_cap: tong, so_nguyen: true}
ty-le: {ten: Tỷ lệ, don_vi_tinh: "%", theo_cap: ty-le, tu_so: khu, mau_so: khu}
"""
PLAN = """
don_vi: quang-tri
nam: 2020
bo_chuong_trinh: 2019-2024
nguon: báo
van_ban:
  so: 01/CTr-MTTQ-BTT
  ngay: 15/01/2020
  dia_danh: Quảng Trị
  loai: Chương trình
  trich_yeu: Công tác Mặt trận năm 2020
  can_cu: [một, hai]
  kinh_gui: ai đó
  nguoi_ky: {thay_mat: TM. BAN, ky_thay: KT. CHỦ TỊCH, chuc_vu: PHÓ CHỦ TỊCH, ho_ten: Tên}
  noi_nhan: [nơi này]
mo_dau: |
  đoạn một

  đoạn hai
boi_canh: bối cảnh
muc_dich: mục đích
yeu_cau: [yêu cầu]
muc_tieu_chung: [mục tiêu]
so_lieu: {khu: 9 khu}
chuong_trinh:
  1: {}
  2:
    ten: Tên riêng
    muc_tieu: mục tiêu
    noi_dung: nội dung
    giai_phap: [giải pháp]
    nhiem_vu:
      - việc ngắn
      - ten: [việc, dài]
        ma: viec-dai
        chu_tri: Ban
        phoi_hop: [a, b]
        thoi_han: quy-4
        can_cu: 1846/CTPH
        cu_the_hoa: [trung-uong#ma]
    chi_tieu:
      quy: trên 19 tỷ đồng
      nha:
        muc: 350 nhà
        cap_minh: 20 nhà
        giao: {quang-tri/huong-hoa: 40 nhà}
        phan_ky: {quy-2: 100 nhà}
        theo_cap_bao_cao: {tinh: 20 nhà, xa: 330 nhà}
        trong_do: {xây mới: 200 nhà, sửa chữa: 150 nhà}
        trong_do_du: true
        ghi_chu: ghi chú
        moi: xa
        so_luong: 10
phu_luc_nhiem_vu: true
thoi_gian: cả năm
kinh_phi: ngân sách
to_chuc_thuc_hien: [tổ chức, {ten: Ban, noi_dung: [việc, nữa]}]
loi_ket: kết
dieu_chinh: [{ngay: 2020-07-01, so: "02", ly_do: lý do}]
dinh_chinh: [{ngay: 2020-07-02, ly_do: gõ sai, da_ghi: {nha: 300 nhà}}]
"""
REPORT = """
don_vi: quang-tri
nam: 2020
ky: quy-4
so_lieu_den: 2020-12-15
nguon: nguồn
chia_phan: true
mo_dau: mở
tinh_hinh:
  - đoạn văn
  - ten: Nông dân
    noi_dung: nội dung
    so_lieu: {ty-le: "33,2%"}
so_lieu: {khu: 9 khu}
chuong_trinh:
  2:
    ket_qua:
      - {ten: Quỹ, so_lieu: {quy: 4 tỷ đồng}}
    nhiem_vu:
      tong-ket: {trang_thai: hoan-thanh, ket_qua: xong}
    so_lieu:
      nha:
        gia_tri: gần 30 nhà
        nhan_tu: {trung-uong: 5 nhà, Công ty A: 2 nhà}
        trong_do: {xây mới: 20 nhà}
        ghi_chu: [a, b]
    toan_dia_ban:
      nha:
        gia_tri: 347 nhà
        theo_cap_bao_cao: {tinh: 30 nhà, xa: 317 nhà}
        trong_do: [{xây mới: 200 nhà, sửa chữa: 147 nhà}, {hộ nghèo: 300 nhà}]
danh_gia:
  uu_diem: a
  han_che: b
  nguyen_nhan: {uu_diem: c, khach_quan: d, chu_quan: e}
  bai_hoc: f
kien_nghi: kiến nghị
phuong_huong: phương hướng
loi_ket: kết
dinh_chinh: [{ngay: 2020-12-30, ly_do: sai số, da_ghi: {nha: 20 nhà}, da_ghi_toan_dia_ban: {nha: 340 nhà}}]
"""
BRIEFING = """
don_vi: quang-tri
nam: 2020
ky: quy-4
nguon: [báo, đài]
van_ban: {so: 12/TB-MTTQ, ngay: 2020-12-22}
hoi_nghi:
  ten: Hội nghị giao ban
  ngay: 2020-12-20
  dia_diem: Đông Hà
  chu_tri: [a]
  thanh_phan: [b]
  bao_cao: [c]
  ket_luan: [d, e]
nhiem_vu: [{ten: việc, ma: viec}]
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    source = read_bytes(INDICATORS.encode(), "plans/danh-muc/chi-tieu.yaml")
    return read_catalogue([(CatalogueKind.INDICATORS, source)])[0]


def read(text: str, path: str, catalogue: Catalogue) -> tuple[Document | None, list[Diagnostic]]:
    ref = file_ref(path)
    assert not isinstance(ref, Diagnostic)
    source = read_bytes(text.encode(), path)
    return read_document(source, ref, catalogue), read_facts(source, ref, catalogue)[1]


def test_a_plan_with_every_key(catalogue: Catalogue) -> None:
    plan, faults = read(PLAN, "plans/2020/quang-tri/ke-hoach.yaml", catalogue)
    assert faults == []
    assert isinstance(plan, Plan)
    facts = plan.facts
    assert facts.header.unit is not None
    assert (facts.header.unit.text, facts.header.unit.span) == ("quang-tri", Span(2, 9, 2, 18))
    assert facts.head.set_name is not None
    assert facts.head.set_name.text == "2019-2024"
    assert plan.source == ("báo",)
    issued = plan.issued
    assert (issued.number, issued.day, issued.place) == ("01/CTr-MTTQ-BTT", date(2020, 1, 15), "Quảng Trị")
    assert (issued.basis, issued.addressed_to, issued.recipients) == (
        ("một", "hai"),
        ("ai đó",),
        ("nơi này",),
    )
    assert issued.signer is not None
    assert (issued.signer.signing_for, issued.signer.name) == ("KT. CHỦ TỊCH", "Tên")
    assert (plan.opening, plan.setting, plan.general_goal) == (
        ("đoạn một", "đoạn hai"),
        ("bối cảnh",),
        ("mục tiêu",),
    )
    assert [(one.indicator, one.quantity.value, one.programme) for one in facts.figures] == [
        ("khu", Decimal(9), None)
    ]
    empty, second = plan.programmes
    assert (empty.number, empty.goal, empty.tasks) == (1, (), ())
    assert [(one.number, one.span) for one in facts.programmes] == [
        (1, Span(26, 3, 26, 4)),
        (2, Span(27, 3, 27, 4)),
    ]
    assert facts.programmes_span == Span(25, 1, 25, 13)
    assert (second.title, second.goal, second.content, second.measures) == (
        "Tên riêng",
        ("mục tiêu",),
        ("nội dung",),
        ("giải pháp",),
    )
    short, long = second.tasks
    assert (short.text, short.code) == (("việc ngắn",), None)
    assert long.code is not None
    assert long.due is not None
    assert (long.text, long.code.text, long.lead, long.partners) == (
        ("việc", "dài"),
        "viec-dai",
        "Ban",
        ("a", "b"),
    )
    assert (long.due.text, long.basis) == ("quy-4", ("1846/CTPH",))
    (task,) = facts.body.tasks
    assert task.code == long.code
    assert [one.text for one in task.carries_out] == ["trung-uong#ma"]
    assert facts.deadlines == (long.due,)
    fund, houses = facts.body.targets
    assert (fund.programme, houses.programme) == (2, 2)
    assert (fund.quantity.value, fund.quantity.word, fund.own, fund.own_all) == (
        Decimal(19 * 10**9),
        "trên",
        None,
        False,
    )
    assert houses.own is not None
    assert (houses.quantity.value, houses.own.value, houses.parts_complete) == (
        Decimal(350),
        Decimal(20),
        True,
    )
    assert [(one.name, one.quantity.value) for one in houses.handed_down] == [
        ("quang-tri/huong-hoa", Decimal(40))
    ]
    assert [(one.name, one.quantity.value) for one in houses.phases] == [("quy-2", Decimal(100))]
    assert [(one.name, one.quantity.value) for one in houses.by_level] == [
        ("tinh", Decimal(20)),
        ("xa", Decimal(330)),
    ]
    (parts,) = houses.breakdowns
    assert [(one.name, one.quantity.value) for one in parts] == [
        ("xây mới", Decimal(200)),
        ("sửa chữa", Decimal(150)),
    ]
    assert (houses.for_each, houses.count, houses.note) == ("xa", 10, ("ghi chú",))
    assert (houses.key_span.line, houses.span.line) == (43, 44)
    assert (plan.purpose, plan.requirements) == (("mục đích",), ("yêu cầu",))
    assert plan.tasks_in_annex
    assert (plan.timing, plan.funding) == (("cả năm",), ("ngân sách",))
    assert plan.organisation == (Section("", ("tổ chức",)), Section("Ban", ("việc", "nữa")))
    assert plan.closing == ("kết",)
    assert [(one.day, one.former) for one in plan.corrections] == [
        (date(2020, 7, 2), (FormerFigure(Scope.OWN, "nha", "300 nhà"),))
    ]
    assert [(one.day, one.number, one.reason) for one in plan.amendments] == [
        (date(2020, 7, 1), "02", ("lý do",))
    ]


def test_a_report_with_every_key(catalogue: Catalogue) -> None:
    report, faults = read(REPORT, "plans/2020/quang-tri/quy-4.yaml", catalogue)
    assert faults == []
    assert isinstance(report, PeriodReport)
    assert (report.cut_off, report.source, report.opening) == (date(2020, 12, 15), ("nguồn",), ("mở",))
    assert report.in_parts
    plain, titled = report.situation
    assert (plain.title, plain.text, plain.indicators) == ("", ("đoạn văn",), ())
    assert (titled.title, titled.text, titled.indicators) == ("Nông dân", ("nội dung",), ("ty-le",))
    (programme,) = report.programmes
    assert programme.sections[0].indicators == ("quy",)
    assert [(one.code.text, one.state, one.text) for one in programme.tasks] == [
        ("tong-ket", "hoan-thanh", ("xong",))
    ]
    _, share, _, own, stated = report.facts.body.figures
    assert share.quantity.value == Decimal("33.2")
    assert (own.scope, own.quantity.value, own.quantity.word, own.note) == (
        Scope.OWN,
        Decimal(30),
        "gần",
        ("a", "b"),
    )
    assert [(one.name, one.quantity.value) for one in own.received] == [
        ("trung-uong", Decimal(5)),
        ("Công ty A", Decimal(2)),
    ]
    assert (stated.scope, stated.quantity.value, stated.programme) == (Scope.STATED, Decimal(347), 2)
    assert [(one.indicator, one.scope.value) for one in report.facts.body.figures] == [
        ("khu", "so_lieu"),
        ("ty-le", "so_lieu"),
        ("quy", "so_lieu"),
        ("nha", "so_lieu"),
        ("nha", "toan_dia_ban"),
    ]
    judged = report.assessment
    assert (judged.strengths, judged.objective_reasons, judged.lessons) == (("a",), ("d",), ("f",))
    assert (report.proposals, report.directions, report.closing) == (
        ("kiến nghị",),
        ("phương hướng",),
        ("kết",),
    )
    assert report.corrections[0].day == date(2020, 12, 30)
    assert report.corrections[0].former == (
        FormerFigure(Scope.OWN, "nha", "20 nhà"),
        FormerFigure(Scope.STATED, "nha", "340 nhà"),
    )


def test_a_briefing_with_every_key(catalogue: Catalogue) -> None:
    briefing, faults = read(BRIEFING, "plans/2020/quang-tri/giao-ban-quy-4.yaml", catalogue)
    assert faults == []
    assert isinstance(briefing, Briefing)
    assert briefing.source == ("báo", "đài")
    assert (briefing.issued.number, briefing.issued.day) == ("12/TB-MTTQ", date(2020, 12, 22))
    assert briefing.facts.head.issued == date(2020, 12, 22)
    meeting = briefing.meeting
    assert (meeting.name, meeting.day, meeting.place) == ("Hội nghị giao ban", date(2020, 12, 20), "Đông Hà")
    assert (meeting.chaired_by, meeting.attended_by) == (("a",), ("b",))
    assert (meeting.reports_heard, meeting.conclusions) == (("c",), ("d", "e"))
    assert [task.text for task in briefing.tasks] == [("việc",)]


def test_a_target_that_the_unit_does_all_itself(catalogue: Catalogue) -> None:
    text = PLAN.replace("cap_minh: 20 nhà", "cap_minh: tat-ca")
    plan, faults = read(text, "plans/2020/quang-tri/ke-hoach.yaml", catalogue)
    assert isinstance(plan, Plan)
    assert faults == []
    houses = plan.facts.body.targets[1]
    assert (houses.own, houses.own_all) == (None, True)


@pytest.mark.parametrize(
    ("path", "faults"),
    [
        ("plans/2020/quang-tri/ke-hoach.yaml", ["MT215", "MT215"]),
        ("plans/2019-2024/quang-tri/ke-hoach.yaml", []),
    ],
)
def test_amounts_per_year_are_for_terms_only(path: str, faults: list[str], catalogue: Catalogue) -> None:
    text = "don_vi: quang-tri\nnam: 2020\nchuong_trinh:\n  2:\n    muc_tieu: a\n    chi_tieu:\n      nha: 5 nhà/năm\n"
    text += "      quy: {muc: 1 tỷ đồng, moi: nam}\n"
    _, found = read(text, path, catalogue)
    assert [one.code.id for one in found] == faults


def test_an_unreadable_part_does_not_also_make_the_sum_wrong(catalogue: Catalogue) -> None:
    text = PLAN.replace("xây mới: 200 nhà", "xây mới: sai")
    plan, faults = read(text, "plans/2020/quang-tri/ke-hoach.yaml", catalogue)
    assert isinstance(plan, Plan)
    assert [one.code.id for one in faults] == ["MT206"]
    assert not plan.facts.body.targets[1].parts_complete


@pytest.mark.parametrize("text", ["- a\n", "a\n", "[]\n", "{}\n"])
def test_a_file_that_is_not_a_record_is_reported(text: str, catalogue: Catalogue) -> None:
    document, faults = read(text, "plans/2020/quang-tri/quy-4.yaml", catalogue)
    assert (document is None) == (text != "{}\n")
    assert {one.code.id for one in faults} == ({"MT103"} if text == "{}\n" else {"MT105"})

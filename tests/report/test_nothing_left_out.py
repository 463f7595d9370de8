"""Nothing that a user wrote is left out of the document, whatever its key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_project
from report_project import built, texts
from shipped_documents import document_of, issued_files, project

from mttq.documents.shapes import BRIEFING, PLAN, REPORT, TASK_STATES
from mttq.profile import default
from mttq.report import Report
from mttq.report.wording import day_in_full, short_day
from mttq.schema import (
    Choice,
    Day,
    Either,
    KeyKind,
    ListOf,
    Name,
    Record,
    Shape,
    Table,
    Text,
    parse_day,
)
from mttq.source import Mapping, Node, Scalar, Sequence, read_file

# Keys that say what a document is or refers to; their words are not printed literally.
REFERENCES = {
    "nguoi_lap_bieu": "printed in the annex of figures, tested there",
    "don_vi": "printed as the unit's name",
    "nam": "printed in the subject",
    "ky": "printed in the subject",
    "bo_chuong_trinh": "decides the programmes' titles",
    "ma": "a code by which reports refer to a task",
    "cu_the_hoa": "a link between files, followed by programs",
    "chuong_trinh_moi": "names the plan that a term's document takes in",
    "thoi_han": "printed as a period or a day, tested with the tasks",
    "trong_do_du": "for the check",
    "moi": "printed in words, tested with the targets",
    "so_luong": "printed with `moi`",
    "trang_thai": "printed in words",
}
Written = tuple[tuple[str, ...], str]
"""The fixed keys that lead to a text, and the text as it should be printed."""


def _written(node: Node, shape: Shape, path: tuple[str, ...]) -> Iterator[Written]:
    """Return every text, day, state and named part of a document, by its place in the shape."""
    if isinstance(shape, Either):
        mapping = shape.mapping() if callable(shape.mapping) else shape.mapping
        by_kind = {Scalar: shape.scalar, Sequence: shape.sequence, Mapping: mapping}
        inner = by_kind[type(node)]
        assert inner is not None
        yield from _written(node, inner, path)
    elif isinstance(shape, Record) and isinstance(node, Mapping):
        fields = {field.key: field.shape for field in shape.fields}
        for key, value in node.items():
            yield from _written(value, fields[key.text], (*path, key.text))
    elif isinstance(shape, Table) and isinstance(node, Mapping):
        for key, value in node.items():
            if shape.key is KeyKind.FREE:
                unit = project().catalogue.units.get(key.text)
                yield path, unit.names.latest() or "" if unit is not None else key.text
            yield from _written(value, shape.value, path)
    elif isinstance(node, Sequence):
        item = shape.item if isinstance(shape, ListOf) else shape
        for one in node.items:
            yield from _written(one, item, path)
    elif isinstance(node, Scalar):
        if isinstance(shape, Text | Name | Day):
            yield path, node.text
        elif isinstance(shape, Choice) and node.text in TASK_STATES:
            yield path, TASK_STATES[node.text]


def _fields(shape: Shape) -> Iterator[tuple[str, str]]:
    """Return every fixed key in a shape, with the title of its record."""
    if isinstance(shape, Record):
        for field in shape.fields:
            yield shape.title, field.key
            yield from _fields(field.shape)
    elif isinstance(shape, Table | ListOf):
        yield from _fields(shape.value if isinstance(shape, Table) else shape.item)
    elif isinstance(shape, Either):
        for inner in _forms(shape):
            yield from _fields(inner)


def _keys(node: Node, shape: Shape) -> Iterator[tuple[str, str]]:
    """Return every fixed key that a document holds, with the title of its record."""
    if isinstance(shape, Either):
        for inner in _forms(shape):
            yield from _keys(node, inner)
    elif isinstance(shape, ListOf) and isinstance(node, Sequence):
        for one in node.items:
            yield from _keys(one, shape.item)
    elif isinstance(shape, Table) and isinstance(node, Mapping):
        for _, value in node.items():
            yield from _keys(value, shape.value)
    elif isinstance(shape, Record) and isinstance(node, Mapping):
        fields = {field.key: field.shape for field in shape.fields}
        for key, value in node.items():
            yield shape.title, key.text
            yield from _keys(value, fields[key.text])


def _forms(shape: Either) -> list[Shape]:
    mapping = shape.mapping() if callable(shape.mapping) else shape.mapping
    return [one for one in (shape.scalar, mapping, shape.sequence) if one is not None]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _printed(text: str, shown: str) -> bool:
    day = parse_day(text)
    if day is not None:
        return day_in_full(day, default().numbers) in shown or short_day(day) in shown
    pieces = re.split(r"\{[^{}]*\}", text)  # a reference is printed as a figure
    return all(_plain(piece).rstrip(" .;,/") in shown for piece in pieces)


def _missing(written: list[Written], report: Report) -> list[Written]:
    shown = _plain("\n".join(texts(report)))
    return [
        (path, text) for path, text in written if path[-1] not in REFERENCES and not _printed(text, shown)
    ]


@pytest.mark.parametrize("path", [ref.path for ref in issued_files()])
def test_every_text_of_a_shipped_file_is_printed(path: str) -> None:
    ref = next(ref for ref in issued_files() if ref.path == path)
    shape = PLAN if path.endswith("/ke-hoach.yaml") else REPORT
    root = project().sources[path].root
    assert root is not None
    written = list(_written(root, shape, ()))
    assert len(written) >= 2
    assert _missing(written, document_of(ref)) == []


FULL_PLAN = """\
don_vi: quang-tri
nam: 2020
bo_chuong_trinh: 2019-2024
nguon: [Nguồn một, Nguồn hai]
van_ban:
  so: 17/KH-MTTQ-BTT
  ngay: 2020-01-15
  dia_danh: Đông Hà
  loai: Kế hoạch
  trich_yeu: Trích yếu một
  can_cu: [Căn cứ một, Căn cứ hai]
  kinh_gui: Nơi kính gửi
  nguoi_ky:
    - {co_quan: Cơ quan ba, thay_mat: TM. BAN ĐẠI DIỆN, ky_thay: KT. CHỦ TỊCH, chuc_vu: PHÓ CHỦ TỊCH, ho_ten: Nguyễn A}
    - {co_quan: Cơ quan bốn, thay_mat: TM. BAN CHẤP HÀNH, ky_thay: TL. CHỦ TỊCH, chuc_vu: THƯ KÝ, ho_ten: Trần Thị B}
  noi_nhan: [Nơi nhận một, Nơi nhận hai]
  nguoi_lap_bieu: Lê Văn D
mo_dau: [Mở đầu một, Mở đầu hai]
boi_canh: [Bối cảnh một, Bối cảnh hai]
muc_dich: [Mục đích một, Mục đích hai]
yeu_cau: [Yêu cầu một, Yêu cầu hai]
muc_tieu_chung: [Mục tiêu chung một, Mục tiêu chung hai]
so_lieu:
  dan-so:
    gia_tri: 26.000 người
    nhan_tu: {trung-uong: 11 người, nơi khác một: 12 người}
    trong_do: {phần một: 13 người, phần hai: 25.987 người}
    trong_do_du: true
    ghi_chu: [Ghi chú một, Ghi chú hai]
  ty-le-nu: {gia_tri: 6.622/6.688 người, ty_le: "99%"}
thoi_gian: [Thời gian một, Thời gian hai]
kinh_phi: [Kinh phí một, Kinh phí hai]
phu_luc_nhiem_vu: true
to_chuc_thuc_hien: [Tổ chức một, {ten: Cơ quan một, noi_dung: [Phần việc một, Phần việc hai]}]
dieu_chinh:
  - {ngay: 2020-07-01, so: 18/KH-MTTQ, ly_do: [Lý do một, Lý do hai]}
dinh_chinh:
  - {ngay: 2020-07-03, so: 19/KH-MTTQ, ly_do: [Lý do ba, Lý do bốn], da_ghi: {nha: 353 nhà}}
loi_ket: [Lời kết một, Lời kết hai]
chuong_trinh:
  1: {}
  2:
    ten: Tên chương trình hai
    muc_tieu: [Mục tiêu một, Mục tiêu hai]
    noi_dung: [Nội dung một, Nội dung hai]
    giai_phap: [Giải pháp một, Giải pháp hai]
    nhiem_vu:
      - Nhiệm vụ một
      - ten: [Nhiệm vụ hai, Nhiệm vụ ba]
        ma: nhiem-vu-hai
        chu_tri: Nơi chủ trì
        phoi_hop: [Nơi phối hợp một, Nơi phối hợp hai]
        thoi_han: 2020-05-09
        can_cu: [Căn cứ của nhiệm vụ, Căn cứ thứ hai]
        cu_the_hoa: [trung-uong#viec]
    chi_tieu:
      nha:
        muc: 350 nhà
        cap_minh: 21 nhà
        giao: {quang-tri/huong-hoa: 42 nhà, quang-tri/dakrong: 43 nhà}
        phan_ky: {quy-2: 101 nhà}
        theo_cap_bao_cao: {tinh: 21 nhà, huyen: 109 nhà, xa: 220 nhà}
        trong_do: [{phần ba: 201 nhà, phần bốn: 149 nhà}, {phần năm: 300 nhà, phần sáu: 50 nhà}]
        trong_do_du: true
        ghi_chu: [Ghi chú ba, Ghi chú bốn]
      cong-trinh: {muc: 2 công trình, moi: khu-dan-cu, so_luong: 77}
  3: {}
"""
FULL_REPORT = """\
don_vi: quang-tri
nam: 2020
ky: nam
so_lieu_den: 2020-12-06
nguon: [Nguồn một, Nguồn hai]
van_ban: {so: 19/BC-MTTQ-BTT, trich_yeu: Trích yếu hai}
chia_phan: true
mo_dau: [Mở đầu một, Mở đầu hai]
tinh_hinh:
  - Tình hình một
  - ten: Tên đoạn một
    noi_dung: [Nội dung một, Nội dung hai]
    so_lieu:
      dan-so: {gia_tri: 26.000 người, ghi_chu: [Ghi chú một, Ghi chú hai], trong_do: {phần một: 13 người}}
so_lieu: {san-luong: {gia_tri: 120 triệu đồng/ha/năm, ghi_chu: Ghi chú ba}}
toan_dia_ban: {dan-so: {gia_tri: 27.000 người, ghi_chu: Ghi chú chín}}
chuong_trinh:
  1:
    ket_qua:
      - Kết quả một
      - ten: Tên đoạn hai
        noi_dung: [Nội dung ba, Nội dung bốn]
        so_lieu: {ty-le-di-bau: {gia_tri: 6.622/6.688 cử tri, ty_le: "99%", ghi_chu: Ghi chú bốn}}
    toan_dia_ban: {ty-le-di-bau: {gia_tri: 6.623/6.688 cử tri, ty_le: "99%"}}
    nhiem_vu:
      viec: {trang_thai: dang-thuc-hien, ket_qua: [Kết quả hai, Kết quả ba]}
  2:
    so_lieu:
      nha:
        gia_tri: 21 nhà
        nhan_tu: {trung-uong: 1 nhà, nơi khác một: 2 nhà}
        trong_do: {phần hai: 3 nhà, phần ba: 18 nhà}
        trong_do_du: true
        ghi_chu: [Ghi chú năm, Ghi chú sáu]
    toan_dia_ban:
      nha:
        gia_tri: 347 nhà
        nhan_tu: {nơi khác hai: 4 nhà}
        theo_cap_bao_cao:
          trung-uong: 30 nhà
          tinh: 21 nhà
          huyen: 32 nhà
          xa: 200 nhà
          khu-dan-cu: 33 nhà
          to-chuc-thanh-vien: 31 nhà
        trong_do: {phần bốn: 5 nhà, phần năm: 342 nhà}
        trong_do_du: true
        ghi_chu: [Ghi chú bảy, Ghi chú tám]
danh_gia:
  uu_diem: [Ưu điểm một, Ưu điểm hai]
  han_che: [Hạn chế một, Hạn chế hai]
  nguyen_nhan:
    uu_diem: [Nguyên nhân một, Nguyên nhân hai]
    khach_quan: [Khách quan một, Khách quan hai]
    chu_quan: [Chủ quan một, Chủ quan hai]
  bai_hoc: [Bài học một, Bài học hai]
kien_nghi: [Kiến nghị một, Kiến nghị hai]
phuong_huong: [Phương hướng một, Phương hướng hai]
loi_ket: [Lời kết một, Lời kết hai]
dinh_chinh:
  - ngay: 2021-02-03
    so: 20/BC-MTTQ
    ly_do: [Lý do một, Lý do hai]
    da_ghi: {nha: 31 nhà}
    da_ghi_toan_dia_ban: {nha: 3399 nhà}
chuong_trinh_moi: 2019-2024
"""
_TASK = "1:\n  muc_tieu: M\n  nhiem_vu: [{ten: Việc của kế hoạch, ma: viec}]\n"
"""A plan that the task of the report, or the link of the plan, points to."""


SAMPLES = {"ke-hoach": (PLAN, FULL_PLAN), "nam": (REPORT, FULL_REPORT)}
NUMBERS = re.compile(r"\d+(?= (?:nhà|người|công trình)\b)")


def _root(folder: Path, text: str) -> Node:
    root = read_file(small_project.put(folder, "x.yaml", text), "x.yaml").root
    assert root is not None
    return root


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_that_a_file_may_hold_is_printed(tmp_path: Path, name: str) -> None:
    shape, text = SAMPLES[name]
    written = list(_written(_root(tmp_path, text), shape, ()))
    other = "trung-uong" if shape is PLAN else "quang-tri"
    documents = {
        f"2020/{other}/ke-hoach.yaml": small_project.plan(unit=other, programmes=_TASK),
        # Only a term's report names what follows it.
        f"2020/quang-tri/{name}.yaml": text.replace("chuong_trinh_moi: 2019-2024\n", ""),
    }
    document = built(tmp_path / "project", documents, "chuong-trinh" if shape is PLAN else "bao-cao")
    assert _missing(written, document) == []
    shown = " ".join(texts(document))
    figures = re.findall(r"\d+", shown.replace(".", ""))
    assert set(NUMBERS.findall(text.replace(".", ""))) - set(figures) == set()


def test_the_samples_hold_every_key(tmp_path: Path) -> None:
    """A key added to the shape of a document fails here, and above until the document prints it."""
    held = {key for shape, text in SAMPLES.values() for key in _keys(_root(tmp_path, text), shape)}
    known = {key for shape, _ in SAMPLES.values() for key in _fields(shape)}
    assert known - held == set()


FULL_BRIEFING = """\
don_vi: quang-tri
nam: 2020
ky: quy-4
nguon: [Nguồn một, Nguồn hai]
van_ban:
  so: 12/TB-MTTQ-BTT
  ngay: 2020-12-28
  dia_danh: Đông Hà
  loai: Thông báo
  trich_yeu: Trích yếu ba
  can_cu: [Căn cứ ba]
  kinh_gui: Nơi kính gửi
  nguoi_ky: {thay_mat: TM. BAN THƯỜNG TRỰC, ky_thay: KT. CHỦ TỊCH, chuc_vu: PHÓ CHỦ TỊCH, ho_ten: Nguyễn Văn A}
  noi_nhan: [Nơi nhận một]
hoi_nghi:
  ten: Hội nghị một
  ngay: 2020-12-25
  dia_diem: Nơi họp
  chu_tri: [Chủ trì một, Chủ trì hai]
  thanh_phan: [Thành phần một, Thành phần hai]
  bao_cao: [Ý kiến một]
  ket_luan: [Kết luận một, Kết luận hai]
nhiem_vu:
  - Nhiệm vụ một
  - {ten: Nhiệm vụ hai, chu_tri: Nơi chủ trì, phoi_hop: [Nơi phối hợp], thoi_han: 2021-05-09, can_cu: Căn cứ một}
"""


def test_everything_that_a_briefing_may_hold_is_printed(tmp_path: Path) -> None:
    written = list(_written(_root(tmp_path, FULL_BRIEFING), BRIEFING, ()))
    documents = {"2020/quang-tri/giao-ban-quy-4.yaml": FULL_BRIEFING}
    document = built(tmp_path / "project", documents, "giao-ban", period="quy-4")
    assert _missing(written, document) == []

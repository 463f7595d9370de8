"""Profiles read from files: what a project's own profile changes, and how faults are reported."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from mttq.diagnostics import FILE_START
from mttq.levels import Level
from mttq.names import PROFILES
from mttq.profile import Layout, default, load, own, used
from mttq.profile.shape import CAPITALS, STYLES

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = CHECKOUT / "docs" / "examples" / "the-thuc"


def put(root: Path, name: str, text: str) -> None:
    file = root / PROFILES / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def said(layout: Layout) -> list[str]:
    return [
        f"{one.path}:{one.span.line}:{one.span.column} {one.code.id} {one.message} | {one.help}"
        for one in layout.faults
    ]


def test_the_packaged_profile_is_complete() -> None:
    layout = default()
    assert layout.faults == ()
    assert [name for name, _ in layout.page.styles] == list(STYLES)
    assert layout.words.capitals <= set(CAPITALS)
    assert {level for level, _ in layout.letterheads.issuer} == set(Level)


def test_measures_are_exact() -> None:
    page = default().page
    assert page.style("doan").first == Decimal(36)  # 12,7 mm
    assert page.style("o_bang").size == 12
    assert round(page.width * 20) == 11906
    assert page.rule_issuer == Decimal("0.42")


def test_a_profile_gives_only_what_differs(tmp_path: Path) -> None:
    put(tmp_path, "tinh", "ten: Của tỉnh\ntrang:\n  le_trai: 3,5 cm\nkieu_chu:\n  thuong:\n    co_chu: 13\n")
    layout = load(tmp_path, "tinh")
    assert layout.faults == ()
    assert (layout.name, layout.title) == ("tinh", "Của tỉnh")
    assert round(layout.page.left * 20) == 1984
    assert layout.page.right == default().page.right
    assert layout.page.style("doan").size == 13  # the file does not change it
    assert layout.page.style("quoc_hieu").size == 12
    assert layout.compact.style("doan").size == 13
    assert layout.words == default().words


def test_a_profile_may_be_based_on_another(tmp_path: Path) -> None:
    put(tmp_path, "tinh", "so_trang:\n  vi_tri: duoi\nky_hieu_loai:\n  giấy mời: GM\n")
    put(tmp_path, "phuong", "dua_tren: tinh\nchu:\n  luu: 'Lưu: VP'\n")
    layout = load(tmp_path, "phuong")
    assert layout.page.number_below
    assert layout.words.filed == "Lưu: VP"
    assert {"giấy mời": "GM", "báo cáo": "BC"}.items() <= dict(layout.numbers.kinds).items()


def test_a_projects_own_file_of_the_same_name_wins_and_is_based_on_the_packaged_one(tmp_path: Path) -> None:
    put(tmp_path, "nd30", "dua_tren: nd30\ntrang:\n  le_phai: 15 mm\n")
    layout = load(tmp_path, "nd30")
    assert layout.faults == ()
    assert round(layout.page.right * 20) == 850
    assert own(tmp_path) == ["templates/the-thuc/nd30.yaml"]
    assert own(CHECKOUT) == []  # the packaged profiles belong to the package


def test_lists_are_replaced_and_can_be_removed(tmp_path: Path) -> None:
    put(
        tmp_path,
        "tinh",
        "co_quan:\n  khu-dan-cu:\n    cap_tren: khong\n  xa:\n    co_quan: [ĐƠN VỊ, '{ten}']\n",
    )
    letterheads = load(tmp_path, "tinh").letterheads
    assert letterheads.superior == ()
    assert dict(letterheads.issuer)[Level.COMMUNE] == ("ĐƠN VỊ", "{ten}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "trang:\n  le_trai: 35 inch\n",
            "2:12 MT111 “35 inch” không phải một số đo dùng được ở đây | "
            "viết một số từ 0 đến 100 mm, phần thập phân sau dấu phẩy; dùng được cả cm, pt",
        ),
        (
            "kieu_chu:\n  doan:\n    gian_dong: 1.15\n",
            "3:16 MT111 “1.15” không phải một số đo dùng được ở đây | "
            "viết một số từ 1 đến 3, phần thập phân sau dấu phẩy",
        ),
        (
            "kieu_chu:\n  doan:\n    co_chu: 140\n",
            "3:13 MT111 “140” không phải một số đo dùng được ở đây | "
            "viết một số từ 5 đến 72 pt, phần thập phân sau dấu phẩy",
        ),
        ("trang:\n  le_tri: 35 mm\n", "2:3 MT101 khóa lạ “le_tri” trong trang giấy | có phải là “le_trai”?"),
        (
            "kieu_chu:\n  doan:\n    canh: đều\n",
            "3:11 MT106 “đều” không phải giá trị dùng được ở đây | "
            "có phải là “deu”? chọn một trong: “trai”, “giua”, “phai”, “deu”",
        ),
        (
            "co_quan:\n  xa:\n    co_quan:\n      - '{ten_hoa}'\n",
            "4:9 MT106 không có chỗ điền {ten_hoa} | "
            "các chỗ điền dùng được ở đây: {ten}, {ten_in_hoa}, {cap_tren}, {cap_tren_in_hoa}",
        ),
        (
            "co_quan:\n  xa:\n    co_quan:\n      - {ten_in_hoa}\n",
            "4:9 MT105 mục này phải là một dòng chữ, không phải một nhóm khóa | "
            "dòng bắt đầu bằng chỗ điền thì đặt cả dòng trong dấu nháy đơn, ví dụ '{…}'",
        ),
        ("so_van_ban:\n  mau: 'Số {so'\n", "2:8 MT106 dấu ngoặc nhọn không đủ cặp"),
        ("so_van_ban:\n  mau: Số\n", "2:8 MT106 thiếu chỗ điền {so} | thêm {so} vào chỗ phải in"),
        ("trang:\n  le_trai: 3\n  - x\n", "MT004"),
    ],
)
def test_a_fault_has_its_place_and_its_remedy(tmp_path: Path, text: str, expected: str) -> None:
    put(tmp_path, "tinh", text)
    layout = load(tmp_path, "tinh")
    assert any(expected in line and line.startswith(f"{PROFILES}/tinh.yaml:") for line in said(layout)), said(
        layout
    )
    assert layout.page == default().page


def test_a_base_that_is_missing_or_circular_is_reported(tmp_path: Path) -> None:
    put(tmp_path, "tinh", "dua_tren: nd31\n")
    put(tmp_path, "mot", "dua_tren: hai\n")
    put(tmp_path, "hai", "dua_tren: mot\n")
    assert said(load(tmp_path, "tinh")) == [
        "templates/the-thuc/tinh.yaml:1:11 MT106 không có bộ thể thức “nd31” | "
        "chọn một trong: “hai”, “mot”, “nd30”, “tinh”; hoặc đặt thêm tệp templates/the-thuc/nd31.yaml"
    ]
    assert said(load(tmp_path, "mot")) == [
        "templates/the-thuc/hai.yaml:1:11 MT106 bộ thể thức “mot” dựa trên chính nó | "
        "chọn một bộ thể thức khác làm gốc, hoặc bỏ khóa dua_tren"
    ]


def test_every_own_profile_and_the_choice_of_one_are_checked(tmp_path: Path) -> None:
    put(tmp_path, "tinh", "trang:\n  le_trai: x\n")
    place = ("plans/danh-muc/mttq.yaml", FILE_START)
    assert [one.path for one in used(tmp_path, "nd30", place)] == ["templates/the-thuc/tinh.yaml"]
    assert next(one.message for one in used(tmp_path, "khac", place)) == "không có bộ thể thức “khac”"


@pytest.mark.parametrize("name", ["co-chu-lon", "mttq207"])
def test_the_examples_in_the_docs_have_no_faults(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
    layout = load(tmp_path, name)
    assert said(layout) == []
    same = (layout.page, layout.words, layout.numbers, layout.letterheads) == (
        default().page,
        default().words,
        default().numbers,
        default().letterheads,
    )
    assert same is (name == "mttq207")  # a template to fill in, with the values of nd30 until then

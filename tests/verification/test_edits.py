"""What is different between two texts, and where."""

from __future__ import annotations

from mttq.verification import Passage, TextPlace, edits_between


def _paragraphs(*texts: str) -> list[Passage]:
    return [Passage(TextPlace("thân bài", number), ((text,),)) for number, text in enumerate(texts, 1)]


def _table(*rows: tuple[str, ...]) -> list[Passage]:
    return [
        Passage(TextPlace("thân bài", number, "bảng 1", "", rows[0]), tuple((cell,) for cell in row))
        for number, row in enumerate(rows, 1)
    ]


def _told(before: list[Passage], after: list[Passage]) -> list[tuple[str, str, str, str]]:
    return [(one.kind.value, one.place, one.before, one.after) for one in edits_between(before, after)]


ROWS = (
    ("Chỉ tiêu", "Kế hoạch", "Thực hiện"),
    ("Nhà", "10", "12"),
    ("Quỹ", "4 tỷ", "5 tỷ"),
    ("Lớp", "3", "3"),
)


def test_the_same_text_has_no_edits() -> None:
    assert _told(_paragraphs("a", "b"), _paragraphs("a", "b")) == []


def test_a_word_a_paragraph_more_and_one_less() -> None:
    before = _paragraphs("Xây mười hai nhà mới.", "Cứu trợ đồng bào vùng lũ.", "Kết thúc.")
    after = _paragraphs("Xây mười ba nhà mới.", "Kết thúc.", "Thêm một câu.")
    assert _told(before, after) == [
        ("sua", "đoạn 1", "Xây mười hai nhà mới.", "Xây mười ba nhà mới."),
        ("xoa", "đoạn 2", "Cứu trợ đồng bào vùng lũ.", ""),
        ("them", "đoạn 3", "", "Thêm một câu."),
    ]


def test_a_paragraph_that_was_moved() -> None:
    (edit,) = edits_between(_paragraphs("một", "hai", "ba", "bốn"), _paragraphs("hai", "ba", "bốn", "một"))
    assert (edit.kind.value, edit.place, edit.before, edit.to) == ("chuyen", "đoạn 1", "một", "đoạn 4")


def test_cells_are_named_by_row_and_column() -> None:
    changed = (*ROWS[:1], ("Nhà", "10", "13"), *ROWS[2:])
    assert _told(_table(*ROWS), _table(*changed)) == [("sua", "bảng 1, hàng 2, cột “Thực hiện”", "12", "13")]


def test_a_figure_in_the_wrong_column_is_two_edits() -> None:
    changed = (*ROWS[:3], ("Lớp", "", "3"))
    assert _told(_table(*ROWS), _table(*changed)) == [("xoa", "bảng 1, hàng 4, cột “Kế hoạch”", "3", "")]


def test_rows_that_are_gone_and_new() -> None:
    changed = (*ROWS[:2], *ROWS[3:], ("Cây", "100", "90"))
    assert _told(_table(*ROWS), _table(*changed)) == [
        ("xoa", "bảng 1, hàng 3", "Quỹ | 4 tỷ | 5 tỷ", ""),
        ("them", "bảng 1, hàng 4", "", "Cây | 100 | 90"),
    ]


def test_a_cell_of_several_lines_is_compared_line_by_line() -> None:
    sides = [
        [Passage(TextPlace("thân bài", 1, "phần ký, nơi nhận"), (("Nơi nhận:",), ("CHỦ TỊCH", name)))]
        for name in ("Nguyễn Văn Một", "Trần Thị Hai")
    ]
    assert _told(*sides) == [("sua", "phần ký, nơi nhận, hàng 1, cột 2", "Nguyễn Văn Một", "Trần Thị Hai")]


def test_a_document_rewritten_from_end_to_end_is_compared_all_the_same() -> None:
    before = _paragraphs(*(f"câu {number} cũ" for number in range(300)))
    after = _paragraphs(*(f"lời {number} khác" for number in range(200)))
    assert len(_told(before, after)) == 300

"""The pages of a site: figures as `mttq total` writes them, hedged alike, with links that all lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_project
from site_project import DOCUMENTS, page, site_of

from mttq.output.row_texts import text_blocks
from mttq.site import RepositoryLinks, Site


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project.write(tmp_path_factory.mktemp("site"), DOCUMENTS)


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return site_of(root)


def test_every_link_leads_to_a_page_of_the_site(site: Site) -> None:
    for path in site.pages:
        if path.endswith(".html"):
            found = page(site, path)
            assert not found.foreign, path
            assert set(found.links) <= set(site.pages), path
            assert site.pages[path]().startswith(b'<!DOCTYPE html>\n<html lang="vi">\n'), path


def test_the_same_project_gives_the_same_bytes(site: Site, root: Path) -> None:
    again = site_of(root)
    assert {path: make() for path, make in again.pages.items()} == {
        path: make() for path, make in site.pages.items()
    }


def test_figures_are_those_of_the_table_of_totals(site: Site) -> None:
    year = next(one for one in site.years if one.cycle.name == "2020")
    for block in text_blocks(year.table):
        for place, unit in enumerate(block.units):
            text = page(site, f"2020/don-vi/{unit.replace('/', '.')}.html").text
            for line in block.lines:
                if line.texts.has(place):
                    shown = (line.texts.goal, line.texts.result, line.texts.completion, line.texts.reached)
                    row = " ".join(filter(None, (line.indicator.name, *(one[place] for one in shown))))
                    for words in row.split():
                        assert words in text
    text = page(site, "2020/don-vi/quang-tri.html").text
    assert "Nhà Đại đoàn kết nhà ≥ 100 ≈ 60 60,00 – thiếu 0/4 quy-1.yaml:6 ke-hoach.yaml:7" in text
    assert (
        "Quỹ “Vì người nghèo” đồng < 19.000.000.000 1.234.500.000 – – thiếu 0/4 từ cấp dưới ke-hoach.yaml:7"
        in text
    )


def test_a_unit_shows_the_part_of_each_lower_unit_and_who_is_missing(site: Site) -> None:
    text = page(site, "2020/don-vi/quang-tri.html").text
    assert "huyện Đakrông 1.234.500.000 thiếu 40 thiếu" in text
    assert (
        "Còn thiếu số liệu: Lớp tập huấn: tỉnh Quảng Trị; huyện Hướng Hóa; xã Tân Long; huyện Đakrông."
        in text
    )
    assert "Quý I năm 2020 : Nộp đúng hạn, nộp ngày 03/04/2020" in text


def test_the_start_page_sets_targets_against_the_passed_part_of_the_year(site: Site) -> None:
    text = page(site, "2020/index.html").text
    assert "Năm 2020 đã qua 50% thời gian: chỉ tiêu nào chưa tới mức ấy là chậm." in text
    assert "Chưa nộp (quý I năm 2020): huyện Hướng Hóa ; xã Tân Long ." in text
    assert "Nộp muộn (quý I năm 2020): huyện Đakrông ." in text
    assert "1 nhiệm vụ : 1 quá hạn, 0 chưa cấp dưới nào nhận." in text
    assert site.pages["index.html"]() != b""
    assert page(site, "index.html").text == text


def test_names_are_text_and_never_markup(site: Site) -> None:
    found = page(site, "2020/nhiem-vu.html")
    assert "Giúp <b>hộ nghèo</b>" in found.text
    assert "Ban Phong trào 31/03/2020 chưa có báo cáo; quá hạn 92 ngày" in found.text
    assert "b" not in found.tags


def test_a_commune_is_two_clicks_from_the_start_page(site: Site) -> None:
    commune = "2020/don-vi/quang-tri.huong-hoa.tan-long.html"
    first = page(site, "index.html").links
    assert any(commune in page(site, one).links for one in first if one.endswith(".html"))


def test_a_trend_is_a_chart_beside_a_table(site: Site) -> None:
    found = page(site, "2020/don-vi/quang-tri.html")
    assert "svg" in found.tags
    assert "Qua các năm Nhà Đại đoàn kết (nhà)" in found.text
    assert "2019 2020 90 (thiếu) ≈ 60 (thiếu)" in found.text
    assert "2019 2020 90 (thiếu) ≈ 60 (thiếu)" in page(site, "2020/chi-tieu/nha.html").text


def test_lines_are_linked_at_the_commit_unless_their_file_has_been_edited(root: Path) -> None:
    edited = "plans/2020/quang-tri/quy-1.yaml"
    links = RepositoryLinks(
        commit="4028d62a60ab",
        base="https://github.com/mt/so-lieu/blob/4028d62a60ab/",
        changed=frozenset({edited}),
    )
    site = site_of(root, "2020", repository=links)
    found = page(site, "2020/don-vi/quang-tri.html")
    plan = "https://github.com/mt/so-lieu/blob/4028d62a60ab/plans/2020/quang-tri/ke-hoach.yaml"
    assert set(found.foreign) == {f"{plan}#L7", f"{plan}#L8"}
    assert found.text.endswith("Bản lưu 4028d62a60ab của kho git, 1 tệp đã sửa mà chưa lưu vào git.")


def test_a_figure_has_an_address_in_a_large_tree_and_a_target_only_its_line(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mttq.site.figure_tables._MOST_WITH_ADDRESSES", 1)
    links = RepositoryLinks(commit="4028d62a60ab", base="https://github.com/mt/so-lieu/blob/4028d62a60ab/")
    found = page(site_of(root, "2020", repository=links), "2020/don-vi/quang-tri.html")
    assert [one.rpartition("/")[2] for one in found.foreign] == ["quy-1.yaml#L6"]
    assert "quy-1.yaml:6 ke-hoach.yaml:7" in found.text


def test_errors_are_listed_and_said_on_the_page_of_their_unit(tmp_path: Path) -> None:
    wrong = small_project.report(
        period="quy-1", programmes="2: {so_lieu: {nha: nhiều nhà, cong-trinh: 3 công trình}}"
    )
    root = small_project.write(tmp_path, DOCUMENTS | {"2020/quang-tri/quy-1.yaml": wrong})
    site = site_of(root, "2020")
    own = page(site, "2020/don-vi/quang-tri.html").text
    assert "Tệp của đơn vị có lỗi, số liệu dưới đây có thể chưa đủ: plans/2020/quang-tri/quy-1.yaml:5" in own
    assert "MT204 “nhiều nhà” không phải con số cụ thể" in own
    assert "Công trình công trình 3 – thiếu 0/4 quy-1.yaml:5" in own
    listed = page(site, "loi.html").text
    assert (
        "plans/2020/quang-tri/quy-1.yaml:5 lỗi MT204 : “nhiều nhà” không phải con số cụ thể |"
        " 5 | 2: {so_lieu: {nha: nhiều nhà, cong-trinh: 3 công trình}} | ^^^^^^^^^"
        " Cách sửa: viết con số cụ thể đã đếm được; nếu chưa có thì bỏ cả dòng" in listed
    )
    assert "loi.html" in page(site, "index.html").links
    above = page(site, "2020/don-vi/quang-tri.dakrong.html").text
    assert "có lỗi" not in above


def test_campaigns_and_spans_have_pages_of_their_own(tmp_path: Path) -> None:
    root = small_project.write(
        tmp_path,
        DOCUMENTS
        | {
            "danh-muc/dot.yaml": "cao-diem: {ten: Tháng cao điểm, tu: 2020-05-01, den: 2020-05-31}\n",
            "2020/quang-tri/dot-cao-diem.yaml": small_project.report(
                period="dot-cao-diem", programmes="2: {so_lieu: {nha: 7 nhà}}"
            ),
            "2003-2023/quang-tri/giai-doan.yaml": small_project.report(
                cycle="2003-2023", period="giai-doan", programmes="2: {so_lieu: {nha: 700 nhà}}"
            ),
        },
    )
    site = site_of(root, "2020", "2003-2023")
    assert "2020/ky/dot-cao-diem.html" in page(site, "index.html").links
    campaign = page(site, "2020/ky/dot-cao-diem.html").text
    assert "Báo cáo Tháng cao điểm" in campaign
    assert "Nhà Đại đoàn kết nhà 7 – thiếu 1/4" in campaign
    assert "nhà ≥ 100 ≈ 60 60,00" in page(site, "2020/don-vi/quang-tri.html").text
    span = page(site, "2003-2023/giai-doan/don-vi/quang-tri.html").text
    assert "Tỉnh, giai đoạn 2003 – 2023" in span
    assert "Nhà Đại đoàn kết nhà 700 – thiếu 1/4 giai-doan.yaml:5" in span


def test_a_unit_that_was_taken_over_names_its_heir(tmp_path: Path) -> None:
    units = small_project.CATALOGUE["danh-muc/don-vi.yaml"]
    old = "dakrong: {ten: huyện Đakrông, cap: huyen}"
    heir = "moi: {ten: huyện Mới, cap: huyen, tu: 2020-07-01, ke_thua: [{don_vi: quang-tri/dakrong}]}"
    new = f"{old[:-1]}, den: 2020-06-30}}\n            {heir}"
    assert old in units
    root = small_project.write(tmp_path, DOCUMENTS | {"danh-muc/don-vi.yaml": units.replace(old, new)})
    site = site_of(root, "2020")
    text = page(site, "2020/don-vi/quang-tri.dakrong.html").text
    assert "Đơn vị đã kết thúc trong năm 2020; đơn vị kế thừa: huyện Mới ." in text
    assert "2020/don-vi/quang-tri.moi.html" in page(site, "2020/don-vi/quang-tri.dakrong.html").links


def test_issued_documents_are_offered_and_marked_if_the_data_have_changed(tmp_path: Path) -> None:
    root = small_project.write(tmp_path, DOCUMENTS)
    folder = root / "reports" / "2020" / "quang-tri"
    folder.mkdir(parents=True)
    (folder / "chuong-trinh.docx").write_bytes(b"docx")
    (folder / "chuong-trinh.md").write_text(
        "# Cũ\n\n<script>alert(1)</script> **đậm**\n\n| a |\n|---|\n| x<br>y |\n", encoding="utf-8"
    )
    (folder / "ghi-chu.md").write_text("riêng", encoding="utf-8")
    site = site_of(root, "2020")
    assert site.pages["2020/van-ban/quang-tri/chuong-trinh.docx"]() == b"docx"
    assert not any("ghi-chu" in path for path in site.pages)
    text = page(site, "2020/van-ban/quang-tri/chuong-trinh.html")
    assert "Văn bản này được xuất trước khi dữ liệu đổi: " in text.text
    assert "<script>alert(1)</script>" in text.text
    assert {"strong", "table", "br"} <= text.tags
    own = page(site, "2020/don-vi/quang-tri.html")
    assert "Văn bản Chương trình công tác năm 2020: Word , đọc ngay (xuất trước khi dữ liệu đổi: " in own.text

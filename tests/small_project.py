"""A project small enough to read as a whole, for tests of output.

The catalogue is always the same; each test adds its own documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

CATALOGUE = {
    "danh-muc/chuong-trinh.yaml": """\
        2019-2024:
          dai_hoi: IX
          tu_nam: 2020
          den_nam: 2024
          chuong_trinh:
            1: {ten: Mở rộng khối đại đoàn kết, ten_ngan: Đại đoàn kết}
            2: {ten: Vận động Nhân dân thi đua, ten_ngan: Thi đua}
            3: {ten: Củng cố tổ chức, ten_ngan: Tổ chức}
        """,
    "danh-muc/chi-tieu.yaml": """\
        giam-sat: {ten: Cuộc giám sát, chuong_trinh: 1, don_vi_tinh: cuộc, theo_cap: khong-cong, cap: [tinh]}
        ty-le-di-bau:
          ten: Tỷ lệ cử tri đi bầu
          chuong_trinh: 1
          don_vi_tinh: "%"
          theo_cap: ty-le
          tu_so: cu-tri-di-bau
          mau_so: cu-tri
        cu-tri-di-bau: {ten: Cử tri đi bầu, chuong_trinh: 1, don_vi_tinh: cử tri, theo_cap: tong, so_nguyen: true}
        cu-tri:
          ten: Cử tri
          chuong_trinh: 1
          don_vi_tinh: cử tri
          theo_cap: tong
          theo_ky: cuoi-ky
          so_nguyen: true
        quy: {ten: Quỹ “Vì người nghèo”, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}
        nha: {ten: Nhà Đại đoàn kết, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, so_nguyen: true}
        cong-trinh: {ten: Công trình, chuong_trinh: 2, don_vi_tinh: công trình, theo_cap: tong, so_nguyen: true}
        viec-lam: {ten: Việc làm mới, chuong_trinh: 2, don_vi_tinh: lao động, theo_cap: tong, so_nguyen: true}
        ho-ngheo:
          ten: Hộ nghèo
          chuong_trinh: 2
          don_vi_tinh: hộ
          theo_cap: tong
          theo_ky: cuoi-ky
          chieu: giam
        tap-huan: {ten: Lớp tập huấn, chuong_trinh: 3, don_vi_tinh: lớp, theo_cap: tong, so_nguyen: true}
        dan-so: {ten: Dân số, don_vi_tinh: người, theo_cap: tong, theo_ky: cuoi-ky, so_nguyen: true}
        nu: {ten: Phụ nữ, don_vi_tinh: người, theo_cap: tong, theo_ky: cuoi-ky, so_nguyen: true}
        ty-le-nu: {ten: Tỷ lệ phụ nữ, don_vi_tinh: "%", theo_cap: ty-le, tu_so: nu, mau_so: dan-so}
        san-luong: {ten: Sản lượng một héc-ta, don_vi_tinh: đồng/ha/năm, theo_cap: khong-cong}
        """,
    "danh-muc/don-vi.yaml": """\
        trung-uong: {ten: Trung ương, cap: trung-uong}
        quang-tri:
          ten: tỉnh Quảng Trị
          cap: tinh
          cap_duoi:
            huong-hoa:
              ten: huyện Hướng Hóa
              cap: huyen
              cap_duoi:
                tan-long:
                  ten: xã Tân Long
                  cap: xa
                  cap_duoi:
                    long-an: {ten: thôn Long An, cap: khu-dan-cu}
            dakrong: {ten: huyện Đakrông, cap: huyen}
            hoi-nong-dan: {ten: Hội Nông dân tỉnh Quảng Trị, cap: to-chuc-thanh-vien}
        vinh-phuc: {ten: tỉnh Vĩnh Phúc, cap: tinh}
        """,
    "danh-muc/mttq.yaml": """\
        phien_ban: 1
        don_vi_mac_dinh: quang-tri
        """,
}


def put(root: Path, path: str, text: str) -> Path:
    """Write a file under `plans/`; the indent that the text has in the test is removed."""
    file = root / "plans" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text), encoding="utf-8")
    return file


def write(root: Path, documents: Mapping[str, str]) -> Path:
    """Write the catalogue and some documents; a document can replace a file of the catalogue."""
    for path, text in {**CATALOGUE, **documents}.items():
        put(root, path, text)
    return root


def plan(body: str = "", *, unit: str = "quang-tri", cycle: str = "2020", programmes: str = "") -> str:
    """A plan with three programmes, each `{}` unless given.

    Args:
        body: further keys of the document.
        unit: its unit.
        cycle: its year or term.
        programmes: the lines below `chuong_trinh` for the programmes that are not `{}`.
    """
    filled = dedent(programmes)
    numbers = {line.split(":")[0].strip() for line in filled.splitlines() if line[:1].isdigit()}
    blanks = "".join(f"{number}: {{}}\n" for number in ("1", "2", "3") if number not in numbers)
    return f"don_vi: {unit}\nnam: {cycle}\n{dedent(body)}chuong_trinh:\n{_below(filled + blanks)}"


def report(
    body: str = "", *, unit: str = "quang-tri", cycle: str = "2020", period: str = "nam", programmes: str = ""
) -> str:
    """A report; `programmes` are the lines below `chuong_trinh`, or empty for `{}`."""
    filled = dedent(programmes)
    below = f"\n{_below(filled)}" if filled.strip() else " {}\n"
    return f"don_vi: {unit}\nnam: {cycle}\nky: {period}\n{dedent(body)}chuong_trinh:{below}"


def _below(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())

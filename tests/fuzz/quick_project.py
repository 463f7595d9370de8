"""A project whose few documents have every key that a document may have, in the canonical layout."""

from __future__ import annotations

from pathlib import Path

CATALOGUE = {
    "chuong-trinh.yaml": """\
2019-2024:
  tu_nam: 2020
  den_nam: 2024
  chuong_trinh:
    1: {ten: Đoàn kết}
    2: {ten: Thi đua}
khac:
  tu_nam: 1950
  den_nam: 1950
  chuong_trinh:
    1: {ten: Một}
    2: {ten: Hai}
""",
    "don-vi.yaml": """\
trung-uong: {ten: Ủy ban Trung ương, cap: trung-uong}
quang-tri:
  ten: tỉnh Quảng Trị
  cap: tinh
  cap_duoi:
    huong-hoa: {ten: huyện Hướng Hóa, cap: huyen}
    vinh-linh: {ten: huyện Vĩnh Linh, cap: huyen, den: 2020-06-30}
""",
    "chi-tieu.yaml": """\
quy: {ten: Quỹ, chuong_trinh: 2, don_vi_tinh: đồng, cach_viet: [đ], theo_cap: tong, so_nguyen: true}
nha:
  ten: Nhà
  chuong_trinh: {2019-2024: 2}
  don_vi_tinh: nhà
  cach_viet: [căn]
  theo_cap: tong
  so_nguyen: true
  kem: {tri_gia: tien}
tien: {ten: Kinh phí nhà, chuong_trinh: 2, don_vi_tinh: đồng, theo_cap: tong}
cu: {ten: Nhà cũ, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, den: 2019-12-31}
tinh-nha: {ten: Việc của tỉnh, chuong_trinh: 1, don_vi_tinh: việc, theo_cap: tong, cap: [tinh]}
huyen-nha: {ten: Việc của huyện, chuong_trinh: 1, don_vi_tinh: việc, theo_cap: tong, cap: [huyen]}
dan: {ten: Dân, don_vi_tinh: nghìn người, theo_cap: tong, theo_ky: cuoi-ky}
khu: {ten: Khu dân cư, don_vi_tinh: khu dân cư, theo_cap: tong, theo_ky: cuoi-ky, so_nguyen: true}
khu-hoi: {ten: Khu có Ngày hội, chuong_trinh: 1, don_vi_tinh: khu dân cư, theo_cap: tong, so_nguyen: true}
ty-le: {ten: Tỷ lệ, chuong_trinh: 1, don_vi_tinh: "%", theo_cap: ty-le, tu_so: khu-hoi, mau_so: khu}
""",
    "quy-tac.yaml": """\
hoi: {ve_trai: [khu-hoi], so_sanh: "<=", ve_phai: [khu]}
tien: {ve_trai: [quy], so_sanh: cung-co, ve_phai: [nha], thieu: bang-0, muc_do: canh-bao, cap: [tinh]}
""",
}

PLAN = """\
don_vi: quang-tri
nam: 2020
bo_chuong_trinh: 2019-2024
nguon: Báo Quảng Trị
van_ban:
  so: 01/CTr-MTTQ-BTT
  ngay: 2020-01-15
  can_cu:
    - Luật Mặt trận
    - 'Điều lệ: khóa IX'
  kinh_gui: Các huyện
  nguoi_ky:
    ho_ten: Nguyễn Văn A
mo_dau:
  - Một câu.
  - "Câu thứ hai."
muc_dich: Đoàn kết
yeu_cau:
  - Thiết thực.
so_lieu:
  khu: 12
  dan: 640 nghìn người
chuong_trinh:
  1: {}
  2:
    ten: Thi đua
    muc_tieu: Giảm hộ nghèo
    nhiem_vu:
      - Việc thứ nhất
      - ten: Việc thứ hai
        ma: viec-hai
        chu_tri: Mặt trận
        phoi_hop:
          - Hội Nông dân
        thoi_han: quy-4
        cu_the_hoa:
          - trung-uong#viec
          - 2019-2024/trung-uong#viec-khac
      - ten: Việc thứ ba
        ma: viec-ba
        thoi_han: 15/12/2020
    chi_tieu:
      quy: trên 19 tỷ đồng
      nha:
        muc: 350 nhà
        cap_minh: 20 nhà
        giao:
          quang-tri/huong-hoa: 40 nhà
        phan_ky:
          quy-2: 100 nhà
        theo_cap_bao_cao:
          tinh: 20 nhà
          xa: 330 nhà
        trong_do:
          xây mới: 200 nhà
          sửa chữa: 150 nhà
        trong_do_du: true
        moi: xa
        so_luong: 10
        ghi_chu: Ghi chú
phu_luc_nhiem_vu: true
thoi_gian: Trong năm 2020
kinh_phi:
  - Ngân sách nhà nước.
to_chuc_thuc_hien:
  - Các cấp thực hiện.
  - ten: Ban Thường trực
    noi_dung:
      - Kiểm tra.
dieu_chinh:
  - ngay: 2020-07-01
    ly_do: Dịch bệnh
"""

REPORT = """\
don_vi: quang-tri
nam: 2020
ky: quy-4
so_lieu_den: 2020-12-15
nguon:
  - Sổ theo dõi
van_ban:
  ngay: 20/12/2020
chia_phan: true
tinh_hinh:
  - Ổn định.
  - ten: Nông dân
    noi_dung: Được mùa
    so_lieu:
      dan: 638,5 nghìn người
so_lieu:
  khu: 6.688 khu dân cư
chuong_trinh:
  1:
    ket_qua:
      - ten: Ngày hội
        noi_dung:
          - Đã tổ chức.
        so_lieu:
          khu-hoi: 6.622 khu dân cư
    so_lieu:
      ty-le:
        gia_tri: 6.622/6.688 khu dân cư
        ty_le: 99%
      tinh-nha: 02 việc
    toan_dia_ban:
      huyen-nha: không áp dụng
  2:
    nhiem_vu:
      viec-hai:
        trang_thai: hoan-thanh
        ket_qua: Xong
    so_lieu:
      quy:
        gia_tri: 2 tỷ 700 triệu đồng
        nhan_tu:
          trung-uong: 100 triệu đồng
        trong_do:
          tiền mặt: 2 tỷ đồng
          hiện vật: 700 triệu đồng
        trong_do_du: true
        ghi_chu: '  Đã quyết toán'
      nha: gần 300 căn
    toan_dia_ban:
      nha:
        gia_tri: 347 nhà
        tri_gia: gần 17 tỷ đồng
        theo_cap_bao_cao:
          tinh: 30 nhà
          xa: 317 nhà
        trong_do:
          - xây mới: 200 nhà
            sửa chữa: 147 nhà
          - hộ nghèo: 300 nhà
      quy: 4,2 tỷ đồng
danh_gia:
  uu_diem: Tốt
dinh_chinh:
  - ngay: 2021-01-05
    ly_do: Nhầm
    da_ghi:
      nha: 12 nhà
    da_ghi_toan_dia_ban:
      nha: 340 nhà
"""

BRIEFING = """\
don_vi: quang-tri
nam: 2020
ky: quy-4
van_ban:
  loai: Thông báo
  ngay: 2020-12-22
  nguoi_ky:
    - co_quan: Mặt trận tỉnh
      ho_ten: Nguyễn Văn A
    - co_quan: Liên đoàn Lao động tỉnh
      ho_ten: Trần Thị B
  nguoi_lap_bieu: Lê Văn D
hoi_nghi:
  ten: Giao ban
  ngay: 2020-12-20
  ket_luan:
    - Tốt
nhiem_vu:
  - Việc một
  - ten: Việc hai
    ma: viec
    thoi_han: 2021-01-15
    cu_the_hoa:
      - trung-uong#viec
"""

DOCUMENTS = {
    "2020/quang-tri/ke-hoach.yaml": PLAN,
    "2020/quang-tri/quy-4.yaml": REPORT,
    "2020/quang-tri/giao-ban-quy-4.yaml": BRIEFING,
    "2019-2024/quang-tri/ke-hoach.yaml": PLAN.replace("nam: 2020", "nam: 2019-2024")
    .replace("moi: xa", "moi: nam")
    .replace("quy-2: 100 nhà", "2022: 100 nhà"),
}


def build(root: Path) -> Path:
    """The project in a folder."""
    for folder, files in (("plans/danh-muc", CATALOGUE), ("plans", DOCUMENTS)):
        for path, text in files.items():
            file = root / folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return root

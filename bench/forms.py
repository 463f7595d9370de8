"""How long the forms of many communes take, against openpyxl reading the same files: `python bench/forms.py [COUNT]`.

Makes a province with that many communes (1,000 if not given), their forms, fills these in as a program would, and
imports them in one run. Prints seconds of processor time and the memory of each step; `mttq import` should need at
most one and a half times what openpyxl needs to read the workbooks and every cell in them.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook

CHECKOUT = Path(__file__).resolve().parent.parent
_READ = """
import sys
from pathlib import Path
from openpyxl import load_workbook
for file in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    for sheet in load_workbook(file, data_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                cell.value
"""
_TARGETS = {
    1: ("cuoc-tuyen-truyen", "luot-nguoi-du-tuyen-truyen"),
    2: ("quy-vi-nguoi-ngheo", "nha-dai-doan-ket"),
    3: ("giam-sat-chu-tri", "phan-bien-xa-hoi"),
    5: ("lop-tap-huan",),
}


def main(arguments: Sequence[str]) -> None:
    """Make, fill in and import the forms."""
    count = int(arguments[0]) if arguments else 1000
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _province(root, count)
        program = [sys.executable, "-m", "mttq", "--root", str(root), "--quiet"]
        _measured("mttq form", [*program, "form", "2024", "--period", "quy-1", "--recursive"])
        for file in (root / "bieu-mau").rglob("*-xa-*.xlsx"):
            _fill(file)
        (root / "bieu-mau/2024/quy-1/tinh-a.xlsx").unlink()
        forms = str(root / "bieu-mau")
        alone = _measured("openpyxl alone", [sys.executable, "-c", _READ, forms])
        ours = _measured("mttq import", [*program, "import", forms])
        written = len(list((root / "plans/2024").rglob("quy-1.yaml")))
        sys.stdout.write(f"{written} reports written; {ours / alone:.2f} times openpyxl alone\n")


def _province(root: Path, count: int) -> None:
    """Write a province with a plan and communes without any document."""
    shutil.copytree(CHECKOUT / "plans/danh-muc/chi-tieu", root / "plans/danh-muc/chi-tieu")
    shutil.copy(CHECKOUT / "plans/danh-muc/chuong-trinh.yaml", root / "plans/danh-muc")
    communes = "".join(f"    xa-{one}: {{ten: xã Số {one}, cap: xa}}\n" for one in range(count))
    units = f"tinh-a:\n  ten: tỉnh A\n  cap: tinh\n  cap_duoi:\n{communes}"
    (root / "plans/danh-muc/don-vi.yaml").write_text(units, encoding="utf-8")
    settings = "phien_ban: 1\ndon_vi_mac_dinh: tinh-a\n"
    (root / "plans/danh-muc/mttq.yaml").write_text(settings, encoding="utf-8")
    lines = ["don_vi: tinh-a", "nam: 2024", "chuong_trinh:"]
    for number in range(1, 6):
        targets = [f"      {one}: {count}" for one in _TARGETS.get(number, ())]
        lines += [f"  {number}:", "    chi_tieu:", *targets] if targets else [f"  {number}: {{}}"]
    plan = root / "plans/2024/tinh-a/ke-hoach.yaml"
    plan.parent.mkdir(parents=True)
    plan.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _fill(file: Path) -> None:
    """Fill in a form: every figure, and a text for each programme."""
    book = load_workbook(file)
    for title, column, value in (
        ("Số liệu", "so_lieu", 1),
        ("Nội dung", "ket_qua", "Đã họp dân.\nĐã vận động."),
    ):
        sheet = book[title]
        across = next(cell.column for cell in sheet[1] if cell.value == column)
        for (mark,) in sheet.iter_rows(min_row=7, max_col=1):
            if mark.value and mark.value != "0" and not str(mark.value).startswith("#"):
                sheet.cell(mark.row, across).value = value
    book.save(file)


def _measured(title: str, command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    sys.stdout.write(f"{title}: {seconds:.1f} s, at most {after.ru_maxrss // 1024} MiB so far\n")
    return seconds


if __name__ == "__main__":
    main(sys.argv[1:])

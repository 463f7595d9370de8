"""Files made to do harm: each is refused or explained quickly."""

from __future__ import annotations

import random
import time
import tracemalloc
from pathlib import Path

import pytest
from hostile_project import HEAD, INDICATORS, PLAN, REPORT, UNITS, checked, make, said

from mttq.output.diagnostics import text
from mttq.source import read_file

N = 100_000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(97 + level)}: &{chr(97 + level)} [{','.join([f'*{chr(96 + level)}'] * 9)}]\n"
    for level in range(1, 9)
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (BOMB, "1:4 MT008 không dùng neo “&a” của YAML"),
        ("[" * N, "1:65 MT005 lồng nhau quá 64 tầng"),
        ("{a: " * N, "1:257 MT005 lồng nhau quá 64 tầng"),
        ("- " * N, "1:129 MT005 lồng nhau quá 64 tầng"),
        ("? " * N, "1:129 MT005 lồng nhau quá 64 tầng"),
        ("- [{a: " * N, "MT00"),
        ("".join(" " * level + "a:\n" for level in range(1900)), "65:65 MT005 lồng nhau quá 64 tầng"),
        (random.Random(1).randbytes(1_000_000), "MT00"),
        (b"\x7fELF\x02\x01\x01" + bytes(1000), "MT012 đây là tệp nhị phân"),
        (b"PK\x03\x04" + bytes(range(256)) * 40, "MT012"),
        (b"\x00" * 100_000, "MT012 đây là tệp nhị phân"),
        (
            "a: !!python/object/apply:os.system ['touch x']",
            "MT008 không dùng thẻ “!!python/object/apply:os.system”",
        ),
        ("!!python/name:os.system x: 1", "MT008"),
        ("a: &" + "a" * 1_000_000 + " x", "MT008"),
        ("a: *" + "a" * 1_000_000, "MT008"),
        ("a: !" + "a" * 1_000_000 + " x", "MT008"),
        ("a" * 1_000_000 + ": 1", "MT004"),
        ("? " + "a" * 1_000_000 + "\n: 1\n", "MT101 khóa lạ “aaaa"),
        ("a: '" + "a" * 1_000_000, "1:4 MT004 dấu nháy ' mở ở đây mà không đóng"),
        ("\ufeff" * 1000 + "a: 1", "MT006"),
        ("a: \u202egnort\u202c\n", "MT"),
        ("a: \x1b[2J\x1b]0;x\x07", "MT006 ký tự điều khiển U+001B"),
        (HEAD + "      nha: " + "9" * 1_000_000 + "\n", "MT206"),
        (HEAD + "      nha: " + "9" * 900 + "\n", "MT214"),
        (HEAD + "      nha: 1e999999999\n", "MT2"),
        (HEAD + "      nha: " + "một " * 240 + "\n", "MT2"),
    ],
    ids=lambda value: None if isinstance(value, bytes) or len(value) > 60 else value[:30],
)
def test_a_hostile_file_is_reported_and_no_other_file_is_affected(
    content: str | bytes, expected: str, tmp_path: Path
) -> None:
    found = said(make(tmp_path, {REPORT: content}))
    assert any(line.startswith(f"{REPORT}:") and expected in line for line in found), found[:5]
    assert not any(line.startswith("plans/danh-muc") for line in found)


def test_a_file_of_a_hundred_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    with file.open("wb") as stream:
        stream.write(b"a: 1\n")
        stream.truncate(100 * 1024 * 1024)
    tracemalloc.start()
    before = time.monotonic()
    (fault,) = read_file(file, "a.yaml").diagnostics
    took, (_, peak) = time.monotonic() - before, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (fault.code.id, fault.message) == ("MT005", "tệp lớn hơn 2 MiB")
    assert took < 2
    assert peak < 8 * 1024 * 1024


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("      nha-{}: 5\n", {"MT303"}),
        ("      nha: sai\n", {"MT102", "MT206"}),
        ("      nha{}:\n", {"MT104", "MT303"}),
        ("khoa_{}: 5\n", {"MT101"}),
        ("a: b: c {}\n", {"MT004"}),
    ],
)
def test_very_many_wrong_lines_take_bounded_time_and_nothing_is_cut_silently(
    line: str, codes: set[str], tmp_path: Path
) -> None:
    count = 60_000
    found = checked(make(tmp_path, {REPORT: HEAD + "".join(line.format(number) for number in range(count))}))
    wrong = [one for one in found if one.path == REPORT]
    assert {one.code.id for one in wrong} <= codes | {"MT104"}
    if codes == {"MT004"}:
        # The file is parsed again for each syntax error, so their number is limited.
        assert "chưa được kiểm tra" in wrong[-1].message
    else:
        assert len(wrong) >= count
    shown = list(text.render(found, {}, files=1, colour=False, quiet=False))
    assert len(shown) < 2000
    for code in {one.code for one in wrong}:
        alike = [one for one in wrong if one.code is code]
        if len(alike) > text.MOST_OF_A_KIND:
            left = f"{len(alike) - text.MOST_OF_A_KIND:,}".replace(",", ".")
            assert any(f"còn {left} " in row and code.id in row for row in shown)
    assert f"{len([one for one in found if one.severity == 'error'])} lỗi" in shown[-1]


def test_long_chains_and_rings_in_the_catalogue_take_bounded_time(tmp_path: Path) -> None:
    """Indicators made of indicators: in a long chain, in a ring, and each used twice. No crash, no hang."""
    one = "{{ten: a, chuong_trinh: 2, don_vi_tinh: nhà, theo_cap: tong, gom: [{}]}}\n"
    chain = "".join(f"u{number}: {one.format(f'u{number + 1}')}" for number in range(3000))
    ring = "".join(f"v{number}: {one.format(f'v{(number + 1) % 3000}')}" for number in range(3000))
    twice = "".join(
        f"{name}{number}: {one.format(f'x{number + 1}, y{number + 1}')}"
        for number in range(60)
        for name in "xy"
    )
    units = "".join(
        f"w{number}: {{ten: a, cap: xa, ke_thua: [{{don_vi: w{number + 1}}}]}}\n" for number in range(2000)
    )
    root = make(tmp_path)
    with (root / INDICATORS).open("a", encoding="utf-8") as stream:
        stream.write(chain + ring + twice)
    with (root / UNITS).open("a", encoding="utf-8") as stream:
        stream.write(units)
    found = checked(root)
    assert sum(one.code.id == "MT314" for one in found) == 3000
    assert {one.code.id for one in found} <= {"MT301", "MT303", "MT314", "MT103"}


@pytest.mark.parametrize(
    "name",
    [
        "..",
        ".",
        "../../etc",
        "/etc/passwd",
        "a\\b",
        "C:\\x",
        "a/b",
        "~",
        "$HOME",
        "a\\nb",
        "con\\0",
        "-x",
        "",
    ],
)
def test_no_id_of_a_unit_leads_out_of_its_folder(name: str, tmp_path: Path) -> None:
    root = make(tmp_path)
    with (root / UNITS).open("a", encoding="utf-8") as stream:
        stream.write(
            f'"{name}": {{ten: x, cap: tinh}}\n' if "\\" not in name else f"'{name}': {{ten: x, cap: tinh}}\n"
        )
    found = [one for one in checked(root) if one.path == UNITS]
    assert [one.code.id for one in found] == ["MT110"]


def test_no_id_in_a_document_leads_anywhere(tmp_path: Path) -> None:
    for name in ("../../etc/passwd", "/etc/passwd", "..", "quang-tri/../x", "a\tb"):
        text = f'don_vi: "{name}"\nnam: 2020\nchuong_trinh:\n  1: {{}}\n  2: {{muc_tieu: x}}\n'
        found = checked(make(tmp_path, {PLAN: text}))
        assert {one.code.id for one in found if one.path == PLAN} & {"MT109", "MT110", "MT301", "MT506"}, name

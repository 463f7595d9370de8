"""What must hold for any input: diagnostics, each inside its file, and never an exception."""

from __future__ import annotations

import atexit
import json
import random
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import fuzz_inputs

from mttq.check import check, run
from mttq.check.fix_trial import fix
from mttq.diagnostics import FILE_START, Diagnostic
from mttq.documents import load
from mttq.output.diagnostics import json as json_format
from mttq.output.diagnostics import text as text_format
from mttq.quantity import Role, UnitOfMeasure, read
from mttq.source import DOCUMENT_LIMITS, Source, read_bytes
from mttq.source.layout import lay_out

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "errors" / "_base"
MORE = {
    "plans/danh-muc/quy-tac.yaml": "q:\n  ve_trai: [nha, quy]\n  so_sanh: '>='\n  ve_phai: [khu-dan-cu]\n"
    "  thieu: bo-qua\n  muc_do: canh-bao\n  cap: [xa]\n  cach_sua: xem lại hai dòng\n",
    "plans/danh-muc/mttq.yaml": "phien_ban: 1\ndon_vi_mac_dinh: quang-tri\nhan_nop: {quy-1: 5, nam: -11}\n",
    "plans/2020/quang-tri/giao-ban-quy-4.yaml": "don_vi: quang-tri\nnam: 2020\nky: quy-4\n"
    "hoi_nghi: {ten: Giao ban, ngay: 2020-12-20, chu_tri: [Chủ tịch], ket_luan: [Tốt]}\n"
    "nhiem_vu:\n  - {ten: Tổng kết, ma: tong-ket, thoi_han: quy-4}\n",
}
_LONGEST_MESSAGE = 3000
_MEASURES = (
    None,
    UnitOfMeasure("đồng", ("đ", "VNĐ")),
    UnitOfMeasure("nhà", (), whole=True),
    UnitOfMeasure("%", (), ratio=True, denominator=("cử tri",)),
    UnitOfMeasure("đồng/ha/năm"),
)


@dataclass(frozen=True, slots=True)
class Base:
    """A copy of a project without faults, and its files as written."""

    folder: Path
    files: dict[str, bytes]

    @property
    def texts(self) -> list[bytes]:
        """Return the content of every file."""
        return list(self.files.values())


@cache
def base(root: Path) -> Base:
    """Return a copy of the project under a root; the small one gains a file of each kind that it lacks."""
    folder = Path(tempfile.mkdtemp(prefix="mttq-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(root / "plans", folder / "plans")
    for path, text in MORE.items() if root == SMALL else ():
        (folder / path).write_text(text, encoding="utf-8")
    assert check(load(folder)) == []
    paths = sorted((folder / "plans").rglob("*.yaml"))
    return Base(folder, {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def inside(one: Diagnostic, source: Source | None) -> None:
    """Assert that a fault is inside its file, or at its start if it concerns the whole file."""
    span = one.span
    assert (span.line, span.column) <= (span.end_line, span.end_column), one
    assert span.line >= 1 and span.column >= 1, one
    if source is None or not source.text:
        assert span == FILE_START, one
        return
    lines = source.lines
    assert span.end_line <= len(lines), one
    assert span.column <= len(lines[span.line - 1]) + 1, one
    assert span.end_column <= len(lines[span.end_line - 1]) + 1, one


def can_be_shown(found: list[Diagnostic], sources: Mapping[str, Source]) -> None:
    """Assert that faults can be shown in every format, at limited length, without control characters."""
    for one in found:
        inside(one, sources.get(one.path))
        assert one.message, one
        assert len(one.message) + len(one.help or "") < _LONGEST_MESSAGE, one
    for line in text_format.render(found, sources, files=1, colour=False, quiet=False):
        assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in line), line
    assert len(json.loads(json_format.render(found))) == len(found)


def target_reader(data: bytes) -> None:
    """Any bytes are a source with a root or the reason why there is none; laying it out twice changes nothing."""
    source = read_bytes(data, "a.yaml")
    assert source.root is not None or source.diagnostics
    can_be_shown(list(source.diagnostics), {"a.yaml": source})
    text = lay_out(source, DOCUMENT_LIMITS)
    if text is not None:
        assert lay_out(read_bytes(text.encode(), "a.yaml"), DOCUMENT_LIMITS) == text, text


def target_document(data: bytes, path: str, root: Path = SMALL) -> None:
    """A project is checked whatever bytes one of its files holds."""
    can_be_shown(*checked(data, path, root))


def checked(data: bytes, path: str, root: Path = SMALL) -> tuple[list[Diagnostic], Mapping[str, Source]]:
    """Check a project with other bytes in one file, and try to fix it; return the faults and the files read."""
    found = base(root)
    result = run(load(found.folder, {path: data}))
    fix(result, result.found, {**found.files, path: data})
    return result.found, result.project.sources


def target_quantity(text: str) -> None:
    """Any text is a quantity or has faults inside it, whatever its unit of measure."""
    for measure in _MEASURES:
        for role in Role:
            for bare in (True, False):
                reading = read(text, role=role, measure=measure, bare=bare, term=bare)
                assert (reading.quantity is None) == bool(reading.faults), (text, reading)
                for fault in reading.faults:
                    assert 0 <= fault.start <= fault.end <= len(text), (text, fault)
                    assert fault.message, (text, fault)
                if reading.quantity is not None:
                    assert isinstance(reading.quantity.value, Decimal)
                    assert reading.quantity.value.is_finite(), (text, reading)


def run_one(chance: random.Random) -> tuple[str, str | bytes]:
    """Give one random input to one random target.

    Returns:
        The target's name and the input, so that a failing input can be kept.
    """
    name, data, path, root = chosen(chance)
    run_named(name, data, path, root)
    return name, data


def chosen(chance: random.Random) -> tuple[str, str | bytes, str, Path]:
    """Choose a target, its input, and for a document its path and project."""
    name = chance.choice(
        ("quantity", "quantity", "reader", "reader", "document", "document", "document", "shipped")
    )
    if name == "quantity":
        return name, fuzz_inputs.figure(chance), "", SMALL
    root = ROOT if name == "shipped" else SMALL
    files = base(root).files
    path = chance.choice(sorted(files))
    texts = [files[path]] if chance.random() < 0.7 else base(ROOT).texts
    return name, fuzz_inputs.document(chance, texts), path, root


def run_named(name: str, data: str | bytes, path: str, root: Path) -> None:
    """Run one target."""
    if isinstance(data, str):
        target_quantity(data)
    elif name == "reader":
        target_reader(data)
    else:
        target_document(data, path, root)

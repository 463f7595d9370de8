"""Diagnostics of hostile files, and a faulty project, for every format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import small_project
from hypothesis import strategies as st

from mttq.check import check
from mttq.check.codes import ALL_CODES
from mttq.diagnostics import Diagnostic, Span
from mttq.documents import load
from mttq.output.diagnostics.findings import Findings
from mttq.source import Source, read_bytes

# Texts that could end a line, a property or a command, or begin another one.
PIECES = (
    "\n",
    "\r",
    "::",
    ":",
    ",",
    "%",
    "%0A",
    "%25",
    "=",
    "]",
    "##[",
    "::error::",
    "::set-output name=a::",
    ";",
)
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map("".join)


def spans() -> st.SearchStrategy[Span]:
    place = st.tuples(st.integers(1, 10**6), st.integers(1, 10**6))
    return st.tuples(place, place).map(lambda two: Span(*min(two), *max(two)))


DIAGNOSTICS = st.builds(
    Diagnostic,
    st.sampled_from(ALL_CODES),
    HOSTILE.map(lambda name: f"plans/{name}"),
    spans(),
    HOSTILE,
    st.none() | HOSTILE,
)


def source(path: str, text: str) -> Source:
    return read_bytes(text.encode("utf-8"), path)


def findings(found: Sequence[Diagnostic], *sources: Source, folder: str = "") -> Findings:
    return Findings(found=found, sources={one.path: one for one in sources}, folder=folder, version="1.2.3")


def faulty(root: Path, folder: str = "") -> Findings:
    """Return faults of several kinds in two files, one a warning, in a folder with a name that has to be escaped."""
    programmes = "2: {ket_qua: [Việc “một”], so_lieu: {nha: 1.5, quy: 2.50 tỷ, nhaf: 3}}\n"
    small_project.write(
        root,
        {
            "2020/quang-tri/nam.yaml": small_project.report(programmes=programmes),
            "2020/quang-tri/quy 1, sửa.yaml": "a: 1\n",
            "2020/quang-tri/quy-2.yaml": small_project.report(
                "mo_dau: Ky\u0301\n", period="quy-2", programmes="2: {ket_qua: [Việc]}\n"
            ),
        },
    )
    project = load(root)
    found = check(project)
    assert len({one.code.id for one in found}) >= 4
    assert len({one.severity for one in found}) == 2
    return Findings(
        found=found, sources=project.sources, files=tuple(project.sources), folder=folder, version="1.2.3"
    )

"""The quick path may only say what the slow one says, on files almost in the canonical layout.

Inputs are sound files with a few small changes: those on which readers of YAML
differ, and those that rules report.
"""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import quick_project
from quick_changes import changed, nearly_sound

from mttq.check.examination import QuickPath, examine
from mttq.documents import FileRef, Project, load
from mttq.documents.facts import read_facts
from mttq.source import quick, read_bytes

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Base:
    """A project without faults, and the quick path over it.

    Attributes:
        project: the project.
        path: the quick path over its catalogue.
        documents: each document with its path and content.
    """

    project: Project
    path: QuickPath
    documents: list[tuple[FileRef, bytes]]


@cache
def base(root: Path | None = None) -> Base:
    """Return the project under a root; without one, a small project that has every key."""
    if root is None:
        root = Path(tempfile.mkdtemp(prefix="mttq-quick-"))
        atexit.register(shutil.rmtree, root, ignore_errors=True)
        quick_project.build(root)
    project = load(root)
    documents = [(ref, (root / ref.path).read_bytes()) for ref in project.refs]
    return Base(project, QuickPath(project.catalogue), documents)


@cache
def sound_files() -> list[bytes]:
    """Return the shipped documents, and their beginnings, in which a change matters more."""
    whole = [data for root in (ROOT, None) for _, data in base(root).documents]
    parts = [b"\n".join(one.split(b"\n")[:lines]) + b"\n" for one in whole for lines in (5, 12, 30, 60)]
    return whole + parts


def target_quick_path(chance: random.Random, one: Base) -> bool:
    """The quick path gives the facts and the result of the slow one, if it gives any, and no fault.

    Returns:
        Whether the quick path gave a result.
    """
    ref, data = chance.choice(one.documents)
    if chance.random() < 0.03:
        data = chance.choice(one.documents)[1]
    data = nearly_sound(chance, [data]) if chance.random() < 0.4 else changed(chance, data)
    facts = one.path.facts(data, ref)
    if facts is None:
        return False
    source = read_bytes(data, ref.path)
    assert read_facts(source, ref, one.project.catalogue) == (facts, []), (ref.path, data.decode())
    found = one.path.examined(data, ref)
    if found is None:
        return False
    assert examine(source, ref, one.project.catalogue) == found, (ref.path, data.decode())
    assert not found.found
    return True


def target_quick_reader(data: bytes) -> bool:
    """The quick reader gives the nodes of the slow one, if it gives any, and the slow one finds no fault.

    Returns:
        Whether the quick reader gave nodes.
    """
    nodes = quick.nodes(data)
    if nodes is None:
        return False
    source = read_bytes(data, "a.yaml")
    assert source.diagnostics == (), source.diagnostics
    assert nodes == source.root, (nodes, source.root)
    return True

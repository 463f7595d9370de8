"""Units that have another id in another version, and their files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mttq.catalogue import Units
from mttq.documents import FileRef
from mttq.documents.project import file_ref
from mttq.names import PLANS, own_path
from mttq.revisions import FilePair


def renamed_units(before: Units, after: Units, pairs: Iterable[FilePair]) -> dict[str, str]:
    """Return the units that have another id after the change, by the id before.

    Their documents were moved, or nothing but the id is new: the name, the level and the unit above are as before.
    """
    old, new = before.by_id, after.by_id
    lost = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    found: dict[str, str] = {}
    for pair in pairs if lost and come else ():
        was, now = (file_ref(path) if path is not None else None for path in (pair.before, pair.after))
        if not (isinstance(was, FileRef) and isinstance(now, FileRef)):
            continue
        if was.unit in old and was.unit not in new and now.unit in new and now.unit not in old:
            found[was.unit] = now.unit
    for one in lost:
        unit = old[one]
        alike = [
            other
            for other in come
            if new[other].names.values == unit.names.values
            and new[other].levels.values == unit.levels.values
            and new[other].parent == found.get(unit.parent, unit.parent)
        ]
        if one not in found and len(alike) == 1 and alike[0] not in found.values():
            found[one] = alike[0]
    return found


def rejoined(pairs: Sequence[FilePair], units: Mapping[str, str]) -> list[FilePair]:
    """Return the files with those of renamed units joined that git takes for one that went and one that came."""
    come = {one.after for one in pairs if one.before is None}
    joined: dict[str, str] = {}
    for pair in pairs:
        ref = file_ref(pair.before) if pair.before is not None and pair.after is None else None
        if isinstance(ref, FileRef) and ref.unit in units:
            member = ref.path.removesuffix(own_path(ref.path))
            name = ref.path.rpartition("/")[2]
            now = f"{member}{PLANS}/{ref.cycle.folder}/{units[ref.unit]}/{name}"
            if now in come:
                joined[ref.path] = now
    kept: list[FilePair] = [
        one for one in pairs if one.before not in joined and (one.before or one.after not in joined.values())
    ]
    kept += [FilePair(old, new) for old, new in joined.items()]
    return sorted(kept, key=lambda one: one.after or one.before or "")

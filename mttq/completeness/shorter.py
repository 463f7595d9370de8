"""Whether reports for shorter periods say all there is to say of a longer one."""

from __future__ import annotations

from collections.abc import Iterable

from mttq.documents import FileRef


def covering(refs: Iterable[FileRef], months: range) -> tuple[FileRef, ...]:
    """The longest periods that together cover some months, in order of time; none if they do not cover them all.

    Of two periods one lies inside the other or they have no month in common, so that the longest
    ones, none inside another, cover the most.

    Args:
        refs: the reports of one unit, each for another period.
        months: the months to be covered, as `Period.months` counts them; not empty.
    """
    wanted = set(months)
    found: list[tuple[int, FileRef]] = []
    covered: set[int] = set()
    spans = ((ref.period.months(ref.cycle), ref) for ref in refs)
    for span, ref in sorted(spans, key=lambda one: (-len(one[0]), one[0].start)):
        if covered.isdisjoint(span) and not wanted.isdisjoint(span):
            found.append((span.start, ref))
            covered.update(span)
    if not wanted <= covered:
        return ()
    return tuple(ref for _, ref in sorted(found, key=lambda one: one[0]))

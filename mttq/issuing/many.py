"""The files of many units, made in several processes where the system can fork.

Each process starts as a copy of this one. Where the units belong to many
branches, each process gathers what the branch before it needs; else that is
gathered once, before the copies are made. The results come in the order of the
units.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator, Sequence
from itertools import groupby

from mttq.issuing.make import Made, Maker
from mttq.processes import Work, count_for, shared_out

_FEW = 8  # so many units take longer than starting processes
_AT_ONCE = 16
_LEAST_PIECES = 4  # for each process, so that none waits long for the others


def make_all(maker: Maker, units: Sequence[str], workers: int | None = None) -> Iterator[Made]:
    """What each of the units comes to, in their order.

    Args:
        maker: makes them.
        units: their ids, each once.
        workers: how many processes; by default as many as there are processors.
    """
    if workers is None:
        workers = count_for(len(units), _FEW)
    if workers < 2:
        yield from map(maker.make, units)
        return
    pieces = _pieces(maker, units, workers)

    def make(number: int) -> bytes:
        made = [maker.make(unit) for unit in pieces[number]]
        gc.collect(
            0
        )  # documents of python-docx hold on to themselves; the totals are not looked through each time
        return pickle.dumps(made)

    def work(_: int) -> Work:
        return make

    done, answers = 0, dict[int, bytes]()
    for number, _, answer in shared_out(len(pieces), workers, work):
        answers[number] = answer
        while done in answers:
            # Not from a file: from a process that began as a copy of this one.
            yield from pickle.loads(answers.pop(done))
            done += 1


def _pieces(maker: Maker, units: Sequence[str], workers: int) -> list[list[str]]:
    """The units in pieces, each of one branch if there are many; else what their only branches share is gathered."""
    least = workers * _LEAST_PIECES
    by_branch = [list(of_one) for _, of_one in groupby(units, maker.branch)]
    if len(by_branch) >= least:
        return [piece for of_one in by_branch for piece in _cut(of_one, _AT_ONCE)]
    maker.prepare(units[0])
    return _cut(units, max(1, min(_AT_ONCE, len(units) // least)))


def _cut(units: Sequence[str], at_once: int) -> list[list[str]]:
    return [list(units[first : first + at_once]) for first in range(0, len(units), at_once)]

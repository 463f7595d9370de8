"""Every code has one line in the table, and a rule is found by the name of its code."""

from __future__ import annotations

import inspect
import re
import sys

from mttq import diagnostics as of_lower_layers
from mttq.check import codes as table
from mttq.check.codes import ALL_CODES
from mttq.check.rules import CROSS_FILE, OF_CATALOGUE, OF_DOCUMENT, OF_PROJECT, OF_SOURCE, OF_TEXTS
from mttq.diagnostics import Code

# Ids and names of codes that no longer exist. They are never used again.
RETIRED: dict[str, str] = {}

# The first reports what the catalogue names and does not have, with the codes of the rules of documents; the second has
# one code for each thing with which it compares figures.
WITHOUT_A_CODE_OF_ITS_OWN = {"catalogue_reference", "out_of_proportion"}


def constants(module: object) -> dict[str, Code]:
    return {name: one for name, one in vars(module).items() if isinstance(one, Code)}


def test_ids_and_names_are_never_used_twice() -> None:
    ids = [*RETIRED, *(one.id for one in ALL_CODES)]
    names = [*RETIRED.values(), *(one.name for one in ALL_CODES)]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)


def test_ids_and_names_are_well_formed_and_in_order() -> None:
    assert [one.id for one in ALL_CODES] == sorted(one.id for one in ALL_CODES)
    assert all(re.fullmatch(r"MT[0-5]\d\d", one.id) for one in ALL_CODES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.name) for one in ALL_CODES)


def test_every_code_is_in_the_table() -> None:
    rules = [
        sys.modules[rule.__module__]
        for rule in (*OF_CATALOGUE, *OF_PROJECT, *OF_SOURCE, *OF_DOCUMENT, *OF_TEXTS, *CROSS_FILE)
    ]
    defined = {code for module in (table, of_lower_layers, *rules) for code in constants(module).values()}
    assert defined == set(ALL_CODES)


def test_a_rule_s_file_is_named_as_its_code() -> None:
    """`MT401` is `STATED_DIFFERS`, so its rule is `stated_differs` in `rules/stated_differs.py`."""
    for rule in (*OF_CATALOGUE, *OF_PROJECT, *OF_SOURCE, *OF_DOCUMENT, *OF_TEXTS, *CROSS_FILE):
        file = rule.__module__.rpartition(".")[2]
        if file not in WITHOUT_A_CODE_OF_ITS_OWN:
            assert file.upper() in constants(sys.modules[rule.__module__]), rule


def test_a_code_is_defined_in_one_place() -> None:
    rules = {
        rule.__module__
        for rule in (*OF_CATALOGUE, *OF_PROJECT, *OF_SOURCE, *OF_DOCUMENT, *OF_TEXTS, *CROSS_FILE)
    }
    places: dict[str, list[str]] = {}
    for module in (table.__name__, of_lower_layers.__name__, *sorted(rules)):
        for name in re.findall(
            r"^([A-Z_0-9]+) = Code\(", inspect.getsource(sys.modules[module]), re.MULTILINE
        ):
            places.setdefault(name, []).append(module)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
    assert len(places) == len(ALL_CODES)

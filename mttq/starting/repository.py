"""The files of a new project: for one unit, or the example."""

from __future__ import annotations

import json
from datetime import date

from mttq.catalogue.programmes import read_programme_sets
from mttq.documents.folders import FILE_KINDS
from mttq.levels import Level
from mttq.names import CATALOGUE, PROGRAMMES, SETTINGS, UNITS
from mttq.schema.json_schema import schema_text
from mttq.source import CATALOGUE_LIMITS, read_bytes
from mttq.starting.national import Country
from mttq.starting.packaged import catalogue_file, ci_file, indicator_files, own_file, own_files
from mttq.starting.units_file import units_of, units_text

_PROGRAMMES = "chuong-trinh.yaml"
_SCHEMAS = ".vscode/mttq"

EXAMPLE_YEAR = 2024


CI_FILES = {
    "github": (".github/workflows/mttq.yml", "github.yml"),
    "gitlab": (".gitlab-ci.yml", "gitlab-ci.yml"),
}
"""Where the CI file of each forge goes, and the packaged one it is made from."""


def repository_files(country: Country, unit: str, year: int, lowest: Level) -> dict[str, str]:
    """Return the texts of the files of a new project, by path.

    Args:
        country: the national list.
        unit: the id of the project's unit in it.
        year: the first year with plans and reports.
        lowest: the lowest level whose units are listed.
    """
    name = country.units[unit][-1].name
    since = date(year, 1, 1)
    programmes = catalogue_file(_PROGRAMMES).decode("utf-8")
    if year not in packaged_years():
        programmes = _without_advice(programmes) + own_file("files/chuong-trinh.txt")
    units = units_text(country, units_of(country, unit, since, lowest), since)
    return _common_files() | {
        "README.md": _readme("don-vi", year).format(name=name),
        PROGRAMMES: programmes,
        SETTINGS: own_file("files/mttq.txt").format(unit=unit),
        f"{UNITS}/{unit.split('/', maxsplit=1)[0]}.yaml": units,
    }


def example_files() -> dict[str, str]:
    """Return the texts of the files of the example, a made-up province with a year of plans and reports, by path."""
    files = _common_files() | {
        "README.md": _readme("vi-du", EXAMPLE_YEAR),
        PROGRAMMES: catalogue_file(_PROGRAMMES).decode("utf-8"),
    }
    return files | {path: own_file(f"example/{path}") for path in own_files("example")}


def ci_files(forge: str) -> dict[str, str]:
    """Return the text of the file that makes a forge check each commit, by path.

    Args:
        forge: a key of `CI_FILES`.
    """
    path, name = CI_FILES[forge]
    return {path: ci_file(name)}


def _readme(kind: str, year: int) -> str:
    introduction = own_file(f"files/README-{kind}.md")
    return own_file("files/README.md").format(introduction=introduction, year=year)


def _common_files() -> dict[str, str]:
    """Return what every project begins with: indicators, settings of git and of the editor."""
    indicators = {f"{CATALOGUE}/{one}": catalogue_file(one).decode("utf-8") for one in indicator_files()}
    return indicators | {
        ".gitattributes": own_file("files/gitattributes"),
        ".gitignore": own_file("files/gitignore"),
        **_editor_files(),
    }


def packaged_years() -> range:
    """Return the years for which a packaged programme set is used; for later ones the names have to be filled in."""
    sets = read_programme_sets(read_bytes(catalogue_file(_PROGRAMMES), PROGRAMMES, CATALOGUE_LIMITS))
    return range(min(one.first_year for one in sets), max(one.last_year for one in sets) + 1)


def _without_advice(text: str) -> str:
    """Return the packaged programme sets without the lines on top: they speak of the set that follows here."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[next(at for at, line in enumerate(lines) if not line.startswith("#")) :])


def _editor_files() -> dict[str, str]:
    """Return the settings of VS Code, so that it completes keys and marks mistakes in every kind of file."""
    schemas = {f"./{_SCHEMAS}/{kind.name}.schema.json": list(kind.places) for kind in FILE_KINDS}
    settings = {"yaml.schemas": schemas, "yaml.schemaStore.enable": False}
    files = {
        f"{_SCHEMAS}/{one.name}.schema.json": schema_text(one.shape, one.name, one.title)
        for one in FILE_KINDS
    }
    files[".vscode/settings.json"] = json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
    files[".vscode/extensions.json"] = (
        json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n"
    )
    return files

"""The files of a new project for one unit."""

from __future__ import annotations

import json
from datetime import date

from mttq.documents.folders import FILE_KINDS
from mttq.levels import Level
from mttq.names import CATALOGUE, SETTINGS, UNITS
from mttq.schema.json_schema import schema_text
from mttq.starting.national import Country
from mttq.starting.packaged import catalogue_file, indicator_files, own_file
from mttq.starting.units_file import units_of, units_text

LAST_YEAR_OF_KNOWN_SETS = 2024
"""The packaged programme sets end with this year."""

_SCHEMAS = ".vscode/mttq"


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
    programmes = catalogue_file("chuong-trinh.yaml").decode("utf-8")
    if year > LAST_YEAR_OF_KNOWN_SETS:
        programmes = _without_advice(programmes) + own_file("files/chuong-trinh.txt")
    files = {
        "README.md": own_file("files/README.md").format(name=name, year=year),
        ".gitattributes": own_file("files/gitattributes"),
        ".gitignore": own_file("files/gitignore"),
        f"{CATALOGUE}/chuong-trinh.yaml": programmes,
        SETTINGS: own_file("files/mttq.txt").format(unit=unit),
        f"{UNITS}/{unit.split('/', maxsplit=1)[0]}.yaml": units_text(
            country, units_of(country, unit, since, lowest), since
        ),
    }
    files |= {f"{CATALOGUE}/{one}": catalogue_file(one).decode("utf-8") for one in indicator_files()}
    return files | _editor_files()


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

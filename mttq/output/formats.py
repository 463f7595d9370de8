"""The table of formats that `mttq check` writes.

To add one: write its module `diagnostics_<format>.py` with `render(findings)`,
add one function here and one line to `FORMATS`. The modules are imported when
the format is asked for, not before: the names alone are needed for the help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mttq.output.diagnostics.findings import Findings

Format = Callable[[Findings], Iterable[str]]


def _text(findings: Findings) -> Iterable[str]:
    from mttq.output.diagnostics import text  # noqa: PLC0415 - only when asked for

    return text.render(
        findings.found,
        findings.sources,
        files=findings.files,
        passed_over=findings.passed_over,
        colour=findings.colour,
        quiet=findings.quiet,
    )


def _json(findings: Findings) -> Iterable[str]:
    from mttq.output.diagnostics import json  # noqa: PLC0415 - only when asked for

    return (json.render(findings.found),)


def _github(findings: Findings) -> Iterable[str]:
    from mttq.output.diagnostics import github  # noqa: PLC0415 - only when asked for

    return github.render(findings)


def _gitlab(findings: Findings) -> Iterable[str]:
    from mttq.output.diagnostics import gitlab  # noqa: PLC0415 - only when asked for

    return gitlab.render(findings)


def _sarif(findings: Findings) -> Iterable[str]:
    from mttq.check.pages import page_text  # noqa: PLC0415 - only when asked for
    from mttq.diagnostics import ALL_CODES  # noqa: PLC0415 - likewise
    from mttq.output.diagnostics import sarif  # noqa: PLC0415 - likewise

    return sarif.render(findings, pages={code.id: page_text(code) for code in ALL_CODES})


FORMATS: dict[str, Format] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "gitlab": _gitlab,
    "sarif": _sarif,
}

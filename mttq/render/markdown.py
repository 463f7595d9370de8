"""A `Report` as Markdown that GitHub and GitLab show well.

Everything that a tag prints is escaped, so that the page shows the text as it
was typed. More has to be escaped at the start of a line than inside it: a value
counts as the start of a line unless the template passes it through `giua_dong`,
which keeps `1.` and `-` readable in headings and cells. `bo_gach` strips the
dash from a line of `noi_nhan`, for a template that makes a list of them.

Templates share parts by including other templates by name
(`{% include "_noi-dung.md.j2" %}`), from the same folders only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import FunctionLoader

from mttq.render.braces import MOST_TAGS, Slip, tags_in, too_many
from mttq.render.context import context
from mttq.render.environment import TEMPLATE_ERRORS, Sandbox, environment, printed
from mttq.render.faults import fault_in
from mttq.render.templates import Template, UnusableTemplateError, find, find_partial, refuse_faulty
from mttq.render.text import clean
from mttq.report.model import Align, Report, Signature, TableAnnex

_SPECIAL = re.compile(
    r"[\\`*\[\]<|~#$]"
    r"|&(?=#?[0-9A-Za-z]+;)"  # reads as the name of a character
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word it means nothing, and web addresses need it bare
)
_LINE_START = re.compile(r"[-+>=]|[0-9]{1,9}(?P<mark>[.)])(?=\s|$)")
_ALIGN = {Align.LEFT: ":---", Align.CENTRE: ":---:", Align.RIGHT: "---:"}
_DASH = re.compile(r"^[-–—+*•]\s*")


class Marked(str):
    """Text that is Markdown already."""

    __slots__ = ()


def inline(value: object) -> Marked:
    """Return Markdown that shows a value inside a line.

    A line break becomes `<br>`, which works in paragraphs, headings and cells
    alike. A tab becomes a space; space around the text, which Markdown doesn't
    show, is dropped.
    """
    if isinstance(value, Marked):
        return value
    text = printed(value).replace("\t", " ").strip()
    lines = [_SPECIAL.sub(r"\\\g<0>", line.strip()) for line in text.split("\n")]
    return Marked("<br>".join(lines))


def line(value: object) -> Marked:
    """Return Markdown that shows a value where it may start a line."""
    if isinstance(value, Marked):
        return value
    text = inline(value)
    match = _LINE_START.match(text)
    if match is None:
        return text
    at = match.start("mark") if match["mark"] else 0
    return Marked(f"{text[:at]}\\{text[at:]}")


def render(report: Report, root: Path | None, *, template: Path | None = None) -> str:
    r"""Return the report as Markdown, with `\n` for line ends and one at the end.

    Args:
        report: the report.
        root: the project, whose own templates win over the packaged ones.
        template: the template to use instead of the one for the report's kind.

    Raises:
        UnusableTemplateError: the template is missing or faulty.
    """
    refuse_faulty(report.layout)
    found = find(root, f"{report.kind}.md.j2", template)
    text = _fill(found, context(report), _environment(root, report.figures.ids))
    return _tidy("\n\n".join((text, *map(_signed, report.cosigners), *map(_annex, report.annexes))))


def _signed(signer: Signature) -> str:
    """Return the signature of another body behind that of the leading one."""
    lines = (signer.on_behalf_of, signer.signing_for, signer.position, signer.name)
    return "\n\n".join(f"**{inline(clean(one))}**" for one in lines if one)


def _annex(annex: TableAnnex) -> str:
    """Return a table behind the document."""
    heading, table = annex.heading, annex.table
    lines = [
        f"## {inline(clean(heading.number))}",
        *(f"\n**{inline(clean(heading.title))}**", f"\n*{inline(clean(heading.belongs_to))}*\n"),
        _row([inline(clean(column.header)) for column in table.columns]),
        _row([_ALIGN[column.align] for column in table.columns]),
    ]
    for number, row in enumerate(table.rows):
        cells = [inline(clean(cell)) for cell in row]
        lines.append(_row([f"**{cell}**" if cell and number in table.groups else cell for cell in cells]))
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


@lru_cache(maxsize=8)
def _environment(root: Path | None, indicators: frozenset[str]) -> tuple[Sandbox, set[str]]:
    """Return the environment of all documents of a project, and the set that collects its partials' files."""
    partials: set[str] = set()

    def partial(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = find_partial(root, name)
        if found is None:
            return None
        partials.add(str(found.path))
        return _checked(found), str(found.path), lambda: find_partial(root, name) == found

    jinja = environment(
        line,
        autoescape=False,
        indicators=indicators,
        partials=FunctionLoader(partial),
        captured=Marked,
        filters={
            "giua_dong": inline,
            "bo_gach": lambda value: line(_DASH.sub("", printed(value))),
        },
    )
    return jinja, partials


@lru_cache(maxsize=16)
def _checked(template: Template) -> str:
    """Return the text of a template whose tags are all closed.

    Raises:
        UnusableTemplateError: there is a slip in a tag's braces, or there are too many tags.
    """
    text = template.text
    tags = list(tags_in(text, within="trước thẻ tiếp theo"))
    for slip in tags[-1:]:
        if isinstance(slip, Slip):
            at = text.count("\n", 0, slip.at) + 1
            raise UnusableTemplateError(template.path, f"dòng {at}", slip.message)
    if len(tags) > MOST_TAGS:
        raise UnusableTemplateError(template.path, "", too_many(len(tags)))
    return text


def _fill(template: Template, names: dict[str, object], environment: tuple[Sandbox, set[str]]) -> str:
    jinja, partials = environment
    try:
        jinja.budget.begin(names)
        return jinja.from_string(_checked(template)).render(names)
    except TEMPLATE_ERRORS as error:
        file, at, message = fault_in(error, partials)
        path = Path(file) if file else template.path
        raise UnusableTemplateError(path, f"dòng {at}" if at else "", message) from error


def _tidy(text: str) -> str:
    """Strip spaces from the ends of lines, and reduce several blank lines to one and the last ones to none."""
    lines = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"

"""Templates that ask for more than a machine has, and a program that fills them in and says what it took.

Run as `hostile_templates.py FORMAT`, it prints a line of JSON for each template, and one with the greatest memory.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from docx import Document
from render_sample import figures, of

from mttq.render import markdown
from mttq.render.templates import UnusableTemplateError
from mttq.render.word import docx

MEGABYTE = 1024 * 1024
STEPS = "đến “{}” thì mẫu đã làm quá nhiều bước; bớt các vòng lặp lồng nhau trong mẫu"
LARGE = "“{}” cho ra kết quả quá lớn"
DEEP = "các thẻ lồng nhau quá nhiều tầng; bớt if, for, macro ở trong nhau"
LONG = "thẻ này quá dài hoặc lồng quá nhiều dấu ngoặc"
ENDLESS = "mẫu này đưa chính nó vào, không bao giờ hết"
DOUBLED = "{% set a = a ~ a %}" * 40
NESTED = "{% set a = ['x'] %}" + "{% set a = [a, a] %}" * 40

HOSTILE = (
    # A number says how much.
    ("{{ 'x'.center(10 ** 9) }}", LARGE.format("center")),
    ("{{ 'x' | center(10 ** 9) }}", LARGE.format("center")),
    ("{{ 'x'.ljust(10 ** 9) }}", LARGE.format("ljust")),
    ("{{ 'x'.zfill(10 ** 9) }}", LARGE.format("zfill")),
    ("{{ '{:>1000000000}'.format(1) }}", LARGE.format("format")),
    ("{{ '%1000000000d' % 1 }}", LARGE.format("%")),
    ("{{ '%*d' % (10 ** 9, 1) }}", LARGE.format("%")),
    ("{{ '%1000000000d' | format(1) }}", LARGE.format("format")),
    ("{{ 'x' * 10 ** 9 }}", LARGE.format("*")),
    ("{{ 10 ** 10 ** 10 }}", LARGE.format("**")),
    ("{{ '\\t'.expandtabs(10 ** 9) }}", LARGE.format("expandtabs")),
    ("{{ 'x' | list | batch(10 ** 9, 'y') | list }}", LARGE.format("batch")),
    ("{{ 'x' | list | slice(10 ** 9) | list }}", LARGE.format("slice")),
    ("{{ 'x' | indent(10 ** 9, true) }}", LARGE.format("indent")),
    ("{{ 1.5 | round(10 ** 9) }}", LARGE.format("round")),
    ("{{ (5).to_bytes(10 ** 9, 'big') }}", LARGE.format("to_bytes")),
    ("{{ 'x' | list | map('center', 10 ** 9) | list }}", LARGE.format("map")),
    ("{{ ('x' | attr('center'))(10 ** 9) }}", LARGE.format("center")),
    # Two large values make one that is larger by far.
    ("{{ ('x' * 99999) | replace('', 'y' * 99999) }}", LARGE.format("replace")),
    ("{{ ('x' * 99999) | list | join('y' * 99999) }}", LARGE.format("join")),
    ("{{ ('x' * 9999).translate({120: 'y' * 99999}) }}", LARGE.format("translate")),
    ("{{ ('%s' * 9999) % (('x' * 9999) | list) }}", LARGE.format("%")),
    ("{{ ('{0}' * 9999).format('x' * 9999) }}", LARGE.format("format")),
    ("{{ ([[1]] * 99999) | sum(start=[]) }}", LARGE.format("sum")),
    # Each step doubles what the step before made.
    ("{% set a = 'xxxxxxxxxx' %}" + DOUBLED, LARGE.format("~")),
    ("{% set a = 'xxxxxxxxxx' %}" + DOUBLED.replace("~", "+"), LARGE.format("+")),
    ("{% set a = [1] %}" + DOUBLED.replace("~", "+"), LARGE.format("+")),
    ("{% set a = 7 %}" + DOUBLED.replace("~", "*"), LARGE.format("*")),
    (NESTED + "{{ a }}", STEPS.format("{{ … }}")),
    (NESTED + NESTED.replace("a", "b") + "{% if a == b %}{% endif %}", STEPS.format("eq")),
    # Steps without end.
    (
        "{% for i in 'x' * 99999 %}{% for j in 'x' * 99999 %}{% endfor %}{% endfor %}",
        STEPS.format("for j in 'x' * 99999"),
    ),
    (
        "{% for i in 'x' * 99999 %}{% for j in 'x' * 99999 if j == 'y' %}{% endfor %}{% endfor %}",
        STEPS.format("for j in 'x' * 99999 if j == 'y'"),
    ),
    ("{% for i in 'x' * 99999 %}{{ ('x' * 9999)[1:] | length }}{% endfor %}", LARGE.format("*")),
    ("{% set a = 'x' * 99999 %}{% for i in a %}{% if 'y' in a %}{% endif %}{% endfor %}", STEPS.format("in")),
    ("{% for i in 'x' * 99999 %}{{ 1.5 | round(99999) }}{% endfor %}", STEPS.format("round")),
    ("{% for i in 'x' * 9999 recursive %}{{ loop('x' * 9999) }}{% endfor %}", ENDLESS),
    (
        "{% macro m(n) %}{% if n %}{% set a = m(n - 1) %}{% set b = m(n - 1) %}{% endif %}{% endmacro %}"
        "{% set c = m(60) %}",
        STEPS.format("macro m"),
    ),
    ("{{ ('<!--' * 99999) | striptags }}", STEPS.format("striptags")),
    ("{{ ('x' * 999999) | wordwrap(1) }}", STEPS.format("wordwrap")),
    # What Python can't compile.
    ("{% for a in 'x' %}" * 25 + "{% endfor %}" * 25, DEEP),
    ("{% if ten_loai %}" * 120 + "{% endif %}" * 120, DEEP),
    ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", LONG),
    ("{{ " + "1 + " * 9999 + "1 }}", LONG),
    ("{{ ten_loai" + ".a" * 3000 + " }}", LONG),
)


def _fault(format: str, folder: Path, tag: str) -> tuple[str, str]:
    """The place and the message about a template; if it is accepted, nothing."""
    path = folder / f"mau{'.docx' if format == 'docx' else '.md.j2'}"
    if format == "docx":
        document = Document()
        for text in ("đầu", tag, "cuối"):
            document.add_paragraph(text)
        document.save(str(path))
    else:
        path.write_text(f"đầu\n{tag}\ncuối\n", encoding="utf-8")
    try:
        if format == "docx":
            docx.render(of(figures(1)), None, template=path)
        else:
            markdown.render(of(figures(1)), None, template=path)
    except UnusableTemplateError as error:
        return error.place, error.message
    return "", ""


def main() -> None:
    """Fill in each template and print what it took."""
    resource.setrlimit(resource.RLIMIT_AS, (1024 * MEGABYTE, 1024 * MEGABYTE))
    with tempfile.TemporaryDirectory() as folder:
        for tag, _ in HOSTILE:
            start = time.process_time()
            place, message = _fault(sys.argv[1], Path(folder), tag)
            sys.stdout.write(json.dumps((place, message, time.process_time() - start)) + "\n")
    sys.stdout.write(f"{_most_memory()}\n")


def _most_memory() -> int:
    """The most megabytes that this process has held; `ru_maxrss` would count those of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) // 1024


if __name__ == "__main__":
    main()

"""A reference in a text that names no indicator, or a figure that the document does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mttq.catalogue import Catalogue
from mttq.catalogue.reader import CatalogueKind
from mttq.diagnostics import FILE_START, Code, Diagnostic
from mttq.documents.facts import BriefingFacts, Facts, PlanFacts
from mttq.documents.model import FileRef
from mttq.documents.references import COUNTS, Derived, TextReference, printed_texts, references
from mttq.documents.shapes import FIGURES, NOTE, SHAPES, STATED_FIGURES, TARGETS
from mttq.names import INDICATORS
from mttq.source import Mapping, Node, Scalar, Sequence, Source, Style
from mttq.spelling import nearest, question, shortened

UNKNOWN_REFERENCE = Code("MT336", "tham-chieu-la")
NO_SUCH_FIGURE = Code("MT337", "tham-chieu-khong-co-so")
BAD_REFERENCE = Code("MT338", "tham-chieu-sai-dang")

_IN_NOTES = re.compile(rf"{NOTE.key}:(?:\n| [^\n]*\{{)".encode())
_AS_WRITTEN = re.compile(
    r"\{\{[^{}\n]*\}\}|\{\{([^{}\n]*)\}|\{[^{}\n]*\}|(?<![\w.-])([\w-]+(?:\.\w+)?)\}(?!\})"
)
_WORD_AFTER = re.compile(
    r"\s*(?:(%)|((?:(?:nghìn|triệu|tỷ) )?[^\W\d_]+(?: [^\W\d_]+){0,2})\s*(?=[.,;:)'\n]|$))"
)
_SCALES = ("nghìn ", "triệu ", "tỷ ")
_TABLES = frozenset(field.key for field in (FIGURES, STATED_FIGURES, TARGETS))
_OF_A_PLAN = frozenset({"", Derived.TARGET.value, Derived.IN_WORDS.value})


def unknown_reference(source: Source, facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check every reference in the texts of a document, and what was meant as one."""
    if "{" not in source.text and "}" not in source.text:
        return
    checker = _Checker(facts, catalogue, _written(source.root))
    for scalar, filled in printed_texts(source.root, SHAPES[facts.ref.kind]):
        for one in references(scalar.text):
            fault = checker.fault(one, scalar) if filled else checker.note(one, scalar)
            if fault is not None:
                yield fault
        if filled:
            yield from checker.slips(scalar)


def may_refer_wrongly(data: bytes, facts: Facts, catalogue: Catalogue) -> bool:
    """Whether any reference in a file in the narrow form of `source.quick` may be wrong; what is not certain counts."""
    opened, closed = data.count(b"{"), data.count(b"}")
    if not (opened or closed) or opened == closed == data.count(b": {}\n"):
        return False
    if _IN_NOTES.search(data) is not None:
        return True
    checker = _Checker(facts, catalogue, ())
    texts = Scalar(data.decode().replace(": {}\n", "\n"), Style.PLAIN, FILE_START)
    wrong = any(checker.fault(one, texts) is not None for one in references(texts.text))
    return wrong or any(checker.slips(texts))


def _written(node: Node | None) -> Iterator[str]:
    """Return the indicators with a line in a document, whether its amount can be read or not."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key.text in _TABLES and isinstance(value, Mapping):
                yield from (line.text for line, _ in value.items())
            else:
                yield from _written(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _written(item)


class _Checker:
    """Checks the references of one document.

    Args:
        facts: the document.
        catalogue: the indicators.
        written: the indicators with a line in it, in addition to those whose figures could be read.
    """

    def __init__(self, facts: Facts, catalogue: Catalogue, written: Iterable[str]) -> None:
        self._ref: FileRef = facts.ref
        self._catalogue = catalogue
        self._is_plan = isinstance(facts, PlanFacts)
        self._own: frozenset[str] | None = None  # a briefing has no figures: its unit's report does
        if isinstance(facts, PlanFacts):
            figures = {one.indicator for one in facts.figures}
            self._own = frozenset((*figures, *(one.indicator for one in facts.body.targets), *written))
        elif not isinstance(facts, BriefingFacts):
            ratios = (one.indicator for one in facts.body.figures if one.quantity.ratio is not None)
            known = (catalogue.indicators[one] for one in ratios if one in catalogue.indicators)
            counts = (name for one in known for name in (one.numerator, one.denominator))
            self._own = frozenset((*(one.indicator for one in facts.body.figures), *counts, *written))

    def fault(self, one: TextReference, scalar: Scalar) -> Diagnostic | None:
        """Return the fault of a reference; None if it can be printed."""
        if not one.is_readable:
            written = shortened(scalar.text[one.start : one.end], 40)
            return self._fault(
                BAD_REFERENCE,
                one,
                scalar,
                "dấu { mở ở đây mà không đóng trong câu"
                if written == "{"
                else f"“{written}” không phải là tham chiếu tới một số liệu",
                "trong ngoặc nhọn viết mã chỉ tiêu, ví dụ {quy-vi-nguoi-ngheo}; dấu ngoặc là chữ của câu thì viết {{",
            )
        if one.indicator not in self._catalogue.indicators:
            return self._unknown(one, scalar)
        usual = [kind.value for kind in Derived]
        if one.derived and one.derived not in usual:
            return self._fault(
                UNKNOWN_REFERENCE,
                one,
                scalar,
                f"tham chiếu không có phần “.{shortened(one.derived, 40)}”",
                self._companion(one)
                or self._with(one, nearest(one.derived, usual))
                or f"các phần dùng được: {', '.join(f'.{word}' for word in usual)}",
            )
        if one.derived in COUNTS and not self._catalogue.indicators[one.indicator].measure.ratio:
            return self._fault(
                UNKNOWN_REFERENCE,
                one,
                scalar,
                f"“{one.indicator}” không phải tỷ lệ nên không có phần “.{one.derived}”",
                f"viết {{{one.indicator}}} để in chính số ấy",
            )
        if self._is_plan and one.derived not in _OF_A_PLAN:
            return self._fault(
                NO_SUCH_FIGURE,
                one,
                scalar,
                f"kế hoạch chưa có kết quả để in “.{one.derived}”",
                f"viết {{{one.indicator}}} để in mục tiêu",
            )
        if word := self._unit_after(one, scalar.text):
            return self._fault(
                BAD_REFERENCE,
                one,
                scalar,
                f"số liệu in ra đã có đơn vị tính, “{word}” viết sau ngoặc là lần thứ hai",
                f"bỏ “{word}” sau dấu ngoặc",
            )
        if self._own is not None and not one.derived and one.indicator not in self._own:
            return self._absent(one, scalar)
        return None

    def _unit_after(self, one: TextReference, text: str) -> str:
        """Return the unit that a text repeats after the figure, which is printed with it; "" if it repeats none."""
        found = _WORD_AFTER.match(text, one.end)
        if found is None:
            return ""
        measure = self._catalogue.indicators[one.indicator].measure
        names = (
            {"%"}
            if measure.name == "%" or one.derived == Derived.RATE
            else {measure.name, *measure.spellings}
        )
        word = bare = found[1] or found[2]
        for scale in _SCALES:
            bare = bare.removeprefix(scale)
        return word if bare in names else ""

    def slips(self, scalar: Scalar) -> Iterator[Diagnostic]:
        """Yield references that lack a brace or have one too many, so that their ids would be printed."""
        if "{{" not in scalar.text and "}" not in scalar.text:
            return
        for found in _AS_WRITTEN.finditer(scalar.text):
            inside = (found[1] or found[2] or "").strip()
            name, _, derived = inside.partition(".")
            if name in self._catalogue.indicators:
                one = TextReference(found.start(), found.end(), name, derived)
                yield self._fault(
                    BAD_REFERENCE,
                    one,
                    scalar,
                    f"“{shortened(found[0], 40)}” in ra mã và dấu ngoặc, không in số liệu",
                    f"viết {{{inside}}}",
                )

    def note(self, one: TextReference, scalar: Scalar) -> Diagnostic | None:
        """Return the fault of a reference in a note, which is printed as it is, beside any document's figures."""
        if not one.is_readable:
            return None
        written = shortened(scalar.text[one.start : one.end], 40)
        return self._fault(
            BAD_REFERENCE,
            one,
            scalar,
            f"ghi chú được in nguyên văn, không đọc tham chiếu “{written}”",
            "viết thẳng con số vào ghi chú, hoặc đưa câu vào ket_qua, noi_dung",
        )

    def _unknown(self, one: TextReference, scalar: Scalar) -> Diagnostic | None:
        if CatalogueKind.INDICATORS.value in self._catalogue.unread:
            return None
        # A name among the document's own figures is meant more often than any other.
        near = nearest(one.indicator, self._own or ()) or self._meant(one.indicator)
        suffix = f".{one.derived}" if one.derived else ""
        return self._fault(
            UNKNOWN_REFERENCE,
            one,
            scalar,
            f"danh mục không có chỉ tiêu “{shortened(one.indicator, 60)}” mà câu nhắc tới",
            question(f"{{{near}{suffix}}}")
            if near is not None
            else f"viết mã của một chỉ tiêu trong danh mục {INDICATORS}; dấu ngoặc là chữ của câu thì viết {{{{",
        )

    def _meant(self, word: str) -> str | None:
        """Return the indicator whose id, or name, was meant."""
        names = {one.name: one.id for one in self._catalogue.indicators.values()}
        near = nearest(word, self._catalogue.indicators)
        return near if near is not None else names.get(word) or names.get(nearest(word, names) or "")

    def _absent(self, one: TextReference, scalar: Scalar) -> Diagnostic:
        what = "mục tiêu hay số liệu" if self._is_plan else "số liệu"
        near = nearest(one.indicator, self._own or ())
        remedy = f"thêm dòng “{one.indicator}: …” vào tệp, hoặc viết thẳng con số vào câu"
        if not self._is_plan:
            remedy = (
                f"thêm dòng “{one.indicator}: …” vào tệp; số cộng từ cấp dưới thì viết "
                f"{{{one.indicator}.{Derived.TERRITORY.value}}}, số từ đầu năm thì viết "
                f"{{{one.indicator}.{Derived.TO_DATE.value}}}"
            )
        return self._fault(
            NO_SUCH_FIGURE,
            one,
            scalar,
            f"tệp này không có {what} của “{one.indicator}”",
            f"{question(f'{{{near}}}')} {remedy}" if near is not None else remedy,
        )

    def _companion(self, one: TextReference) -> str | None:
        """Ask for the companion that a part is the name of: `{nha.tri_gia}` is written `{tien-nha}`."""
        indicator = self._catalogue.indicators.get(one.indicator)
        companion = indicator.companions.get(one.derived) if indicator is not None else None
        return question(f"{{{companion}}}") if companion is not None else None

    def _with(self, one: TextReference, derived: str | None) -> str | None:
        return question(f"{{{one.indicator}.{derived}}}") if derived is not None else None

    def _fault(self, code: Code, one: TextReference, scalar: Scalar, message: str, remedy: str) -> Diagnostic:
        return Diagnostic(code, self._ref.path, scalar.part(one.start, one.end), message, help=remedy)

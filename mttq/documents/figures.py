"""Figures and targets read from their nodes, each quantity against its indicator's unit of measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from mttq.catalogue import Catalogue
from mttq.diagnostics import Diagnostic
from mttq.diagnostics.codes import PER_YEAR_NOT_ALLOWED, PERCENTAGE_DISAGREES
from mttq.documents.model import Figure, NamedPart, Scope, Target
from mttq.quantity import Quantity, Role, UnitOfMeasure, agrees, number, read
from mttq.quantity import percentage as percentage_text
from mttq.quantity.quick import QuickReader
from mttq.schema import as_flag, as_mapping, as_text, as_whole, as_word
from mttq.source import Mapping, Node, Scalar, Style
from mttq.source.nodes import is_empty

_PERCENT = UnitOfMeasure("%")


@dataclass(slots=True)
class FigureReader:
    """Reads the quantities of one file and keeps what is wrong with them.

    Attributes:
        path: the file.
        catalogue: the indicators and their units of measure.
        in_term: whether the file belongs to a term, where `/năm` may be written.
        faults: what was found wrong so far.
    """

    path: str
    catalogue: Catalogue
    in_term: bool
    faults: list[Diagnostic] = field(default_factory=list)

    def quantity(self, node: Node | None, role: Role, measure: UnitOfMeasure | None) -> Quantity | None:
        """The quantity of a scalar; its faults are kept, and None stands for what can't be read."""
        if not isinstance(node, Scalar):
            return None
        if is_empty(node) or node.style in {Style.FOLDED, Style.BROKEN}:
            return None  # a key without a value, a block of text, what could not be read: reported as such
        common = _quick(measure, role, term=self.in_term).common(node.text)
        if common is not None:
            return common
        reading = read(
            node.text, role=role, measure=measure, bare=node.style is Style.PLAIN, term=self.in_term
        )
        for fault in reading.faults:
            self.faults.append(
                Diagnostic(
                    fault.code, self.path, node.part(fault.start, fault.end), fault.message, fault.help
                )
            )
        return reading.quantity

    def figures(self, node: Node | None, scope: Scope, programme: int | None) -> tuple[Figure, ...]:
        """The figures of a table keyed by indicator."""
        return tuple(self._figures(as_mapping(node), scope, programme))

    def _figures(self, table: Mapping, scope: Scope, programme: int | None) -> Iterator[Figure]:
        for key, node in table.items():
            measure = self._measure(key.text)
            long_form = as_mapping(node)
            value = long_form.get("gia_tri") if isinstance(node, Mapping) else node
            quantity = self.quantity(value, Role.RESULT, measure)
            percentage = self.quantity(long_form.get("ty_le"), Role.RESULT, _PERCENT)
            received = self._parts(long_form.get("nhan_tu"), Role.RESULT, measure)
            parts = self._parts(long_form.get("trong_do"), Role.RESULT, measure)
            complete = _complete(long_form, parts)
            if quantity is None or value is None:
                continue
            if percentage is not None:
                self._compare(quantity, percentage, long_form)
            yield Figure(
                key.text,
                quantity,
                scope,
                programme,
                percentage,
                received,
                parts,
                complete,
                as_text(long_form.get("ghi_chu")),
                key.span,
                value.span,
            )

    def targets(self, node: Node | None, programme: int) -> tuple[Target, ...]:
        """The targets of one programme of a plan."""
        return tuple(self._targets(as_mapping(node), programme))

    def _targets(self, table: Mapping, programme: int) -> Iterator[Target]:
        for key, node in table.items():
            measure = self._measure(key.text)
            long_form = as_mapping(node)
            value = long_form.get("muc") if isinstance(node, Mapping) else node
            quantity = self.quantity(value, Role.TARGET, measure)
            own_all = as_word(long_form.get("cap_minh")) == "tat-ca"
            own = None if own_all else self.quantity(long_form.get("cap_minh"), Role.TARGET, measure)
            handed_down = self._parts(long_form.get("giao"), Role.TARGET, measure)
            phases = self._parts(long_form.get("phan_ky"), Role.TARGET, measure)
            parts = self._parts(long_form.get("trong_do"), Role.TARGET, measure)
            complete = _complete(long_form, parts)
            for_each = long_form.get("moi")
            if as_word(for_each) == "nam" and for_each is not None and not self.in_term:
                self.faults.append(
                    Diagnostic(
                        PER_YEAR_NOT_ALLOWED,
                        self.path,
                        for_each.span,
                        "“moi: nam” chỉ dùng trong kế hoạch của một nhiệm kỳ",
                        "bỏ dòng này: mục tiêu của kế hoạch năm đã là của một năm",
                    )
                )
            if quantity is None or value is None:
                continue
            yield Target(
                key.text,
                quantity,
                programme,
                own,
                own_all,
                handed_down,
                phases,
                parts,
                complete,
                as_word(long_form.get("moi")) or "",
                as_whole(long_form.get("so_luong")),
                as_text(long_form.get("ghi_chu")),
                key.span,
                value.span,
            )

    def _measure(self, indicator: str) -> UnitOfMeasure | None:
        found = self.catalogue.indicators.get(indicator)
        return found.measure if found is not None else None

    def _parts(self, node: Node | None, role: Role, measure: UnitOfMeasure | None) -> tuple[NamedPart, ...]:
        found = []
        for key, value in as_mapping(node).items():
            quantity = self.quantity(value, role, measure)
            if quantity is not None:
                found.append(NamedPart(key.text, quantity, key.span, value.span))
        return tuple(found)

    def _compare(self, quantity: Quantity, percentage: Quantity, form: Mapping) -> None:
        """Two counts and their percentage, given in one entry, must say the same."""
        node = form.get("ty_le")
        if quantity.ratio is None or not isinstance(node, Scalar) or agrees(percentage, quantity.ratio):
            return
        upper, lower = (number(count) for count in quantity.ratio)
        self.faults.append(
            Diagnostic(
                PERCENTAGE_DISAGREES,
                self.path,
                node.span,
                f"“{node.text.strip()}” không khớp với {upper}/{lower} = {percentage_text(quantity.value)}",
                "sửa tỷ lệ theo hai số đếm, hoặc bỏ dòng ty_le",
            )
        )


@lru_cache(maxsize=4096)  # the indicators of a catalogue, in both roles
def _quick(measure: UnitOfMeasure | None, role: Role, *, term: bool) -> QuickReader:
    """What reads the common forms of a quantity, to the same meaning as `read`."""
    return QuickReader(measure, role=role, term=term)


def _complete(form: Mapping, parts: tuple[NamedPart, ...]) -> bool:
    """Whether the parts are said to make up the whole; not where one of them could not be read."""
    written = len(as_mapping(form.get("trong_do")).entries)
    return as_flag(form.get("trong_do_du")) is True and len(parts) == written

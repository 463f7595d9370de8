"""An indicator that is made of itself, or units that take themselves or each other over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mttq.catalogue import Catalogue, Indicator, Units
from mttq.catalogue.indicators import MADE_OF
from mttq.catalogue.rings import rings
from mttq.diagnostics import Code, Diagnostic

CIRCULAR_REFERENCE = Code("MT314", "tham-chieu-vong")


def circular_reference(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Report indicators that contain themselves and units that take themselves over, through others or not."""
    made_of = {name: _made_of(name, catalogue.indicators) for name in catalogue.indicators}
    circular = {name for ring in rings(made_of) for name in ring}
    for indicator in catalogue.indicators.values():
        if indicator.id in circular:
            yield Diagnostic(
                CIRCULAR_REFERENCE,
                indicator.path,
                indicator.span,
                f"chỉ tiêu “{indicator.id}” gồm chính nó",
                help="bỏ mã của nó (hoặc của chỉ tiêu chứa nó) khỏi gom, tu_so, mau_so",
            )
    ring_of = takeover_rings(catalogue.units)
    for unit in catalogue.units.by_id.values():
        for succession in unit.takes_over:
            if succession.unit == unit.id:
                yield Diagnostic(
                    CIRCULAR_REFERENCE,
                    unit.path,
                    succession.span,
                    f"đơn vị “{unit.id}” kế thừa chính nó",
                    help="bỏ dòng này: một đơn vị giữ nguyên mã thì không cần kế thừa chính nó",
                )
            elif unit.id in ring_of and ring_of[unit.id] == ring_of.get(succession.unit):
                yield Diagnostic(
                    CIRCULAR_REFERENCE,
                    unit.path,
                    succession.span,
                    f"đơn vị “{unit.id}” kế thừa “{succession.unit}”, mà “{succession.unit}” lại kế thừa "
                    f"“{unit.id}” (trực tiếp hoặc qua đơn vị khác)",
                    help="chỉ đơn vị mới ghi ke_thua đơn vị cũ; bỏ dòng ở đơn vị cũ",
                )


def takeover_rings(units: Units) -> dict[str, int]:
    """Return the units that take themselves over, through others or not, each with the number of its ring."""
    takes = {
        unit.id: [one.unit for one in unit.takes_over if one.unit in units.by_id]
        for unit in units.by_id.values()
    }
    return {name: number for number, ring in enumerate(rings(takes)) for name in ring}


def _made_of(name: str, known: Mapping[str, Indicator]) -> list[str]:
    return [one.target for one in known[name].references if one.key in MADE_OF and one.target in known]

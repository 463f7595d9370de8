"""Write the proof of one total as JSON.

Other programs read the keys, so their names and meaning are fixed. Every number is written exactly, without an
exponent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from mttq.output.months import months_list
from mttq.output.proof import PLACES, SIDES, side_of, written_in
from mttq.output.records import json_value
from mttq.output.totals import record, shown_value
from mttq.quantity import rounded, written
from mttq.totals import (
    UNLISTED,
    CellRun,
    Divided,
    EvidentFigure,
    FigureSource,
    GivenFigure,
    MissingUnit,
    Proof,
    ProofNode,
    Reason,
    Status,
    TotalAmount,
    TotalsTable,
    Transfer,
    difference_of,
    operator_of,
)

_Tree = Mapping[str, object]
"""A node of the JSON."""


def render_json(proof: Proof, table: TotalsTable) -> str:
    """Return the proof as one JSON object, with each unit and each figure on lines of its own."""
    return _lines(_ProofWriter(proof, table).all(), "")


def _lines(value: object, indent: str) -> str:
    """Return indented JSON, with every value that nests nothing on one line."""
    inner = indent + "  "
    if isinstance(value, Mapping) and any(_is_nested(one) for one in value.values()):
        parts = [f"{inner}{json_value(key)}: {_lines(one, inner)}" for key, one in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, (list, tuple)) and _is_nested(value):
        return "[\n" + ",\n".join(f"{inner}{_lines(one, inner)}" for one in value) + f"\n{indent}]"
    return json_value(value)


def _is_nested(value: object) -> bool:
    """Whether a value gets more than one line: an object, or an array that is not of texts and numbers alone."""
    if isinstance(value, (list, tuple)):
        return any(isinstance(one, (Mapping, list, tuple)) for one in value)
    return isinstance(value, Mapping) and bool(value)


class _ProofWriter:
    def __init__(self, proof: Proof, table: TotalsTable) -> None:
        self.proof = proof
        self.table = table
        self.indicator = proof.row.indicator
        self.operator = operator_of(self.indicator)

    def all(self) -> _Tree:
        proof, row = self.proof, self.proof.row
        indicator = self.indicator
        return {
            **record(row, self.table),
            "nam": self.table.cycle.folder,
            "theo_ngay": self.table.tree_day.isoformat(),
            "cach_tinh": {
                "theo_cap": indicator.over_units.value,
                "theo_ky": indicator.over_periods.value if indicator.over_periods is not None else None,
                "tu_so": indicator.numerator or None,
                "mau_so": indicator.denominator or None,
                "trong_so": indicator.weight or None,
                "gom": list(indicator.parts),
            },
            "muc_tieu": self.goals(),
            "toan_dia_ban": self.stated(),
            "cay": self.node(proof.node),
            "con_thieu": [self.missing(one) for one in proof.missing if not one.stood_for],
            "da_co_so_thay": [self.missing(one) for one in proof.missing if one.stood_for],
            "khong_cong_duoc": [
                {**self.unit(node), **self.amount(amount)} for node, amount in proof.not_added()
            ],
            "chua_phan_bo": [self.divided(one) for one in proof.unallocated],
            "gan_dung_vi": [
                *({**self.unit(node), **self.source(source)} for node, source in proof.approximate()),
                *({**self.unit(node), "phan": node.total.share} for node in proof.shared()),
            ],
            **self.evidence(),
        }

    # The list of figures and cells

    def evidence(self) -> _Tree:
        """Return the cells asked for, the figures that count, and those that don't."""
        found = self.proof.evidence
        if found is None:
            return {}
        return {
            "o_can_co": [self.cells(one) for one in found.area],
            "so_duoc_tinh": [self.evident(one) for one in found.counted],
            "trai_voi_ben_trong": [
                {
                    **self.amount(one.said),
                    "ben_trong": self.amount(one.inside),
                    "so_lieu": [self.source(source) for each in one.stated for source in each.sources],
                }
                for one in found.denied
            ],
            "chua_quyet_duoc": [
                {
                    "qua_nhieu": one.exceeded,
                    "cac_bo": [[self.evident(each) for each in some] for some in one.sets],
                }
                for one in found.undecided
            ],
            "da_co_so_khac": [self.evident(one) for one in found.covered_by_others],
        }

    def evident(self, one: EvidentFigure) -> _Tree:
        amount = one.amount
        counts = amount.pair if amount is not None else None
        found: dict[str, object] = {
            "don_vi": one.unit,
            "gia_tri": None if amount is None or counts is not None else amount.value,
        }
        if self.operator.percent:
            above, below = counts or (None, None)
            found |= {"tu_so": above, "mau_so": below, "lay": None if one.side is None else SIDES[one.side]}
        if self.operator.weighed:
            found["trong_so"] = one.weight.value if one.weight is not None else None
        if self.operator.counts_units:
            found["dem_cho"] = list(one.counted_in)
        return {
            **found,
            "phan": one.share,
            "gan_dung": one.is_rough,
            "o": [{**self.cells(each), "rieng": each.own} for each in one.cells],
            "dai_dien": [self.cells(each) for each in one.speaks_for],
            "cua_ky_truoc": one.is_earlier,
            "da_tru": [self.transfer(each) for each in one.taken_out],
            "khong_tinh": [self.transfer(each) for each in one.left_out],
            "so_lieu": [self.source(source) for source in one.sources],
        }

    def cells(self, one: CellRun) -> dict[str, object]:
        side = {} if one.side is None else {"lay": SIDES[one.side]}
        return {"don_vi": one.unit, **side, "phan": one.share, "thang": months_list(one.months, self.table)}

    # The tree of units

    def unit(self, node: ProofNode) -> dict[str, object]:
        return {"don_vi": node.unit.id, "ten": node.unit.name_on(self.table.tree_day)}

    def amount(self, amount: TotalAmount | None) -> dict[str, object]:
        """Return a value, with the two counts of a ratio and the weight of a mean."""
        found: dict[str, object] = {"gia_tri": shown_value(amount, self.indicator)}
        if self.operator.percent:
            above, below = amount.pair if amount is not None and amount.pair else (None, None)
            found |= {"tu_so": above, "mau_so": below}
        if self.operator.weighed:
            found["trong_so"] = amount.weighed[1] if amount is not None and amount.weighed else None
        return found

    def node(self, node: ProofNode) -> _Tree:
        total = node.total
        parts = [self.node(one) for one in node.parts]
        return {
            **self.unit(node),
            "quan_he": node.relation.value,
            "trang_thai": Status(total.status).value,
            "phan": total.share,
            **self.amount(total.result),
            "duoc_cong": node.adds,
            "cap_minh": self.said(node.own) if node.own is not None else None,
            "toan_dia_ban": self.said(node.stated) if node.stated is not None and total.stands else None,
            "da_tru": [self.transfer(one) for one in total.taken_out],
            "cap_duoi": [] if total.stands else parts,
            "doi_chieu": parts if total.stands else [],
        }

    def said(self, said: GivenFigure) -> _Tree:
        return {
            **self.amount(said.amount),
            **(
                {"dem": said.adds.value if said.adds is not None else None}
                if self.operator.counts_units
                else {}
            ),
            "duoc_cong": said.adds is not None,
            "so_lieu": [self.source(one) for one in said.sources],
            "trong_so_tu": [self.source(one) for one in said.weights],
            "khong_tinh": [self.transfer(one) for one in said.left_out],
        }

    def stated(self) -> _Tree | None:
        """Return the figure that the unit states for its area, compared with the computed one."""
        node = self.proof.node
        if node.stated is None:
            return None
        said, found = node.stated.amount, node.total.computed
        known = said is not None and found is not None
        return {
            **self.said(node.stated),
            "so_cong_don": shown_value(found, self.indicator),
            "chenh_lech": rounded(difference_of(said, found), PLACES) if known and said and found else None,
        }

    def source(self, source: FigureSource) -> dict[str, object]:
        quantity = source.quantity
        value: Decimal | None = None if quantity.not_applicable else quantity.value
        found: dict[str, object] = {
            "tep": source.path,
            "dong": source.span.line,
            "cot": source.span.column,
            "chi_tieu": source.indicator.id,
            "nam": source.cycle.folder,
            "ky": source.period.name,
            "muc": source.scope.value,
            "ghi": written_in(source),
            "gia_tri": value,
        }
        if quantity.ratio is not None:
            side = side_of(source, self.indicator)
            found["gia_tri"] = dict(zip(SIDES, quantity.ratio, strict=True)).get(side)
            found |= {"tu_so": quantity.ratio[0], "mau_so": quantity.ratio[1], "lay": side or None}
        if source.cut_off is not None:
            found["so_lieu_den"] = source.cut_off.isoformat()
        return found | {"gan_dung": quantity.approximation is not None}

    def transfer(self, one: Transfer) -> _Tree:
        return {
            "tu": one.giver,
            "den": one.line.unit,
            "gia_tri": one.amount.value,
            "tep": one.line.path,
            "dong": one.span.line,
            "cot": one.span.column,
        }

    def missing(self, one: MissingUnit) -> _Tree:
        below = UNLISTED if one.reason is Reason.UNLISTED else ""
        return {
            "don_vi": f"{one.unit.id}{below}",
            "ten": one.unit.name_on(self.table.tree_day),
            "ly_do": one.reason.value,
            "thang": months_list(one.months, self.table),
            "tep": one.report or None,
            "so_lieu": [self.source(source) for source in one.sources],
        }

    def divided(self, one: Divided) -> _Tree:
        return {
            "don_vi": one.unit.id,
            "ten": one.unit.name_on(self.table.tree_day),
            "chia_cho": [heir.id for heir in one.successors],
            "tep": one.unit.path,
            "dong": one.unit.span.line,
        }

    def goals(self) -> Sequence[_Tree]:
        """Return the lines of plans that make up the target, with the share that counts."""
        unit = self.indicator.measure.name
        return [
            {
                "tep": one.path,
                "dong": one.target.span.line,
                "cot": one.target.span.column,
                "phan": one.share,
                "ghi": one.text or written(one.target.quantity, unit),
            }
            for one in self.proof.goals
        ]

"""The files of `plans/danh-muc/` read into one catalogue.

Several files may define parts of the same tree of units (the catalogues of
several provinces put together); an id that two of them define differently is
an error at the later one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct, field, structs

from mttq.catalogue import campaigns, cross_rules, defaults, indicators, programmes, settings, units
from mttq.catalogue.campaigns import Campaign
from mttq.catalogue.cross_rules import CrossRule
from mttq.catalogue.defaults import Defaults
from mttq.catalogue.indicators import MADE_OF, Indicator, OverUnits
from mttq.catalogue.programmes import ProgrammeSet
from mttq.catalogue.rings import rings
from mttq.catalogue.settings import Settings
from mttq.catalogue.units import Dated, Unit, Units
from mttq.diagnostics import (
    BAD_ID,
    BAD_NUMBER,
    CONFLICTING_DEFINITION,
    DUPLICATE_KEY,
    EMPTY_VALUE,
    FILE_START,
    MISSING_KEY,
    UNKNOWN_KEY,
    UNKNOWN_VALUE,
    WRONG_KIND,
    Diagnostic,
)
from mttq.names import member_of
from mttq.period import Cycle
from mttq.quantity.tokens import fold
from mttq.schema import Shape, validate
from mttq.schema.validation import CONSEQUENCES
from mttq.source import Mapping, Source


class Catalogue(Struct, frozen=True, kw_only=True):
    """Programme sets, indicators, units, rules and settings of one project.

    Attributes:
        programme_sets: by id.
        indicators: by id, in catalogue order.
        units: the tree.
        cross_rules: the rules across indicators.
        settings: the project's settings.
        campaigns: by id.
        defaults: what the documents of a unit have in common, by the unit's id.
        unread: the kinds of file (`don-vi`) with a file missing or unreadable, or with a fault that loses names, so
            that a name that is not found may be defined there.
        shares: the ratios that may not exceed 100%, by their numerator; made from the indicators.
        accompanied: the indicators that have companions, by id; made from the indicators.
    """

    programme_sets: dict[str, ProgrammeSet]
    indicators: dict[str, Indicator]
    units: Units
    cross_rules: tuple[CrossRule, ...]
    settings: Settings
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    defaults: dict[str, Defaults] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    shares: dict[str, tuple[Indicator, ...]] = field(default_factory=dict)
    accompanied: dict[str, Indicator] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.indicators.values():
            if one.companions:
                self.accompanied[one.id] = one
            if one.numerator and one.measure.ratio and not one.measure.above_whole:
                self.shares[one.numerator] = (*self.shares.get(one.numerator, ()), one)

    def programme_set(self, cycle: Cycle, named: str = "") -> ProgrammeSet | None:
        """Return the set that a plan of a year or term uses: the one it names, otherwise the one that covers it."""
        if named:
            return self.programme_sets.get(named)
        return next((one for one in self.programme_sets.values() if one.covers(cycle)), None)


Definition = Indicator | Unit | ProgrammeSet | Campaign
"""What an id of the catalogue stands for."""


class CatalogueKind(StrEnum):
    """What a file of the catalogue holds."""

    PROGRAMMES = "chuong-trinh"
    INDICATORS = "chi-tieu"
    UNITS = "don-vi"
    RULES = "quy-tac"
    SETTINGS = "mttq"
    CAMPAIGNS = "dot"
    DEFAULTS = "mac-dinh"


SHAPES: dict[CatalogueKind, Shape] = {
    CatalogueKind.PROGRAMMES: programmes.SHAPE,
    CatalogueKind.INDICATORS: indicators.SHAPE,
    CatalogueKind.UNITS: units.SHAPE,
    CatalogueKind.RULES: cross_rules.SHAPE,
    CatalogueKind.SETTINGS: settings.SHAPE,
    CatalogueKind.CAMPAIGNS: campaigns.SHAPE,
    CatalogueKind.DEFAULTS: defaults.SHAPE,
}
REQUIRED = (CatalogueKind.PROGRAMMES, CatalogueKind.INDICATORS, CatalogueKind.UNITS)
# Not reported for a file with unreadable lines, which may hold what seems to be missing.
UNCERTAIN = frozenset({MISSING_KEY, EMPTY_VALUE})
# Faults for which it is not known what an indicator is.
_LEAVES_OPEN = frozenset({MISSING_KEY, EMPTY_VALUE, UNKNOWN_VALUE, BAD_NUMBER, WRONG_KIND, DUPLICATE_KEY})
# Faults for which a unit, or those below it, are not where documents look for them.
_LOSES_UNITS = frozenset({BAD_ID, UNKNOWN_KEY, DUPLICATE_KEY, WRONG_KIND})
# The keys that files have for the fields of indicators and units.
_KEYS = {
    "name": "ten",
    "names": "ten",
    "programme": "chuong_trinh",
    "measure": "don_vi_tinh, cach_viet, so_nguyen",
    "over_units": "theo_cap",
    "over_periods": "theo_ky",
    "direction": "chieu",
    "levels": "cap",
    "includes_received": "tinh_nhan_tu",
    "weight": "trong_so",
    "numerator": "tu_so",
    "denominator": "mau_so",
    "parts": "gom",
    "companions": "kem",
    "codes": "ma",
    "letterhead": "co_quan",
    "first": "tu",
    "first_year": "tu_nam",
    "last_year": "den_nam",
    "programmes": "chuong_trinh",
    "last": "den",
    "takes_over": "ke_thua",
    "area_wide": "pham_vi",
    "partly_listed": "cap_duoi_chua_du",
}
_IN_FOLDERS = (CatalogueKind.INDICATORS, CatalogueKind.UNITS)
_OF_UNITS = f"{CatalogueKind.DEFAULTS.value}/"


def catalogue_kind(path: str) -> CatalogueKind | None:
    """Return what a file holds, by its path below `danh-muc/`; None for a file that does not belong there."""
    parts = path.split("/")
    if path.startswith(_OF_UNITS):
        return CatalogueKind.DEFAULTS
    if len(parts) == 1:
        whole = (kind for kind in CatalogueKind if kind is not CatalogueKind.DEFAULTS)
        return next((kind for kind in whole if path == f"{kind.value}.yaml"), None)
    if len(parts) == 2 and parts[1].endswith(".yaml"):
        return next((kind for kind in _IN_FOLDERS if parts[0] == kind.value), None)
    return None


def read_catalogue(
    files: Iterable[tuple[CatalogueKind, Source]],
    seen: Callable[[Source, list[Diagnostic]], None] | None = None,
) -> tuple[Catalogue, list[Diagnostic]]:
    """Read files into one catalogue; also return the faults found in each file alone.

    Args:
        files: the kind and the content of each file, in order of their paths; they may be read one by one.
        seen: called with each file and its faults, while its nodes are in memory.
    """
    merge = _Merge()
    for kind, source in files:
        before = len(merge.faults)
        merge.add(kind, source)
        if seen is not None:
            seen(source, merge.faults[before:])
    return merge.catalogue(), merge.faults


class _Merge:
    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []
        self._sets: dict[str, ProgrammeSet] = {}
        self._indicators: dict[str, Indicator] = {}
        self._units: dict[str, Unit] = {}
        self._by_member: dict[str, dict[str, Unit]] = {}
        self._rules: list[CrossRule] = []
        self._settings = Settings()
        self._campaigns: dict[str, Campaign] = {}
        self._defaults: dict[str, Defaults] = {}
        self._unread = set(REQUIRED)
        self._failed: set[CatalogueKind] = set()

    def add(self, kind: CatalogueKind, source: Source) -> None:
        self._unread.discard(kind)
        faults = [
            *source.diagnostics,
            *(validate(source.root, SHAPES[kind], source.path) if source.root else ()),
        ]
        if any(one.code in CONSEQUENCES for one in faults):
            from mttq.schema.indentation import well_indented  # noqa: PLC0415 - only for files with faults

            meant = well_indented(source, SHAPES[kind], {})
            if meant is not source:
                source, faults = meant, list(meant.diagnostics)
        self.faults += faults
        if source.root is None:
            self._failed.add(kind)
            self._remainder(kind, source)
            return
        if kind is CatalogueKind.PROGRAMMES:
            for one in {one.id: one for one in programmes.read_programme_sets(source)}.values():
                first = self._sets.setdefault(one.id, one)
                if not _same(first, one):
                    self._conflict("bộ chương trình", one, first)
        elif kind is CatalogueKind.INDICATORS:
            faulty = _faulty_entries(source, faults)
            if faulty:
                self._failed.add(kind)
            for indicator in indicators.read_indicators(source):
                if indicator.id in faulty:
                    continue
                earlier = self._indicators.setdefault(indicator.id, indicator)
                if not _same(earlier, indicator):
                    self._conflict("chỉ tiêu", indicator, earlier)
        elif kind is CatalogueKind.UNITS:
            if any(one.code in _LOSES_UNITS for one in faults):
                self._failed.add(kind)
            found, faults = units.read_units(source)
            self.faults += faults
            self._by_member.setdefault(member_of(source.path), {}).update((unit.id, unit) for unit in found)
            above = {unit.parent for unit in found}
            for unit in found:
                known = self._units.setdefault(unit.id, unit)
                if (
                    member_of(known.path) != member_of(unit.path)
                    and known.partly_listed != unit.partly_listed
                ):
                    # Whether all lower units are listed is for the repository to say that lists them.
                    said = unit if unit.id in above else known
                    known = self._units[unit.id] = structs.replace(known, partly_listed=said.partly_listed)
                    unit = structs.replace(unit, partly_listed=said.partly_listed)  # noqa: PLW2901 - as it counts
                if not _same(known, unit):
                    self._conflict("đơn vị", unit, known)
        elif kind is CatalogueKind.RULES:
            self._rules += cross_rules.read_cross_rules(source)
        elif kind is CatalogueKind.SETTINGS:
            self._settings = settings.read_settings(source)
        elif kind is CatalogueKind.CAMPAIGNS:
            for campaign in {one.id: one for one in campaigns.read_campaigns(source)}.values():
                began = self._campaigns.setdefault(campaign.id, campaign)
                if not _same(began, campaign):
                    self._conflict("đợt", campaign, began)
        else:
            owner = source.path.partition(f"/{_OF_UNITS}")[2].removesuffix(".yaml")
            self._defaults.setdefault(owner, defaults.read_defaults(source, owner))

    def _remainder(self, kind: CatalogueKind, source: Source) -> None:
        """Add the other faults of a file with syntax errors; nothing in it is used."""
        left = source.remainder
        if left is not None:
            found = validate(left.root, SHAPES[kind], source.path)
            self.faults += [left.original(one) for one in found if not (left.lost and one.code in UNCERTAIN)]

    def _misplaced_units(self) -> None:
        """Report units that a member repository has elsewhere in the tree than the project itself."""
        ours = self._by_member.get("", {})
        for member, theirs in self._by_member.items():
            tops = {one.partition("/")[0] for one in theirs} if member else set()
            there = {
                (fold(unit.names.latest() or "").text, unit.levels.latest()): unit
                for unit in ours.values()
                if unit.id not in theirs and unit.parent and unit.id.partition("/")[0] in tops
            }
            for unit in theirs.values() if there else ():
                other = there.get((fold(unit.names.latest() or "").text, unit.levels.latest()))
                if other is None or unit.id in ours or not _overlap(unit, other):
                    continue
                self.faults.append(
                    Diagnostic(
                        CONFLICTING_DEFINITION,
                        unit.path,
                        unit.span,
                        f"{unit.names.latest()} là “{unit.id}” ở đây, còn ở {other.path}:{other.span.line} là "
                        f"“{other.id}”",
                        help="đặt đơn vị ở cùng một chỗ trong cây của hai danh mục, với cùng một mã",
                    )
                )

    def _conflict(self, title: str, later: Definition, earlier: Definition) -> None:
        place = f"{earlier.path}:{earlier.span.line}"
        keys = ", ".join(differing_keys(earlier, later)) or "nội dung"
        self.faults.append(
            Diagnostic(
                CONFLICTING_DEFINITION,
                later.path,
                later.span,
                f"{title} “{later.id}” đã được định nghĩa khác ở {place}: khác ở {keys}",
                help=f"ghi {keys} giống nhau ở hai nơi, chỉ giữ một định nghĩa, hoặc dùng mã khác cho mục này",
            )
        )

    def catalogue(self) -> Catalogue:
        self._misplaced_units()
        return Catalogue(
            programme_sets=self._sets,
            indicators=_area_wide(
                _without_rings({one.id: self._with_denominator(one) for one in self._indicators.values()})
            ),
            units=Units(self._units),
            cross_rules=tuple(self._rules),
            settings=self._settings,
            campaigns=self._campaigns,
            defaults=self._defaults,
            unread=frozenset(kind.value for kind in self._unread | self._failed),
        )

    def _with_denominator(self, indicator: Indicator) -> Indicator:
        """Give a ratio the unit of measure of its denominator, which its two counts may carry."""
        below = self._indicators.get(indicator.denominator)
        if below is None:
            return indicator
        names = (below.measure.name, *below.measure.spellings)
        subjects = (*indicator.measure.subjects, below.name)
        measure = structs.replace(indicator.measure, denominator=names, subjects=subjects)
        return structs.replace(indicator, measure=measure)


def _faulty_entries(source: Source, faults: Iterable[Diagnostic]) -> frozenset[str]:
    """Return the ids of the indicators of which something is not known, so that every figure would look wrong."""
    lines = {one.span.line for one in faults if one.code in _LEAVES_OPEN}
    entries = source.root.entries if lines and isinstance(source.root, Mapping) else ()
    return frozenset(
        one.key.text
        for one in entries
        if not lines.isdisjoint(range(one.key.span.line, one.value.span.end_line + 1))
    )


def _without_rings(indicators: dict[str, Indicator]) -> dict[str, Indicator]:
    """Return indicators, those without parts that are made of themselves; a rule reports them."""
    if not any(one.parts for one in indicators.values()):
        return indicators
    made_of = {
        one.id: [each.target for each in one.references if each.key in MADE_OF and each.target in indicators]
        for one in indicators.values()
    }
    circular = {name for ring in rings(made_of) for name in ring}
    return {
        name: structs.replace(one, parts=()) if name in circular else one for name, one in indicators.items()
    }


def _area_wide(indicators: dict[str, Indicator]) -> dict[str, Indicator]:
    """Return indicators, those marked as well that are made of figures of areas.

    A ratio speaks of an area if either of its counts does, since both have to speak of the same; a sum does if all its
    parts do.
    """
    marked = {one.id for one in indicators.values() if one.area_wide}
    if not marked:
        return indicators
    found = set(marked)
    while True:
        more = {
            one.id
            for one in indicators.values()
            if one.id not in found
            and one.over_units is not OverUnits.NEVER
            and (
                not found.isdisjoint((one.numerator, one.denominator))
                or (one.parts and found.issuperset(one.parts))
            )
        }
        if not more:
            break
        found |= more
    return {
        name: structs.replace(one, area_wide=True) if name in found and not one.area_wide else one
        for name, one in indicators.items()
    }


def _overlap(one: Unit, other: Unit) -> bool:
    """Whether two units exist on the same day."""
    starts = [unit.first or date.min for unit in (one, other)]
    ends = [unit.last or date.max for unit in (one, other)]
    return max(starts) <= min(ends)


def _same(one: Definition, other: Definition) -> bool:
    """Whether two definitions are the same, with names in any Unicode form and tone placement."""
    return one is other or _folded(one) == _folded(other)


def differing_keys(one: Definition, other: Definition) -> list[str]:
    """Return the keys in which two definitions differ, as files write them; none if they are the same."""
    first, second = _folded(one), _folded(other)
    names = [name for name in first.__struct_fields__ if getattr(first, name) != getattr(second, name, None)]
    return [_KEYS.get(name, name) for name in names]


def _folded(one: Definition) -> Definition:
    """Return a definition in the form in which it is compared, without its places."""
    if isinstance(one, Indicator):
        measure = structs.replace(one.measure, subjects=())  # its own name, which is compared by itself
        return structs.replace(
            one,
            name=fold(one.name).text,
            measure=measure,
            references=(),
            path="",
            span=FILE_START,
            programme_spans={},
        )
    if isinstance(one, ProgrammeSet):
        listed = tuple(
            structs.replace(
                each,
                name=fold(each.name).text,
                short_name=fold(each.short_name).text,
                name_span=FILE_START,
                short_span=None,
            )
            for each in one.programmes
        )
        return structs.replace(one, programmes=listed, path="", span=FILE_START)
    if isinstance(one, Campaign):
        return structs.replace(one, path="", span=FILE_START)
    return structs.replace(
        one,
        names=Dated(tuple((fold(name).text, first, last) for name, first, last in one.names.values)),
        levels=Dated(one.levels.values),
        codes=Dated(one.codes.values),
        letterhead=tuple(fold(line).text for line in one.letterhead),
        takes_over=tuple(structs.replace(taken, span=FILE_START) for taken in one.takes_over),
        path="",
        span=FILE_START,
    )

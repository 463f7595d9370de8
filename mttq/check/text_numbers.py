"""Numbers in a text that can be of an indicator of the document, and whether they are what the document says of it.

A number counts as said of an indicator if it has one of its units, and the indicator's name stands beside it:
`cất, sửa 45 nhà Đại đoàn kết`, `Quỹ “Vì người nghèo” nhận được 1.804.000.000 đồng`, `nhà Đại đoàn kết (45 nhà)`; or if
it says what the number before it is worth: `45 nhà Đại đoàn kết, trị giá 2 tỷ đồng`. Words that turn it into something
else (`kế hoạch`, `lũy kế`, `trong đó`, `cấp huyện`) leave it undecided, and so does a name that fits two indicators
alike: what is undecided is never reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache

from msgspec import Struct, structs

from mttq.catalogue import Catalogue, Indicator, OverPeriods
from mttq.documents import Figure, Target
from mttq.documents.shapes import SHAPES
from mttq.quantity import Quantity, Role, UnitOfMeasure, read
from mttq.quantity.tokens import both_placements, fold
from mttq.schema import Either, ListOf, Name, Record, Shape, Table, Text
from mttq.spelling import CAPITALS, capitalised

Line = Figure | Target

_NUMBER = r"\d[\d.,]*"
_SCALES = ("nghìn tỷ", "nghìn", "ngàn", "triệu", "tỷ", "tỉ")
_SCALE = f"(?:{'|'.join(_SCALES)})"
_APPROXIMATE = re.compile(r"(?:^|[^\w])((?:trên|hơn|gần|khoảng|ước) +(?:đạt +)?)$")
# Between two of these, a text says one thing.
_LIMITS = re.compile(r"[.;:!?()\n–]|,(?= )|-(?= )|\bvà\b")
_OTHERWISE = re.compile(
    r"\b(?:so với|cùng kỳ|năm trước|năm ngoái|lũy kế|luỹ kế|từ đầu|đến nay|cộng dồn|mỗi|bình quân|trong đó|riêng|"
    r"còn lại|gồm|thêm|trước|sau|giai đoạn|nhiệm kỳ|cấp|các huyện|các xã|các phường|các thôn|đợt|tháng|quý|thiếu|vượt|"
    r"tăng|giảm|dự kiến|trị giá|tài trợ|khởi công|khảo sát|lập danh sách|chưa|sẽ|sắp|đề nghị)\b"
)
# Of money, these say what became of it.
_SPENT = re.compile(
    r"\b(?:chi|dư|tồn|hỗ trợ|trợ giúp|trích|sử dụng|giải ngân|phân bổ|từ (?:nguồn )?quỹ|để (?:xây|sửa|mua|tặng))\b"
)
# Of what there is at the end of a period, these say for how many of it something was done.
_DONE_FOR = re.compile(
    r"\b(?:thăm|tặng|trao|hỗ trợ|trợ giúp|giúp|cho|xây|sửa|khám|vay|vốn|thoát|vận động|tập huấn|đào tạo|tham gia)\b"
)
# What is left, not by how much it fell.
_LEFT = re.compile(r"\b(?:giảm|hạ)(?: xuống)?(?= (?:chỉ )?còn\b)")
_ELSEWHERE = re.compile(
    rf"\b(?i:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|thôn|bản|ấp|khóm) +[{CAPITALS}]"
)
# A number right behind one of these says where or with whom.
_PLACES = frozenset(word.encode() for word in ("ở", "tại", "của", "với", "cùng", "từ"))
# Words that may follow a counted noun; any other word makes it a noun of its own: `16 lượt người dân`.
_AFTER_A_NOUN = frozenset(
    word.encode()
    for word in (
        *(
            "cho",
            "tới",
            "đến",
            "tại",
            "ở",
            "với",
            "cùng",
            "tổng",
            "trị",
            "để",
            "nhân",
            "dịp",
            "được",
            "đã",
            "trong",
        ),
        *("từ", "do", "của", "tặng", "về", "trên", "là", "đạt", "bằng"),
    )
)
# Between a number and what it is worth; a total may be of more than one number.
_WORTH = re.compile(r"([^\d.;:!?\n–]{0,80}?)(?<!tổng )\b(?:trị giá|giá trị)(?: (?:là|đạt))? ")
_SEVERAL = re.compile(r"\b(?:và|cùng)\b")
_WORTH_WORDS = (" trị giá ", " giá trị ")
_BEHIND_BRACKETED = frozenset("),;")
_MONEY = frozenset(word.encode() for word in ("đồng", "vnđ", "vnd"))
_PERCENT = b"%"
_BEFORE_ANY_WORD = _MONEY | {_PERCENT}
# All that may stand between a name and its percentage.
_LINKS = frozenset(
    (
        *("còn", "chỉ", "là", "đạt", "chiếm", "giảm", "hạ", "xuống", "từ", "hiện", "nay", "cuối", "năm", "ở"),
        *("mức", "khoảng", "gần", "trên", "hơn", "được", "bằng"),
    )
)
_FOLLOWS = re.compile(r" (\w+)")
# In bytes; E2 80 begins a mark such as ” or –.
_LETTER = rb"(?:[\w\x80-\xe1\xe3-\xff]|\xe2(?!\x80))"
_END = rb"(?!" + _LETTER + rb")"
_WORD = re.compile(_LETTER + rb"+")
_AFTER = re.compile(_END + rb"(?: (" + _LETTER + rb"+))?")
_AIMED = re.compile(r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|đăng ký|tỉnh giao|được giao|đề ra)\b")
_YEAR = re.compile(r"\bnăm (\d{4})\b")
_SYLLABLE = re.compile(r"\w+")
_SURE, _LEAST = 3, 2  # syllables of a name beside a number
_LOOSE = Decimal("0.1")  # how far a rounded number, or one with `gần`, `trên`, may be from the figure


# Units that texts glue to numbers of other things.
_NOT_IN_TEXTS = frozenset({"đ"})
_HEAD = re.compile(rb" *(?:- )?([^ :]+): ")
# A bracket is a blank: a number may be the first thing in it.
_LOWER = bytes(0x30 if byte in b"0123456789" else byte for byte in range(0x100)).translate(
    bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ(", b"abcdefghijklmnopqrstuvwxyz ")
)


class TextNumber(Struct, frozen=True):
    """A number in a text that contradicts the figure it is said of.

    Attributes:
        start: where it begins in the text.
        end: where it ends, exclusive.
        line: the figure or target.
        value: the number.
        is_sure: whether the name stands beside it with at least three syllables.
    """

    start: int
    end: int
    line: Line
    value: Decimal
    is_sure: bool


class _Said(Struct, frozen=True, kw_only=True):
    """What a number in a text is said of.

    Attributes:
        line: the figure or target.
        syllables: how many syllables of its name stand beside the number.
        start: where the number begins in the folded text, with `gần` or `trên`.
        left: where the stretch begins in which the text says this.
        right: where it ends, exclusive.
    """

    line: Line
    syllables: int
    start: int
    left: int
    right: int


class TextNumbers:
    """Finds the numbers that texts of documents say of their indicators.

    Args:
        catalogue: the indicators.

    Attributes:
        catalogue: the same.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._names: dict[str, tuple[str, ...]] = {}
        self._marks: dict[str, tuple[frozenset[str], ...]] = {}
        self._units: dict[bytes, frozenset[str]] = {}  # the indicators with a unit, as it is written
        self._next: dict[
            bytes, frozenset[bytes]
        ] = {}  # the words that go on with a name that begins with the unit
        units: dict[str, set[str]] = {}
        for one in catalogue.indicators.values():
            for unit in _units(one.measure):
                units.setdefault(unit, set()).add(one.id)
        for unit, ids in units.items():
            following = {form for name in ids for form in self._following(name, unit)}
            for written in both_placements(unit):
                self._units[written.encode()] = frozenset(ids)
                self._next[written.encode()] = frozenset(following)
        self._folded_units = tuple(units)
        self._beginning: dict[bytes, list[bytes]] = {}  # the units by their first words, the longest first
        for name in sorted(self._units, key=len, reverse=True):
            self._beginning.setdefault(name.partition(b" ")[0], []).append(name)
        firsts = b"|".join(map(re.escape, sorted(self._beginning, key=len, reverse=True))) or b"(?!)"
        scales = rf"(?: ?{_SCALE}(?: 0[0.,]* ?{_SCALE})*)?".encode()
        self._in_bytes = re.compile(
            rb" 0(?<![:-] 0)[0.,]*(" + scales + rb") ?(?=(" + firsts + rb")" + _END + rb")"
        )

    @cached_property
    def _number(self) -> re.Pattern[str]:
        number = rf"{_NUMBER}(?: ?{_SCALE}(?: {_NUMBER} ?{_SCALE})*)?"
        # A number that begins a text is not looked at: in a file it could not be told from an amount.
        return re.compile(
            rf"[ (](?<![:-][ (])(?<!^[ (])({number}) ?({_any(self._folded_units)})(?:(?<=%)|(?!\w))"
        )

    def _following(self, indicator: str, unit: str) -> Iterator[bytes]:
        """Yield how a word is written behind a unit that goes on with the name of an indicator.

        `nhà Đại đoàn kết` goes on from the unit `nhà`, `phần quà Tết` like `suất quà Tết`; `căn nhà Đại đoàn kết`
        begins behind the unit `căn`.
        """
        name, words = self._name(self.catalogue.indicators[indicator]), _SYLLABLE.findall(unit)
        count = len(words) if list(name[: len(words)]) == words else 0
        places = {count, *(at for at, one in enumerate(name, start=1) if words and one == words[-1])}
        for place in places - {len(name)}:
            for written in both_placements(name[place]):
                yield from (form.encode() for form in (written, capitalised(written), written.upper()))

    def contradictions(
        self, text: str, lines: Iterable[Line], year: int
    ) -> Iterator[tuple[TextNumber | None, tuple[Line, ...]]]:
        """Yield what a text says of the indicators of some lines.

        Args:
            text: the text.
            lines: the figures and targets of its document.
            year: the document's year, the first one of a term.

        Yields:
            A contradiction, or None, and the lines that the text agrees with.
        """
        folded = fold(text)
        by_unit = self._by_unit(lines)
        before: tuple[int, Line] | None = None  # where the last number ended, and what it was said of
        for found in self._number.finditer(folded.text):
            near = by_unit.get(found[2], [])
            worth = self._worth(folded.text, found, before, near)
            before = None
            first, last = folded.starts[found.start(2)], folded.ends[found.end(2) - 1]
            written = text[first:last].encode().lower()
            if not near or written not in self._units:
                continue
            follows = _FOLLOWS.match(text, last)
            if follows is not None and written not in _BEFORE_ANY_WORD:
                word = follows[1].encode().lower()
                if word not in _AFTER_A_NOUN and word not in self._next[written]:
                    continue
            said = worth or self._said_of(folded.text, found, near)
            if said is None:
                continue
            before = (found.end(), said.line)
            wrong, agreed = self._judged(folded.text, found, near, said=said, year=year)
            if wrong is not None:
                start, end = folded.starts[wrong.start], folded.ends[wrong.end - 1]
                elsewhere = _ELSEWHERE.search(text[folded.starts[said.left] : folded.ends[said.right - 1]])
                wrong = structs.replace(wrong, start=start, end=end) if elsewhere is None else None
            yield wrong, agreed

    def may_contradict(self, data: bytes, lines: Callable[[], Sequence[Line]], year: int) -> bool:
        """Whether any text in a file may contradict its figures; what is not certain counts.

        Numbers with a unit are looked for in the bytes, which takes least time. Most have no name beside them.

        Args:
            data: the content of the file, in the narrow form that `source.quick` reads.
            lines: returns the figures and targets of its document; called only if there is a number.
            year: the document's year.
        """
        known: Sequence[Line] | None = None
        lower = data.translate(_LOWER)
        for found in self._in_bytes.finditer(lower):
            unit = self._unit_of(lower, found)
            if unit is None:
                continue
            place = found.start()
            start, end = data.rfind(b"\n", 0, place) + 1, data.find(b"\n", place)
            head = _HEAD.match(data, start)
            if head is not None and head[1] not in _PROSE:
                continue
            ids = self._units[unit]
            if known is None:
                known = lines()
            near = [one for one in known if one.indicator in ids]
            if not near:
                continue
            if data[data.rfind(b" ", start, place) + 1 : place] in _PLACES:
                continue
            left = max(start, data.rfind(b", ", start, place), data.rfind(b". ", start, place))
            around = f" {' '.join(_SYLLABLE.findall(data[left:end].decode().casefold()))} "
            if any(one in around for one in _WORTH_WORDS):
                near = list(known)
            elif not any(self._is_named(one.indicator, around) for one in near):
                continue
            told = self.contradictions(data[start:end].decode(), near, year)
            if any(wrong is not None for wrong, _ in told):
                return True
        return False

    def _unit_of(self, data: bytes, found: re.Match[bytes]) -> bytes | None:
        """Return the unit of a number, unless what follows makes it another noun.

        Args:
            data: the content of the file, with every digit as 0, and ASCII in small letters.
            found: the number, and the first word of a unit behind it.
        """
        words = [(found.start(2), found[2])]
        if found[1]:  # a unit may begin with a word like `triệu`
            words += [(one.start(), one[0]) for one in _WORD.finditer(data, found.start(1), found.end(1))]
        for start, first in words:
            for unit in self._beginning.get(first, ()):
                after = _AFTER.match(data, start + len(unit)) if data.startswith(unit, start) else None
                if after is not None:
                    word = after[1]
                    if (
                        not word
                        or unit in _BEFORE_ANY_WORD
                        or word in _AFTER_A_NOUN
                        or word in self._next[unit]
                    ):
                        return unit
                    break
        return None

    def _is_named(self, indicator: str, around: str) -> bool:
        """Whether the name of an indicator may stand among some syllables with spaces around them."""
        known = self._marks.get(indicator)
        if known is None:
            name = self._name(self.catalogue.indicators[indicator])
            least = min(_SURE, len(name))
            runs = (name[:_LEAST], *(name[start : start + least] for start in range(len(name) - least + 1)))
            known = self._marks[indicator] = tuple(both_placements(f" {' '.join(run)} ") for run in runs)
        return any(mark in around for marks in known for mark in marks)

    def _by_unit(self, lines: Iterable[Line]) -> dict[str, list[Line]]:
        by_unit: dict[str, list[Line]] = {}
        for line in lines:
            indicator = self.catalogue.indicators.get(line.indicator)
            if indicator is not None and not line.quantity.not_applicable:
                for unit in _units(indicator.measure):
                    by_unit.setdefault(unit, []).append(line)
        return by_unit

    def _said_of(self, folded: str, found: re.Match[str], near: list[Line]) -> _Said | None:
        """Return what a number is said of by a name beside it; None if in doubt."""
        start = _start(folded, found)
        left, right = _around(folded, start, found.end())
        bracketed = (
            folded[:start].endswith("(") and folded[found.end() : found.end() + 1] in _BEHIND_BRACKETED
        )
        if bracketed:
            left, right = _around(folded, start - 1, start - 1)[0], found.end()
        before = folded[left : start - bracketed]
        if before.rstrip().rpartition(" ")[2].encode() in _PLACES:
            return None
        if found[2].encode() == _PERCENT:
            best = self._named_in_full(before, near)
        elif bracketed:
            best = self._named_last(before, near, in_full=found[2].encode() in _MONEY)
        else:
            best = self._nearest(before, folded[found.start(2) : right], near)
        if best is None:
            return None
        line, syllables = best
        return _Said(line=line, syllables=syllables, start=start, left=left, right=right)

    def _worth(
        self, folded: str, found: re.Match[str], before: tuple[int, Line] | None, near: list[Line]
    ) -> _Said | None:
        """Return what a number is said of if it is what the number before it is worth; None if in doubt."""
        if before is None or found[2].encode() not in _MONEY:
            return None
        (end, line), start = before, _start(folded, found)
        between = _WORTH.fullmatch(folded, end, start)
        if between is None or _OTHERWISE.search(between[1]) or _SEVERAL.search(between[1]):
            return None
        ids = set(self.catalogue.indicators[line.indicator].companions.values())
        lines = {one.indicator: one for one in near if one.indicator in ids}
        if len(lines) != 1:
            return None
        right = _around(folded, start, found.end())[1]
        return _Said(line=next(iter(lines.values())), syllables=_SURE, start=start, left=start, right=right)

    def _judged(
        self, folded: str, found: re.Match[str], near: list[Line], *, said: _Said, year: int
    ) -> tuple[TextNumber | None, tuple[Line, ...]]:
        line, start, unit = said.line, said.start, found[2].encode()
        agreed = []
        values = {}
        for one in near:
            measure = self.catalogue.indicators[one.indicator].measure
            amount = read(folded[start : found.end()], role=Role.RESULT, measure=measure, bare=False).quantity
            if amount is None:
                return None, ()
            values[one.indicator] = amount.value
            if any(_agree(amount, other) for other in _amounts(one)):
                agreed.append(one)
        if agreed:
            return None, tuple(agreed)
        beside = folded[said.left : said.right]
        if self._is_otherwise(beside, line, unit, year, aimed=any(isinstance(one, Figure) for one in near)):
            return None, ()
        return TextNumber(start, found.end(), line, values[line.indicator], said.syllables >= _SURE), ()

    def _is_otherwise(self, beside: str, line: Line, unit: bytes, year: int, *, aimed: bool) -> bool:
        """Whether words beside a number make it another than that of the document's period; those of the name don't."""
        indicator = self.catalogue.indicators[line.indicator]
        name = " ".join(self._name(indicator))
        patterns = [_OTHERWISE]
        if unit in _MONEY:
            patterns.append(_SPENT)
        if indicator.over_periods is OverPeriods.STOCK and unit != _PERCENT:
            patterns.append(_DONE_FOR)
        if aimed:
            patterns.append(_AIMED)
        left = _LEFT.sub("", beside)
        if any(one[0] not in name for pattern in patterns for one in pattern.finditer(left)):
            return True
        return any(int(one) != year for one in _YEAR.findall(beside))

    def _nearest(self, before: str, after: str, near: list[Line]) -> tuple[Line, int] | None:
        """Return the line whose name stands beside the number, and with how many syllables; None if in doubt."""
        heard_before, heard_after = _SYLLABLE.findall(before), _SYLLABLE.findall(after)
        known = frozenset((*heard_before, *heard_after))
        scores: dict[str, tuple[int, Line]] = {}
        for line in near:
            name = self._name(self.catalogue.indicators[line.indicator])
            score = _leading(name, heard_after)
            if not known.isdisjoint(name):
                score = max(score, _longest(name, heard_before), _longest(name, heard_after))
            if score >= min(_LEAST, len(name)):
                scores[line.indicator] = (score, line)
        if not scores:
            return None
        most = max(score for score, _ in scores.values())
        best = [line for score, line in scores.values() if score == most]
        return (best[0], most) if len(best) == 1 else None

    def _named_last(self, before: str, near: list[Line], *, in_full: bool) -> tuple[Line, int] | None:
        """Return the line whose name ends what stands before a bracket; None if in doubt.

        Args:
            before: what stands there.
            near: the lines with the unit of the number in the bracket.
            in_full: whether the end of the name must stand there, not any part of it.
        """
        heard = tuple(_SYLLABLE.findall(before))
        scores: dict[str, tuple[int, Line]] = {}
        for line in near:
            name = self._name(self.catalogue.indicators[line.indicator])
            ends = [len(name)] if in_full else range(1, len(name) + 1)
            score = max(_trailing(name[:end], heard) for end in ends)
            if score >= min(_SURE, len(name)):
                scores[line.indicator] = (score, line)
        most = max((score for score, _ in scores.values()), default=0)
        best = [line for score, line in scores.values() if score == most]
        return (best[0], most) if len(best) == 1 else None

    def _named_in_full(self, before: str, near: list[Line]) -> tuple[Line, int] | None:
        """Return the line whose whole name stands before a percentage; texts have too many others."""
        said = f" {' '.join(_SYLLABLE.findall(before))} "
        named = {}
        for one in near:
            _, name, behind = said.rpartition(
                f" {' '.join(self._name(self.catalogue.indicators[one.indicator]))} "
            )
            if name and all(word in _LINKS or word[0].isdigit() for word in behind.split()):
                named[one.indicator] = one
        return (next(iter(named.values())), _SURE) if len(named) == 1 else None

    def _name(self, indicator: Indicator) -> tuple[str, ...]:
        known = self._names.get(indicator.id)
        if known is None:
            known = self._names[indicator.id] = tuple(_SYLLABLE.findall(fold(indicator.name).text))
        return known


def _any(words: Iterable[str]) -> str:
    """Return a pattern of any of some words; the longest is preferred."""
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True)) or "(?!)"


def _prose_keys(shape: Shape) -> Iterator[bytes]:
    """Return the keys that hold texts."""
    if isinstance(shape, Either):
        for form in (shape.scalar, shape.mapping, shape.sequence):
            if form is not None and not callable(form):
                yield from _prose_keys(form)
    elif isinstance(shape, Record):
        for field in shape.fields:
            if not _is_data(field.shape):
                yield field.key.encode()
            yield from _prose_keys(field.shape)
    elif isinstance(shape, Table):
        yield from _prose_keys(shape.value)
    elif isinstance(shape, ListOf):
        yield from _prose_keys(shape.item)


def _is_data(shape: Shape) -> bool:
    scalar = shape.scalar if isinstance(shape, Either) else shape
    return not isinstance(scalar, Text | Name)


_PROSE = frozenset(key for shape in SHAPES.values() for key in _prose_keys(shape))


_last: list[TextNumbers] = []


def text_numbers_of(catalogue: Catalogue) -> TextNumbers:
    """Return the finder for a catalogue; the last one is kept, since it takes longer to make than to use."""
    if not _last or _last[0].catalogue is not catalogue:
        _last[:] = [TextNumbers(catalogue)]
    return _last[0]


@lru_cache(maxsize=4096)
def _units(measure: UnitOfMeasure) -> frozenset[str]:
    names = frozenset(fold(name).text for name in (measure.name, *measure.spellings) if name)
    return names - _NOT_IN_TEXTS


def _amounts(line: Line) -> Iterator[Quantity]:
    """Return every amount that a line holds: the figure, its parts, what was received or handed down."""
    yield line.quantity
    if isinstance(line, Figure):
        if line.percentage is not None:
            yield line.percentage
        parts = [*line.received, *line.by_level]
    else:
        if line.own is not None:
            yield line.own
        parts = [*line.handed_down, *line.phases, *line.by_level]
    for part in (*parts, *(part for breakdown in line.breakdowns for part in breakdown)):
        yield part.quantity


def _agree(said: Quantity, one: Quantity) -> bool:
    """Whether a number in a text can be an amount: within one unit of the last digit written, or about as large."""
    if one.ratio is not None and not said.percent:
        return said.value in one.ratio
    low, high = one.value, one.high if one.high is not None else one.value
    step = (
        said.step if one.ratio is not None else max(said.step, one.step)
    )  # that of a ratio is one of its counts
    tolerance = min(step, abs(high) * _LOOSE)
    about = one.approximation is not None or one.comparator is not None
    if (said.approximation is not None) != about:
        tolerance = max(abs(high) * _LOOSE, said.step)
    return said.value == low or low - tolerance < said.value < high + tolerance


def _start(folded: str, found: re.Match[str]) -> int:
    """Return where a number begins, with `gần` or `trên`."""
    before = _APPROXIMATE.search(folded, 0, found.start(1))
    return before.start(1) if before is not None else found.start(1)


def _around(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch around a number in which a text says one thing."""
    left = 0
    for limit in _LIMITS.finditer(folded, 0, start):
        left = limit.end()
    right = _LIMITS.search(folded, end)
    return left, right.start() if right is not None else len(folded)


def _leading(name: tuple[str, ...], heard: list[str]) -> int:
    """Return how many syllables of a name follow a number, from the first one on."""
    count = 0
    for one, other in zip(name, heard, strict=False):
        if one != other:
            break
        count += 1
    return count


def _trailing(name: tuple[str, ...], heard: tuple[str, ...]) -> int:
    """Return how many syllables at the end of a name are those at the end of what is heard."""
    return _leading(name[::-1], list(heard[::-1]))


def _longest(name: tuple[str, ...], heard: list[str]) -> int:
    """Return the length of the longest run of a name's syllables anywhere; two alone say too little."""
    most = 0
    for first, syllable in enumerate(name):
        if syllable not in heard:
            continue
        for start, other in enumerate(heard):
            run = 0
            if syllable == other:
                for one, another in zip(name[first:], heard[start:], strict=False):
                    if one != another:
                        break
                    run += 1
            most = max(most, run)
    return most if most >= min(_SURE, len(name)) else 0

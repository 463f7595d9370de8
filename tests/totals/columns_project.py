"""Random small projects of which many totals are plain sums, and some just not."""

from __future__ import annotations

from random import Random

_LEVELS = ("tinh", "huyen", "xa", "khu-dan-cu")
_PERIODS = ("nam", "6-thang", "9-thang", "quy-1", "quy-2", "quy-3", "quy-4", "thang-05", "thang-12")
_COMPARATORS = ("", "", "", "ít nhất ", "trên ", "không quá ", "dưới ", "= ")
_PROGRAMMES = """\
2019-2024:
  tu_nam: 2020
  den_nam: 2024
  chuong_trinh:
    1: {ten: Chương trình một}
"""

Files = dict[str, str]
"""The files of a project under `plans/`, by path."""


class RandomProject:
    """A project of 2020.

    Args:
        random: decides everything.
        changes: whether units end in the middle of the year, and others take them over.

    Attributes:
        files: its files.
        periods: the periods that its reports are for.
        units: the ids of its units.
    """

    def __init__(self, random: Random, *, changes: bool = False) -> None:
        self._random = random
        self._changes = changes
        self._ended: dict[str, int] = {}  # per cent that no unit has taken over, by unit
        self._new: set[str] = set()
        self._heirs: dict[str, list[str]] = {}
        self._reported: dict[tuple[str, str, str], str] = {}  # by unit, period and indicator
        self.files: Files = {"danh-muc/chuong-trinh.yaml": _PROGRAMMES}
        self.periods: set[str] = {"nam"}
        self.units: dict[str, str] = {}
        self._is_odd = random.random() < 0.6  # whether it has anything that is not plain
        self._add_units()
        self._add_indicators()
        self._gives = {
            (unit, name): self._value(name)
            for unit, level in self.units.items()
            for name, levels in self._levels.items()
            if level in levels and not self._is_rare(0.03)
        }
        for unit in self.units:
            if changes:
                self._add_reports(unit)
            elif not self._is_rare(0.15):
                self._add_report(unit, "nam", self._figures(unit), self._stated(unit))
            if self._is_rare(0.25):
                self._add_report(unit, random.choice(_PERIODS), self._figures(unit), {})
            if random.random() < (0.3 if unit in self._new else 0.7):
                self._add_plan(unit)
            if self._is_rare(0.1):
                self._add_term(unit)
        if changes:
            self._add_statements()

    def _is_rare(self, share: float) -> bool:
        """Whether something happens that a plain project does not have."""
        return self._is_odd and self._random.random() < share

    # Units

    def _add_units(self) -> None:
        random = self._random
        lines: list[str] = []
        if random.random() < 0.5:
            lines += ["tw:", "  ten: Trung ương", "  cap: trung-uong"]
            self.units["tw"] = "trung-uong"

        def grow(parent: str, depth: int, indent: str) -> None:
            for number in range(random.randint(1 if depth == 0 else 0, (2, 3, 3, 2)[depth])):
                if len(self.units) > 14:
                    return
                key, level = f"{'phxk'[depth]}{number}", _LEVELS[depth]
                unit = f"{parent}/{key}".lstrip("/")
                self.units[unit] = level
                lines.append(f"{indent}{key}:")
                lines.append(f"{indent}  ten: Đơn vị {key}")
                if self._is_rare(0.05):
                    level = self.units[unit] = "to-chuc-thanh-vien"
                if self._is_rare(0.05):
                    lines.append(f"{indent}  cap:")
                    lines.append(f"{indent}    - {{gia_tri: {level}, den: 2020-06-30}}")
                    lines.append(f"{indent}    - {{gia_tri: xa, tu: 2020-07-01}}")
                else:
                    lines.append(f"{indent}  cap: {level}")
                if self._changes and random.random() < 0.4:
                    self._ended[unit] = 100
                    lines.append(f"{indent}  den: 2020-06-30")
                elif self._is_rare(0.05):
                    lines.append(
                        f"{indent}  {random.choice(('tu: 2020-04-01', 'den: 2020-09-30', 'tu: 2021-01-01'))}"
                    )
                if not self._is_rare(0.1):
                    lines.append(f"{indent}  cap_duoi_chua_du: false")
                if depth < 3:
                    before = len(lines)
                    lines.append(f"{indent}  cap_duoi:")
                    grow(unit, depth + 1, f"{indent}    ")
                    if len(lines) == before + 1:
                        lines.pop()
            if self._changes and depth:
                lines.extend(self._successor(parent, depth, indent))

        grow("", 0, "")
        self.files["danh-muc/don-vi.yaml"] = "\n".join(lines) + "\n"

    def _successor(self, parent: str, depth: int, indent: str) -> list[str]:
        """Return the lines of a unit that takes over some of those that have ended, or none."""
        random = self._random
        free = [one for one, left in self._ended.items() if left and not parent.startswith(f"{one}/")]
        if not free or parent in self._ended or random.random() < 0.3:
            return []
        unit = f"{parent}/n{depth}"
        self.units[unit] = _LEVELS[depth]
        self._new.add(unit)
        lines = [f"{indent}n{depth}:", f"{indent}  ten: Mới {depth}", f"{indent}  cap: {_LEVELS[depth]}"]
        lines += [f"{indent}  tu: 2020-07-01", f"{indent}  cap_duoi_chua_du: false", f"{indent}  ke_thua:"]
        for old in random.sample(free, min(len(free), random.randint(1, 3))):
            share = self._ended[old]
            if share == 100 and random.random() < 0.3:
                share = random.choice((40, 50, 75))
            self._ended[old] -= share
            self._heirs.setdefault(old, []).append(unit)
            lines.append(f"{indent}    - don_vi: {old}")
            if share < 100 and not self._is_rare(0.1):
                lines.append(f"{indent}      ty_trong: {share}%")
        return lines

    # Indicators

    def _add_indicators(self) -> None:
        random = self._random
        self._levels: dict[str, tuple[str, ...]] = {}
        lines: list[str] = []

        def add(name: str, measure: str, **keys: str) -> None:
            chosen: tuple[str, ...] = ("trung-uong", "tinh", "huyen", "xa")
            if random.random() < 0.5:
                chosen = tuple(random.sample((*_LEVELS, "trung-uong"), random.randint(1, 4)))
            if name in self._caps:
                chosen = self._caps[name]
            self._levels[name] = chosen
            lines.extend(
                [f"{name}:", f"  ten: Chỉ tiêu {name}", "  chuong_trinh: 1", f"  don_vi_tinh: {measure}"]
            )
            lines.append(f"  cap: [{', '.join(chosen)}]")
            lines.extend(f"  {key}: {value}" for key, value in keys.items())

        self._caps: dict[str, tuple[str, ...]] = {}
        flows = ("tong", "tong", "cuoi-ky")
        add("dong", "việc", theo_cap="tong", theo_ky=random.choice(flows))
        add("tien", "đồng", theo_cap="tong", theo_ky="tong", chieu=random.choice(("tang", "giam")))
        add("tu", "hộ", theo_cap="tong", theo_ky=random.choice(flows))
        self._caps["mau"] = self._caps["phan-tram"] = self._levels["tu"]
        add("mau", "hộ", theo_cap="tong", theo_ky=random.choice(flows))
        add("phan-tram", '"%"', theo_cap="ty-le", tu_so="tu", mau_so="mau")
        if self._is_rare(0.5):
            other = random.choice(("dem-don-vi", "khong-cong", "lon-nhat", "nho-nhat", "binh-quan"))
            add("khac", "việc", theo_cap=other, theo_ky="tong")
        if self._is_rare(0.4):
            self._caps["toan-bo"] = self._levels["dong"]
            add("toan-bo", "việc", theo_cap="tong", theo_ky="tong", gom="[dong, tu]")
        if self._is_rare(0.2):
            add("cu", "việc", theo_cap="tong", den="2020-06-30")
        self.files["danh-muc/chi-tieu.yaml"] = "\n".join(lines) + "\n"

    # Figures

    def _value(self, name: str) -> str:
        random = self._random
        if random.random() < 0.06:
            return "không áp dụng"
        word = random.choice(("trên ", "gần ", "khoảng ")) if random.random() < 0.12 else ""
        if name == "phan-tram":
            if self._is_rare(0.1):
                return f"{random.randint(0, 100)}%"
            return f"{word}{random.randint(0, 9)}/{random.randint(0 if self._is_rare(0.1) else 1, 9)}"
        if name == "tien":
            amount, scale = (
                random.choice(("3", "1,25", "0", "17,5", "204")),
                random.choice(("triệu", "tỷ", "nghìn")),
            )
            return f"{word}{amount} {scale} đồng"
        if self._is_rare(0.03):
            return f"{word}{random.choice(('123456789012345678', '1,5', '0,25', '99999999999999999,5'))}"
        return f"{word}{random.randint(0, 12)}"

    def _figures(self, unit: str) -> dict[str, str]:
        random = self._random
        said = {}
        for name in self._levels:
            value = self._gives.get((unit, name))
            if value is None and self._is_rare(0.03):
                value = self._value(name)
            if value is None or self._is_rare(0.05):
                continue
            said[name] = f'"{value}"'
            if self._is_rare(0.03) and name in {"dong", "tien"} and value[0] in "123456789":
                giver = random.choice(tuple(self.units))
                said[name] = f'{{gia_tri: "{value}", nhan_tu: {{{giver}: "1"}}}}'
        if "phan-tram" in said and random.random() < 0.5:
            said.pop("tu", None)
            said.pop("mau", None)
        return said

    def _stated(self, unit: str) -> dict[str, str]:
        """State what the units below report, or something else."""
        found = {}
        for name in ("dong", "tu", "mau", "phan-tram"):
            if self._random.random() < 0.85:
                continue
            parts = [self._gives.get((one, name)) for one in self.units if f"{one}/".startswith(f"{unit}/")]
            numbers = [int(one) for one in parts if one is not None and one.isdecimal()]
            total = sum(numbers) + self._is_rare(0.3)
            found[name] = f'"{total}/{total + 5}"' if name == "phan-tram" else f'"{total}"'
        return found

    def _add_reports(self, unit: str) -> None:
        """Add reports of parts of the year, and statements that are often right."""
        random = self._random
        periods = list(
            random.choice((("nam",), ("6-thang", "quy-3", "quy-4"), ("quy-1", "quy-2", "quy-3", "quy-4")))
        )
        if unit in self._ended:
            periods = list(random.choice((("6-thang",), ("6-thang",), ("quy-1", "quy-2"))))
        elif unit in self._new:
            periods = ["quy-3", "quy-4"]
        if self._is_rare(0.1):
            periods.remove(random.choice(periods))
        if self._is_rare(0.1):
            periods.append(random.choice(_PERIODS))
        for period in dict.fromkeys(periods):
            figures = {
                name: f'"{self._value(name)}"' for name in self._figures(unit) if not name.startswith("toan")
            }
            for name, value in figures.items():
                self._reported[unit, period, name] = value.strip('"')
            self._add_report(unit, period, figures, {})

    def _add_statements(self) -> None:
        random = self._random
        for unit in self.units:
            half = "6-thang"
            for period in ("nam", half) if unit not in self._new else ("nam",):
                if random.random() < 0.75 or f"2020/{unit}/{period}.yaml" in self.files:
                    continue
                stated = {}
                area = self._area(unit, whole=period == "nam")
                for name in ("dong", "tu", "phan-tram"):
                    numbers = [
                        int(value)
                        for (one, when, said), value in self._reported.items()
                        if one in area and said == name and value.isdecimal()
                        if period == "nam" or when in {half, "quy-1", "quy-2"}
                    ]
                    if random.random() < 0.5:
                        stated[name] = f'"{sum(numbers) + self._is_rare(0.2)}"'
                        if name == "phan-tram":
                            stated[name] = '"3/7"'
                self._add_report(unit, period, {}, stated)

    def _area(self, unit: str, *, whole: bool) -> set[str]:
        """Return a unit and those below it, with what they took over if the whole year is asked for."""
        found: set[str] = set()
        waiting = [unit]
        while waiting:
            top = waiting.pop()
            for one in self.units:
                if one not in found and f"{one}/".startswith(f"{top}/"):
                    found.add(one)
                    if whole:
                        waiting += [old for old, heirs in self._heirs.items() if one in heirs]
        return found

    def _add_report(self, unit: str, period: str, own: dict[str, str], stated: dict[str, str]) -> None:
        self.periods.add(period)
        lines = [f"don_vi: {unit}", "nam: 2020", f"ky: {period}", "chuong_trinh:", "  1:"]
        lines += _table("so_lieu", own) + _table("toan_dia_ban", stated)
        if own or stated:
            self.files[f"2020/{unit}/{period}.yaml"] = "\n".join(lines) + "\n"

    # Targets

    def _add_term(self, unit: str) -> None:
        """Add a plan of the term, which may say something of the year."""
        forms = ('"4/năm"', '{muc: "9", moi: nam}', '{muc: "9", phan_ky: {2020: "3", 2021: "4"}}', '"4"')
        targets = {
            name: self._random.choice(forms)
            for name in self._levels
            if name not in {"phan-tram", "tien"} and self._random.random() < 0.5
        }
        lines = [f"don_vi: {unit}", "nam: 2019-2024", "chuong_trinh:", "  1:", "    noi_dung: Làm tốt."]
        text = "\n".join([*lines, *_table("chi_tieu", targets)])
        self.files[f"2019-2024/{unit}/ke-hoach.yaml"] = text + "\n"

    def _add_plan(self, unit: str) -> None:
        random = self._random
        targets = {}
        for name in self._levels:
            if random.random() < 0.3:
                continue
            amount = random.choice(("4", "10", "0", "25"))
            if name == "tien":
                amount = f"{random.choice(('4', '10,5', '0', '700'))} triệu đồng"
            value = f"{random.choice(_COMPARATORS)}{amount}{'%' if name == 'phan-tram' else ''}"
            if name != "phan-tram" and self._is_rare(0.05):
                value = "từ 3 đến 8"
            targets[name] = f'"{value}"'
            if random.random() < 0.2 and name == "dong":
                targets[name] = f'{{muc: "{value}", cap_minh: "1"}}'
            if self._is_rare(0.05) and name == "dong":
                targets[name] = f'{{muc: "{value}", {random.choice(("moi: xa", "phan_ky: {quy-2: 2}"))}}}'
            if self._is_rare(0.1):
                own = random.choice(("tat-ca", "2", "trên 2", "không quá 2", "2 - 5"))
                own = f"{own} triệu đồng" if name == "tien" and own != "tat-ca" else own
                targets[name] = f'{{muc: "{value}", cap_minh: "{own}"}}'
            below = [one for one in self.units if one.rpartition("/")[0] == ("" if unit == "tw" else unit)]
            below = [one for one in below if one != unit and self._is_rare(0.3)]
            if below and name != "phan-tram":
                given = ", ".join(f'{one}: "{amount}"' for one in below)
                targets[name] = f'{{muc: "{value}", giao: {{{given}}}}}'
        lines = [f"don_vi: {unit}", "nam: 2020", "chuong_trinh:", "  1:", "    muc_tieu: Làm tốt."]
        self.files[f"2020/{unit}/ke-hoach.yaml"] = "\n".join([*lines, *_table("chi_tieu", targets)]) + "\n"


def _table(key: str, entries: dict[str, str]) -> list[str]:
    if not entries:
        return []
    return [f"    {key}:", *(f"      {name}: {value}" for name, value in entries.items())]

"""Plans and reports of units, as text in the canonical layout."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from dataset import sentences as say
from dataset.figures import (
    Figures,
    amount,
    approximation,
    comparison,
    ratio_of,
    result_text,
    shown_in,
    target_text,
)
from dataset.indicators import AREA, BY_ID, CENTRE, PROGRAMMES, PROVINCE, STATED, Measured
from dataset.names import person
from dataset.tree import Place

YEAR = 2024
_PERIODS = {
    "nam": (12, "năm"),
    "6-thang": (6, "6 tháng đầu năm"),
    "quy-3": (9, "quý III năm"),
    "quy-4": (12, "quý IV năm"),
}
_QUARTERS = ("quy-1", "quy-2", "quy-3", "quy-4", "6-thang", "nam")
_STATES = ("hoan-thanh", "hoan-thanh", "hoan-thanh", "dang-thuc-hien", "chua-thuc-hien")
_AREAS = ("thôn", "khu phố", "ấp", "bản", "tổ dân phố")


class Writer:
    """The documents of one unit.

    Args:
        place: the unit.
        figures: its figures; their results are those of the report's period.
        seed: of the data set.
        year: of the documents.
        period: of the report.
        stated: the indicators whose total the report states; by default two in the reports of provinces.
        silent: the indicators that the report leaves out, although the unit has results.
        planned: whether the unit has a plan, whose tasks the report names.
        plain_targets: write targets as numbers alone, so that those of merged units can be added, and none for ratios.

    Attributes:
        comparisons: the comparison with each target that the plan contains: `>`, `>=` or `<=`.
        approximations: the side of the written number on which each result of the report lies: `>`, `<`, `~` or "".
        stated: the indicators whose total the report states.
    """

    def __init__(
        self,
        place: Place,
        figures: Figures,
        seed: int,
        *,
        year: int = YEAR,
        period: str = "nam",
        stated: Sequence[str] | None = None,
        silent: Sequence[str] = (),
        planned: bool = True,
        plain_targets: bool = False,
    ) -> None:
        self._place = place
        self._figures = figures
        self._year = year
        self._period = period
        self._silent = frozenset(silent)
        self._planned = planned
        self._plain_targets = plain_targets
        self._dice = random.Random(f"{seed}:texts:{place.id}")
        self._shown = shown_in(figures)
        self._tasks = {
            number: self._dice.sample(tasks, self._dice.randint(1, 2)) for number, tasks in say.TASKS.items()
        }
        self._signer = person(self._dice)
        if period != "nam":
            self._dice = random.Random(f"{seed}:{period}:{place.id}")
        self.comparisons: dict[str, str] = {}
        self.approximations: dict[str, str] = {}
        self.stated = (STATED if place.level == PROVINCE else ()) if stated is None else stated

    def plan(self) -> str:
        """`ke-hoach.yaml`."""
        lines = [f"don_vi: {self._place.id}", f"nam: {self._year}"]
        subject = f"Công tác Mặt trận năm {self._year}"
        lines += self._issued("Chương trình", subject, self._year, self._dice.randint(2, 28), 1)
        lines += _text("mo_dau", self._say(say.OPENING, 1))
        lines.append(f"muc_tieu_chung: {self._one(say.GOALS[1])}")
        lines.append("chuong_trinh:")
        for number in PROGRAMMES:
            lines.append(f"  {number}:")
            lines.append(f"    muc_tieu: {self._one(say.GOALS[number])}")
            if self._dice.random() < (0.5 if self._place.level != AREA else 1):
                lines += _text("noi_dung", self._say(say.CONTENTS[number], self._dice.randint(1, 2)), 4)
            if self._dice.random() < 0.2:
                lines.append(f"    giai_phap: {self._one(say.MEANS)}")
            lines.append("    nhiem_vu:")
            for task in self._tasks[number]:
                lines += self._task(*task)
            lines += self._targets(number)
        lines += _text("to_chuc_thuc_hien", self._say(say.CARRYING_OUT, 1))
        lines.append(f"loi_ket: {self._one(say.CLOSING)}")
        return "\n".join(lines) + "\n"

    def report(self) -> str:
        """The report, such as `nam.yaml`."""
        day = self._dice.randint(2, 28)
        month, title = _PERIODS[self._period]
        lines = [f"don_vi: {self._place.id}", f"nam: {self._year}", f"ky: {self._period}"]
        lines.append(f"so_lieu_den: {self._year}-{month:02d}-15")
        subject = f"Kết quả công tác Mặt trận {title} {self._year}"
        lines += self._issued("Báo cáo", subject, self._year, day, month)
        lines += _text("mo_dau", self._say(say.OPENING, 1))
        lines += _text("tinh_hinh", self._say(say.SITUATION, self._dice.randint(1, 2)))
        lines.append("chuong_trinh:")
        for number in PROGRAMMES:
            lines.append(f"  {number}:")
            lines += _text("ket_qua", self._say(say.RESULTS[number], self._dice.randint(1, 2)), 4)
            if self._planned:
                lines.append("    nhiem_vu:")
            for code, _ in self._tasks[number] if self._planned else ():
                lines += [f"      {code}:", f"        trang_thai: {self._dice.choice(_STATES)}"]
                if self._dice.random() < 0.12:
                    lines.append(f"        ket_qua: {self._one(say.RESULTS[number])}")
            lines += self._own_results(number)
            lines += self._stated(number)
        lines.append("danh_gia:")
        lines += _text("uu_diem", self._say(say.STRENGTHS, 1), 2)
        lines += _text("han_che", self._say(say.WEAKNESSES, self._dice.randint(1, 2)), 2)
        lines += ["  nguyen_nhan:", f"    khach_quan: {self._one(say.CAUSES[:2])}"]
        lines.append(f"    chu_quan: {self._one(say.CAUSES[2:])}")
        lines.append(f"  bai_hoc: {self._one(say.LESSONS)}")
        lines.append(f"kien_nghi: {self._one(say.REQUESTS)}")
        lines += _text("phuong_huong", self._say(say.DIRECTIONS, 1))
        return "\n".join(lines) + "\n"

    def _issued(self, kind: str, subject: str, year: int, day: int, month: int) -> list[str]:
        place, dice = self._place, self._dice
        sign = "CTr" if kind == "Chương trình" else "BC"
        lines = [
            "van_ban:",
            f"  so: {dice.randint(1, 480):02d}/{sign}-MTTQ-BTT",
            f"  ngay: {year}-{month:02d}-{day:02d}",
            f"  dia_danh: {place.province if place.level in {CENTRE, PROVINCE} else place.short}",
            f"  loai: {kind}",
            f"  trich_yeu: {subject}",
        ]
        if month == 1:
            lines.append("  can_cu:")
            lines += [f"    - Căn cứ {one}" for one in self._say(say.BASES, self._dice.randint(1, 2))]
        lines.append("  nguoi_ky:")
        lines.append("    thay_mat: TM. BAN THƯỜNG TRỰC")
        if place.level != AREA and dice.random() < 0.4:
            lines += ["    ky_thay: KT. CHỦ TỊCH", "    chuc_vu: PHÓ CHỦ TỊCH"]
        else:
            lines.append("    chuc_vu: CHỦ TỊCH")
        lines.append(f"    ho_ten: {self._signer}")
        lines.append("  noi_nhan:")
        lines += [f"    - {one}" for one in self._say(say.RECIPIENTS, 2)]
        return lines

    def _task(self, code: str, title: str) -> list[str]:
        dice = self._dice
        lines = [f"      - ten: {self._filled(title)}", f"        ma: {code}"]
        lines.append(f"        chu_tri: {dice.choice(say.LEADERS)}")
        if dice.random() < 0.15:
            lines.append("        phoi_hop:")
            lines += [f"          - {one}" for one in dice.sample(say.LEADERS[1:], 2)]
        lines.append(f"        thoi_han: {dice.choice(_QUARTERS)}")
        return lines

    def _targets(self, programme: int) -> list[str]:
        lines: list[str] = []
        for one in self._of(programme):
            if one.parts is not None:
                if not self._plain_targets:
                    lines.append(f"      {one.id}: ít nhất {self._figures.share[one.id]}%")
                    self.comparisons[one.id] = ">="
                continue
            target = self._figures.target[one.id]
            written = (amount if self._plain_targets else target_text)(one, target, self._dice)
            self.comparisons[one.id] = comparison(one, written)
            if not self._place.children and self._dice.random() < 0.95:
                lines.append(f"      {one.id}: {written}")
                continue
            own = self._figures.own.get(one.id, 0)
            lines += [f"      {one.id}:", f"        muc: {written}"]
            if self._place.children:
                lines.append(f"        cap_minh: {amount(one, own, self._dice)}")
            else:
                lines.append(f"        ghi_chu: {self._one(say.MEANS)}")
        return ["    chi_tieu:", *lines] if lines else []

    def _own_results(self, programme: int) -> list[str]:
        dice = self._dice
        lines: list[str] = []
        for one in self._of(programme):
            if one.parts is not None:
                if set(one.parts) <= self._figures.result.keys() and dice.random() < 0.3:
                    above, below = ratio_of(one, self._figures.result)
                    lines.append(f"      {one.id}: {above}/{below} {BY_ID[one.parts[1]].unit}")
                continue
            if one.id not in self._figures.result or one.id in self._silent:
                continue
            written = result_text(one, self._figures.result[one.id], dice)
            self.approximations[one.id] = approximation(written)
            if dice.random() < 0.03:
                lines += [f"      {one.id}:", f"        gia_tri: {written}"]
                lines.append(f"        ghi_chu: {self._one(say.RESULTS[programme])}")
            else:
                lines.append(f"      {one.id}: {written}")
        return ["    so_lieu:", *lines] if lines else []

    def _stated(self, programme: int) -> list[str]:
        lines = [
            f"      {name}: {amount(BY_ID[name], self._figures.total[name], self._dice)}"
            for name in self.stated
            if BY_ID[name].programme == programme
        ]
        return ["    toan_dia_ban:", *lines] if lines else []

    def _of(self, programme: int) -> Iterable[Measured]:
        return (one for one in self._shown if one.programme == programme)

    def _say(self, pool: Sequence[str], count: int) -> list[str]:
        """Some sentences of a pool, each at most once."""
        return [self._filled(one) for one in self._dice.sample(pool, min(count, len(pool)))]

    def _one(self, pool: Sequence[str]) -> str:
        return self._filled(self._dice.choice(pool))

    def _filled(self, sentence: str) -> str:
        if "{" not in sentence:
            return sentence
        dice, place = self._dice, self._place
        return sentence.format(
            ten=place.name if place.level != CENTRE else "cả nước",
            nam=self._year,
            n=dice.randint(11, 98),
            m=dice.randint(2, 9),
            thang=dice.randint(3, 11),
            ngay=dice.randint(5, 25),
            kdc=f"{dice.choice(_AREAS)} {dice.randint(1, 19)}",
        )


def _text(key: str, paragraphs: list[str], indent: int = 0) -> list[str]:
    """A text as a string if it has one paragraph, otherwise as a list."""
    margin = " " * indent
    if len(paragraphs) == 1:
        return [f"{margin}{key}: {paragraphs[0]}"]
    return [f"{margin}{key}:", *(f"{margin}  - {one}" for one in paragraphs)]

"""The profile decides which headings are in capitals; no kind of document writes capitals itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped_documents import project

from mttq.names import PROFILES
from mttq.period import PERIODS
from mttq.profile import load
from mttq.report import KINDS, subject_of
from mttq.report.model import Annex, Heading, Report


@pytest.mark.parametrize("kind", ["bao-cao", "chuong-trinh", "nhiem-ky", "giao-ban"])
def test_without_capitals_headings_are_written_as_in_a_sentence(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / PROFILES / "thuong.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("in_hoa: {phan: false, muc_1: false, ten_loai: false}\n", encoding="utf-8")
    cycle = project().cycles["2014-2019" if kind == "nhiem-ky" else "2020"]
    unit = {"nhiem-ky": "an-giang/long-xuyen/my-thoi", "bao-cao": "lam-dong"}.get(kind, "quang-tri")
    period = cycle.whole
    if kind == "giao-ban":
        period = PERIODS["quy-4"]
    subject = subject_of(project(), unit, cycle, period)
    usual = KINDS[kind].build(subject)
    monkeypatch.setattr("mttq.report.subject.load", lambda root, name: load(tmp_path, "thuong"))
    plain = KINDS[kind].build(subject_of(project(), unit, cycle, period))
    assert isinstance(usual, Report)
    assert isinstance(plain, Report)
    pairs = [
        (one.text, other.text)
        for one, other in zip(usual.body, plain.body, strict=True)
        if isinstance(one, Heading) and isinstance(other, Heading) and one.level < 2
    ]
    assert pairs
    for capitals, text in pairs:
        assert capitals == text.upper()
        assert not text.isupper()
    assert plain.type_name == usual.type_name.capitalize()


def test_the_titles_of_the_annex_are_in_capitals_unless_the_profile_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = project().cycles["2020"]
    file = tmp_path / PROFILES / "thuong.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("in_hoa: {ten_phu_luc: false}\n", encoding="utf-8")
    titles = []
    for name in ("nd30", "thuong"):
        monkeypatch.setattr("mttq.report.subject.load", lambda root, _, name=name: load(tmp_path, name))
        annex = KINDS["phu-luc"].build(subject_of(project(), "quang-tri", cycle, cycle.whole))
        assert isinstance(annex, Annex)
        titles.append(annex.sheets[0].heading.title)
    assert titles == [
        "BIỂU TỔNG HỢP SỐ LIỆU CÔNG TÁC MẶT TRẬN NĂM 2020",
        "Biểu tổng hợp số liệu công tác Mặt trận năm 2020",
    ]

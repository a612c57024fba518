"""Families and marks of invented institutions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.text.identity import institutions
from analysis.text.identity.institutions import Institutions

LINES = """# invented
Trạm A	Trạm C	2025-03-01	union	unverified
Trạm B	Trạm C	2025-03-01	union	unverified
Trạm C	Trạm D	2026-01-01	rename	unverified
Trạm A	Trạm E	2025-03-01	split	unverified
"""


@pytest.fixture
def four(tmp_path: Path) -> Institutions:
    (tmp_path / institutions.FILE).write_text(LINES, encoding="utf-8")
    return institutions.load(tmp_path)


def test_a_family_follows_every_whole_step_and_no_split(four: Institutions) -> None:
    assert four.family("Trạm B") == four.family("Trạm D") == ("Trạm D", "Trạm A", "Trạm B", "Trạm C")
    assert four.family("Trạm E") == ("Trạm E",)
    assert four.roots() == {"Trạm A": "Trạm D", "Trạm B": "Trạm D", "Trạm C": "Trạm D"}


def test_marks_tell_one_event_once_in_order_of_time(four: Institutions) -> None:
    told = [(mark.day, mark.vi, mark.rule) for mark in four.marks("Trạm B", "Trạm C")]
    assert told == [
        (date(2025, 3, 1), "Trạm A cùng Trạm B hợp nhất thành Trạm C", "institution:institutions.tsv:2"),
        (date(2026, 1, 1), "Trạm C trở thành Trạm D", "institution:institutions.tsv:4"),
    ]
    assert [mark.en for mark in four.marks("Trạm E")] == ["Trạm E took over part of the tasks of Trạm A"]


def test_a_name_that_never_changed_has_no_marks_and_no_family(four: Institutions) -> None:
    assert four.marks("Quỹ Sao Mai") == [] and four.family("Quỹ Sao Mai") == ("Quỹ Sao Mai",)


def test_every_name_belongs_to_exactly_one_family() -> None:
    loaded = institutions.load()
    for change in loaded.changes:
        for name in (change.before, change.after):
            family = loaded.family(name)
            assert name in family and all(loaded.family(other) == family for other in family)


def test_the_provinces_of_2025_are_34() -> None:
    loaded = institutions.load()
    merged = [change for change in loaded.changes if change.day == date(2025, 7, 1)]
    assert len(merged) == 29 and len({change.after for change in merged}) == 63 - 29 - 11

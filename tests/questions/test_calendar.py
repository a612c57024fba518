"""Which events touch a period: by their days alone, the shipped ones and people's own."""

from __future__ import annotations

from datetime import date

from analysis import Scope, questions
from analysis.store import calendar
from analysis.store.snapshot import Snapshot

OCTOBER = Scope(since=date(2025, 10, 7), until=date(2025, 10, 20))


def test_events_that_touch_the_period(nine: Snapshot) -> None:
    frame = questions.calendar_events(nine, OCTOBER)
    assert frame["kind"].tolist() == ["party", "assembly"], "one that began before, one that lasts longer"
    assert (frame["first"] <= "2025-10-20").all() and (frame["last"] >= "2025-10-07").all()
    filtered = OCTOBER.with_(search="chẳngcóchữnày", source=("Báo Không",))
    assert questions.calendar_events(nine, filtered).equals(frame), "only the days matter"


def test_own_events_stand_among_them(nine: Snapshot) -> None:
    store = nine.path.parent.parent
    number = calendar.add(store, first="2025-10-10", name="Tọa đàm", who="An")
    try:
        frame = questions.calendar_events(nine, OCTOBER)
        assert frame["vi"].tolist()[1] == "Tọa đàm" and frame["id"].tolist()[1] == number
    finally:
        calendar.remove(store, number, who="An")


def test_without_a_period_there_is_none(nine: Snapshot) -> None:
    frame = questions.calendar_events(nine, Scope(until=date(1999, 1, 1)))
    assert frame.empty and list(frame.columns) == list(questions.COLUMNS["calendar_events"])

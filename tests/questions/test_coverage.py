"""Which outlet when, where days are missing, and what was refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import Scope, questions
from analysis.store.snapshot import Snapshot


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory, made: Any) -> Snapshot:
    """Thirty days: Báo Đều daily but for days 10 and 11, Báo Thưa every third day."""
    texts = []
    for index in range(30):
        day = (datetime(2025, 3, 3) + timedelta(days=index)).isoformat()
        if index not in (10, 11):
            texts += [(day, "Báo Đều", f"Tin {index} {n}", "Một câu.", ("ai",), ()) for n in (1, 2)]
        if index % 3 == 0:
            texts.append((day, "Báo Thưa", f"Tin khác {index}", "Một câu.", ("ai",), ()))
    return made(tmp_path_factory.mktemp("stores") / "month", texts)  # type: ignore[no-any-return]


def test_every_outlet_in_every_period(month: Snapshot) -> None:
    frame = questions.source_coverage(month, Scope(), by="day")
    assert len(frame) == 60 and frame["source"].unique().tolist() == ["Báo Đều", "Báo Thưa"]
    assert frame.groupby("source")["n"].sum().to_dict() == {"Báo Đều": 56, "Báo Thưa": 10}
    gaps = frame[frame["gap"]]
    assert gaps["source"].tolist() == ["Báo Đều"] * 2, "an outlet that is not daily has no gaps"
    assert gaps["period"].tolist() == [pd.Timestamp("2025-03-13"), pd.Timestamp("2025-03-14")]
    assert questions.source_coverage(month, Scope(), by="day", top=1)["rows"].unique().tolist() == [2]


def test_gaps_of_daily_outlets(month: Snapshot) -> None:
    frame = questions.coverage_gaps(month, Scope())
    assert frame[["source", "missing", "usual"]].values.tolist() == [["", 2, 2.0], ["Báo Đều", 2, 2.0]]
    first = frame.iloc[0]
    assert (first["first"], first["last"]) == (pd.Timestamp("2025-03-13"), pd.Timestamp("2025-03-14"))


def test_in_outlets_an_outlet_is_there_or_not_and_gaps_are_the_same(month: Snapshot) -> None:
    frame = questions.source_coverage(month, Scope(unit="outlets"))
    assert set(frame["n"]) == {0, 1} and set(frame["size"]) == {1}
    gaps = questions.coverage_gaps(month, Scope(unit="outlets"))
    assert gaps[["source", "missing"]].values.tolist() == [["", 2], ["Báo Đều", 2]]
    assert gaps["usual"].iloc[1] == 1


def test_refused_rows_page_by_page(tmp_path: Path) -> None:
    from analysis.build import build
    from analysis.store.snapshot import open_snapshot

    good = '{"date": "2025-10-01", "title": "Một tin", "source": "Báo"}\n'
    (tmp_path / "tin.jsonl").write_text(
        good + "{hỏng\n" + '{"date": "hôm qua", "title": "x", "source": "Báo"}\n', "utf-8"
    )
    build([tmp_path / "tin.jsonl"], tmp_path / "store", processes=1)
    store = open_snapshot(tmp_path / "store")
    frame = questions.refused_rows(store, Scope(search="không liên quan"))
    assert frame["line"].tolist() == [2, 3] and set(frame["rows"]) == {2}
    assert questions.refused_rows(store, Scope(), top=1, offset=1)["line"].tolist() == [3]


def test_a_fixed_panel_holds_the_outlets_that_are_there_all_along(nine: Snapshot) -> None:
    scope = Scope(since=date(2025, 10, 6), until=date(2025, 10, 19), lens="all", panel=True)
    every = nine.query("SELECT source, day FROM articles WHERE day BETWEEN '2025-10-06' AND '2025-10-19'")
    weeks = every.assign(week=every["day"].dt.to_period("W")).groupby("source")["week"].nunique()
    steady = set(weeks.index[weeks == 2])
    assert 0 < len(steady) < len(weeks), "both kinds of outlets are there"
    assert set(questions.source_volume(nine, scope)["source"]) == steady
    assert questions.scope_totals(nine, scope)["n"].sum() == every["source"].isin(steady).sum()
    week = scope.with_(since=date(2025, 10, 13))
    inside = every["day"] >= "2025-10-13"
    assert set(questions.source_volume(nine, week)["source"]) == set(every.loc[inside, "source"])

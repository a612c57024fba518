"""The page of data: coverage and gaps as figures, refused rows, and the lists edited only from this machine."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.store import lexicons, proposals
from analysis.store.proposals import Proposal
from dashboard.access import visitor
from dashboard.charts import data as charts
from dashboard.state import words
from dashboard.strings import text
from dashboard.theme import Look

Visit = Callable[..., Any]
LOOK = Look("vi", dark=False)


def covered() -> pd.DataFrame:
    """Two outlets over twenty days; the second has nothing on the fourth and fifth."""
    rows = [
        (
            "Báo <b>Một</b>" if source == 0 else "Báo Hai",
            date(2025, 10, 1) + timedelta(day),
            0 if source and day in (3, 4) else 4,
        )
        for source in (0, 1)
        for day in range(20)
    ]
    frame = pd.DataFrame(rows, columns=["source", "period", "n"]).astype({"period": "datetime64[s]"})
    return frame.assign(partial=False, gap=frame["n"] == 0, unit="articles", size=80, rows=2)


def test_a_cell_is_an_outlet_in_a_period_and_a_gap_is_a_cross() -> None:
    drawn = charts.coverage(covered(), LOOK).to_dict()
    cells, crosses = drawn["data"]
    assert [len(line) for line in cells["z"]] == [20, 20]
    assert cells["z"][0][0] == 2 and cells["z"][1][3] is None
    assert cells["customdata"][1][3] == ["Báo Hai", "2025-10-04", "2025-10-04"]
    assert len(crosses["x"]) == 2 and set(crosses["y"]) == {1}
    assert "<b>Một" not in drawn["layout"]["yaxis"]["ticktext"][0]
    assert not charts.coverage(covered().head(0), LOOK).data


def test_gaps_are_bars_of_days() -> None:
    frame = pd.DataFrame(
        {
            "source": ["", "Báo Hai"],
            "first": pd.to_datetime(["2025-10-04"] * 2),
            "last": pd.to_datetime(["2025-10-05", "2025-10-04"]),
        }
    )
    drawn = charts.gaps(frame.assign(missing=[2, 1], usual=4.0, unit="articles", rows=2), LOOK).to_dict()
    assert list(drawn["data"][0]["x"]) == [2, 1]
    assert text("vi", "data.every_source") in drawn["layout"]["yaxis"]["ticktext"][0]


def test_who_is_elsewhere_reads_and_cannot_edit(visit: Visit) -> None:
    page = visit("data", entry="làng số", list="phrases")
    assert text("vi", "lexicon.closed") in [info.value for info in page.at.info]
    assert not [button for button in page.at.button if button.label == text("vi", "lexicon.apply")]
    assert page.warnings == []


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The visitor sits at this machine."""
    monkeypatch.setattr(visitor, "is_local", lambda listens, headers: True)


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_store, tmp_path / "own"))


@pytest.mark.usefixtures("here")
def test_an_edit_is_shown_applied_and_taken_back(visit: Visit, store: Path) -> None:
    page = visit("data", store=store, list="stopwords", entry="dữ liệu")
    press(page, text("vi", "lexicon.apply"))
    assert [(edit.lexicon, edit.entry) for edit in words.in_force()] == [("stopwords", "dữ liệu")]
    assert page.errors == []
    assert text("vi", "lexicon.told.stopwords.add", entry="dữ liệu") in page.words
    from analysis.store.snapshot import open_snapshot

    assert open_snapshot(store).query("SELECT stop FROM terms WHERE term = 'dữ liệu'")["stop"].tolist() == [True]
    press(page, text("vi", "lexicon.undo"))
    assert words.in_force() == []
    assert open_snapshot(store).query("SELECT stop FROM terms WHERE term = 'dữ liệu'")["stop"].tolist() == [False]


def press(page: Any, label: str) -> None:
    next(button for button in page.at.button if button.label == label).click().run()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("kind", "entry"), [("concepts", "chỉ một"), ("phrases", "…")])
def test_what_is_no_edit_is_told_calmly(visit: Visit, store: Path, kind: str, entry: str) -> None:
    page = visit("data", store=store, list=kind, entry=entry)
    assert page.warnings == [text("vi", f"lexicon.wrong.{kind}")]


@pytest.mark.usefixtures("here")
def test_a_proposal_is_decided_once(visit: Visit, store: Path) -> None:
    rows = [
        Proposal("term", "phòng thử số", "", 9, 7, 9.0, 0.5, 0.9, "N V A", (("k", "Một <b>phòng thử số</b> mới."),)),
        Proposal("abbreviation", "pts", "phòng thử số", 5, 5, 0, 0, 0, "", ()),
    ]
    proposals.keep(store, rows, articles=170)
    page = visit("data", store=store)
    page.at.selectbox(key="proposal").set_value("phòng thử số").run()
    assert "<b>phòng" not in page.html
    press(page, text("vi", "lexicon.proposals.refuse"))
    assert [row.entry for row in words.pending().rows] == ["pts"]
    assert lexicons.terms(store).added == ()
    page.at.selectbox(key="proposal").set_value("phòng thử số = pts").run()
    press(page, text("vi", "lexicon.proposals.accept"))
    assert words.pending().rows == ()
    assert lexicons.concepts(store)["phòng thử số"] == ("phòng thử số", "pts")

"""The period before: the key figures say it, the timelines draw it where it is wanted, tables and files hold it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from analysis import questions
from analysis.scope import Scope
from dashboard import labels
from dashboard.charts import earlier, keywords, topics, volume
from dashboard.strings import text
from dashboard.theme import Look

from .test_charts_time import series

Visit = Callable[..., Any]
Answers = Callable[..., pd.DataFrame]
LOOK = Look("vi", dark=False)
SINCE, SHIFT = date(2025, 9, 1), timedelta(35)
OCTOBER = {"since": "2025-10-01", "until": "2025-10-31"}
SEPTEMBER = Scope.parse({"since": "2025-08-31", "until": "2025-09-30"})
"""The 31 days before October."""


def before(frame: pd.DataFrame) -> pd.DataFrame:
    """The same series five weeks earlier."""
    return frame.assign(period=frame["period"] - SHIFT)


def thin(figure: Any) -> list[dict[str, Any]]:
    """The lines of the period before, without the legend's."""
    drawn = figure.to_dict()["data"]
    return [trace for trace in drawn if trace.get("line", {}).get("dash") == earlier.DASH and trace["x"][0]]


def test_each_thing_has_its_thin_line_moved_onto_the_time_shown() -> None:
    frame = pd.concat([series(term="chip"), series(term="dữ liệu")])
    shown = earlier.marked(keywords.timeline(frame, LOOK), before(frame), LOOK, since=SINCE, shift=SHIFT)
    lines = thin(shown)
    assert [str(day) for day in lines[0]["x"]] == [str(stamp.date()) for stamp in series()["period"]]
    assert lines[0]["y"] == [0.25, None, 0.5, None, 0.5], "gaps and periods of a handful are left open"
    assert len({line["line"]["color"] for line in lines}) == 2
    higher = before(frame).assign(share=[0.9] * 5 + [0.1] * 5)
    raised = earlier.marked(keywords.timeline(frame, LOOK), higher, LOOK, since=SINCE, shift=SHIFT)
    assert raised.to_dict()["layout"]["yaxis"]["range"][1] > 0.9, "room for the highest of all lines"
    named = [trace["name"] for trace in shown.to_dict()["data"] if trace.get("showlegend") and "name" in trace]
    assert named == ["chip", "dữ liệu", text("vi", "charts.before")]


def test_the_pointer_says_that_it_is_the_period_before_and_when() -> None:
    frame = series(term="chip")
    line = thin(earlier.marked(keywords.timeline(frame, LOOK), before(frame), LOOK, since=SINCE, shift=SHIFT))[0]
    assert line["hovertext"][0].startswith(f"{text('vi', 'charts.before')}: 01/09–07/09/2025<br>10 trong 40")
    assert "customdata" not in line, "its articles lie outside of the scope: there is nothing to open"


def test_a_period_that_began_before_stands_at_the_first_day() -> None:
    frame = series(term="chip")
    line = thin(
        earlier.marked(keywords.timeline(frame, LOOK), before(frame), LOOK, since=date(2025, 9, 4), shift=SHIFT)
    )
    assert line[0]["x"][0] == date(2025, 10, 9)


@pytest.mark.parametrize("common", [True, False])
def test_panels_make_room_and_keep_their_common_scale(common: bool) -> None:
    lower = series(topic="data").assign(high=[0.2] * 5, share=[0.1] * 5)
    frame = pd.concat([series(topic="ai"), lower], ignore_index=True)
    higher = before(frame)
    higher.loc[higher["topic"] == "ai", "share"] *= 1.8
    plain = topics.multiples(frame, LOOK, common=common)
    shown = earlier.marked(plain, higher, LOOK, since=SINCE, shift=SHIFT).to_dict()["layout"]
    tops = [shown[axis]["range"][1] for axis in ("yaxis", "yaxis2")]
    assert tops[0] > plain.to_dict()["layout"]["yaxis"]["range"][1]
    assert (tops[0] == tops[1]) == common


def test_columns_get_steps_and_nothing_without_a_period_before() -> None:
    drawn = volume.columns(series(), LOOK)
    step = thin(earlier.marked(drawn, before(series()), LOOK, since=SINCE, shift=SHIFT))[0]
    assert step["line"]["shape"] == "hvh" and step["y"][0] == 10
    assert earlier.marked(drawn, series().head(0), LOOK, since=SINCE, shift=SHIFT) is drawn


def test_the_key_figures_say_what_they_were(visit: Visit, answers: Answers) -> None:
    page = visit("overview", **OCTOBER)
    was = answers(questions.scope_totals, SEPTEMBER).iloc[0]
    now = answers(questions.scope_totals, Scope.parse(OCTOBER)).iloc[0]
    for name in ("articles", "stories"):
        change = labels.change(now[name] / was[name] - 1, "vi")
        value = labels.number(was[name], "vi")
        assert text("vi", "overview.before_change", value=value, change=change) in page.words
    top = answers(questions.entity_frequencies, Scope.parse(OCTOBER), top=1)["name"].iloc[0]
    found = answers(questions.entity_frequencies, SEPTEMBER, find=top, top=50).set_index("name")["share"]
    assert text("vi", "overview.before", value=labels.percent(found.get(top, 0.0), "vi")) in page.words


def test_without_a_first_day_there_is_no_period_before(visit: Visit) -> None:
    for scope in ({}, {"since": "2025-07-08"}):
        page = visit("overview", before="1", **scope)
        assert text("vi", "overview.before", value="").strip() not in page.words
        assert text("vi", "scope.before") not in page.words
        assert page.charts() == visit("overview", **scope).charts()


@pytest.mark.parametrize("name", ["overview", "keywords", "entities", "documents", "quotes", "topics"])
def test_the_timelines_draw_it_and_their_subtitles_say_it(visit: Visit, name: str) -> None:
    said = text("vi", "frame.before", since="31/08/2025", until="30/09/2025")
    page = visit(name, before="1", **OCTOBER)
    assert said in page.words
    alts = [node.proto.alt for node in page.nodes if node.type == "plotly_chart" and said in node.proto.alt]
    assert alts
    assert said not in visit(name, **OCTOBER).words


def test_table_and_file_hold_both_periods(visit: Visit, answers: Answers) -> None:
    page = visit("keywords", before="1", table="keywords-timeline", **OCTOBER)
    shown = page.at.dataframe[0].value
    now = answers(questions.keyword_timeline, Scope.parse(OCTOBER), phrases=True)
    terms = tuple(dict.fromkeys(now["term"]))
    by = labels.grain([stamp.date() for stamp in now["period"].drop_duplicates()])
    was = answers(questions.keyword_timeline, SEPTEMBER, term=terms, by=by)
    parts = shown[text("vi", "columns.part")]
    assert parts.value_counts().to_dict() == {
        text("vi", "frame.parts.now"): len(now),
        text("vi", "frame.parts.before"): len(was),
    }
    assert shown[text("vi", "columns.n")].tolist() == [*now["n"], *was["n"]]

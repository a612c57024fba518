"""Timelines: intervals, gaps, partial and thin periods, stray articles, clicks."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.charts import entities, events, keywords, lines, outages, sparklines, topics, volume
from dashboard.theme import Look

LOOK = Look("vi", dark=False)
WEEKS = pd.to_datetime(["2025-10-06", "2025-10-13", "2025-10-20", "2025-10-27", "2025-11-03"])


def series(**named: str) -> pd.DataFrame:
    """Five weeks: the second a gap, the fourth thin (5 articles), the last partial."""
    n, total = [10, 0, 20, 4, 30], [40, 0, 40, 5, 60]
    share = [count / whole if whole else float("nan") for count, whole in zip(n, total, strict=True)]
    frame = pd.DataFrame({"period": WEEKS, "n": n, "total": total, "share": share})
    frame["low"], frame["high"] = frame["share"] - 0.05, frame["share"] + 0.05
    frame["partial"], frame["gap"] = [False, False, False, False, True], [False, True, False, False, False]
    counted = {"occurrences": n, "per_million": 9.5, "syllables": 100, "mentions": n, "raw": share, "unit": "articles"}
    return frame.assign(**counted, **named)


def figure(frame: pd.DataFrame) -> dict:
    return keywords.timeline(frame, LOOK).to_dict()


def test_a_gap_is_drawn_as_a_gap_and_not_as_zero() -> None:
    shown = figure(series(term="chip"))
    band, line, pale = shown["data"]
    assert line["y"][1] is None
    assert line["connectgaps"] is False
    assert None in list(band["x"])[:-1]
    assert [(shape["x0"].isoformat(), shape["x1"].isoformat()) for shape in shown["layout"]["shapes"]] == [
        ("2025-10-13", "2025-10-20")
    ]
    assert pale["x"][0] == "2025-10-27"


def test_a_thin_period_is_pale_off_the_line_and_said_to_be_uncertain() -> None:
    shown = figure(series(term="chip"))
    _, line, pale = shown["data"]
    assert line["y"][3] is None
    assert list(pale["y"]) == [0.8]
    assert "20" in pale["hovertext"][0]
    assert shown["layout"]["yaxis"]["range"][1] < 0.8


def test_where_most_periods_are_thin_the_line_joins_them() -> None:
    frame = series(term="chip").assign(total=[10, 0, 10, 5, 60])
    shown = figure(frame)
    assert [value is None for value in shown["data"][1]["y"]] == [False, True, False, False, False]


def test_a_partial_period_is_hollow_and_says_so() -> None:
    line = figure(series(term="chip"))["data"][1]
    assert list(line["marker"]["symbol"]) == ["circle"] * 4 + ["circle-open"]
    assert line["hovertext"][4].count("<br>") == line["hovertext"][0].count("<br>") + 1


def test_a_click_gives_the_thing_and_the_days_of_its_period() -> None:
    line = figure(series(term="chip"))["data"][1]
    assert list(line["customdata"][0]) == ["chip", "2025-10-06", "2025-10-12"]


def test_things_differ_in_colour_and_in_dash() -> None:
    both = pd.concat([series(term="chip"), series(term="dữ liệu")])
    drawn = [trace["line"] for trace in figure(both)["data"] if trace.get("name")]
    assert len({line["color"] for line in drawn}) == len({line["dash"] for line in drawn}) == 2


def test_things_of_one_colour_are_told_apart_by_dash_and_marker() -> None:
    frame = pd.concat([series(term=f"từ {number}") for number in range(11)])
    named = [trace for trace in figure(frame)["data"] if trace.get("name")]
    looks = {(t["line"]["color"], t["line"]["dash"], t["marker"]["symbol"][0]) for t in named}
    assert len({trace["line"]["color"] for trace in named}) < len(named) == len(looks)


def test_stray_articles_long_before_the_rest_are_said_in_words() -> None:
    months = pd.date_range("2023-01-01", periods=24, freq="MS").astype("datetime64[s]")
    total = [1] + [0] * 19 + [500] * 4
    frame = pd.DataFrame({"period": months, "n": total, "total": total, "partial": False, "unit": "articles"})
    frame["gap"] = frame["total"] == 0
    left, before, first = lines.drawn(frame)
    assert (len(left), before, first) == (4, 1, pd.Timestamp("2024-09-01"))
    shown = volume.columns(frame, LOOK).to_dict()
    assert len(shown["data"][0]["x"]) == 4
    assert "09/2024" in shown["layout"]["annotations"][0]["text"]


def test_a_corpus_without_strays_is_drawn_whole() -> None:
    assert lines.drawn(series())[1:] == (0, None)
    assert lines.drawn(series().assign(total=0, gap=True))[1:] == (0, None)


def test_volume_says_what_is_partial_and_clicks_give_days() -> None:
    columns = volume.columns(series(), LOOK).to_dict()["data"][0]
    assert columns["y"][1] is None
    assert columns["marker"]["color"][4].startswith("rgba")
    assert list(columns["customdata"][0]) == ["", "2025-10-06", "2025-10-12"]


def test_small_multiples_give_each_topic_a_panel_of_its_own() -> None:
    frame = pd.concat([series(topic="ai"), series(topic="data"), series(topic="green"), series(topic="industry")])
    shown = topics.multiples(frame, LOOK).to_dict()
    assert [trace["yaxis"] for trace in shown["data"][1::2]] == ["y", "y2", "y3", "y4"]
    assert len(shown["layout"]["annotations"]) == 4
    assert "n = 60" in shown["layout"]["annotations"][0]["text"]
    common = topics.multiples(frame.assign(high=frame["high"] * [1] * 20), LOOK, common=True).to_dict()["layout"]
    assert common["yaxis"]["range"] == common["yaxis4"]["range"]


def test_entities_keep_their_name_in_the_click() -> None:
    trace = entities.timeline(series(name="Bộ Khoa học và Công nghệ", type="ORG"), LOOK).to_dict()["data"][1]
    assert trace["customdata"][2][0] == "Bộ Khoa học và Công nghệ"


def test_a_sparkline_has_no_axes_and_keeps_gaps_open() -> None:
    shown = sparklines.spark(series(), LOOK).to_dict()
    assert shown["data"][0]["y"][1] is None
    assert not shown["layout"]["xaxis"]["visible"]


@pytest.mark.parametrize(
    "draw",
    [keywords.timeline, entities.timeline, topics.multiples, volume.columns, sparklines.spark],
)
def test_an_empty_frame_is_an_empty_figure(draw) -> None:
    frame = series(term="chip", name="A", type="ORG", topic="ai").head(0)
    assert not draw(frame, LOOK).to_dict()["data"]


def test_an_outage_is_a_strip_over_every_time_axis() -> None:
    gaps = pd.DataFrame({"first": [WEEKS[0]], "last": [WEEKS[0] + pd.Timedelta(days=2)]})
    two = pd.concat([series(topic=code) for code in ("ai", "data")])
    shown = outages.marked(topics.multiples(two, LOOK), gaps, LOOK).to_dict()["layout"]["shapes"]
    strips = [shape for shape in shown if shape.get("name") == "outage"]
    assert [shape["xref"] for shape in strips] == ["x", "x2"]
    assert {(shape["x0"][:10], shape["x1"][:10]) for shape in strips} == {("2025-10-06", "2025-10-09")}
    assert len(shown) > len(strips), "what the figure had stays"


def test_outages_are_cut_to_the_days_of_bursts_and_stand_under_sparklines() -> None:
    gaps = pd.DataFrame({"source": "A", "first": [WEEKS[0]], "last": [WEEKS[0] + pd.Timedelta(days=9)]})
    days = pd.DataFrame({"day": [WEEKS[0] + pd.Timedelta(days=2), WEEKS[1]]})
    shown = outages.inside(gaps, days, until=WEEKS[0].date() + timedelta(5))
    assert shown[["first", "last"]].iloc[0].dt.day.tolist() == [8, 11]
    assert outages.timed(days) and not outages.timed(days.head(0)) and not outages.timed(series().head(1))
    spark = outages.marked(sparklines.spark(series(), LOOK), shown, LOOK).to_dict()["layout"]
    assert [round(shape["y1"] * spark["height"]) for shape in spark["shapes"]] == [outages.LEAST]


def test_events_stand_at_the_upper_edge_inside_the_periods() -> None:
    named = {"name": ["<b>Kỳ họp</b>", "Trước", "Một ngày"]}
    first = pd.to_datetime(["2025-10-01", "2025-09-01", "2025-10-22"])
    last = pd.to_datetime(["2025-10-15", "2025-09-02", "2025-10-22"])
    given = pd.DataFrame({"first": first, "last": last, **named})
    frame = series(term="chip")
    shown = events.marked(keywords.timeline(frame, LOOK), given, frame, LOOK).to_dict()["layout"]
    signs = [note for note in shown["annotations"] if note.get("name") == "event"]
    assert [(sign["x"][:10], sign["hovertext"]) for sign in signs] == [
        ("2025-10-06", "&lt;b&gt;Kỳ họp&lt;/b&gt;"),
        ("2025-10-22", "Một ngày"),
    ]
    lines = [shape for shape in shown["shapes"] if shape.get("name") == "event"]
    assert [(line["x0"][:10], line["x1"][:10]) for line in lines] == [("2025-10-06", "2025-10-16")]


def test_panels_have_no_room_for_events() -> None:
    two = pd.concat([series(topic=code) for code in ("ai", "data")])
    given = pd.DataFrame({"first": [WEEKS[0]], "last": [WEEKS[0]], "name": ["x"]})
    chart = topics.multiples(two, LOOK)
    before = chart.to_dict()
    assert events.marked(chart, given, two, LOOK).to_dict() == before


def test_a_few_days_are_each_named_once() -> None:
    frame = pd.DataFrame({"period": pd.date_range("2025-10-29", periods=2)})
    assert lines.time_axis(frame, LOOK)["tickvals"] == [date(2025, 10, 29), date(2025, 10, 30)]
    assert "tickvals" not in lines.time_axis(pd.DataFrame({"period": pd.date_range("2025-10-01", periods=9)}), LOOK)

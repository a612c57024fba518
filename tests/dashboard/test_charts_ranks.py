"""Ranked bars, changes, bursts, pairs: length, interval, numbers beside, clicks, hostile names."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from analysis import taxonomy
from dashboard.charts import entities, keywords, topics, volume
from dashboard.strings import text
from dashboard.theme import Look, colour

LOOK = Look("vi", dark=False)
HOSTILE = "<img src=x onerror=alert(1)>"


def ranked(names: list[str], **more: object) -> pd.DataFrame:
    """Shares of 40, 20, 10 … of 100 articles."""
    n = [40 // 2**place for place in range(len(names))]
    frame = pd.DataFrame({"name": names, "term": names, "source": names, "n": n, "total": 100, "unit": "articles"})
    frame["share"] = frame["raw"] = frame["n"] / 100
    frame["low"], frame["high"] = frame["share"] - 0.02, frame["share"] + 0.03
    frame["of"] = "chip"
    counted = {"occurrences": frame["n"] * 1000, "per_million": 12.5, "mentions": frame["n"], "type": "ORG"}
    return frame.assign(**counted, dp_days=0.25, dp_outlets=0.5, **more)


def test_bars_show_the_share_with_its_interval_and_the_count_beside() -> None:
    bar, numbers = keywords.bars(ranked(["chip", "dữ liệu"]), LOOK).to_dict()["data"]
    assert list(bar["x"]) == [0.4, 0.2]
    assert list(bar["error_x"]["array"]) == pytest.approx([0.03, 0.03])
    assert list(bar["error_x"]["arrayminus"]) == pytest.approx([0.02, 0.02])
    assert numbers["text"][0].strip() == "40 · 40%"
    assert [list(link) for link in bar["customdata"]] == [["chip", "", ""], ["dữ liệu", "", ""]]
    assert "40 trong 100 bài" in bar["hovertext"][0]


@pytest.mark.parametrize(
    ("sort", "length", "said"),
    [("occurrences", 40000, "40.000"), ("per_million", 12.5, "12"), ("dispersion", 0.25, "0,25")],
)
def test_bars_are_as_long_as_what_they_are_sorted_by(sort: str, length: float, said: str) -> None:
    bar, numbers = keywords.bars(ranked(["chip"]), LOOK, sort=sort).to_dict()["data"]
    assert bar["x"][0] == length
    assert "error_x" not in bar
    assert numbers["text"][0].strip() == said


def test_nothing_is_counted_by_halves() -> None:
    few = ranked(["Bộ A"]).assign(surface="Bộ A", mentions=2, rule="lexicon")
    assert entities.surfaces(few, LOOK).to_dict()["layout"]["xaxis"]["dtick"] == 1
    assert "dtick" not in entities.surfaces(few.assign(mentions=40), LOOK).to_dict()["layout"]["xaxis"]


def test_the_chosen_bar_stands_out() -> None:
    bar = keywords.bars(ranked(["chip", "dữ liệu"]), LOOK, chosen="dữ liệu").to_dict()["data"][0]
    assert list(bar["selectedpoints"]) == [1]
    assert keywords.bars(ranked(["chip"]), LOOK).to_dict()["data"][0].get("selectedpoints") is None


def test_a_name_of_two_lines_keeps_off_its_neighbours() -> None:
    layout = keywords.bars(
        ranked(["chip", "Bộ Khoa học và Công nghệ cũ", "Bộ Nông nghiệp và Môi trường", "an"]), LOOK
    ).layout
    pixels = (layout.height - layout.margin.t - layout.margin.b) / (layout.yaxis.range[0] - layout.yaxis.range[1])
    tall = [15 * (name.count("<br>") + 1) for name in layout.yaxis.ticktext]
    assert tall == [15, 30, 30, 15]
    gaps = [(two - one) * pixels for one, two in pairwise(layout.yaxis.tickvals)]
    assert [gap >= (one + two) / 2 for gap, (one, two) in zip(gaps, pairwise(tall), strict=True)] == [True] * 3
    alone = keywords.bars(ranked(["chip", "an"]), LOOK).layout.yaxis
    assert (list(alone.tickvals), list(alone.range)) == ([0, 1], [1.6, -0.6])


@pytest.mark.parametrize("draw", [keywords.bars, entities.bars, volume.outlets])
def test_hostile_names_are_letters(draw) -> None:
    shown = draw(ranked([HOSTILE]), LOOK).to_dict()
    assert "<img" not in "".join([*shown["layout"]["yaxis"]["ticktext"], *shown["data"][0]["hovertext"]])
    assert shown["data"][0]["customdata"][0][0].removeprefix("chip|") == HOSTILE


def test_entities_have_the_colour_of_their_type_and_a_legend_says_so() -> None:
    drawn = entities.bars(ranked(["Bộ Khoa học và Công nghệ"]), Look("en", dark=True)).to_dict()
    bar, (key,) = drawn["data"][0], drawn["layout"]["annotations"]
    assert list(bar["marker"]["color"]) == [colour("type", "ORG", dark=True)]
    assert key["text"] == f"<span style='color:{colour('type', 'ORG', dark=True)}'>■</span> Organisation"


def test_topics_are_named_in_the_reader_s_language_largest_first() -> None:
    frame = pd.concat([ranked(["x"]).assign(topic="data", share=0.1), ranked(["y"]).assign(topic="ai")])
    shown = topics.bars(frame, Look("en", dark=False)).to_dict()
    assert list(shown["layout"]["yaxis"]["ticktext"]) == ["Artificial intelligence", "Data"]
    assert shown["data"][0]["customdata"][0][0] == "ai"


def changed() -> pd.DataFrame:
    rows = [("lên", "up", 0.1, 0.3), ("xuống", "down", 0.3, 0.1), ("đứng yên", "none", 0.2, 0.2)]
    frame = pd.DataFrame(rows, columns=["term", "verdict", "first_share", "last_share"])
    return frame.assign(n=50, total=100, slope=0.01, q=0.01, unit="articles")


def test_only_tested_changes_are_drawn_from_first_to_last() -> None:
    shown = keywords.changes(changed(), LOOK).to_dict()
    _, first, last, signs = shown["data"]
    assert (list(first["x"]), list(last["x"])) == ([0.1, 0.3], [0.3, 0.1])
    assert list(last["marker"]["symbol"]) == ["triangle-right", "triangle-left"]
    assert [text.strip() for text in signs["text"]] == ["+20,0", "−20,0"]
    assert not keywords.changes(changed().tail(1), LOOK).to_dict()["data"]


def test_burst_days_give_their_day_to_the_click() -> None:
    frame = pd.DataFrame({"term": ["chip"], "day": pd.to_datetime(["2025-10-22"]), "n": [12], "expected": [1.5]})
    frame = frame.assign(q=0.001, cause="vi mạch", unit="stories")
    dots = keywords.burst_days(frame, LOOK).to_dict()["data"][0]
    assert list(dots["customdata"][0]) == ["chip", "2025-10-22", "2025-10-22"]
    assert "22/10/2025" in dots["hovertext"][0]
    assert "vi mạch" in dots["hovertext"][0]
    assert not keywords.burst_days(frame.head(0), LOOK).to_dict()["data"]


def test_pairs_show_the_other_one_of_a_profile() -> None:
    frame = pd.DataFrame({"a": ["A", "B"], "b": ["B", "C"], "a_type": "ORG", "b_type": "LOC", "sentences": 9})
    frame = frame.assign(stories=4, log_dice=[12.0, 11.0], q=0.001, within="sentence")
    alone = entities.pairs(frame, LOOK, name="B").to_dict()
    assert list(alone["layout"]["yaxis"]["ticktext"]) == ["A", "C"]
    assert alone["data"][0]["customdata"][1][0] == "B|C"
    assert list(entities.pairs(frame, LOOK).to_dict()["layout"]["yaxis"]["ticktext"]) == ["A – B", "B – C"]


def test_terms_of_a_topic_are_as_long_as_their_log_ratio() -> None:
    frame = pd.DataFrame({"term": ["chip"], "n": [9], "total": [10], "n_rest": [1], "total_rest": [90]})
    bar = topics.terms(
        frame.assign(log_ratio=6.3, g2=50.0, q=0.0, unit="articles"), LOOK, topic="semiconductors"
    ).to_dict()["data"][0]
    assert bar["x"][0] == 6.3
    assert "1 trong 90" in bar["hovertext"][0]


def test_topics_have_one_name_in_figures_and_in_the_taxonomy() -> None:
    for topic in taxonomy.topics():
        names = [text(language, f"charts.topic.{topic.code}") for language in ("vi", "en")]
        assert names == [topic.name_vi, topic.name_en]

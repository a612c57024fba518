"""Forest of a comparison, bars beside a term, small multiples: place, size, certainty, clicks, hostile names."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from dashboard.charts import compare, keywords, terms
from dashboard.charts.cloud import cloud
from dashboard.theme import Look

LOOK = Look("vi", dark=False)
HOSTILE = "<img src=x onerror=alert(1)>"


def compared() -> pd.DataFrame:
    rows = [
        ("lũ", 80, 10, 3.0, 1.5, 4.5, 1.5, "a"),
        ("vừa", 6, 4, 0.6, -2.0, 3.0, 0.0, "none"),
        (HOSTILE, 0, 40, -6.0, -math.inf, -2.5, -2.5, "b"),
    ]
    frame = pd.DataFrame(rows, columns=["term", "n", "n_b", "log_ratio", "low", "high", "lrc", "verdict"])
    frame = frame.assign(total=1000, total_b=1000, g2=50.0, q=0.001, unit="articles")
    return frame.assign(share=frame["n"] / 1000, share_b=frame["n_b"] / 1000)


def test_place_size_and_certainty() -> None:
    shown = compare.forest(compared(), LOOK).to_dict()
    dots = {trace["name"]: trace for trace in shown["data"] if trace.get("mode") == "markers"}
    assert list(dots["rõ ở A"]["x"]) == [3.0] and list(dots["rõ ở B"]["x"]) == [-6.0]
    assert list(dots["rõ ở A"]["marker"]["size"]) == [90], "the area is the articles of both sides"
    hollow = dots["chưa đủ bằng chứng"]["marker"]
    assert hollow["color"] == "#ffffff" != hollow["line"]["color"][0]
    assert "80 trong 1.000 bài" in dots["rõ ở A"]["hovertext"][0]
    low, high = shown["layout"]["xaxis"]["range"]
    lines = [x for trace in shown["data"] if trace.get("mode") == "lines" for x in trace["x"] if x is not None]
    assert low == -high and min(lines) == low, "an interval without end is drawn to the edge"
    ticks = dict(zip(shown["layout"]["xaxis"]["tickvals"], shown["layout"]["xaxis"]["ticktext"], strict=True))
    assert ticks[0] == "bằng" and all(said == f"{2 ** abs(at)}×" for at, said in ticks.items() if at)


def test_hostile_terms_are_letters_and_the_chosen_one_stands_out() -> None:
    shown = compare.forest(compared(), LOOK, chosen="lũ").to_dict()
    drawn = [trace for trace in shown["data"] if trace.get("mode") == "markers"]
    assert "<img" not in "".join(
        [*shown["layout"]["yaxis"]["ticktext"], *(t for trace in drawn for t in trace["hovertext"])]
    )
    assert drawn[0]["marker"]["line"]["width"][0] == 3
    assert drawn[1]["customdata"][0][0] == HOSTILE
    assert not compare.forest(compared().head(0), LOOK).to_dict()["data"]


def test_a_phone_gets_the_picture_without_the_column_of_shares() -> None:
    wide, narrow = (compare.forest(compared(), Look("vi", False, narrow)).to_dict() for narrow in (False, True))
    assert any(trace.get("mode") == "text" for trace in wide["data"])
    assert not any(trace.get("mode") == "text" for trace in narrow["data"])


def test_what_stands_beside_a_term() -> None:
    frame = pd.DataFrame({"of": "chip", "name": ["Lan Anh"], "type": ["PER"], "sentences": [8], "stories": [6]})
    frame = frame.assign(of_term=20, of_other=9, log_dice=12.4, g2=40.0, q=0.001)
    bar = terms.beside(frame, LOOK, column="name").to_dict()["data"][0]
    assert bar["x"][0] == 12.4 and bar["customdata"][0][0] == "chip|Lan Anh"
    assert "8 câu" in bar["hovertext"][0]


def test_word_groups_with_their_part() -> None:
    frame = pd.DataFrame(
        {"of": ["chip"], "phrase": ["công nghiệp chip"], "n": [4], "total": [16], "share": [0.25], "low": [0.1]}
    )
    bar, numbers = terms.groups(frame.assign(high=0.5, unit="articles"), LOOK).to_dict()["data"]
    assert bar["x"][0] == 0.25 and numbers["text"][0].strip() == "4 · 25%"
    assert bar["customdata"][0][0] == "chip|công nghiệp chip"


def series() -> pd.DataFrame:
    periods = pd.to_datetime(["2025-10-06", "2025-10-13", "2025-10-20"])
    frame = pd.concat(
        [
            pd.DataFrame({"term": term, "period": periods, "n": [n, 2 * n, n]})
            for term, n in (("chip", 30), ("dữ liệu", 10))
        ]
    )
    frame = frame.assign(total=100, partial=False, gap=False, unit="articles", occurrences=5, per_million=9.0)
    frame["share"] = frame["n"] / 100
    return frame.assign(low=frame["share"] - 0.05, high=frame["share"] + 0.05)


def test_small_multiples_share_one_scale() -> None:
    shown = keywords.timeline(series(), LOOK, view="multiples").to_dict()
    lines = [trace for trace in shown["data"] if trace.get("mode") == "lines+markers"]
    assert [trace["yaxis"] for trace in lines] == ["y", "y2"]
    assert shown["layout"]["yaxis"]["range"] == shown["layout"]["yaxis2"]["range"]
    assert list(lines[1]["customdata"][0]) == ["dữ liệu", "2025-10-06", "2025-10-12"]
    assert any("n = 120" in note["text"] for note in shown["layout"]["annotations"])


@pytest.mark.parametrize(("sort", "first"), [("n", "nhiều"), ("rise", "lên"), ("dispersion", "đều")])
def test_words_are_as_large_as_what_they_are_ranked_by(sort: str, first: str) -> None:
    frame = pd.DataFrame({"term": ["nhiều", "lên", "đều"], "n": [90, 5, 5], "rise": [0.0, 3.0, -1.0]})
    frame = frame.assign(
        dp_days=[0.9, 0.8, 0.1], dp_outlets=0.5, total=100, share=0.1, low=0.1, high=0.2, unit="articles"
    )
    frame = frame.assign(occurrences=1, per_million=1.0)
    placed = cloud(frame, LOOK, sort=sort).to_dict()["data"][1]
    sizes = dict(zip(placed["text"], placed["textfont"]["size"], strict=True))
    assert max(sizes, key=sizes.__getitem__) == first
    assert sort != "rise" or set(sizes) == {"lên"}, "what does not rise has no size"

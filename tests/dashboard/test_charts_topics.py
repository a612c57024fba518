"""What a topic keeps company with, and what changed: lengths, both shares beside, verdicts, clicks, hostile names."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from dashboard.charts import coverage, topic_profile, topics
from dashboard.strings import text
from dashboard.theme import Look

LOOK = Look("vi", dark=False)


def changed() -> pd.DataFrame:
    days = {"since_before": "2025-10-01", "until_before": "2025-10-15", "since": "2025-10-16", "until": "2025-10-30"}
    frame = pd.DataFrame(
        {
            "topic": ["ai", "data", "green"],
            "n_before": [10, 30, 5],
            "n": [40, 10, 6],
            "share_before": [0.1, 0.3, 0.05],
            "share": [0.4, 0.1, 0.06],
            "change": [0.3, -0.2, 0.01],
            "change_low": [0.2, -0.3, -0.02],
            "change_high": [0.4, -0.1, 0.04],
            "q": [0.0001, 0.01, 0.6],
            "verdict": ["up", "down", "none"],
            "unit": "articles",
        }
    )
    return frame.assign(**{name: pd.Timestamp(day) for name, day in days.items()})


def meanings(shown: dict[str, Any]) -> list[str]:
    """What the line over the bars says that the colours mean."""
    return [word.strip() for word in re.sub(r"<[^>]*>", "", shown["layout"]["annotations"][0]["text"]).split("■")[1:]]


def test_changes_show_both_shares_the_interval_and_the_verdict() -> None:
    shown = topic_profile.changes(changed(), LOOK).to_dict()
    bar, numbers = shown["data"]
    assert list(bar["x"]) == [0.3, 0.01, -0.2]
    assert list(bar["error_x"]["arrayminus"]) == pytest.approx([0.1, 0.03, 0.1])
    assert numbers["text"][0].strip() == "10% → 40%"
    assert meanings(shown) == [text("vi", f"charts.topic_verdict.{v}") for v in ("up", "down", "none")]
    assert "+30,0 điểm %" in bar["hovertext"][0] and "chưa đủ bằng chứng" in bar["hovertext"][1]
    assert [link[0] for link in bar["customdata"]] == ["ai", "green", "data"]


def test_a_verdict_that_nobody_got_is_not_in_the_legend() -> None:
    shown = topic_profile.changes(changed().head(1), LOOK).to_dict()
    assert meanings(shown) == [text("vi", "charts.topic_verdict.up")]
    assert not topic_profile.changes(changed().head(0), LOOK).data


def test_a_topic_without_articles_draws_nothing() -> None:
    outlets = pd.DataFrame(
        {"topic": "ai", "source": ["Báo A", "Báo B"], "n": [0, 0], "total": [40, 9], "unit": "articles"}
    )
    outlets = outlets.assign(share=0.0, low=0.0, high=[0.09, 0.3])
    assert not topic_profile.outlets(outlets, LOOK).data
    assert topic_profile.outlets(outlets.assign(n=[0, 1]), LOOK).to_dict()["data"][0]["x"] == [0.0, 0.0]
    shares = outlets.assign(raw=0.0, period=pd.to_datetime(["2025-10-01", "2025-10-02"]), partial=False, gap=False)
    assert not topics.bars(shares, LOOK).data and not topics.multiples(shares, LOOK).data


def test_company_of_a_topic() -> None:
    shares = {"n": [8], "total": [10], "share": [0.8], "low": [0.5], "high": [0.9], "unit": ["articles"]}
    outlets = topic_profile.outlets(pd.DataFrame({"topic": ["ai"], "source": ["<b>Báo"], **shares}), LOOK).to_dict()
    assert outlets["data"][0]["x"][0] == 0.8 and "<b>Báo" not in outlets["layout"]["yaxis"]["ticktext"][0]
    overlaps = topic_profile.overlaps(pd.DataFrame({"topic": ["data"], **shares}), LOOK).to_dict()["data"]
    assert overlaps[1]["text"][0].strip() == "8 · 80%" and overlaps[0]["customdata"][0][0] == "data"


def test_names_of_a_topic_open_their_sentences() -> None:
    counts = {"n": [9], "total": [10], "n_rest": [1], "total_rest": [90], "log_ratio": [6.3], "g2": [40.0], "q": [0.01]}
    frame = pd.DataFrame({"name": ["<i>Lan Anh"], "type": ["PER"], "unit": "articles", **counts})
    (bar, _) = topic_profile.names(frame, LOOK, topic="ai").to_dict()["data"]
    assert bar["x"][0] == 6.3 and bar["customdata"][0][0] == "<i>Lan Anh"
    assert "<i>" not in bar["hovertext"][0] and "Người" in bar["hovertext"][0]


def test_coverage_shows_every_topic_against_the_promise() -> None:
    frame = pd.DataFrame({"topic": ["ai", "other"], "held": [0.957, 0.83], "rounds": 1000})
    shown = coverage.held(frame, LOOK).to_dict()
    assert list(shown["data"][0]["x"]) == [0.957, 0.83] and shown["layout"]["xaxis"]["range"][0] < 0.83
    assert "95,7%" in shown["data"][0]["hovertext"][0] and "1.000" in shown["data"][0]["hovertext"][0]
    assert not coverage.held(frame.head(0), LOOK).data


def test_proposals_say_their_terms_and_examples_as_letters() -> None:
    cells = {"n": [12], "total": [400], "stability": [0.91], "examples": ["<b>Bài · Bài"]}
    frame = pd.DataFrame({"terms": ["mưa; bão; lũ; sạt lở"], "unit": "articles", **cells})
    shown = topic_profile.discovery(frame, LOOK).to_dict()
    assert shown["layout"]["yaxis"]["ticktext"][0].startswith("mưa, bão, lũ")
    assert "sạt lở" in shown["data"][0]["hovertext"][0] and "<b>Bài" not in shown["data"][0]["hovertext"][0]

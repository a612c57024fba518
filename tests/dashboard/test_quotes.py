"""The page of quotations: what is listed is what the question answers, and text from outside stays letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analysis import questions
from analysis.schema import CUE_KINDS
from analysis.scope import Scope
from dashboard import labels
from dashboard.charts import quotes as charts
from dashboard.parts import reading
from dashboard.parts.quotes import SIZE, entries
from dashboard.strings import LANGUAGES, text
from dashboard.theme import Look

Visit = Callable[..., Any]
Answers = Callable[..., pd.DataFrame]
VI = Look("vi", dark=False)


def test_the_list_is_the_answer_with_its_exact_total(visit: Visit, answers: Answers) -> None:
    page = visit("quotes")
    frame = answers(questions.quotation_search, Scope(), top=SIZE)
    rows = labels.number(int(frame["rows"].iloc[0]), "vi")
    assert f"1–{SIZE} trong {rows}" in page.words.replace("–", "–")
    for said in frame["said"]:
        assert "".join(said.split()) in "".join(page.words.split())
    assert page.html.count("<mark>") >= SIZE


def test_two_speakers_stand_side_by_side(visit: Visit, answers: Answers) -> None:
    first, second = answers(questions.quotation_speakers, Scope(), top=2)["name"]
    page = visit("quotes", name=first, other=second)
    assert {first, second} <= {header.value for header in page.at.header}
    for name in (first, second):
        frame = answers(questions.quotation_search, Scope(), name=(name,), top=1)
        assert "".join(frame["said"].iloc[0].split()) in "".join(page.words.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_of_saying_can_be_chosen(visit: Visit, answers: Answers, language: str) -> None:
    page = visit("quotes", cue="warns", lang=language)
    frame = answers(questions.quotation_search, Scope(), cue=("warns",), top=1)
    assert len(frame) and "".join(frame["said"].iloc[0].split()) in "".join(page.words.split())
    assert all(text(language, f"charts.cue.{kind}") for kind in CUE_KINDS)


def test_a_profile_and_the_overview_show_the_latest_words(visit: Visit, answers: Answers) -> None:
    name = answers(questions.quotation_speakers, Scope(), top=1, type=("PER",))["name"].iloc[0]
    for page in (visit("overview"), visit("entities", name=name)):
        assert text("vi", "quotes.latest") in {header.value for header in page.at.header}


def test_text_from_outside_is_letters() -> None:
    row = {
        **{"key": "k", "day": pd.Timestamp("2025-06-03"), "published": pd.Timestamp("2025-06-03"), "has_time": False},
        **{"source": "<b>Báo", "title": "<i>", "url": "javascript:x", "speaker": "<img src=x>", "written": "x"},
        **{"manner": "direct", "cue": "<u>", "cue_kind": "states", "said": "<s>", "text": "a <s> b", "marks": [[2, 5]]},
        **{"citation": "<script>", "rows": 1, "articles": 1, "type": "PER", "sentence": 0, "start": 2},
    }
    html = entries(pd.DataFrame([row]))
    for tag in ("<b>", "<i>", "<img", "<u>", "<s>", "<script>", "javascript:"):
        assert tag not in html
    assert "a <mark>&lt;s&gt;</mark> b" in html


def test_charts_say_numbers_and_kinds() -> None:
    counts = {"n": [2], "total": [4], "share": [0.5], "low": [0.1], "high": [0.9], "unit": ["articles"]}
    who = pd.DataFrame({"name": ["An"], "type": ["PER"], "quotations": [3], "direct": [1], **counts})
    bar = charts.speakers(who, VI).to_dict()["data"][0]
    assert bar["x"] == [0.5] and "3 phát ngôn, 1 nguyên văn" in bar["hovertext"][0]
    kinds = pd.DataFrame({"cue_kind": ["warns"], "quotations": [3], "direct": [1], **counts})
    drawn = charts.kinds(kinds, VI).to_dict()
    assert drawn["data"][0]["x"] == [3] and drawn["layout"]["yaxis"]["ticktext"] == ["cảnh báo"]
    line = who.drop(columns="direct").assign(period=pd.Timestamp("2025-06-02"), partial=False, gap=False)
    assert "An" in {trace.get("name") for trace in charts.timeline(line, VI).to_dict()["data"]}


def test_the_reader_underlines_what_was_said_round_the_names() -> None:
    words = "Ông An nói “Lan sẽ về” hôm nay."
    found = pd.DataFrame(
        [
            *[("mention", 4, 6, "PER", "An", "model"), ("mention", 12, 15, "PER", "Lan", "model")],
            *[("quotation", 12, 21, "direct", "An", "nói"), ("quotation", 14, 25, "direct", "An", "nói")],
        ],
        columns=["layer", "start", "end", "label", "name", "rule"],
    )
    html = reading.body(words, found)
    assert html.count("<mark") == 2 and html.count("nt-said") == 1
    inside = html[html.index("nt-said") :]
    assert inside.index("<mark") < inside.index("sẽ về</span>")

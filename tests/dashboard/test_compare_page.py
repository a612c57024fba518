"""Search and comparison as a reader meets them: slips with their mend, both sides in the URL, empty sides in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import questions
from analysis.scope import Scope
from analysis.store.snapshot import open_snapshot
from dashboard import labels
from dashboard.parts.opening import last_months
from dashboard.strings import text

Visit = Callable[..., Any]
Answers = Callable[..., pd.DataFrame]


def test_a_slip_is_told_with_its_place_and_mended_with_a_click(visit: Visit) -> None:
    page = visit("articles", search="chip AND")
    (warning,) = page.warnings
    assert text("vi", "search.problem.operator", got="AND") in warning and "6" in warning
    (mend,) = [button for button in page.at.button if button.key == "mend-search"]
    mend.click().run()
    assert page.query("search") == ["chip"]
    assert page.warnings == []


def test_a_name_that_the_store_never_met_is_told(visit: Visit) -> None:
    (warning,) = visit("keywords", search="entity:qwxyz OR chip").warnings
    assert "entity:qwxyz" in warning


def test_matches_as_typed_are_counted_apart(visit: Visit, answers: Answers) -> None:
    found = answers(questions.article_search, Scope(search="so"), top=1).iloc[0]
    assert 0 <= found["exact_rows"] < found["rows"]
    page = visit("articles", search="so")
    exact = labels.number(found["exact_rows"], "vi")
    key = "articles.as_typed" if found["exact_rows"] else "articles.none_as_typed"
    assert text("vi", key, **({"exact": exact} if found["exact_rows"] else {})) in page.words


def test_lines_with_the_words_say_how_many_there_are(visit: Visit, answers: Answers) -> None:
    found = answers(questions.keyword_concordance, Scope(search='"dữ liệu"'), top=1).iloc[0]
    page = visit("articles", search='"dữ liệu"', view="lines", lines="left")
    rows, articles = (labels.number(found[name], "vi") for name in ("rows", "articles"))
    assert text("vi", "concordance.shown", first=1, last=15, rows=rows, articles=articles) in page.words
    assert page.html.count("class='nt-line'") == 15


@pytest.mark.parametrize("language", ["vi", "en"])
def test_two_periods_side_by_side(visit: Visit, answers: Answers, language: str) -> None:
    scope = Scope.parse({"since": "2025-10-01", "until": "2025-10-31"})
    totals = answers(questions.comparison_totals, scope)
    page = visit("compare", since="2025-10-01", until="2025-10-31", lang=language)
    assert totals["articles"].all() and page.charts() == 1
    for n in totals["n"]:
        assert labels.number(n, language) in page.words
    term = answers(questions.keyword_comparison, scope, phrases=True)["term"].iloc[0]
    opened = visit("compare", since="2025-10-01", until="2025-10-31", lang=language, show=f"contrast:{term}")
    assert text(language, "evidence.contrast.title", name=term) in opened.words
    assert opened.html.count("nt-list") >= 1


def test_side_b_of_a_link_is_the_one_compared(visit: Visit, answers: Answers) -> None:
    page = visit("compare", topic=["ai"], **{"b.topic": ["data"]})
    totals = answers(questions.comparison_totals, Scope(topic=("ai",)), against="topic=data")
    shared = labels.number(totals["shared"].max(), "vi")
    assert text("vi", "compare.shared", n=shared) in page.words
    assert page.charts() == 1


def test_an_empty_side_says_so(visit: Visit) -> None:
    page = visit("compare", topic=["ai"], **{"b.search": "qwxyzzz"})
    assert page.charts() == 0
    assert any("Phía B" in info.value for info in page.at.info)
    whole = visit("compare")
    (start,) = [button for button in whole.at.button if button.key == "start-ai"]
    start.click().run()
    assert whole.query("topic") == ["ai"] and whole.query("against") == ["rest"]
    assert whole.charts() == 1


def test_a_term_is_seen_from_all_sides(visit: Visit, answers: Answers) -> None:
    term = "chủ quyền dữ liệu"
    page = visit("keywords", term=term, concepts="1", nested="1")
    for card in ("profile", "neighbours", "outlets", "names", "groups"):
        assert text("vi", f"keywords.{card}.title") in page.words
    beside = answers(questions.keyword_neighbours, Scope(), term=term, top=1, phrases=True)
    if len(beside):
        other = beside["term"].iloc[0]
        opened = visit("keywords", term=term, show=f"beside:{term}|{other}", at="keywords-neighbours")
        assert opened.html.count("<mark>") >= 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_a_period_the_last_two_whole_months_are_compared(
    visit: Visit, answers: Answers, sample_store: Path, language: str
) -> None:
    first, last = (labels.parsed(open_snapshot(sample_store).meta[name]) for name in ("since", "until"))
    before, month, after = last_months(first, last) or pytest.fail("the sample holds two whole months")
    page = visit("compare", lang=language)
    named = {"month": labels.period(month, "month", language), "before": labels.period(before, "month", language)}
    assert text(language, "compare.opening.before", **named) in page.words
    scope = Scope(since=month, until=after - timedelta(1))
    against = f"since={before}&until={month - timedelta(1)}"
    for n in answers(questions.comparison_totals, scope, against=against)["n"]:
        assert labels.number(n, language) in page.words
    assert page.charts() == 1 and page.query("since") == []


def test_a_filter_that_leaves_the_month_before_empty_says_so(
    visit: Visit, answers: Answers, sample_store: Path
) -> None:
    first, last = (labels.parsed(open_snapshot(sample_store).meta[name]) for name in ("since", "until"))
    _, month, after = last_months(first, last) or pytest.fail("the sample holds two whole months")
    only = answers(questions.article_search, Scope(since=month, until=after - timedelta(1)), top=1)["title"].iloc[0]
    page = visit("compare", search=f'"{only}"')
    assert any("Phía B" in info.value for info in page.at.info) and page.charts() == 0

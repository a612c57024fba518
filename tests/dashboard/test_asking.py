"""What a URL may say: good filters are kept, each bad one gets its sentence, and the page still answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analysis import questions
from analysis.scope import Scope
from dashboard import labels
from dashboard.strings import LANGUAGES, text

Visit = Callable[..., Any]
Answers = Callable[..., pd.DataFrame]
BAD = {
    "since": "2025-02-30",
    "until": "hôm qua",
    "topic": "bóng đá",
    "unit": "<b>bài</b>",
    "lens": "kính lúp",
    "search": "x" * 400,
}
PAGE = "articles"
"""The cheapest page that has the scope bar."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bad_value_gets_its_own_sentence_and_the_good_ones_stay(visit: Visit, language: str) -> None:
    page = visit(PAGE, source=["Nhịp Số"], lang=language, **BAD)
    assert page.warnings == [
        text(language, f"scope.bad.{name}", got=BAD[name][:60])
        for name in ("since", "until", "topic", "search", "unit", "lens")
    ]
    assert Scope(source=("Nhịp Số",)).sentence(language, tech=False) in page.words


def test_a_reversed_period_keeps_its_end(visit: Visit, answers: Answers) -> None:
    page = visit(PAGE, since="2025-10-20", until="2025-10-01")
    assert page.warnings == [text("vi", "scope.bad.reversed", since="2025-10-20", until="2025-10-01")]
    scope = Scope.parse({"until": "2025-10-01"})
    assert scope.sentence("vi", tech=False) in page.words
    n = answers(questions.scope_totals, scope)["n"].iloc[0]
    assert f"trong {labels.number(n, 'vi')}" in page.words


@pytest.mark.parametrize("name", ["source", "section", "entity"])
def test_what_the_store_has_never_seen_is_named(visit: Visit, name: str) -> None:
    value = "Không Hề Có <script>"
    page = visit(PAGE, **{name: value})
    assert page.warnings == [text("vi", f"scope.unknown.{name}", value=value)]
    assert "<script>" not in page.html
    assert text("vi", "scope.clear") in page.words


def test_one_unknown_outlet_among_known_ones_leaves_the_known(visit: Visit, answers: Answers) -> None:
    page = visit(PAGE, source=["Nhịp Số", "Báo Không Có"])
    assert page.warnings == [text("vi", "scope.unknown.source", value="Báo Không Có")]
    n = answers(questions.scope_totals, Scope(source=("Nhịp Số",)))["n"].iloc[0]
    assert f"trong {labels.number(n, 'vi')}" in page.words


def test_values_without_end_are_cut(visit: Visit) -> None:
    page = visit(PAGE, source=[f"Báo {i}" for i in range(200)])
    assert len(page.warnings) <= 50
    assert page.errors == []


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("keywords", {"by": "century", "sort": "drop table", "top": "-5", "stop": "maybe", "page": "99999999999"}),
        ("keywords", {"top": "²", "show": "term:chip@2025-99-99..x", "at": "keywords-bars"}),
        ("keywords", {"show": "entity:x|y|z", "at": "keywords-bars"}),
        ("keywords", {"term": "\x00\x1f", "find": "%_'\"\\"}),
        ("entities", {"type": "ROLE", "name": "'; DROP TABLE articles; --", "show": "pair:|", "at": "entities-pairs"}),
        ("entities", {"show": "pair:x", "at": "entities-pairs"}),
        ("topics", {"key": "weather", "show": "topic:weather", "at": "topics-totals"}),
        ("topics", {"show": "topic:ai@2025-10-20..2025-10-01", "at": "topics-totals"}),
        ("overview", {"show": "period:@2030-01-01..2030-01-02", "at": "overview-volume"}),
        ("overview", {"show": "period:x@2025-10-20..2025-10-01", "at": "overview-volume"}),
        ("articles", {"sort": "sideways", "page": "-1", "lang": "klingon"}),
        ("articles", {"key": "../../etc/passwd"}),
        ("entities", dict.fromkeys(("name", "find", "line", "search", "entity", "topic", "show"), "<script>" * 625)),
        ("methods", {"lang": "", "source": "x"}),
    ],
)
def test_other_keys_of_the_url_never_break_a_page(visit: Visit, page: str, query: dict[str, str]) -> None:
    seen = visit(page, **query)
    assert seen.at.title or seen.warnings


def test_an_open_period_outside_the_scope_is_empty_not_an_error(visit: Visit) -> None:
    page = visit("overview", until="2025-08-01", show="period:all@2025-10-06..2025-10-12", at="overview-volume")
    assert text("vi", "evidence.none") in page.words


def test_a_group_of_words_opens_its_sentences(visit: Visit, answers: Answers) -> None:
    term = "trí tuệ nhân tạo"
    group = str(answers(questions.keyword_groups, Scope(), term=term)["phrase"].iloc[0])
    page = visit("keywords", term=term, show=f"group:{term}|{group}", at="keywords-groups")
    assert text("vi", "evidence.title.group", name=group) in page.words
    assert f"<mark>{group}</mark>" in page.html.lower()


def test_search_words_are_said_and_marked(visit: Visit, answers: Answers) -> None:
    page = visit(PAGE, search="ban dan")
    found = answers(questions.article_search, Scope(search="ban dan"))
    assert found["rows"].iloc[0] > 3
    assert "chứa «ban dan»" in page.words
    assert page.html.count("<mark>") > 0

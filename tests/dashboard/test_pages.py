"""Every page at its address: in both languages, with the numbers of the questions, and with calm words where it fails."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import questions
from analysis.schema import TOPICS
from analysis.scope import Scope
from analysis.store import places
from analysis.store.snapshot import current_version
from dashboard import labels
from dashboard.parts.evidence import SIZE
from dashboard.strings import LANGUAGES, text

Visit = Callable[..., Any]
Answers = Callable[..., pd.DataFrame]
CARDS = {
    "overview": ("volume", "keywords", "changes", "entities", "bursts", "topics", "latest"),
    "keywords": ("bars", "cloud", "timeline", "changes", "bursts"),
    "compare": (),
    "entities": ("bars", "network", "timeline"),
    "documents": ("bars", "first", "timeline"),
    "quotes": ("speakers", "kinds", "timeline"),
    "topics": ("totals", "changes", "multiples"),
    "articles": (),
    "data": ("coverage", "gaps"),
    "methods": (),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_a_page_says_its_words_and_draws_its_cards(visit: Visit, name: str, language: str) -> None:
    page = visit(name, **({"lang": language} if language == "en" else {}))
    assert page.warnings == []
    assert [title.value for title in page.at.title] == [text(language, f"nav.{name}")]
    for card in CARDS[name]:
        assert text(language, f"{name}.{card}.title") in page.words
    assert text(language, "app.sample") in page.words
    other = next(other for other in LANGUAGES if other != language)
    assert text(other, "app.sample") not in page.words


@pytest.mark.parametrize("name", ["overview", "articles"])
def test_a_page_says_its_scope(visit: Visit, name: str) -> None:
    scope = Scope.parse({"since": "2025-09-01", "source": ["Nhịp Số"], "topic": ["ai"]})
    page = visit(name, **scope.params())
    assert scope.sentence("vi", names={"ai": text("vi", "charts.topic.ai")}, tech=False) in page.words
    assert page.warnings == []


def test_the_key_figures_are_the_answers_of_the_questions(visit: Visit, answers: Answers) -> None:
    scope = Scope.parse({"since": "2025-09-01"})
    page = visit("overview", **scope.params())
    totals = answers(questions.scope_totals, scope).iloc[0]
    named = answers(questions.entity_frequencies, scope, top=1).iloc[0]
    assert 0 < totals["articles"] < answers(questions.scope_totals, Scope())["n"].iloc[0]
    for figure in (totals["articles"], totals["stories"]):
        assert f"<strong>{labels.number(figure, 'vi')}</strong>" in page.html
    assert f"<strong>{named['name']}</strong>" in page.html
    assert f"{labels.number(named['n'], 'vi')} bài · {labels.percent(named['share'], 'vi')}" in page.words


def test_a_card_says_how_many_units_it_is_of(visit: Visit, answers: Answers) -> None:
    for unit, word in (("articles", "bài"), ("stories", "tin")):
        total = answers(questions.scope_totals, Scope(unit=unit))["n"].iloc[0]
        assert f"trên {labels.number(total, 'vi')} {word}" in visit("keywords", unit=unit).words


def test_the_sentences_of_a_term_are_counted_and_marked(visit: Visit, answers: Answers) -> None:
    term = answers(questions.keyword_frequencies, Scope(), top=1)["term"].iloc[0]
    found = answers(questions.keyword_occurrences, Scope(), term=term, top=SIZE)
    page = visit("keywords", show=f"term:{term}", at="keywords-bars")
    rows = labels.number(found["rows"].iloc[0], "vi")
    assert text("vi", "evidence.title.term", name=term) in page.words
    assert text("vi", "evidence.shown", first=1, last=SIZE, rows=rows) in page.words
    assert page.html.count("<mark>") >= SIZE
    second = visit("keywords", show=f"term:{term}", at="keywords-bars", page="2")
    assert text("vi", "evidence.shown", first=SIZE + 1, last=2 * SIZE, rows=rows) in second.words


@pytest.mark.parametrize("kind", ["term", "entity", "topic"])
def test_one_thing_closely(visit: Visit, answers: Answers, kind: str) -> None:
    if kind == "term":
        subject = answers(questions.keyword_frequencies, Scope(), top=1)["term"].iloc[0]
        page = visit("keywords", term=subject)
        title = text("vi", "keywords.profile.title")
    elif kind == "entity":
        subject = answers(questions.entity_frequencies, Scope(), top=1)["name"].iloc[0]
        page = visit("entities", name=subject)
        title = text("vi", "entities.profile.title")
    else:
        subject = text("vi", "charts.topic.ai")
        page = visit("topics", key="ai")
        title = text("vi", "topics.terms.title")
    assert title in page.words
    assert text("vi", f"evidence.title.{kind}", name=subject) in page.words


@pytest.mark.parametrize(
    ("name", "key"), [("keywords", "term"), ("entities", "name"), ("articles", "key"), ("topics", "key")]
)
def test_a_thing_that_does_not_exist_is_no_error(visit: Visit, name: str, key: str) -> None:
    page = visit(name, **{key: "không hề có <b>"})
    assert "<b>" not in page.html.replace("<b>Nhịp Tin</b>", "").replace("<b>Trích dẫn</b>", "")


def test_the_reader_shows_the_whole_article_with_its_names_and_a_citation(visit: Visit, answers: Answers) -> None:
    key = answers(questions.article_search, Scope(), top=1)["key"].iloc[0]
    article = answers(questions.article_reading, Scope(), key=key).iloc[0]
    spans = answers(questions.article_annotations, Scope(), key=key)
    page = visit("articles", key=key)
    assert [title.value for title in page.at.title] == [labels.plain(article["title"])]
    shown = "".join(page.words.split())
    assert "".join(article["text"].split()) in shown
    assert page.html.count("<mark") == (spans["layer"] == "mention").sum()
    shown_as = [code.value for code in page.at.code]
    assert len(shown_as) == 3 and shown_as[2].endswith(f"?key={key}")
    for tongue, cited in zip(("vi", "en"), shown_as[:2], strict=True):
        for part in (
            article["source"],
            str(article["title"]),
            labels.day(article["published"], tongue),
            article["url"],
        ):
            assert part in cited


@pytest.mark.parametrize("name", [name for name in CARDS if name != "methods"])
def test_a_scope_without_articles_says_why_and_offers_the_way_out(visit: Visit, name: str) -> None:
    page = visit(name, search="qwxyzzz")
    assert [info.value for info in page.at.info]
    assert page.charts() == 0
    clear = [button for button in page.at.button if button.label == text("vi", "scope.clear")]
    assert clear
    clear[0].click().run()
    assert page.errors == page.query("search") == []
    assert page.charts() > 0 or name in ("articles", "compare")


@pytest.mark.parametrize("name", [name for name in CARDS if name != "methods"])
def test_every_page_counts_in_outlets(visit: Visit, name: str) -> None:
    page = visit(name, unit="outlets")
    assert page.errors == []
    assert page.charts() > 0 or name in ("articles", "compare")


def test_emptiness_is_explained_in_english_too(visit: Visit) -> None:
    assert text("en", "frame.empty") in visit("overview", search="qwxyzzz", lang="en").words


def test_each_topic_has_its_close_view(visit: Visit) -> None:
    for code in TOPICS[::4]:
        page = visit("topics", key=code, lang="en")
        named = text("en", "topics.one_topic", topic=text("en", f"charts.topic.{code}"))
        assert page.at.header[0].value == named


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_store_the_next_command_is_said(visit: Visit, tmp_path: Path, language: str) -> None:
    missing = tmp_path / "kho"
    page = visit("keywords", store=missing, errors=True, lang=language)
    assert page.errors == [text(language, "app.no_store", path=missing)]
    assert "nhiptin build" in page.errors[0]


def _copy(store: Path, to: Path) -> Path:
    shutil.copytree(store, to)
    return to


def test_a_damaged_store_says_how_to_mend_it(visit: Visit, sample_store: Path, tmp_path: Path) -> None:
    store = _copy(sample_store, tmp_path / "damaged")
    serve = places.snapshots(store) / current_version(store) / places.SERVE
    serve.chmod(0o644)
    serve.write_bytes(b"not a database" * 1000)
    page = visit("overview", store=store, errors=True)
    assert len(page.errors) == 1
    assert f"nhiptin publish --store {store}" in page.errors[0]
    assert "Traceback" not in page.words


def test_a_pointer_to_nothing_says_how_to_mend_it(visit: Visit, sample_store: Path, tmp_path: Path) -> None:
    store = _copy(sample_store, tmp_path / "emptied")
    folder = places.snapshots(store) / current_version(store)
    for path in folder.parent.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(folder)
    page = visit("overview", store=store, errors=True)
    assert len(page.errors) == 1
    assert "nhiptin" in page.errors[0]


@pytest.mark.parametrize("typed", ["Ministry of Public Security", "Bộ Công an"])
def test_a_name_is_found_as_either_language_writes_it_and_shown_in_both(visit: Visit, typed: str) -> None:
    page = visit("entities", lang="en", name=typed)
    assert page.at.header[0].value == labels.plain("Ministry of Public Security (Bộ Công an)")
    assert "Sentences that mention Ministry of Public Security (Bộ Công an)" in page.html
    assert "entity=B%E1%BB%99%20C%C3%B4ng%20an" in page.html, "links keep the canonical name"

"""Every question in every unit: its counts are those of a plain recount with sets, or it refuses in one clear sentence.

A question that counts is in ``COUNTS`` with what its rows are about, one that lists articles or sentences in ``LISTS``
with what they hold; one that counts nothing is in ``SAME``. A question without a place here fails.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import Scope, open_snapshot, questions
from analysis.errors import UnitError
from analysis.scope import UNITS
from analysis.store.snapshot import Snapshot

SAME = {
    "calendar_events",
    "refused_rows",
    "entity_offices",
    "entity_changes",
    "article_reading",
    "article_annotations",
    "story_articles",
}
"""About one article, the calendar or the lists: nothing is counted."""


REFUSAL = re.compile(r".+ cannot be counted in outlets: got unit=outlets, allowed unit=articles or unit=stories")
NAMES = "SELECT article_id, sentence, name AS of FROM mentions JOIN entities USING (entity_id)"
WORDS = "SELECT article_id, sentence, term AS of FROM occurrences JOIN terms USING (term_id)"

ROWS = 8
"""Rows of an answer that are counted anew."""

Given = dict[str, str]


class Plain:
    """The tables of a snapshot, and who holds what as sets of article_ids."""

    def __init__(self, store: Snapshot, unit: str, given: Given) -> None:
        self.store, self.unit, self.given = store, unit, given
        whole = store.query("SELECT article_id, key, story_id, source, url FROM articles ORDER BY article_id")
        named = whole.assign(url=whole["url"].where(whole["url"] != "", whole["key"]))
        self.every = whole[~named.duplicated(["story_id", "source", "url"])]
        self.counted = self.every[~self.every["story_id"].duplicated()] if unit == "stories" else self.every

    def left(self, holding: Sequence[set[int]]) -> pd.DataFrame:
        return self.counted[self.counted["article_id"].isin(set(self.counted["article_id"]).intersection(*holding))]

    def n(self, holding: Sequence[set[int]]) -> int:
        """Counted units that are in all of these sets."""
        left = self.left(holding)
        return left["source"].nunique() if self.unit == "outlets" else len(left)

    def stories(self, holding: Sequence[set[int]]) -> int:
        """Different stories among them."""
        return self.left(holding)["story_id"].nunique()

    def who(self, sql: str, **values: Any) -> set[int]:
        """article_ids of a query."""
        return {int(one) for one in self.store.query(f"SELECT DISTINCT article_id FROM {sql}", values)["article_id"]}

    def term(self, term: str = "") -> set[int]:
        return self.who("doc_terms JOIN terms USING (term_id) WHERE term = $term", term=term or self.given["term"])

    def name(self, name: str = "") -> set[int]:
        return self.who("mentions JOIN entities USING (entity_id) WHERE name = $name", name=name or self.given["name"])

    def topic(self, topic: str = "") -> set[int]:
        return self.who("article_topics WHERE topic = $topic", topic=topic or self.given["topic"])

    def source(self, source: str) -> set[int]:
        return self.who("articles WHERE source = $source", source=source)

    def speaker(self, name: str) -> set[int]:
        return self.who("quotations JOIN entities USING (entity_id) WHERE name = $name", name=name)

    def days(self, first: pd.Timestamp, by: str = "week") -> set[int]:
        return self.who(f"articles WHERE date_trunc('{by}', day) = $first", first=first.date())

    def between(self, first: pd.Timestamp, last: pd.Timestamp) -> set[int]:
        return self.who("articles WHERE day BETWEEN $first AND $last", first=first.date(), last=last.date())

    def beside(self, one: str, other: str, *, a: str = NAMES, b: str = NAMES) -> set[int]:
        """Articles with a sentence that holds both."""
        both = f"({a}) a JOIN ({b}) b USING (article_id, sentence) WHERE a.of = $one AND b.of = $other"
        return self.who(both, one=one, other=other)

    def rest(self) -> set[int]:
        return set(self.every["article_id"]) - self.topic()


Sets = Callable[[Plain, Any], Sequence[set[int]]]


def counts(n: Sets, total: Sets = lambda p, row: ()) -> dict[str, Sets]:
    return {"n": lambda p, row: (*n(p, row), *total(p, row)), "total": total}


def contrast(holds: Callable[[Plain, Any], set[int]]) -> dict[str, Sets]:
    return {
        "n": lambda p, row: (p.topic(), holds(p, row)),
        "total": lambda p, row: (p.topic(),),
        "n_rest": lambda p, row: (p.rest(), holds(p, row)),
        "total_rest": lambda p, row: (p.rest(),),
    }


def in_week(p: Plain, row: Any) -> Sequence[set[int]]:
    return (p.days(row.period),)


def of_outlet(p: Plain, row: Any) -> Sequence[set[int]]:
    return (p.source(row.source),)


WEEK = {"by": "week"}
REST = {"against": "rest"}
COUNTS: dict[str, tuple[dict[str, Any], dict[str, Sets]]] = {
    "scope_totals": ({}, {"n": lambda p, row: ()}),
    "article_volume": (WEEK, counts(in_week, in_week)),
    "source_volume": ({}, counts(of_outlet)),
    "section_volume": ({}, counts(lambda p, row: (p.who("article_sections WHERE section = $s", s=row.section),))),
    "source_coverage": (WEEK, {"n": lambda p, row: (*in_week(p, row), *of_outlet(p, row)), "size": of_outlet}),
    "coverage_gaps": ({}, {}),
    "brief_clauses": ({}, {}),
    "keyword_frequencies": ({}, counts(lambda p, row: (p.term(row.term),))),
    "keyword_timeline": (WEEK, counts(lambda p, row: (p.term(row.term),), in_week)),
    "keyword_changes": (WEEK, {}),
    "keyword_bursts": ({}, {"n": lambda p, row: (p.term(row.term), p.days(row.day, "day"))}),
    "concept_forms": ({}, {}),
    "keyword_sources": ({}, counts(lambda p, row: (p.term(),), of_outlet)),
    "keyword_groups": ({}, {"total": lambda p, row: (p.term(),)}),
    "keyword_neighbours": ({}, {"stories": lambda p, row: (p.beside(row.of, row.term, a=WORDS, b=WORDS),)}),
    "keyword_entities": ({}, {"stories": lambda p, row: (p.beside(row.of, row.name, a=WORDS),)}),
    "comparison_totals": (REST, {"n": lambda p, row: () if row.side == "a" else (set(),)}),
    "keyword_comparison": (REST, {}),
    "entity_frequencies": ({}, counts(lambda p, row: (p.name(row.name),))),
    "entity_timeline": (WEEK, counts(lambda p, row: (p.name(row.name),), in_week)),
    "entity_surfaces": ({}, {"total": lambda p, row: (p.name(),)}),
    "entity_comentions": ({}, {"stories": lambda p, row: (p.beside(row.a, row.b),)}),
    "entity_company": ({}, counts(lambda p, row: (p.beside(row.a, row.b),), lambda p, row: (p.name(row.a),))),
    "entity_outlets": ({}, counts(lambda p, row: (p.name(),), of_outlet)),
    "document_citations": ({}, counts(lambda p, row: (p.name(row.name),))),
    "quotation_speakers": ({}, counts(lambda p, row: (p.speaker(row.name),))),
    "quotation_kinds": ({}, counts(lambda p, row: (p.who("quotations WHERE cue_kind = $kind", kind=row.cue_kind),))),
    "quotation_timeline": (WEEK, counts(lambda p, row: (p.speaker(row.name),), in_week)),
    "topic_list": ({}, counts(lambda p, row: (p.topic(row.topic),))),
    "topic_shares": (WEEK, counts(lambda p, row: (p.topic(row.topic),), in_week)),
    "topic_terms": ({}, contrast(lambda p, row: p.term(row.term))),
    "topic_entities": ({}, contrast(lambda p, row: p.name(row.name))),
    "topic_outlets": ({}, counts(lambda p, row: (p.topic(),), of_outlet)),
    "topic_overlaps": ({}, counts(lambda p, row: (p.topic(row.topic),), lambda p, row: (p.topic(),))),
    "topic_changes": (
        {"against": "halves"},
        counts(lambda p, row: (p.topic(row.topic),), lambda p, row: (p.between(row.since, row.until),)),
    ),
    "topic_discovery": ({}, {}),
}
"""Settings, and column → what its units hold."""
LISTS: dict[str, Callable[[Plain], Sequence[set[int]]]] = {
    "keyword_occurrences": lambda p: (p.term(),),
    "keyword_concordance": lambda p: (p.term(),),
    "group_sentences": lambda p: (p.term(),),
    "neighbour_sentences": lambda p: (p.beside(p.given["term"], p.given["name"], a=WORDS),),
    "comparison_sentences": lambda p: (p.term(),),
    "entity_mentions": lambda p: (p.name(),),
    "comention_sentences": lambda p: (p.beside(p.given["a"], p.given["b"]),),
    "quotation_search": lambda p: (p.who("quotations"),),
    "topic_articles": lambda p: (p.topic(),),
    "article_search": lambda p: (),
}
"""What the listed articles hold."""


def given(store: Snapshot) -> Given:
    """What is most frequent, to be asked about."""
    term = questions.keyword_frequencies(store, Scope(lens="all"), phrases=True, top=1)["term"].iloc[0]
    pair = questions.entity_company(
        store, Scope(lens="all"), name=questions.entity_frequencies(store, Scope(lens="all"), top=1)["name"].iloc[0]
    ).iloc[0]
    key = store.query("SELECT key FROM articles LIMIT 1")["key"].iloc[0]
    groups = questions.keyword_groups(store, Scope(lens="all"), term=term, top=1)["phrase"].tolist()
    return {
        "group": (groups or [term])[0],
        "term": term,
        "name": pair["a"],
        "a": pair["a"],
        "b": pair["b"],
        "topic": "ai",
        "key": key,
    }


CHIP = "Bà Lan Anh nói ở Đà Nẵng rằng 9 doanh nghiệp bán dẫn đã đến và trí tuệ nhân tạo sẽ đến sau."
HERE, THERE = "https://bao.example/xuong-chip-20251006.htm", "https://bao.example/kho-du-lieu-20251008.htm"
CHANGED = (
    ("2025-10-06T08:00", "Báo Một", "Xưởng bán dẫn", CHIP, ("ai",), ("Số",), HERE),
    ("2025-10-06T09:00", "Báo Một", "Xưởng bán dẫn mở cửa", f"{CHIP} Dữ liệu thêm.", ("ai", "data"), ("Số",), HERE),
    ("2025-10-06T10:00", "Báo Hai", "Xưởng bán dẫn", CHIP, ("ai",), ()),
    ("2025-10-07T08:00", "Báo Một", "Xưởng bán dẫn đón khách", CHIP, ("data",), ("Số",), HERE),
    ("2025-10-08T08:00", "Báo Ba", "Kho dữ liệu", "Lan Anh về Đà Nẵng.", ("data",), (), THERE),
    ("2025-10-08T09:00", "Báo Ba", "Bán dẫn", "Trí tuệ nhân tạo đọc dữ liệu ở Đà Nẵng.", ("ai",), (), THERE),
    ("2025-10-14T09:00", "Báo Ba", "Sách", "Lan Anh viết sách về bán dẫn.", ("other",), ()),
)
"""Three versions of one article and a copy of it, two versions of another, and one more: four articles, three stories."""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, made: Callable[..., Snapshot]) -> Snapshot:
    return made(tmp_path_factory.mktemp("stores") / "changed", CHANGED)


@pytest.fixture(scope="module", params=["sample", "changed"])
def corpus(request: pytest.FixtureRequest, sample_store: Path) -> tuple[Snapshot, Given]:
    """The shipped sample, and the corpus above; with what is asked about in it."""
    store = open_snapshot(sample_store) if request.param == "sample" else request.getfixturevalue("changed")
    return store, given(store)


def asked(name: str, store: Snapshot, unit: str, known: Given) -> pd.DataFrame:
    question = questions.QUESTIONS[name]
    takes = inspect.signature(question).parameters
    wanted = {"term", "name"} if name in ("keyword_concordance", "neighbour_sentences") else set()
    wanted |= {one for one in takes if takes[one].default is inspect.Parameter.empty}
    needed = {one: known[one] for one in wanted & takes.keys() & known.keys()}
    more = COUNTS[name][0] if name in COUNTS else {"top": 100_000} if name in LISTS else {}
    return question(store, Scope(unit=unit, lens="all"), **needed | more)


def test_every_question_has_its_place() -> None:
    assert sorted([*COUNTS, *LISTS, *SAME]) == sorted(questions.QUESTIONS)


@pytest.mark.parametrize("name", COUNTS)
def test_counts_are_those_of_a_plain_recount(corpus: tuple[Snapshot, Given], name: str) -> None:
    store, known = corpus
    for unit in UNITS:
        try:
            frame = asked(name, store, unit, known)
        except UnitError as refused:
            assert unit == "outlets" and REFUSAL.fullmatch(str(refused)), "it says what to do instead"
            continue
        plain = Plain(store, unit, known)
        assert not len(frame) or "unit" not in frame or set(frame["unit"]) == {unit}
        for row in frame.head(ROWS).itertuples():
            for column, holding in COUNTS[name][1].items():
                recount = plain.stories if column == "stories" else plain.n
                assert getattr(row, column) == recount(holding(plain, row)), (unit, column, row)


@pytest.mark.parametrize("name", LISTS)
def test_lists_show_what_is_counted(corpus: tuple[Snapshot, Given], name: str) -> None:
    store, known = corpus
    for unit in UNITS:
        try:
            frame = asked(name, store, unit, known)
        except UnitError as refused:
            assert unit == "outlets" and REFUSAL.fullmatch(str(refused))
            continue
        plain = Plain(store, unit, known)
        expected = set(plain.left(LISTS[name](plain))["key"])
        found = set(frame["key"])
        assert found <= expected if name == "group_sentences" else found == expected


@pytest.mark.parametrize("name", sorted(SAME))
def test_what_counts_nothing_is_the_same_in_every_unit(corpus: tuple[Snapshot, Given], name: str) -> None:
    store, known = corpus
    first, *others = (asked(name, store, unit, known) for unit in UNITS)
    for other in others:
        pd.testing.assert_frame_equal(first, other)


def test_versions_of_an_article_count_once(changed: Snapshot) -> None:
    totals = {unit: questions.scope_totals(changed, Scope(unit=unit, lens="all")).iloc[0] for unit in UNITS}
    assert {unit: row["n"] for unit, row in totals.items()} == {"articles": 4, "stories": 3, "outlets": 3}
    assert {(row["articles"], row["corpus_articles"]) for row in totals.values()} == {(4, 4)}
    later = questions.scope_totals(changed, Scope(since=date(2025, 10, 7), lens="all")).iloc[0]
    assert later["n"] == 3, "of a scope that begins later the first version in it counts"
    sides = questions.comparison_totals(changed, Scope(until=date(2025, 10, 6), lens="all"), against="rest")
    assert sides["n"].tolist() == [2, 3], "the rest holds the version of the next day, and nothing of the day itself"

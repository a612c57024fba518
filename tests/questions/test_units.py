"""Every question in every unit: its counts are those of a plain recount with sets.

A question that counts is in ``COUNTS`` with what its rows are about, one that lists articles or sentences in ``LISTS``
with what they hold; one that counts nothing is in ``SAME``. A question without a place here fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import Scope, open_snapshot, questions
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


NAMES = "SELECT article_id, sentence, name AS of FROM mentions JOIN entities USING (entity_id)"
WORDS = "SELECT article_id, sentence, term AS of FROM occurrences JOIN terms USING (term_id)"

ROWS = 8
"""Rows of an answer that are counted anew."""

Given = dict[str, str]


class Plain:
    """The tables of a snapshot, and who holds what as sets of article_ids."""

    def __init__(self, store: Snapshot, unit: str, given: Given, since: str = "1900-01-01") -> None:
        self.store, self.unit, self.given = store, unit, given
        columns = "article_id, key, story_id, source, url"
        whole = store.query(f"SELECT {columns} FROM articles WHERE day >= DATE '{since}' ORDER BY article_id")
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

    def surface(self, surface: str) -> set[int]:
        wanted = "mentions JOIN entities USING (entity_id) WHERE surface = $surface AND name = $name"
        return self.who(wanted, surface=surface, name=self.given["name"])

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

    def later(self) -> Plain:
        """The side B of ``LATER``."""
        return Plain(self.store, self.unit, self.given, since=MIDDLE)

    def group(self, phrase: str) -> set[int]:
        """Articles with these words side by side in a sentence."""
        words = self.store.query(
            'SELECT article_id, sentence, start, "end", term FROM occurrences JOIN terms USING (term_id) ORDER BY 1, 2, 3'
        )
        found = set()
        for size in (2, 3):
            parts = [words.shift(-step) for step in range(size)]
            together = parts[0]["term"]
            for before, after in pairwise(parts):
                same = (before["article_id"] == after["article_id"]) & (before["sentence"] == after["sentence"])
                together = (together + " " + after["term"]).where(same & (before["end"] + 1 == after["start"]))
            found |= set(words["article_id"][together == phrase])
        return found


Sets = Callable[[Plain, Any], Sequence[set[int]] | int | None]
"""What the units of a row hold; or how many there are; or None, where this row is not recounted."""


Held = Callable[[Plain, Any], Sequence[set[int]]]


def counts(n: Held, total: Held = lambda p, row: ()) -> dict[str, Sets]:
    return {"n": lambda p, row: (*n(p, row), *total(p, row)), "total": total}


def tied(both: Held) -> dict[str, Sets]:
    return {"n": both, "stories": lambda p, row: p.stories(both(p, row))}


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
MIDDLE = "2025-10-08"
LATER = {"against": f"since={MIDDLE}&until=2099-12-31"}
COUNTS: dict[str, tuple[dict[str, Any], dict[str, Sets]]] = {
    "scope_totals": ({}, {"n": lambda p, row: ()}),
    "article_volume": (WEEK, counts(in_week, in_week)),
    "source_volume": ({}, counts(of_outlet)),
    "section_volume": ({}, counts(lambda p, row: (p.who("article_sections WHERE section = $s", s=row.section),))),
    "source_coverage": (WEEK, {"n": lambda p, row: (*in_week(p, row), *of_outlet(p, row)), "size": of_outlet}),
    "coverage_gaps": ({}, {}),
    "brief_clauses": ({}, {name: lambda p, row: () if row.clause == "volume" else None for name in ("n", "total")}),
    "keyword_frequencies": ({}, counts(lambda p, row: (p.term(row.term),))),
    "keyword_timeline": (WEEK, counts(lambda p, row: (p.term(row.term),), in_week)),
    "keyword_changes": (
        WEEK,
        {
            "n": lambda p, row: (p.term(row.term),) if p.unit == "outlets" else None,
            "total": lambda p, row: () if p.unit == "outlets" else None,
        },
    ),
    "keyword_bursts": ({}, {"n": lambda p, row: (p.term(row.term), p.days(row.day, "day"))}),
    "concept_forms": ({}, counts(lambda p, row: (p.term(row.form),))),
    "keyword_sources": ({}, counts(lambda p, row: (p.term(),), of_outlet)),
    "keyword_groups": ({}, counts(lambda p, row: (p.group(row.phrase),), lambda p, row: (p.term(),))),
    "keyword_neighbours": ({}, tied(lambda p, row: (p.beside(row.of, row.term, a=WORDS, b=WORDS),))),
    "keyword_entities": ({}, tied(lambda p, row: (p.beside(row.of, row.name, a=WORDS),))),
    "comparison_totals": (REST, {"n": lambda p, row: () if row.side == "a" else (set(),)}),
    "keyword_comparison": (
        LATER | {"least": 1},
        counts(lambda p, row: (p.term(row.term),))
        | {
            "n_b": lambda p, row: p.later().n((p.term(row.term),)),
            "total_b": lambda p, row: p.later().n(()),
        },
    ),
    "entity_frequencies": ({}, counts(lambda p, row: (p.name(row.name),))),
    "entity_timeline": (WEEK, counts(lambda p, row: (p.name(row.name),), in_week)),
    "entity_surfaces": ({}, counts(lambda p, row: (p.surface(row.surface),), lambda p, row: (p.name(),))),
    "entity_comentions": ({}, tied(lambda p, row: (p.beside(row.a, row.b),))),
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
        frame = asked(name, store, unit, known)
        plain = Plain(store, unit, known)
        assert not len(frame) or "unit" not in frame or set(frame["unit"]) == {unit}
        for row in frame.head(ROWS).itertuples():
            for column, holding in COUNTS[name][1].items():
                if (held := holding(plain, row)) is not None:
                    recount = held if isinstance(held, int) else plain.n(held)
                    assert getattr(row, column) == recount, (unit, column, row)


@pytest.mark.parametrize("name", LISTS)
def test_lists_show_what_is_counted(corpus: tuple[Snapshot, Given], name: str) -> None:
    store, known = corpus
    for unit in UNITS:
        frame = asked(name, store, unit, known)
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


EMPTY = {
    "keyword_frequencies": ("rise",),
    "keyword_sources": ("low", "high"),
    "entity_outlets": ("low", "high"),
    "topic_outlets": ("low", "high"),
    "keyword_comparison": ("low", "high", "lrc", "g2", "q"),
    "topic_terms": ("g2", "q"),
    "topic_entities": ("g2", "q"),
    "topic_changes": ("change_low", "change_high", "q"),
}
"""What is not defined over outlets, of which a few stand on both sides of every contrast."""


@pytest.mark.parametrize("name", EMPTY)
def test_what_is_not_defined_in_outlets_is_left_empty(corpus: tuple[Snapshot, Given], name: str) -> None:
    store, known = corpus
    frame = asked(name, store, "outlets", known)
    assert frame[[*EMPTY[name]]].isna().all(axis=None)
    assert "verdict" not in frame or set(frame["verdict"]) <= {"none"}


def test_shares_of_topics_among_outlets_are_not_corrected(corpus: tuple[Snapshot, Given]) -> None:
    shares = asked("topic_shares", corpus[0], "outlets", corpus[1])
    assert len(shares) and not shares["corrected"].any()
    pd.testing.assert_series_equal(shares["share"], shares["raw"], check_names=False)


def test_versions_of_an_article_count_once(changed: Snapshot) -> None:
    totals = {unit: questions.scope_totals(changed, Scope(unit=unit, lens="all")).iloc[0] for unit in UNITS}
    assert {unit: row["n"] for unit, row in totals.items()} == {"articles": 4, "stories": 3, "outlets": 3}
    assert {(row["articles"], row["corpus_articles"]) for row in totals.values()} == {(4, 4)}
    later = questions.scope_totals(changed, Scope(since=date(2025, 10, 7), lens="all")).iloc[0]
    assert later["n"] == 3, "of a scope that begins later the first version in it counts"
    sides = questions.comparison_totals(changed, Scope(until=date(2025, 10, 6), lens="all"), against="rest")
    assert sides["n"].tolist() == [2, 3], "the rest holds the version of the next day, and nothing of the day itself"

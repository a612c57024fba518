"""Terms inside longer terms, and the forms of a concept: two switches over the same annotation."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from analysis import Scope, questions
from analysis.schema import TOPICS, ZONE, Annotation, Article, Sentence, Term
from analysis.store import rows, state
from analysis.store.lake import Lake
from analysis.store.publish import publish
from analysis.store.snapshot import Snapshot, open_snapshot

PHRASES = ("trí tuệ nhân tạo", "luật trí tuệ nhân tạo", "mô hình ai", "ai", "chip", "chip nhớ", "sông", "bộ công chip")
"""Terms are found longest first; the corpus below can be counted by hand."""
TEXTS = (
    ("Báo Một", "Luật trí tuệ nhân tạo và trí tuệ nhân tạo"),
    ("Báo Hai", "AI có mô hình AI"),
    ("Báo Hai", "Mô hình AI và chip nhớ và chip nhớ"),
    ("Báo Ba", "Bộ Công Chip bên sông"),
    ("Báo Ba", "Chip và trí tuệ nhân tạo và AI"),
)
LONGEST = re.compile("|".join(sorted(PHRASES, key=len, reverse=True)))


def stored(folder: Path) -> Snapshot:
    pairs = []
    for number, (source, title) in enumerate(TEXTS):
        published = datetime(2025, 10, 6 + number, tzinfo=ZONE)
        article = Article(source, published, False, title, "", "", origin="hand")
        terms = tuple(Term(m[0], *m.span(), 0) for m in LONGEST.finditer(title.lower()))
        scores = tuple(0.5 for _ in TOPICS)
        sentence = Sentence(0, len(title), "title")
        pairs.append((article, Annotation(len(title.split()), (sentence,), terms, (), ("ai",), scores, ())))
    Lake(folder).append(rows.articles_table(pairs, version="hand", written=1))
    publish(folder)
    return open_snapshot(folder)


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return stored(tmp_path_factory.mktemp("stores") / "five")


def counts(store: Snapshot, **settings: bool) -> dict[str, tuple[int, int]]:
    """term → (articles, occurrences)."""
    frame = questions.keyword_frequencies(store, Scope(), **settings)  # type: ignore[arg-type]
    return {
        term: (n, times)
        for term, n, times in zip(frame["term"], frame["n"].tolist(), frame["occurrences"].tolist(), strict=True)
    }


def test_the_longest_term_alone_counts_by_default(five: Snapshot) -> None:
    assert counts(five) == {
        "trí tuệ nhân tạo": (2, 2),
        "luật trí tuệ nhân tạo": (1, 1),
        "ai": (2, 2),
        "mô hình ai": (2, 2),
        "chip": (1, 1),
        "chip nhớ": (1, 2),
        "bộ công chip": (1, 1),
        "sông": (1, 1),
    }


def test_nested_counts_terms_inside_longer_ones_too(five: Snapshot) -> None:
    assert counts(five, nested=True) == counts(five) | {
        "trí tuệ nhân tạo": (2, 3),
        "ai": (3, 4),
        "chip": (3, 4),
    }


def test_concepts_join_their_forms(five: Snapshot) -> None:
    joined = counts(five, concepts=True)
    assert joined["trí tuệ nhân tạo"] == (3, 4), "an article with both forms counts once"
    assert "ai" not in joined and joined["chip"] == (1, 1)


def test_both_switches_together(five: Snapshot) -> None:
    assert counts(five, nested=True, concepts=True)["trí tuệ nhân tạo"] == (4, 7)


def test_every_outlet_counts_once(five: Snapshot) -> None:
    frame = questions.keyword_frequencies(five, Scope(unit="outlets"), nested=True, concepts=True)
    assert dict(zip(frame["term"], frame["n"], strict=True))["trí tuệ nhân tạo"] == 3


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("concepts", [False, True])
@pytest.mark.parametrize("term", ["AI", "Trí tuệ nhân tạo", "chip", "không có"])
def test_timeline_and_sentences_are_those_of_the_number(
    five: Snapshot, term: str, nested: bool, concepts: bool
) -> None:
    way = {"nested": nested, "concepts": concepts}
    line = questions.keyword_timeline(five, Scope(), term=(term,), by="month", **way)
    ranked = counts(five, **way).get(str(line["term"].iloc[0]), (0, 0))
    assert (int(line["n"].sum()), int(line["occurrences"].sum())) == ranked
    found = questions.keyword_occurrences(five, Scope(), term=term, **way)
    assert found["key"].nunique() == ranked[0] == (int(found["articles"].iloc[0]) if ranked[0] else 0)
    assert sum(len(marks) for marks in found["marks"]) == ranked[1]


def test_a_form_finds_its_concept(five: Snapshot) -> None:
    found = questions.keyword_frequencies(five, Scope(), find="ai", concepts=True)["term"].tolist()
    assert found == ["trí tuệ nhân tạo", "mô hình ai"]
    two = questions.keyword_timeline(five, Scope(), term=("ai", "trí tuệ nhân tạo"), by="month", concepts=True)
    assert two["term"].unique().tolist() == ["trí tuệ nhân tạo"]


def test_each_form_is_counted_apart(five: Snapshot) -> None:
    frame = questions.concept_forms(five, Scope(), term=("AI",))
    assert frame[["concept", "form", "n", "occurrences", "forms"]].values.tolist() == [
        ["trí tuệ nhân tạo", "ai", 2, 2, 2],
        ["trí tuệ nhân tạo", "trí tuệ nhân tạo", 2, 2, 2],
    ]
    nested = questions.concept_forms(five, Scope(), term=("AI",), nested=True)
    assert nested["occurrences"].tolist() == [4, 3]
    assert set(questions.concept_forms(five, Scope())["concept"]) >= {"trí tuệ nhân tạo", "chip"}
    assert questions.concept_forms(five, Scope(), term=("sông",)).empty


def test_an_edit_of_concepts_acts_at_once(tmp_path: Path) -> None:
    store = stored(tmp_path / "store")
    first = state.add_lexicon_edit(tmp_path / "store", lexicon="concepts", action="add", entry="sông = chip", who="Lan")
    assert counts(store, concepts=True)["sông"] == (2, 2)
    state.undo_lexicon_edit(tmp_path / "store", first.id, who="Lan")
    assert counts(store, concepts=True)["sông"] == (1, 1)
    state.add_lexicon_edit(
        tmp_path / "store", lexicon="concepts", action="remove", entry="trí tuệ nhân tạo = AI", who="Lan"
    )
    assert counts(store, concepts=True)["ai"] == (2, 2)


def test_parts_are_those_of_the_written_terms(sample_store: Path) -> None:
    """On the sample: a term's nested count is what a plain reading of the found terms gives."""
    store = open_snapshot(sample_store)
    frame = store.query(
        "SELECT term, phrase, stop, sum(occurrences)::BIGINT AS times FROM doc_terms JOIN terms USING (term_id) GROUP BY ALL"
    )
    nested = store.query(
        "SELECT term, sum(occurrences)::BIGINT AS times FROM doc_terms_nested JOIN terms USING (term_id) GROUP BY ALL"
    )
    wanted = dict(zip(nested["term"], nested["times"], strict=True))
    padded = [(f" {term} ", times) for term, times in zip(frame["term"], frame["times"], strict=True)]
    asked = frame[frame["phrase"] & ~frame["stop"]].nlargest(40, "times")["term"]
    for term in asked:
        # Neighbours share their blank, so a term is looked for between doubled ones.
        seen = sum(times * text.replace(" ", "  ").count(f" {term.replace(' ', '  ')} ") for text, times in padded)
        assert wanted[term] == seen, term

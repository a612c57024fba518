"""A corpus whose text may not be shared: of each article only its beginning ever leaves, by whatever is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis import questions
from analysis.paths import SHOWN
from analysis.store import places
from analysis.store.snapshot import Snapshot
from tests.asking import asked

SHOWN_CHARACTERS = 90
RUN = 12
"""Characters in a row that count as text of an article and not as one of its terms."""
FIGURES = {"term", "name", "hit", "entry", "key", "title", "url", "source", "keyphrases", "rule", "forms", "written"}
"""Columns of terms, names, keys and titles; all others may hold text."""


@pytest.fixture(scope="module")
def closed(sample_store: Path) -> Any:
    """A snapshot that hands out the beginnings alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SHOWN, str(SHOWN_CHARACTERS))
        store = Snapshot(places.snapshots(sample_store) / places.current_version(sample_store))
    with store:
        yield store


@pytest.fixture(scope="module")
def beyond(closed: Snapshot) -> dict[str, set[str]]:
    """By article, every run of characters that lies beyond its beginning and nowhere within any beginning or title."""
    texts = closed.query("SELECT a.key, a.title, text FROM texts JOIN articles a USING (article_id)")
    free = {
        run for title, text in zip(texts["title"], texts["text"], strict=True)
        for part in (title, text[:SHOWN_CHARACTERS]) for run in runs(part)
    }  # fmt: skip
    return {row.key: set(runs(row.text[SHOWN_CHARACTERS:])) - free for row in texts.itertuples()}


def runs(text: str) -> list[str]:
    return [text[at : at + RUN] for at in range(len(text) - RUN + 1)]


def cells(value: Any) -> list[str]:
    """Every piece of text in a cell."""
    if isinstance(value, str):
        return [value]
    return [piece for one in value for piece in cells(one)] if isinstance(value, (list, tuple)) else []


@pytest.mark.parametrize("question", sorted(set(questions.QUESTIONS) - {"topic_discovery", "brief_clauses"}))
def test_no_question_hands_out_more_than_the_beginning(
    question: str, closed: Snapshot, beyond: dict[str, set[str]]
) -> None:
    frame = asked(question, closed, max(beyond, key=lambda key: len(beyond[key])))
    if "key" not in frame.columns:
        return
    for row in frame.to_dict("records"):
        secret = beyond.get(str(row["key"]), set())
        for column in set(frame.columns) - FIGURES:
            told = [run for piece in cells(row[column]) for run in runs(piece) if run in secret]
            assert not told, (column, told[:1])


def test_what_is_counted_stays_the_same(closed: Snapshot, beyond: dict[str, set[str]]) -> None:
    with Snapshot(closed.path) as whole:
        for question in ("keyword_occurrences", "entity_mentions", "quotation_search", "article_search"):
            every, cut = asked(question, whole, ""), asked(question, closed, "")
            assert every["rows"].tolist() == cut["rows"].tolist() and every["key"].tolist() == cut["key"].tolist()
        key = max(beyond, key=lambda key: len(beyond[key]))
        assert beyond[key] <= set(runs(asked("article_reading", whole, key)["text"][0])), "else nothing was looked for"

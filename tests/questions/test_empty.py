"""No question fails where there is nothing: an empty scope, an unknown value, a corpus without articles."""

from __future__ import annotations

import inspect
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import Scope, questions
from analysis.store.lake import Lake
from analysis.store.publish import publish
from analysis.store.snapshot import Snapshot, open_snapshot

EMPTY = {
    "before": Scope(until=date(1999, 1, 1)),
    "after": Scope(since=date(2100, 1, 1)),
    "gap": Scope(since=date(2025, 10, 10), until=date(2025, 10, 12)),
    "source": Scope(source=("Báo Không",)),
    "section": Scope(section=("Không",)),
    "entity": Scope(entity=("Không Ai",)),
    "topic": Scope(topic=("green",)),
    "search": Scope(search="chẳngcóchữnày"),
    "stories": Scope(search="chẳngcóchữnày", unit="stories"),
}
GIVEN = {
    "term": "bán dẫn",
    "name": "Lan Anh",
    "a": "Lan Anh",
    "b": "Đà Nẵng",
    "topic": "ai",
    "group": "doanh nghiệp bán dẫn",
}
COUNTED = sorted(
    set(questions.QUESTIONS)
    - {
        "scope_totals",
        "comparison_totals",
        "article_reading",
        "article_annotations",
        "story_articles",
        "calendar_events",
    }
)


def asked(question: str, store: Snapshot, scope: Scope) -> pd.DataFrame:
    function = questions.QUESTIONS[question]
    needed = [name for name, p in inspect.signature(function).parameters.items() if p.default is p.empty]
    return function(store, scope, **{name: GIVEN[name] for name in needed if name in GIVEN})


def shape(frame: pd.DataFrame) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in frame.dtypes.items()}


@pytest.mark.parametrize("scope", EMPTY.values(), ids=EMPTY.keys())
@pytest.mark.parametrize("question", COUNTED)
def test_empty_scope(nine: Snapshot, question: str, scope: Scope) -> None:
    frame = asked(question, nine, scope)
    assert frame.empty
    assert list(frame.columns) == list(questions.COLUMNS[question])


@pytest.mark.parametrize("question", COUNTED)
def test_full_and_empty_answers_have_one_shape(nine: Snapshot, question: str) -> None:
    assert shape(asked(question, nine, Scope())) == shape(asked(question, nine, EMPTY["after"]))


def test_totals_of_nothing_are_zero(nine: Snapshot) -> None:
    for scope in EMPTY.values():
        (row,) = questions.scope_totals(nine, scope).to_dict("records")
        assert (row["n"], row["articles"], row["outlets"], row["syllables"]) == (0, 0, 0, 0)
        assert row["corpus_articles"] == 9
        assert pd.isna(row["since"])


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory, made: Any) -> Snapshot:
    """A store whose only article was taken out again."""
    folder: Path = tmp_path_factory.mktemp("stores") / "nothing"
    made(folder, [("2025-10-06", "Báo", "Một", "Hai.", ("ai",), ())])
    Lake(folder).drop_older("another version")
    publish(folder)
    return open_snapshot(folder)


@pytest.mark.parametrize("question", COUNTED)
def test_empty_corpus(nothing: Snapshot, question: str) -> None:
    assert asked(question, nothing, Scope()).empty

"""The store's predicate: what of a store a scope selects."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from analysis import Scope
from analysis.schema import ZONE, Annotation, Article, Sentence
from analysis.store import rows
from analysis.store.lake import Lake
from analysis.store.publish import publish
from analysis.store.select import lens_acts, selection, span, unknown
from analysis.store.snapshot import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def general(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Three articles of general news and one on semiconductors."""
    folder: Path = tmp_path_factory.mktemp("stores") / "general"
    pairs = []
    for index, topic in enumerate(("other", "other", "semiconductors", "other")):
        published = datetime(2025, 10, 6 + index, 23, 30, tzinfo=ZONE)
        article = Article("Báo Một", published, True, f"Bài số {index}", "", "", sections=("Xã hội",))
        note = Annotation(3, (Sentence(0, len(article.text), "title"),), (), (), (topic,), (0.5,) * 13, ())
        pairs.append((article, note))
    Lake(folder).append(rows.articles_table(pairs, version="hand", written=1))
    publish(folder)
    return open_snapshot(folder)


def ids(store: Snapshot, scope: Scope) -> list[int]:
    return [int(n) for n in selection(store, scope).ask("SELECT article_id FROM counted ORDER BY 1")["article_id"]]


def test_general_news_is_seen_through_the_lens(general: Snapshot) -> None:
    assert general.general_news and lens_acts(general, Scope())
    assert ids(general, Scope()) == ids(general, Scope(lens="tech")) == [2]
    assert ids(general, Scope(lens="all")) == [0, 1, 2, 3]


def test_the_lens_steps_aside_for_the_topic_it_hides(general: Snapshot) -> None:
    assert ids(general, Scope(topic=("other",))) == [0, 1, 3]
    assert ids(general, Scope(topic=("other",), lens="tech")) == []


def test_days_are_local_and_inclusive(general: Snapshot) -> None:
    day = date(2025, 10, 7)
    assert ids(general, Scope(since=day, until=day, lens="all")) == [1], "23:30 in Hà Nội is the same day"


def test_values_are_never_sql(general: Snapshot) -> None:
    hostile = "x'); DROP TABLE articles; --"
    scope = Scope(source=(hostile,), section=(hostile,), entity=(hostile,), search=hostile, lens="all")
    assert ids(general, scope) == []
    assert len(ids(general, Scope(lens="all"))) == 4


def test_span_is_what_scope_and_corpus_share(general: Snapshot) -> None:
    assert span(general, Scope()) == (date(2025, 10, 6), date(2025, 10, 9))
    assert span(general, Scope(since=date(2025, 10, 8))) == (date(2025, 10, 8), date(2025, 10, 9))
    assert span(general, Scope(since=date(2026, 1, 1))) is None


def test_unknown_values_are_said_in_sentences(general: Snapshot) -> None:
    assert unknown(general, Scope(source=("Báo Một",), section=("Xã hội",))) == []
    sentences = unknown(general, Scope(source=("Báo Hai",), section=("Thể thao",), entity=("Lan Anh",)))
    assert sentences == [
        "unknown source «Báo Hai»; known: Báo Một",
        "unknown section «Thể thao»; known: Xã hội",
        "unknown entity «Lan Anh»; list them with: nhiptin ask entity_frequencies",
    ]

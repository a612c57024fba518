"""Every question, warm, on a real store; beside it the same engine scanning all term counts once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis import questions as q
from analysis.scope import Scope
from analysis.store.snapshot import Snapshot, open_snapshot
from benchmarks.measure import median_ms, show

PEER = "SELECT term_id, count(*) n, sum(occurrences) o FROM doc_terms GROUP BY term_id ORDER BY n DESC LIMIT 30"


def settings(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """What a question has to be told beside the scope: of each thing the one met most. Others need nothing."""
    whole = Scope(lens="all")
    term = str(q.keyword_frequencies(snapshot, whole, top=1)["term"].iloc[0])
    group = str(q.keyword_groups(snapshot, whole, term=term, top=1)["phrase"].iloc[0])
    names = q.entity_frequencies(snapshot, whole, top=2)["name"].tolist()
    key = str(q.article_search(snapshot, whole, top=1)["key"].iloc[0])
    return {
        "keyword_occurrences": {"term": term},
        "keyword_timeline": {"term": (term,)},
        "keyword_sources": {"term": term},
        "keyword_neighbours": {"term": term},
        "keyword_entities": {"term": term},
        "keyword_groups": {"term": term},
        "keyword_concordance": {"term": term},
        "group_sentences": {"term": term, "group": group},
        "neighbour_sentences": {"term": term, "name": names[0]},
        "comparison_totals": {"against": "rest"},
        "keyword_comparison": {"against": "rest"},
        "comparison_sentences": {"against": "rest", "term": term},
        "entity_mentions": {"name": names[0]},
        "entity_surfaces": {"name": names[0]},
        "entity_company": {"name": names[0]},
        "entity_outlets": {"name": names[0]},
        "entity_offices": {"name": names[0]},
        "entity_changes": {"name": names},
        "comention_sentences": {"a": names[0], "b": names[1]},
        "topic_articles": {"topic": "ai"},
        "topic_terms": {"topic": "ai"},
        "topic_entities": {"topic": "ai"},
        "topic_outlets": {"topic": "ai"},
        "topic_overlaps": {"topic": "ai"},
        "article_reading": {"key": key},
        "article_annotations": {"key": key},
        "story_articles": {"key": key},
    }


def run(store: Path) -> list[dict[str, Any]]:
    """Median milliseconds of each question over the whole corpus, one month, and the technology lens."""
    snapshot = open_snapshot(store)
    days = q.scope_totals(snapshot, Scope(lens="all"))
    last = days["until"].iloc[0]
    scopes = {
        "all": Scope(lens="all"),
        "tech": Scope(lens="tech"),
        "month": Scope.parse({"lens": "all", "since": f"{last:%Y-%m}-01"}),
    }
    needs = settings(snapshot)
    peer = median_ms(lambda: snapshot.query(PEER))
    rows: list[dict[str, Any]] = []
    for name, question in q.QUESTIONS.items():
        row: dict[str, Any] = {"question": name}
        for label, scope in scopes.items():
            row[f"{label} ms"] = median_ms(
                lambda f=question, s=scope, n=name: f(snapshot, s, **needs.get(n, {})), runs=5
            )
        row["all / full scan"] = row["all ms"] / peer
        rows.append(row)
    rows.append(
        {
            "question": "(peer: one scan of all term counts)",
            "all ms": peer,
            "tech ms": 0.0,
            "month ms": 0.0,
            "all / full scan": 1.0,
        }
    )
    show("Questions, warm medians", rows)
    return rows

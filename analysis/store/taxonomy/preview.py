"""Before a topic is edited: what the edit would do to the counts of the whole store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.store.snapshot import Snapshot
from analysis.store.taxonomy import learned
from analysis.store.taxonomy.edits import TopicEdit
from analysis.store.taxonomy.labels import Label
from analysis.store.taxonomy.listed import OTHER, checked, replay
from analysis.store.taxonomy.made import circle

LOOKED = 40_000
"""Articles that a topic to be learned is tried on; in a larger store these stand for all."""
EXAMPLES = 6


@dataclass(frozen=True, slots=True)
class Effect:
    """What an edit would do."""

    made: TopicEdit
    """The edit as it would be kept."""
    counts: pd.DataFrame
    """topic, n_before, n_after (articles): one row a topic whose count would change, the edited one first."""
    examples: tuple[str, ...] = ()
    """Titles of articles that would get the topic and have not got it now, the surest first."""
    looked: int = 0
    """Articles that a topic was tried on; fewer than there are: counts are of these alone."""


def effect(store: Snapshot, edits: Sequence[TopicEdit], labels: Sequence[Label], wanted: TopicEdit) -> Effect:
    """What an edit would do after those in force.

    Args:
        store: the published snapshot.
        edits: those in force, oldest first.
        labels: those in force.
        wanted: the edit.

    Raises:
        InputError: it cannot be made (``listed.checked``).
    """
    made = checked(edits, wanted)
    if made.action == "rename":
        return Effect(made, _told({}, {}, ()))
    if made.action == "merge":
        return Effect(made, _told(*_merged(store, made), (made.becomes, made.code)))
    code = made.becomes if made.action == "split" else made.code
    topic = next(one for one in replay([*edits, made]).learned if one.code == code)
    said = {one.article: one.yes for one in labels if one.topic == code}
    ids = store.query("SELECT key, article_id FROM articles WHERE key IN (SELECT unnest($keys))", {"keys": list(said)})
    given = {int(article): said[key] for key, article in zip(ids["key"], ids["article_id"], strict=True)}
    found = learned.learn(store, topic, given, circle(topic, "article_topics"), most=LOOKED).found
    instead = topic.part_of or code
    params = {"found": found["article_id"].tolist(), "code": code, "instead": instead, "part": bool(topic.part_of)}
    frame = store.query(_SIMULATED, params)
    before, after = (dict(zip(frame["topic"], frame[name].tolist(), strict=True)) for name in ("n_before", "n_after"))
    return Effect(
        made, _told(before, after, (code, instead)), _examples(store, found, code), int(frame["looked"].max())
    )


def _merged(store: Snapshot, made: TopicEdit) -> tuple[dict[str, int], dict[str, int]]:
    frame = store.query(
        """
        SELECT count(DISTINCT article_id) FILTER (topic = $code) AS code,
               count(DISTINCT article_id) FILTER (topic = $becomes) AS becomes, count(DISTINCT article_id) AS both
        FROM article_topics WHERE topic IN ($code, $becomes)
        """,
        {"code": made.code, "becomes": made.becomes},
    )
    code, becomes, both = (int(frame[name].iloc[0]) for name in ("code", "becomes", "both"))
    return {made.code: code, made.becomes: becomes}, {made.code: 0, made.becomes: both}


_SIMULATED = f"""
WITH looked AS MATERIALIZED (SELECT article_id FROM articles ORDER BY {learned.ORDER} LIMIT {LOOKED}),
given AS (SELECT unnest($found::INTEGER[]) AS article_id),
now AS MATERIALIZED (SELECT article_id, topic FROM article_topics SEMI JOIN looked USING (article_id)),
then_ AS (
    SELECT article_id, topic FROM now LEFT JOIN given g USING (article_id)
    WHERE topic <> '{OTHER}' AND NOT (topic = $instead AND (NOT $part OR g.article_id IS NOT NULL))
    UNION ALL SELECT article_id, $code FROM given),
whole AS (SELECT * FROM then_ UNION ALL SELECT article_id, '{OTHER}' FROM looked ANTI JOIN then_ USING (article_id))
SELECT coalesce(a.topic, b.topic) AS topic, coalesce(b.n, 0) AS n_before, coalesce(a.n, 0) AS n_after,
       (SELECT count(*) FROM looked) AS looked
FROM (SELECT topic, count(*) AS n FROM whole GROUP BY 1) a
FULL JOIN (SELECT topic, count(*) AS n FROM now GROUP BY 1) b ON a.topic = b.topic
"""
"""Topics of the articles looked at, before and after one topic is given anew."""


def _told(before: dict[str, int], after: dict[str, int], first: Sequence[str]) -> pd.DataFrame:
    codes = sorted({*before, *after}, key=lambda code: (first.index(code) if code in first else len(first), code))
    rows = [(code, before.get(code, 0), after.get(code, 0)) for code in codes]
    kept = [row for row in rows if row[1] != row[2]]
    return pd.DataFrame(kept, columns=["topic", "n_before", "n_after"])


def _examples(store: Snapshot, found: pd.DataFrame, code: str) -> tuple[str, ...]:
    surest = found.sort_values("score", ascending=False, kind="stable")["article_id"].head(200).tolist()
    frame = store.query(
        """
        SELECT title FROM (SELECT unnest($ids::INTEGER[]) AS article_id, unnest(range(len($ids))) AS place)
        JOIN articles a USING (article_id)
        WHERE a.article_id NOT IN (SELECT article_id FROM article_topics WHERE topic = $code) AND title <> ''
        ORDER BY place
        """,
        {"ids": surest, "code": code},
    )
    return tuple(dict.fromkeys(frame["title"]))[:EXAMPLES]

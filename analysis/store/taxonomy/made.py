"""The snapshot's tables of topics, made from what the classifier found, people's edits and people's labels.

The snapshot keeps what the classifier found (``found_topics``). So an edit or a label needs neither the lake nor the
text rooms: the published file is copied, its tables of topics are made anew, and the copy is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.schema import TOPICS
from analysis.store import places
from analysis.store.issue import renewal
from analysis.store.search import SearchIndex
from analysis.store.taxonomy import drawn, edits, labels, learned
from analysis.store.taxonomy.edits import TopicEdit
from analysis.store.taxonomy.labels import Label
from analysis.store.taxonomy.learned import Circle, Verdicts
from analysis.store.taxonomy.listed import OTHER, Listed, Taxonomy, replay

ENOUGH = 20
"""Labels in a random draw of a topic's articles from which on its precision counts as measured."""
MADE = ("article_topics", "topics")
"""The tables that ``make_topics`` makes."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What people say about the topics of a store."""

    edits: Sequence[TopicEdit] = ()
    labels: Sequence[Label] = ()

    @property
    def mark(self) -> str:
        """What a snapshot's ``meta`` keeps to tell whether it holds these; empty where there is nothing.

        >>> Layer().mark
        ''
        """
        told = repr(([one.id for one in self.edits], [one.id for one in self.labels]))
        return hashlib.sha256(told.encode()).hexdigest()[:12] if self.edits or self.labels else ""


def layer(store: Path) -> Layer:
    """What people say about the topics of a store, as it is in force."""
    return Layer(edits.in_force(store), labels.in_force(store))


class _Making:
    """The tables of a snapshot that is being made."""

    def __init__(self, db: duckdb.DuckDBPyConnection, index: SearchIndex) -> None:
        self._db, self.index = db, index

    def query(self, sql: str, params: Mapping[str, Any], /) -> pd.DataFrame:
        return self._db.execute(sql, dict(params)).df()


def renew(store: Path, *, progress: Callable[[float], None] = lambda share: None) -> str:
    """Publish the edits and labels in force over the published snapshot; the caller holds the writer lock.

    Args:
        store: the store's folder.
        progress: told how much is done, 0 to 1.

    Returns:
        The new snapshot's version.

    Raises:
        StoreMissing: nothing is published.
        StoreError: the disk failed; the last good snapshot stays published.
    """
    said = layer(store)
    search = places.snapshots(store) / places.current_version(store) / places.SEARCH
    with renewal(store, {"topics": said.mark}) as (version, db):
        for table in MADE:
            db.execute(f"DROP TABLE {table}")
        make_topics(db, search, said, progress=progress)
    return version


def make_topics(
    db: duckdb.DuckDBPyConnection, search: Path, said: Layer, *, progress: Callable[[float], None] = lambda share: None
) -> None:
    """Make the tables ``topics`` and ``article_topics`` and bring ``articles.main_topic`` in line.

    Args:
        db: holds all other tables.
        search: the search index of the same articles.
        said: what people say.
        progress: told how much is done, 0 to 1.
    """
    taxonomy = replay(said.edits)
    db.execute(
        "CREATE TEMP TABLE filed AS SELECT article_id, topic, score, rank::DOUBLE AS place, 'model' AS rule FROM found_topics"
    )
    _labels(db, said.labels)
    tested: dict[str, tuple[int, int]] = {}
    if taxonomy.learned:
        index = SearchIndex(search)
        try:
            for number, topic in enumerate(taxonomy.learned):
                progress(number / len(taxonomy.learned))
                given = db.execute("SELECT article_id, yes FROM labelled WHERE topic = ?", [topic.code]).fetchall()
                verdicts = learned.learn(_Making(db, index), topic, dict(given), circle(topic, "filed"))
                tested[topic.code] = _tested(db, verdicts, dict(given))
                _file(db, topic, verdicts.found)
        finally:
            index.close()
    _merge(db, taxonomy)
    for code in [code for code, one in taxonomy.topics.items() if code in TOPICS and not one.edit]:
        given = db.execute("SELECT article_id, yes FROM labelled WHERE topic = ?", [code]).fetchall()
        tested[code] = drawn.precision(db, f"SELECT article_id FROM found_topics WHERE topic = '{code}'", dict(given))
    for statement in _LABELLED:
        db.execute(statement)
    db.execute(_RANKED)
    db.execute(_MAIN)
    for table in ("filed", "labelled"):
        db.execute(f"DROP TABLE {table}")
    _list(db, taxonomy, tested)


def _tested(db: duckdb.DuckDBPyConnection, verdicts: Verdicts, labels: Mapping[int, bool]) -> tuple[int, int]:
    """Labels of a random draw of what a learned topic is given to, and those that say yes (``drawn.precision``)."""
    found = verdicts.found["article_id"]
    ids = [*found[~found.isin(list(labels))], *verdicts.tested]
    db.register("given", pa.table({"article_id": pa.array(ids, pa.int32())}))
    return drawn.precision(db, "SELECT article_id FROM given", labels)


def circle(topic: Listed, filed: str) -> Circle:
    """Which articles a topic may take, and which speak for it.

    Args:
        filed: table of article_id and topic.
    """
    if topic.part_of:
        return Circle(among=f"SELECT article_id FROM {filed} WHERE topic = '{topic.part_of}'")
    if topic.code in TOPICS:
        return Circle(known=f"SELECT article_id FROM found_topics WHERE topic = '{topic.code}'")
    return Circle()


def _labels(db: duckdb.DuckDBPyConnection, said: Iterable[Label]) -> None:
    """The table ``labelled`` of the labels whose article is there: article_id, topic, yes."""
    rows = [{"key": one.article, "topic": one.topic, "yes": one.yes} for one in said]
    schema = pa.schema([("key", pa.string()), ("topic", pa.string()), ("yes", pa.bool_())])
    db.register("said", pa.Table.from_pylist(rows, schema=schema))
    db.execute("CREATE TEMP TABLE labelled AS SELECT article_id, topic, yes FROM said JOIN articles USING (key)")


def _file(db: duckdb.DuckDBPyConnection, topic: Listed, found: pd.DataFrame) -> None:
    """Give a learned topic to its articles: in the place of the one it is a part of, or before had, else behind the others."""
    db.register("verdicts", pa.Table.from_pandas(found, preserve_index=False))
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE fresh AS
        SELECT article_id, $code AS topic, v.score, coalesce(f.place, 10 - v.score) AS place, 'seeds' AS rule
        FROM verdicts v LEFT JOIN (SELECT article_id, place FROM filed WHERE topic = $instead) f USING (article_id)
        """,
        {"code": topic.code, "instead": topic.part_of or topic.code},
    )
    left = "AND article_id IN (SELECT article_id FROM fresh)" if topic.part_of else ""
    db.execute(f"DELETE FROM filed WHERE topic = $instead {left}", {"instead": topic.part_of or topic.code})
    db.execute("INSERT INTO filed SELECT * FROM fresh")


def _merge(db: duckdb.DuckDBPyConnection, taxonomy: Taxonomy) -> None:
    """Merged topics give their articles and labels to the one that stays; labels of topics that are gone say nothing."""
    text, moves = pa.string(), taxonomy.moves
    db.register("moves", pa.table({"was": pa.array(moves, text), "becomes": pa.array(moves.values(), text)}))
    db.register("kept", pa.table({"code": pa.array([code for code in taxonomy.topics if code != OTHER], text)}))
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE filed AS
        SELECT article_id, coalesce(becomes, topic) AS topic, max(score) AS score, min(place) AS place,
               arg_min(rule, place) AS rule
        FROM filed LEFT JOIN moves ON was = topic GROUP BY 1, 2
        """
    )
    db.execute(
        """
        CREATE OR REPLACE TEMP TABLE labelled AS
        SELECT * FROM (SELECT article_id, coalesce(becomes, topic) AS topic, bool_or(yes) AS yes
                       FROM labelled LEFT JOIN moves ON was = topic GROUP BY 1, 2)
        WHERE topic IN (SELECT code FROM kept)
        """
    )


_LABELLED = (
    "DELETE FROM filed USING labelled l WHERE NOT yes AND l.article_id = filed.article_id AND l.topic = filed.topic",
    """
    UPDATE filed SET rule = 'label', score = 1 FROM labelled l
    WHERE yes AND l.article_id = filed.article_id AND l.topic = filed.topic
    """,
    """
    INSERT INTO filed SELECT article_id, topic, 1, 20, 'label'
    FROM labelled ANTI JOIN filed USING (article_id, topic) WHERE yes
    """,
    f"""
    DELETE FROM filed WHERE topic = '{OTHER}' AND article_id IN (SELECT article_id FROM filed WHERE topic <> '{OTHER}')
    """,
    f"""
    INSERT INTO filed
    SELECT article_id, '{OTHER}', 1, 1, if(article_id IN (SELECT article_id FROM labelled), 'label', 'seeds')
    FROM (SELECT DISTINCT article_id FROM found_topics) ANTI JOIN filed USING (article_id)
    """,
)
"""A label wins over every model; an article that is left with no topic is about something else."""
_RANKED = """
CREATE TABLE article_topics AS
SELECT f.article_id, a.day, f.topic, f.score::FLOAT AS score,
       (row_number() OVER (PARTITION BY f.article_id ORDER BY f.place, f.score DESC, f.topic))::TINYINT AS rank, f.rule
FROM filed f JOIN articles a USING (article_id) ORDER BY 1, 5
"""
_MAIN = """
UPDATE articles SET main_topic = t.topic FROM article_topics t
WHERE t.article_id = articles.article_id AND t.rank = 1 AND t.topic <> articles.main_topic
"""


def _list(db: duckdb.DuckDBPyConnection, taxonomy: Taxonomy, tested: Mapping[str, tuple[int, int]]) -> None:
    rows = []
    for position, (code, one) in enumerate(taxonomy.topics.items()):
        checked, right = tested.get(code, (0, 0))
        rows.append(
            {
                "position": position,
                "code": code,
                "name_vi": one.name_vi,
                "name_en": one.name_en,
                "seeds": list(one.seeds),
                "edit": one.edit,
                "part_of": one.part_of,
                "measured": _measured(one, taxonomy, checked),
                "checked": checked,
                "rightly": right,
            }
        )
    text, number = pa.string(), pa.int32()
    kinds = {"position": number, "seeds": pa.list_(text), "edit": number, "checked": number, "rightly": number}
    schema = pa.schema([(name, kinds.get(name, text)) for name in rows[0]])
    db.register("listed", pa.Table.from_pylist(rows, schema=schema))
    db.execute("CREATE TABLE topics AS SELECT * FROM listed ORDER BY position")


def _measured(one: Listed, taxonomy: Taxonomy, checked: int) -> str:
    """By what the errors of a topic are known: the classifier's own figures, enough labels, or nothing."""
    if one.code in taxonomy.moves.values():
        return "none"
    if one.edit:
        return "labels" if checked >= ENOUGH else "none"
    parts = {topic.part_of for topic in taxonomy.learned}
    taken = one.code == OTHER and any(not topic.part_of for topic in taxonomy.learned)
    return "none" if one.code in parts or taken else "classifier"

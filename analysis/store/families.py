"""Who is who when predecessor and successor count as one: the tables of names as they are, or joined by family.

A query puts ``Naming.with_`` before its own SQL and reads ``named_entities``, ``named_mentions`` and
``named_article_mentions``, which have the columns of the tables ``entities``, ``mentions`` and ``article_mentions``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.store.kept import Kept
from analysis.store.snapshot import Snapshot
from analysis.text.identity import institutions

_PLAIN = """
, named_entities AS (SELECT * FROM entities), named_mentions AS (SELECT * FROM mentions),
named_article_mentions AS (SELECT * FROM article_mentions)
"""
_JOINED = """
, family AS MATERIALIZED (SELECT unnest($family_ids::INTEGER[]) AS entity_id, unnest($family_heads::INTEGER[]) AS head,
                          unnest($family_names::VARCHAR[]) AS title),
named_entities AS (
    SELECT entity_id, coalesce(title, name) AS name, type FROM entities LEFT JOIN family USING (entity_id)
    WHERE coalesce(head, entity_id) = entity_id),
named_mentions AS (
    SELECT m.* REPLACE (coalesce(head, entity_id) AS entity_id) FROM mentions m LEFT JOIN family USING (entity_id)),
named_article_mentions AS (
    SELECT * FROM article_mentions WHERE entity_id NOT IN (SELECT entity_id FROM family)
    UNION ALL
    SELECT day, article_id, head, sum(mentions)::INTEGER FROM article_mentions JOIN family USING (entity_id) GROUP BY ALL)
"""


@dataclass(frozen=True, slots=True)
class Naming:
    """How names are counted in one snapshot.

    Attributes:
        with_: the relations, to stand before a query's own SQL.
        params: the values that they need.
    """

    with_: str
    params: dict[str, Any]
    _titles: dict[str, str] = field(default_factory=dict)
    _members: dict[str, list[int]] = field(default_factory=dict)

    def known(self, store: Snapshot, names: Iterable[str]) -> pd.DataFrame:
        """Entities by canonical name: entity_id (-1 where never met), name, type (empty where never met); order kept.

        A name of a family stands for all of it: the row bears today's name, and comes once.
        """
        wanted = list(dict.fromkeys(self._titles.get(name, name) for name in names))
        heads = {self._members[name][0]: name for name in wanted if name in self._members}
        met = _met(store, wanted, list(heads)).copy()
        met["name"] = [heads.get(one, name) for one, name in zip(met["entity_id"], met["name"], strict=True)]
        met = met.set_index("name")
        return pd.DataFrame({"name": wanted}, dtype="str").assign(
            entity_id=[int(met["entity_id"].get(name, -1)) for name in wanted],
            type=pd.array([met["type"].get(name, "") for name in wanted], dtype="str"),
        )

    def ids(self, store: Snapshot, name: str) -> list[int]:
        """The entity_ids whose mentions are those of a name; ``[-1]`` where it was never met."""
        title = self._titles.get(name, name)
        return self._members.get(title) or [int(self.known(store, [title])["entity_id"].iloc[0])]


def _met(store: Snapshot, names: list[str], heads: list[int]) -> pd.DataFrame:
    """Entities of these names or numbers: name, entity_id, type."""
    select = (
        "SELECT name, entity_id, type FROM entities "
        "WHERE name IN (SELECT unnest($names)) OR entity_id IN (SELECT unnest($heads::INTEGER[]))"
    )
    key = (tuple(names), tuple(heads))
    return _asked.get(store, key, lambda: store.query(select, {"names": names, "heads": heads}))


PLAIN = Naming(_PLAIN, {})
_kept: Kept[Naming] = Kept(1)
_asked: Kept[pd.DataFrame] = Kept(256)
"""Of names asked for together: readers look at the same ones in many scopes."""


def naming(store: Snapshot, *, family: bool = False) -> Naming:
    """The names as they are, or joined by family under today's name (``text.institutions``)."""
    return _kept.get(store, "families", lambda: _joined(store)) if family else PLAIN


def family_of(name: str) -> tuple[str, ...]:
    """All names that are one institution today, today's first; the name alone when it has no family."""
    return institutions.load().family(name)


def _joined(store: Snapshot) -> Naming:
    roots = institutions.load().roots()
    titles = {**roots, **{root: root for root in roots.values()}}
    met = store.query(
        "SELECT entity_id, name FROM entities WHERE name IN (SELECT unnest($names::VARCHAR[])) ORDER BY entity_id",
        {"names": list(titles)},
    )
    members: defaultdict[str, list[int]] = defaultdict(list)
    for entity, name in zip(met["entity_id"].tolist(), met["name"].tolist(), strict=True):
        # Today's name comes first where it was met: the family's row is its row.
        members[titles[name]].insert(0 if name == titles[name] else len(members[titles[name]]), entity)
    rows = [(entity, ids[0], title) for title, ids in members.items() for entity in ids]
    params = {f"family_{name}": [row[place] for row in rows] for place, name in enumerate(("ids", "heads", "names"))}
    return Naming(_JOINED, params, titles, dict(members))

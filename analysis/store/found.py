"""A search as article ids: words from the index, fields from the tables, put together as the tree says."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from analysis.errors import ScopeError
from analysis.schema import TOPICS
from analysis.scope import LONGEST
from analysis.store import search
from analysis.store.query import And, Field, Near, Node, Not, Or, Query, Words
from analysis.store.query_reader import parse
from analysis.store.search import Ids
from analysis.text.script.fold import fold

if TYPE_CHECKING:
    from analysis.store.snapshot import Snapshot

_BARE = "replace(strip_accents(lower(name)), 'đ', 'd')"
"""SQL of ``fold`` for composed text."""
_INSIDE = "regexp_matches(bare, '(^|[^\\pL\\pN])' || regexp_escape($value) || '($|[^\\pL\\pN])')"
"""Whether the words stand in a name, whole."""
_NAMES = {
    "source": "SELECT DISTINCT source AS name FROM articles",
    "section": "SELECT DISTINCT section AS name FROM article_sections",
    "entity": "SELECT name FROM entities",
    "doc": "SELECT name FROM entities WHERE type = 'DOC'",
}
_WITH_NAME = "SELECT DISTINCT article_id FROM article_mentions JOIN entities USING (entity_id) WHERE name IN (SELECT unnest($names))"
_ARTICLES = {
    "source": "SELECT article_id FROM articles WHERE source IN (SELECT unnest($names))",
    "section": "SELECT DISTINCT article_id FROM article_sections WHERE section IN (SELECT unnest($names))",
    "entity": _WITH_NAME,
    "doc": _WITH_NAME,
}


def found(store: Snapshot, text: str, *, exact: bool = False) -> Ids:
    """Ids of the articles that match a search, rising; all where it says nothing.

    Args:
        text: as typed (see ``query``).
        exact: only those that match when words typed without marks stand without marks.

    Raises:
        ScopeError: the text is longer than a scope allows.
        StoreError: the index is damaged.
    """
    if len(text) > LONGEST:
        raise ScopeError(f"search is too long: got {len(text)} characters, allowed {LONGEST}")
    node = understood(store, text).node
    return _every(store) if node is None else _ids(store, node, exact)


def understood(store: Snapshot, text: str) -> Query:
    """A search as it is read in a store, whose topics go by people's names for them too."""
    if "topic:" not in text:
        return parse(text)
    listed = store.query("SELECT code, name_vi, name_en FROM topics ORDER BY position", {})
    rows = list(listed.itertuples(index=False, name=None))
    return parse(text, named={name: code for code, *names in rows for name in names if name})


def _every(store: Snapshot) -> Ids:
    return np.arange(store.index.articles, dtype=np.int32)


def _ids(store: Snapshot, node: Node, exact: bool) -> Ids:
    if expression := _expression(node, exact):
        return store.index.ids(expression)
    match node:
        case Field():
            return _named(store, node)
        case Not():
            return np.setdiff1d(_every(store), _ids(store, node.part, False), assume_unique=True)
        case Or():
            return reduce(np.union1d, [_ids(store, part, exact) for part in _gathered(node, exact)])
        case And():
            wanted = [_ids(store, part, exact) for part in _gathered(node, exact) if not isinstance(part, Not)]
            # What is refused is refused in the reading without marks too: "exact" then stays a part of all.
            refused = [_ids(store, part.part, False) for part in node.parts if isinstance(part, Not)]
            kept = reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), wanted) if wanted else _every(store)
            return reduce(lambda a, b: np.setdiff1d(a, b, assume_unique=True), refused, kept)
    raise AssertionError(node)


def _gathered(node: And | Or, exact: bool) -> list[Node]:
    """The parts, those that the index can answer together as one."""
    together = tuple(part for part in node.parts if _expression(part, exact))
    rest: list[Node] = [part for part in node.parts if part not in together]
    return [*([type(node)(together)] if together else []), *rest]


def _expression(node: Node, exact: bool) -> str:
    """The FTS5 expression of a tree of nothing but words; empty where the index alone cannot answer."""
    match node:
        case Words():
            return search.phrase(node, exact=exact)
        case Near():
            return f"({search.near(node.parts, node.gap, exact=exact)})"
        case And() | Or():
            parts = [_expression(part, exact) for part in node.parts]
            joint = " AND " if isinstance(node, And) else " OR "
            return f"({joint.join(parts)})" if all(parts) else ""
        case _:
            return ""


def _named(store: Snapshot, node: Field) -> Ids:
    """Articles of an outlet, section or topic, or with a name."""
    if node.name == "topic":
        sql = "SELECT article_id FROM article_topics WHERE topic = $topic ORDER BY 1"
        frame = store.query(sql, {"topic": node.value})
    else:
        frame = store.query(f"{_ARTICLES[node.name]} ORDER BY 1", {"names": meant(store, node)})
    return frame["article_id"].to_numpy(np.int32)


def meant(store: Snapshot, node: Field) -> list[str]:
    """The outlets, sections or names that a field means: the one of this name, else all that hold its words."""
    frame = store.query(
        f"""
        SELECT name, bare = $value AS same FROM (SELECT name, {_BARE} AS bare FROM ({_NAMES[node.name]}))
        WHERE contains(bare, $value) AND {_INSIDE}
        """,
        {"value": fold(node.value)},
    )
    same = frame[frame["same"]]
    return [str(name) for name in (same if len(same) else frame)["name"]]


def unknown_names(store: Snapshot, text: str) -> list[str]:
    """Fields of a search whose name the store has never met, as typed: ``source:x``."""
    return [
        f"{node.name}:{node.value}"
        for node in _fields(understood(store, text).node)
        if not (node.name == "topic" or meant(store, node))
    ]


def _fields(node: Node | None) -> list[Field]:
    match node:
        case Field():
            return [node]
        case Not():
            return _fields(node.part)
        case And() | Or():
            return [one for part in node.parts for one in _fields(part)]
        case _:
            return []


_SAID = {
    "quote": "the quotation mark is never closed",
    "opened": "the bracket is never closed",
    "closed": "this bracket was never opened",
    "operator": "the operator has nothing to join",
    "near": "NEAR needs words on both sides, e.g. NEAR(chip mỹ, 5) or chip NEAR/5 mỹ",
    "prefix": "at least two letters must stand before *",
    "value": "the field says no name",
    "topic": f"there is no such topic; allowed {', '.join(TOPICS)}",
}


def unclear(text: str, *, store: Snapshot | None = None) -> list[str]:
    """One sentence for each slip in a search: where, what, and how to write it.

    Args:
        text: as typed.
        store: the store that is searched, where people may have named topics of their own.

    >>> unclear("chip AND")
    ['search is not clear at character 6, «AND»: the operator has nothing to join; write: chip']
    """
    query = understood(store, text) if store else parse(text)
    return [
        f"search is not clear at character {slip.start + 1}"
        + (f", «{text[slip.start : slip.end][:40]}»" if slip.end > slip.start else "")
        + f": {_SAID[slip.code]}; write: {query.mended(text) or '(nothing)'}"
        for slip in query.slips
    ]

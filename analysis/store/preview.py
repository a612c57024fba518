"""Before a correction is made: whether it can be, and what it would do to the counts of the whole store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.errors import CorrectionRefused
from analysis.store.corrections import Correction, formed, replay
from analysis.store.snapshot import Snapshot

_BASE = """
base AS (SELECT article_id, found, found_type AS type, surface FROM mentions WHERE found IN (SELECT unnest($names))
         UNION ALL SELECT article_id, found, found_type AS type, surface FROM hidden_mentions WHERE found IN (SELECT unnest($names)))
"""
_NAMED = f"""
WITH {_BASE},
moves AS (SELECT unnest($founds) AS found, unnest($surfaces) AS surface, unnest($becomes) AS becomes),
named AS (SELECT base.*, coalesce(becomes, found) AS name FROM base LEFT JOIN moves USING (found, surface)),
kinds AS (SELECT name, type FROM named GROUP BY name, type QUALIFY row_number() OVER (
              PARTITION BY name ORDER BY count(*) FILTER (found = name) DESC, count(*) DESC, type) = 1)
SELECT name, any_value(kinds.type) AS type, count(DISTINCT article_id) AS articles, count(*) AS mentions
FROM named JOIN kinds USING (name) WHERE name <> '' GROUP BY name
"""


def checked(store: Snapshot, corrected: Sequence[Correction], one: Correction) -> Correction:
    """The correction as it would be kept.

    Args:
        store: the snapshot, with ``corrected`` applied.
        corrected: the corrections in force.
        one: the correction wanted; a split may leave ``becomes`` empty: the written form is then the new name.

    Raises:
        InputError: its form is wrong.
        CorrectionRefused: it names what the store does not hold, collides with another name, or goes in a circle.
    """
    if one.action == "split" and not one.becomes:
        one = Correction(one.id, one.at, one.who, one.action, one.name, one.surface, one.surface)
    one = formed(one)
    kinds = _types(store, one.name, one.becomes)
    if one.name not in kinds:
        raise _unknown(corrected, one.name)
    if one.action == "merge" and one.becomes not in kinds:
        raise _unknown(corrected, one.becomes)
    if one.action == "rename" and one.becomes in kinds:
        raise CorrectionRefused(
            "taken",
            f"the name is taken: got {one.becomes!r}, which the store knows; allowed a new name, or join the two with: "
            f"nhiptin lexicon merge {one.name!r} {one.becomes!r}",
            name=one.becomes,
        )
    if one.action == "retype" and kinds[one.name] == one.becomes:
        raise CorrectionRefused(
            "same", f"nothing to correct: {one.name!r} is of type {one.becomes} already", name=one.name
        )
    if one.action == "split":
        forms = surfaces(store, one.name)
        if one.surface not in forms:
            some = ", ".join(map(repr, forms[:8]))
            raise CorrectionRefused(
                "surface",
                f"{one.name!r} is never written so: got {one.surface!r}, allowed {some}",
                name=one.name,
                surface=one.surface,
            )
        if len(forms) == 1:
            raise CorrectionRefused(
                "only",
                f"{one.surface!r} is the only written form of {one.name!r}: nothing would be left; "
                f"give all of it another name with: nhiptin lexicon rename {one.name!r} NEW",
                name=one.name,
                surface=one.surface,
            )
    return one


def surfaces(store: Snapshot, name: str) -> list[str]:
    """The written forms of an entity in the whole store, the most frequent first."""
    frame = store.query(
        "SELECT surface FROM mentions JOIN entities USING (entity_id) WHERE name = ? "
        "GROUP BY surface ORDER BY count(*) DESC, surface",
        [name],
    )
    return [str(surface) for surface in frame["surface"]]


def _types(store: Snapshot, *names: str) -> dict[str, str]:
    frame = store.query("SELECT name, type FROM entities WHERE name IN (SELECT unnest(?))", [list(names)])
    return dict(zip(frame["name"], frame["type"], strict=True))


def _unknown(corrected: Sequence[Correction], name: str) -> CorrectionRefused:
    """Why a name is not there: a correction in force took it away, or it was never met."""
    took = [one for one in corrected if one.name == name and one.action in ("merge", "rename", "hide")]
    if took:
        last = took[-1]
        gone = "is hidden" if last.action == "hide" else f"counts as {last.becomes!r}"
        return CorrectionRefused(
            "gone",
            f"{name!r} {gone} since correction {last.id}: take that one back first, with: nhiptin lexicon undo {last.id}",
            name=name,
            becomes=last.becomes,
            number=last.id,
        )
    return CorrectionRefused(
        "unknown",
        f"no entity of that name: got {name!r}, allowed a name of this store; find it with: "
        f"nhiptin ask entity_frequencies --find {name[:40]!r}",
        name=name,
    )


def effect(store: Snapshot, before: Sequence[Correction], after: Sequence[Correction]) -> pd.DataFrame:
    """What another list of corrections would do, counted over the whole store.

    Args:
        store: any snapshot of the corpus: what was found is in it, whatever corrections it holds.
        before, after: the corrections in force now, and those that would be.

    Returns:
        One row an entity that would change, by name: name, type_before, type_after, articles_before, articles_after,
        mentions_before, mentions_after; counts are 0 and types empty where it is not there.
    """
    first, second = (_counted(store, list(given), [*before, *after]) for given in (before, after))
    names = first.index.union(second.index)
    columns: dict[str, pd.Series[Any]] = {"name": names.to_series().astype("str")}
    changed = pd.Series(False, names)
    for name, nothing in (("type", ""), ("articles", 0), ("mentions", 0)):
        for side, counted in (("before", first), ("after", second)):
            there = counted[name].reindex(names).fillna(nothing)
            columns[f"{name}_{side}"] = there.astype("str") if name == "type" else there.astype("int64")
        changed |= columns[f"{name}_before"] != columns[f"{name}_after"]
    return pd.DataFrame(columns)[changed].reset_index(drop=True)


def _counted(store: Snapshot, corrected: Sequence[Correction], concerned: Sequence[Correction]) -> pd.DataFrame:
    """Type, articles and mentions by name, of all names that ``concerned`` speaks of."""
    names = sorted({name for one in concerned for name in (one.name, one.becomes) if name})
    pairs = store.query(f"WITH {_BASE} SELECT DISTINCT found, surface FROM base", {"names": names})
    done = replay(corrected, zip(pairs["found"].tolist(), pairs["surface"].tolist(), strict=True))
    params: dict[str, Any] = {
        "names": names,
        "founds": [found for found, _ in done.moves],
        "surfaces": [surface for _, surface in done.moves],
        "becomes": [name for name, _ in done.moves.values()],
    }
    frame = store.query(_NAMED, params).set_index("name")
    for name, kind in done.types.items():
        if name in frame.index:
            frame.loc[name, "type"] = kind
    return frame

"""One entity closely: the offices it held, when its name changed its meaning, who writes about it, who stands beside it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.measures.intervals import with_shares
from analysis.questions.answers import answer
from analysis.questions.settings import count, many, many_of
from analysis.questions.units import sampled
from analysis.schema import ENTITY_TYPES
from analysis.scope import Scope
from analysis.store import counts_entities
from analysis.store.families import family_of, naming
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot
from analysis.text.identity import institutions, offices


def entity_offices(store: Snapshot, scope: Scope, *, name: str) -> pd.DataFrame:
    """Which offices a person holds or held, as the list of offices says; the same for every scope.

    Args:
        name: canonical name.

    Returns:
        One row a term of office, the latest first: office, first and last (days; last is empty while in office or
        unknown), rule (line of the list), source. Empty for whoever the list does not know.
    """
    terms = offices.load().held(name)[::-1]
    if not terms:
        return answer("entity_offices")
    rows = [
        (
            term.words,
            term.first,
            None if term.last == date.max else term.last,
            f"{offices.FILE}:{term.line}",
            term.source,
        )
        for term in terms
    ]
    frame = pd.DataFrame(rows, columns=["office", "first", "last", "rule", "source"])
    return answer(
        "entity_offices", frame.assign(first=pd.to_datetime(frame["first"]), last=pd.to_datetime(frame["last"]))
    )


def entity_changes(store: Snapshot, scope: Scope, *, name: tuple[str, ...], family: bool = False) -> pd.DataFrame:
    """On which days a name changed its meaning: mergers, unions, new names, tasks taken over; the same for every scope.

    Args:
        name: canonical names.
        family: also the changes of their predecessors and successors.

    Returns:
        One row a change, oldest first: day, vi and en (what happened, in each language), rule (line of the list),
        source. Empty for names that never changed.
    """
    names = [one for given in many(name) for one in (family_of(given) if family else (given,))]
    marks = institutions.load().marks(*dict.fromkeys(names))
    if not marks:
        return answer("entity_changes")
    rows = [(mark.day, mark.vi, mark.en, mark.rule, mark.source) for mark in marks]
    frame = pd.DataFrame(rows, columns=["day", "vi", "en", "rule", "source"])
    return answer("entity_changes", frame.assign(day=pd.to_datetime(frame["day"])))


def entity_outlets(store: Snapshot, scope: Scope, *, name: str, top: int = 30, family: bool = False) -> pd.DataFrame:
    """Which outlets mention an entity.

    Args:
        name: canonical name.
        top: outlets listed.
        family: whether predecessors and successor count as one.

    Returns:
        One row an outlet, most units first: name (as asked), source, n (its units that mention the entity), total (its units in the
        scope), share, low, high, mentions, first and last (days of mention), unit, rows. Empty where never met.

    Raises:
        InputError: ``top`` out of range.
    """
    frame = counts_entities.outlets(selection(store, scope), naming(store, family=family).ids(store, name))
    if frame.empty:
        return answer("entity_outlets")
    shown = sampled(with_shares(frame), scope, "low", "high").head(count("top", top))
    return answer("entity_outlets", shown, scope, name=name)


def entity_company(
    store: Snapshot, scope: Scope, *, name: str, type: tuple[str, ...] = (), top: int = 15, family: bool = False
) -> pd.DataFrame:
    """Who and what stands in one sentence with an entity, counted only: ``entity_comentions`` says what is more than chance.

    Args:
        name: canonical name.
        type: only these types.
        top: rows listed.
        family: whether predecessors and successor count as one.

    Returns:
        One row an entity, in most units first: name, type, sentences (with both), n (units with such a sentence),
        total (units that mention ``name``), share, low, high, a and b (the pair, for its sentences), unit, rows.

    Raises:
        InputError: an unknown type, or ``top`` out of range.
    """
    types, way = many_of("type", type, ENTITY_TYPES), naming(store, family=family)
    ids = way.ids(store, name)
    frame = counts_entities.company(selection(store, scope), ids, way, types=types, top=count("top", top))
    if frame.empty:
        return answer("entity_company")
    return answer("entity_company", with_shares(frame).assign(a=name, b=frame["name"]), scope)

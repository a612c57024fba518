"""Who and what is mentioned, how often, when, under which names and with whom."""

from __future__ import annotations

import pandas as pd

from analysis.measures.comention import associated
from analysis.measures.dispersion import deviation
from analysis.measures.intervals import with_shares
from analysis.questions.answers import answer
from analysis.questions.joined import beside
from analysis.questions.settings import WITHIN, count, many, many_of, one_of
from analysis.questions.timelines import timeline
from analysis.schema import ENTITY_TYPES
from analysis.scope import Scope
from analysis.store import counts_entities, counts_pairs, counts_volume
from analysis.store.families import naming
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot

SORTS = ("n", "mentions")


def entity_frequencies(
    store: Snapshot,
    scope: Scope,
    *,
    top: int = 30,
    type: tuple[str, ...] = (),
    sort: str = "n",
    find: str = "",
    family: bool = False,
) -> pd.DataFrame:
    """Who and what the scope mentions most.

    Args:
        top: entities listed.
        type: only these types (PER ORG LOC DOC EVENT PROD).
        sort: n or mentions.
        find: only names that contain this text, marks and case set aside.
        family: whether predecessors and successor (``text.institutions``) count as one, under today's name.

    Returns:
        One row an entity: name, type, mentions, n (units that mention it), total, share, low, high, dp_outlets and
        dp_days (0 even, 1 one place), unit, rows (entities in all).

    Raises:
        InputError: an unknown type or sort, or ``top`` out of range.
    """
    types = many_of("type", type, ENTITY_TYPES)
    chosen = selection(store, scope)
    way = naming(store, family=family)
    ranked = counts_entities.ranked(
        chosen, way, top=count("top", top), types=types, sort=one_of("sort", sort, SORTS), find=find
    )
    if ranked.empty:
        return answer("entity_frequencies")
    counts, outlets, days = counts_entities.details(chosen, ranked["entity_id"], way)
    whole, *parts = counts_volume.parts(chosen)
    frame = with_shares(beside(ranked, counts, on="entity_id", whole=whole))
    frame["dp_outlets"] = frame["entity_id"].map(deviation(outlets, parts[0], item="entity_id", part="source"))
    frame["dp_days"] = frame["entity_id"].map(deviation(days, parts[1], item="entity_id", part="day"))
    return answer("entity_frequencies", frame, scope)


def entity_timeline(
    store: Snapshot,
    scope: Scope,
    *,
    name: tuple[str, ...] = (),
    type: tuple[str, ...] = (),
    by: str = "auto",
    top: int = 5,
    family: bool = False,
) -> pd.DataFrame:
    """How often entities were mentioned in each period.

    Args:
        name: canonical names; none: the most frequent.
        type: only these types, where no name is given.
        by: auto, day, week, month.
        top: how many entities, where none is named.
        family: whether predecessors and successor count as one, under today's name.

    Returns:
        One row an entity and period of the scope, also where n is 0: name, type, period, n, total, share, low, high,
        mentions, partial, gap, unit. A name that was never met has zeros and no type.

    Raises:
        InputError: an unknown type or ``by``, or ``top`` out of range.
    """
    types = many_of("type", type, ENTITY_TYPES)
    line = timeline(store, scope, by)
    if line is None:
        return answer("entity_timeline")
    way = naming(store, family=family)
    if name:
        entities = way.known(store, many(name))
    else:
        entities = counts_entities.ranked(line.selection, way, top=count("top", top), types=types)
    entities = entities[["entity_id", "name", "type"]]
    counts = counts_entities.timeline(line.selection, entities["entity_id"], way)
    names = dict(zip(entities["entity_id"], entities["name"], strict=True))
    frame = line.fill(entities[["name", "type"]], counts.assign(name=counts["entity_id"].map(names)))
    return answer("entity_timeline", with_shares(frame), scope)


def entity_surfaces(store: Snapshot, scope: Scope, *, name: str, family: bool = False) -> pd.DataFrame:
    """Under which written forms an entity is mentioned.

    Args:
        name: canonical name.
        family: whether predecessors and successor count as one.

    Returns:
        One row a form, most mentioned first: surface, mentions, n (units), total (units that mention the
        entity at all), rule (why it was found and named so), unit. Empty where the name was never met.
    """
    chosen = selection(store, scope)
    found = counts_entities.surfaces(chosen, naming(store, family=family).ids(store, name))
    return answer("entity_surfaces", found, scope)


def entity_comentions(
    store: Snapshot,
    scope: Scope,
    *,
    name: str = "",
    type: tuple[str, ...] = (),
    top: int = 30,
    family: bool = False,
    within: str = "sentence",
) -> pd.DataFrame:
    """Who and what stand in one sentence (or article) more often than by chance.

    Args:
        name: only pairs with this entity.
        type: only entities of these types (beside ``name`` itself).
        top: pairs listed.
        family: whether predecessors and successor count as one, under today's name.
        within: sentence or article.

    Returns:
        One row a pair, surest first (``measures.comention.associated``): a, a_type, b, b_type, within, sentences (with
        both; articles where ``within`` says so), a_sentences and b_sentences (with each), n (units with both), stories, log_dice, g2, p, q, unit, rows. Only pairs with q < .05 in at least 3 stories.

    Raises:
        InputError: an unknown type or ``within``, or ``top`` out of range.
    """
    types, top = many_of("type", type, ENTITY_TYPES), count("top", top)
    chosen = selection(store, scope)
    way = naming(store, family=family)
    one = int(way.known(store, [name])["entity_id"].iloc[0]) if name else None
    pairs = counts_pairs.pairs(chosen, way, entity=one, types=types, within=one_of("within", within, WITHIN))
    if pairs.empty:
        return answer("entity_comentions")
    entities = int(pairs["entities"].iloc[0])
    tests = entities - 1 if name else entities * (entities - 1) // 2
    found = associated(pairs, sentences=counts_pairs.sentences(chosen, within), tests=tests)
    frame = counts_pairs.named(chosen, found.head(top), way).assign(rows=len(found), within=within)
    return answer("entity_comentions", frame.rename(columns={"f_a": "a_sentences", "f_b": "b_sentences"}), scope)

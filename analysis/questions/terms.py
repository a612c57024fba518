"""One term closely: the outlets that use it, the words and names around it."""

from __future__ import annotations

import pandas as pd

from analysis.measures.collocation import neighbours
from analysis.measures.intervals import with_shares
from analysis.questions.answers import answer
from analysis.questions.settings import count
from analysis.questions.units import sampled
from analysis.scope import Scope
from analysis.store import counts_keywords, counts_neighbours, counts_pairs, evidence
from analysis.store.counting import counting
from analysis.store.families import naming
from analysis.store.naming import looked_up
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot
from analysis.text.script.fold import plain


def keyword_sources(
    store: Snapshot, scope: Scope, *, term: str, top: int = 30, nested: bool = False, concepts: bool = False
) -> pd.DataFrame:
    """Which part of each outlet's articles holds a term.

    Args:
        term: in any case and tone style.
        top: outlets listed.
        nested: whether the term also counts where it stands inside a longer one.
        concepts: whether all forms of the term's concept count.

    Returns:
        One row an outlet, largest share first: of (the term), source, n, total (its articles in the scope), share, low, high,
        occurrences, unit, rows. Outlets without the term are listed too.

    Raises:
        InputError: ``top`` out of range.
    """
    way = counting(store, nested=nested, concepts=concepts)
    known = counts_keywords.known(store, [term], way).iloc[0]
    item = int(known["term_id"])
    frame = sampled(with_shares(counts_keywords.outlets(selection(store, scope), item, way)), scope, "low", "high")
    ordered = frame.sort_values(["share", "n", "source"], ascending=[False, False, True], kind="stable")
    return answer("keyword_sources", ordered.head(count("top", top)), scope, of=known["term"], rows=len(frame))


def keyword_neighbours(
    store: Snapshot,
    scope: Scope,
    *,
    term: str,
    top: int = 30,
    phrases: bool = False,
    nested: bool = False,
    concepts: bool = False,
) -> pd.DataFrame:
    """Which terms stand in one sentence with a term more often than by chance.

    Args:
        term: in any case and tone style.
        top: neighbours listed.
        phrases: only terms of several syllables, foreign words and acronyms, not bare syllables.
        nested: whether the term also counts where it stands inside a longer one.
        concepts: whether all forms of the term's concept count.

    Returns:
        One row a neighbour, strongest tie first (``measures.collocation.neighbours``): of (the term asked about), term,
        sentences (with both), n (units with one),
        stories, of_term and of_other (sentences with each), log_dice, g2, q, unit, rows.

    Raises:
        InputError: ``top`` out of range.
    """
    chosen = selection(store, scope)
    items, of = _meant(store, term, nested=nested, concepts=concepts)
    found = _tied(counts_neighbours.terms(chosen, items, phrases=phrases), counts_pairs.sentences(chosen))
    shown = found.head(count("top", top))
    shown = shown.join(looked_up(store, shown["item"], "term", table="terms"), on="item")
    return answer("keyword_neighbours", shown, scope, of=of, rows=len(found))


def keyword_entities(
    store: Snapshot, scope: Scope, *, term: str, top: int = 20, nested: bool = False, concepts: bool = False
) -> pd.DataFrame:
    """Who and what is named in one sentence with a term more often than by chance.

    Args:
        term: in any case and tone style.
        top: entities listed.
        nested: whether the term also counts where it stands inside a longer one.
        concepts: whether all forms of the term's concept count.

    Returns:
        One row an entity, strongest tie first (``measures.collocation.neighbours``): of (the term asked about), name,
        type, sentences (with both), n (units with one), stories, of_term and of_other (sentences with each), log_dice,
        g2, q, unit, rows.

    Raises:
        InputError: ``top`` out of range.
    """
    chosen = selection(store, scope)
    items, of = _meant(store, term, nested=nested, concepts=concepts)
    found = _tied(counts_neighbours.entities(chosen, items), counts_pairs.sentences(chosen))
    found = found.join(looked_up(store, found["item"], "name, type", table="entities"), on="item")
    # A name that is itself the term ("Việt Nam") stands beside itself always, and says nothing.
    found = found[[" ".join(plain(name).split()) != of for name in found["name"]]]
    shown = found.head(count("top", top))
    return answer("keyword_entities", shown, scope, of=of, rows=len(found))


def _meant(store: Snapshot, term: str, *, nested: bool, concepts: bool) -> tuple[list[int], str]:
    """term_ids that count as a term, and how it is shown."""
    way = counting(store, nested=nested, concepts=concepts)
    known = counts_keywords.known(store, [term], way)
    return way.occurring(store, int(known["term_id"].iloc[0])), str(known["term"].iloc[0])


def _tied(counts: pd.DataFrame, sentences: int) -> pd.DataFrame:
    """The neighbours with clear evidence; every one that shares a sentence with the term counts as a test."""
    tests = int(counts["tests"].iloc[0]) if len(counts) else None
    found = neighbours(counts, sentences=sentences, tests=tests)
    return found.assign(of_term=found["f_term"], of_other=found["f_other"])


def neighbour_sentences(
    store: Snapshot,
    scope: Scope,
    *,
    term: str,
    other: str = "",
    name: str = "",
    top: int = 20,
    offset: int = 0,
    nested: bool = False,
    concepts: bool = False,
) -> pd.DataFrame:
    """Every sentence that holds a term and a neighbour of it.

    Args:
        term: in any case and tone style.
        other: the neighbour, where it is a term.
        name: the neighbour, where it is an entity: its canonical name.
        top, offset: which part of the list.
        nested: whether the term also counts where it stands inside a longer one.
        concepts: whether all forms of the term's concept count.

    Returns:
        An evidence frame: key, day, published, has_time, source, title, url, date_origin, sentence, kind, text, marks, rule, rows,
        hits, articles (see ``questions.evidence``); empty where the two never stand in one sentence.

    Raises:
        InputError: ``top`` or ``offset`` out of range.
    """
    items, _ = _meant(store, term, nested=nested, concepts=concepts)
    page = {"top": count("top", top), "offset": count("offset", offset)}
    if name:
        others = naming(store).ids(store, name)
        hits = evidence.BESIDE_NAME
    else:
        others = counts_keywords.known(store, [other])["term_id"].tolist()
        hits = evidence.BESIDE_TERM
    found = evidence.sentences(selection(store, scope), hits, items=items, others=others, **page)
    return answer("neighbour_sentences", found)

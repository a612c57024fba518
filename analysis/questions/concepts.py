"""Concepts: which written forms they have, and how often each is used."""

from __future__ import annotations

import pandas as pd

from analysis.measures.intervals import with_shares
from analysis.questions.answers import answer
from analysis.questions.settings import many
from analysis.scope import Scope
from analysis.store import counts_keywords, counts_volume
from analysis.store.counting import Counting, counting
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot
from analysis.text.lexicons.concepts import form


def concept_forms(store: Snapshot, scope: Scope, *, term: tuple[str, ...] = (), nested: bool = False) -> pd.DataFrame:
    """How often each written form of a concept is used.

    Args:
        term: forms of the concepts wanted, in any case and tone style; none: all concepts.
        nested: whether a form also counts where it stands inside a longer term.

    Returns:
        One row a form that the scope holds, those of one concept together, most used first: concept, form, n, total,
        share, low, high, occurrences, forms (that the list gives the concept and the scope holds), unit. An article
        with two forms counts for both, so that their n may be more than the concept's.
    """
    way = counting(store, nested=nested, concepts=True)
    wanted = {form(one) for one in many(term)}
    if wanted:
        way = Counting(nested, tuple(c for c in way.concepts if wanted & {c[0], *(f for _, f in c[1])}))
    chosen = selection(store, scope)
    whole = counts_volume.parts(chosen)[0]
    counts = counts_keywords.forms(chosen, way) if way.concepts else pd.DataFrame()
    if counts.empty:
        return answer("concept_forms")
    written = {term: one for _, forms in way.concepts for term, one in forms}
    frame = with_shares(counts.merge(whole, how="cross"))
    frame = frame.assign(concept=frame["term_id"].map(way.names), form=frame["form_id"].map(written))
    frame["most"] = frame.groupby("concept")["n"].transform("max")
    frame["forms"] = frame.groupby("concept")["n"].transform("size")
    frame = frame.sort_values(["most", "concept", "n", "form"], ascending=[False, True, False, True], kind="stable")
    return answer("concept_forms", frame, scope)

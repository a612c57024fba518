"""Which laws, resolutions and decrees are cited, by how many outlets, and where first."""

from __future__ import annotations

import pandas as pd

from analysis.measures.intervals import with_shares
from analysis.questions.answers import answer
from analysis.questions.settings import count, many, one_of
from analysis.scope import Scope
from analysis.store import counts_documents, counts_volume
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot


def document_citations(
    store: Snapshot,
    scope: Scope,
    *,
    name: tuple[str, ...] = (),
    top: int = 30,
    sort: str = "n",
    find: str = "",
) -> pd.DataFrame:
    """Which policy documents the scope cites.

    Args:
        name: only these documents, by canonical name.
        top: documents listed.
        sort: n, outlets, or first (the document cited most lately for the first time on top).
        find: only names that contain this text, marks and case set aside.

    Returns:
        One row a document: name, mentions, n (units that cite it), total, share, low, high, outlets (how many cite it),
        first and last (days of citation in the scope), kind, issuer and issued (as most articles have it; empty where
        no article says), key, source, title and sentence of the article that cites it
        first, unit, rows (documents in all).

    Raises:
        InputError: an unknown sort, or ``top`` out of range.
    """
    chosen = selection(store, scope)
    frame = counts_documents.cited(
        chosen,
        top=count("top", top),
        sort=one_of("sort", sort, counts_documents.SORTS),
        find=find,
        names=many(name),
    )
    if frame.empty:
        return answer("document_citations")
    whole, *_ = counts_volume.parts(chosen)
    return answer("document_citations", with_shares(frame.merge(whole, how="cross")), scope)

"""Quotations: who said something, how often, when, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import records
from analysis.schema import CUE_KINDS
from analysis.store.arrays import counted, distinct
from analysis.store.foremost import foremost
from analysis.store.ints import Flags, Ints
from analysis.store.kept import Kept
from analysis.store.naming import looked_up, numbers_of
from analysis.store.select import ABOUT, Selection, objects, whole_texts
from analysis.store.snapshot import Snapshot
from analysis.text.script.fold import fold

_FOLDED = "replace(strip_accents(lower(name)), 'đ', 'd')"


meant: Kept[Flags] = Kept(8)
_pages: Kept[pd.DataFrame] = Kept(64, worth=lambda frame: len(frame) <= LISTED)
LISTED = 100
"""Quotations of a page that is kept for others."""
Said = tuple[str, dict[str, Any]]
"""A predicate over ``quotations q``, and its values."""


def said(*, names: Iterable[str] = (), types: Iterable[str] = (), manner: str = "", kinds: Iterable[str] = ()) -> Said:
    """Which quotations are meant: of these speakers or types of speakers, direct or indirect, with these kinds of cue."""
    where = ["q.entity_id IS NOT NULL"]
    params: dict[str, Any] = {}
    for column, key, values in (("name", "said_names", names), ("type", "said_types", types)):
        if wanted := list(values):
            where.append(f"q.entity_id IN (SELECT entity_id FROM entities WHERE {column} IN (SELECT unnest(${key})))")
            params[key] = wanted
    if wanted := list(kinds):
        where.append("q.cue_kind IN (SELECT unnest($said_kinds))")
        params["said_kinds"] = wanted
    if manner:
        where.append("q.kind = $said_manner")
        params["said_manner"] = manner
    return " AND ".join(where), params


def found(selection: Selection, which: Said, *, top: int, offset: int = 0) -> pd.DataFrame:
    """The quotations themselves, newest article first, then in order of the text.

    Returns:
        One row each: key … date_origin of the article, speaker, type, written, manner, cue, cue_kind, said, text (the
        sentences it stands in, with cue and speaker), marks (of the words said in it), start, sentence, rows, articles.
    """
    hits = _meant(selection, which)
    article = spoken(selection.store).article[hits]
    begins = np.flatnonzero(np.append(True, article[1:] != article[:-1])[: len(hits)])[::-1]
    sizes = -np.diff(begins, prepend=len(hits))
    before = np.cumsum(sizes) - sizes  # rows of newer articles
    wanted = np.arange(offset, min(offset + top, len(hits)))
    of = np.searchsorted(before, wanted, side="right") - 1
    page = _page(selection.store, hits[begins[of] + wanted - before[of]])
    frame = page.assign(rows=len(hits), articles=len(begins))
    texts = whole_texts(selection.store, frame["article_id"])
    rows = records(frame)

    def cut(first: str, last: str) -> pd.Series[str]:
        return pd.Series([texts[row["article_id"]][row[first] : row[last]] for row in rows], dtype="str")

    marks = [[[int(row["start"] - row["first"]), int(row["end"] - row["first"])]] for row in rows]
    return frame.assign(
        said=cut("start", "end"),
        written=cut("speaker_start", "speaker_end"),
        text=cut("first", "last"),
        marks=objects(marks),
    )


def _page(store: Snapshot, page: Ints) -> pd.DataFrame:
    """Where quotations stand, as ``found`` lists them; kept, for the newest are the newest of many scopes."""
    return _pages.get(store, page.tobytes(), lambda: _stand(store, page))


def _stand(store: Snapshot, page: Ints) -> pd.DataFrame:
    return store.query(
        f"""
        WITH page AS MATERIALIZED (SELECT * FROM quotations WHERE quotation_id IN (SELECT unnest($page::INTEGER[]))),
        around AS (
            SELECT p.quotation_id, min(s.start) AS first, max(s."end") AS last
            FROM page p JOIN sentences s ON s.article_id = p.article_id
                AND s."end" > least(p.start, p.cue_start, p.speaker_start)
                AND s.start < greatest(p."end", p.cue_end, p.speaker_end)
            GROUP BY 1)
        SELECT {ABOUT}, p.article_id, e.name AS speaker, e.type, p.kind AS manner, p.cue, p.cue_kind, p.sentence,
               p.start, p."end", p.speaker_start, p.speaker_end, r.first, r.last
        FROM page p JOIN around r USING (quotation_id) JOIN entities e USING (entity_id) JOIN articles a USING (article_id)
        ORDER BY p.article_id DESC, p.start
        """,
        {"page": page.tolist()},
    )


def ranked(selection: Selection, which: Said, *, top: int, find: str = "", sort: str = "n") -> pd.DataFrame:
    """Who is quoted most: entity_id, name, type, n, quotations, direct, weight, rows (speakers in all)."""
    store, whole = selection.store, spoken(selection.store)
    rows = _meant(selection, which)
    met, columns = _summed(selection, rows, whole.speaker[rows], int(whole.speaker.max(initial=-1)) + 1)
    if find.strip():
        found = numbers_of(store, "entities", f"contains({_FOLDED}, $find)", {"find": fold(find.strip())})
        kept = np.isin(met, found, assume_unique=True)
        met, columns = met[kept], {name: column[kept] for name, column in columns.items()}
    first, second = ("quotations", "n") if sort == "quotations" else ("n", "quotations")
    size = (columns[first] << 32) + columns[second]
    named = partial(looked_up, store, columns="name, type", table="entities")
    frame = foremost(met, size, top, named).reset_index(names="entity_id")
    at = frame.pop("at").to_numpy()
    return frame.assign(**{name: column[at] for name, column in columns.items()}, rows=len(met))


def kinds(selection: Selection, which: Said) -> pd.DataFrame:
    """One row a kind of cue that was met: cue_kind, n, weight, quotations, direct."""
    rows = _meant(selection, which)
    met, columns = _summed(selection, rows, spoken(selection.store).cue[rows], len(CUE_KINDS) + 1)
    return pd.DataFrame({"cue_kind": pd.array(np.array([*CUE_KINDS, ""], object)[met], "str"), **columns})


def timeline(selection: Selection, which: Said) -> pd.DataFrame:
    """One row a speaker and period with a quotation: name, type, period, n, weight, quotations, direct."""
    known, whole = counted(selection), spoken(selection.store)
    rows, count = _meant(selection, which), np.int64(len(known.periods))
    speakers, place = np.unique(whole.speaker[rows], return_inverse=True)
    key = place * count + known.period[whole.article[rows]]
    met, columns = _summed(selection, rows, key, len(speakers) * int(count))
    names = looked_up(selection.store, speakers, "name, type", table="entities").reindex(speakers[met // count])
    return names.reset_index(drop=True).assign(period=known.periods[met % count], **columns)


@dataclass(frozen=True, slots=True)
class Spoken:
    """All quotations of a snapshot, by quotation_id, which is in order of article and text."""

    article: Ints
    speaker: Ints
    """entity_id; -1 where nobody is known."""
    cue: Ints
    """Place of its kind of cue in ``CUE_KINDS``; behind them for any other."""
    direct: Flags


_spoken: Kept[Spoken] = Kept(1)


def spoken(store: Snapshot) -> Spoken:
    """The quotations, kept as long as the snapshot."""

    def read() -> Spoken:
        frame = store.query(
            "SELECT article_id, coalesce(entity_id, -1) AS speaker, "
            "coalesce(list_position($kinds, cue_kind) - 1, len($kinds)) AS cue, kind = 'direct' AS direct "
            "FROM quotations ORDER BY quotation_id",
            {"kinds": list(CUE_KINDS)},
        )
        article, speaker = (frame[name].to_numpy(np.int32) for name in ("article_id", "speaker"))
        return Spoken(article, speaker, frame["cue"].to_numpy(np.int8), frame["direct"].to_numpy(np.bool_))

    return _spoken.get(store, "quotations", read)


def _meant(selection: Selection, which: Said) -> Ints:
    """quotation_ids, rising, of the quotations that are meant and stand in counted articles."""
    store, (where, params) = selection.store, which
    whole = spoken(store)

    def asked() -> Flags:
        flags = np.zeros(len(whole.article), np.bool_)
        flags[
            store.query(f"SELECT quotation_id FROM quotations q WHERE {where}", params)["quotation_id"].to_numpy()
        ] = True
        return flags

    flags = meant.get(store, (where, repr(params)), asked)
    return np.flatnonzero(flags & counted(selection).flags[whole.article])


def _summed(selection: Selection, rows: Ints, key: Ints, keys: int) -> tuple[Ints, dict[str, Ints]]:
    """Keys that were met, rising, and of each: n (units with a quotation of it), weight, quotations, direct.

    Args:
        rows: quotation_ids.
        key: of each, from 0.
        keys: how many there are.
    """
    known, whole = counted(selection), spoken(selection.store)
    places = np.int64(max(keys, 1))
    once = distinct(whole.article[rows] * places + key)
    n, weight = known.units(once // places, once % places, keys)
    quotations, direct = (np.bincount(some, minlength=keys) for some in (key, key[whole.direct[rows]]))
    met = np.flatnonzero(quotations)
    columns = {"n": n, "weight": weight, "quotations": quotations, "direct": direct}
    return met, {name: column[met] for name, column in columns.items()}

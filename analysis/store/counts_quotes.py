"""SQL of quotations: who said something, how often, when, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import records
from analysis.store.arrays import counted
from analysis.store.counts_volume import SIZED, weight
from analysis.store.ints import Ints
from analysis.store.kept import Kept
from analysis.store.select import ABOUT, Selection, objects, whole_texts
from analysis.store.snapshot import Snapshot
from analysis.text.script.fold import fold

_FOLDED = "replace(strip_accents(lower(name)), 'đ', 'd')"


meant: Kept[tuple[Ints, Ints]] = Kept(8)
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
    number, article = _meant(selection.store, which)
    hits = np.flatnonzero(counted(selection).flags[article])
    frame = selection.store.query(
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
        {"page": number[hits[offset : offset + top]].tolist()},
    ).assign(rows=len(hits), articles=len(np.unique(article[hits])))
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


def _meant(store: Snapshot, which: Said) -> tuple[Ints, Ints]:
    """quotation_id and article_id of the quotations that are meant, as ``found`` lists them; kept for all scopes."""
    where, params = which
    select = f"SELECT quotation_id, article_id FROM quotations q WHERE {where} ORDER BY article_id DESC, start"

    def asked() -> tuple[Ints, Ints]:
        frame = store.query(select, params)
        return frame["quotation_id"].to_numpy(), frame["article_id"].to_numpy()

    return meant.get(store, (where, repr(params)), asked)


def ranked(selection: Selection, which: Said, *, top: int, find: str = "", sort: str = "n") -> pd.DataFrame:
    """Who is quoted most: entity_id, name, type, n, quotations, direct, weight, rows (speakers in all)."""
    where, params = which
    named = "true"
    if find.strip():
        named, params = f"contains({_FOLDED}, $find)", {**params, "find": fold(find.strip())}
    order = "quotations DESC, n DESC, name" if sort == "quotations" else "n DESC, quotations DESC, name"
    return selection.ask(
        f"""
        , {SIZED},
        each AS (SELECT q.entity_id, q.article_id, count(*) AS quotations, count(*) FILTER (q.kind = 'direct') AS direct
                 FROM quotations q WHERE {where} GROUP BY ALL),
        tally AS (SELECT entity_id, {selection.units} AS n, {weight(selection)} AS weight,
                         sum(quotations)::BIGINT AS quotations, sum(direct)::BIGINT AS direct
                  FROM each JOIN sized USING (article_id) GROUP BY entity_id)
        SELECT entity_id, name, type, n, weight, quotations, direct, count(*) OVER () AS rows
        FROM tally JOIN entities USING (entity_id) WHERE {named} ORDER BY {order} LIMIT $top
        """,
        top=top,
        **params,
    )


def kinds(selection: Selection, which: Said) -> pd.DataFrame:
    """One row a kind of cue that was met: cue_kind, n, weight, quotations, direct, total_quotations."""
    where, params = which
    return selection.ask(
        f"""
        , {SIZED},
        each AS (SELECT q.cue_kind, q.article_id, count(*) AS quotations, count(*) FILTER (q.kind = 'direct') AS direct
                 FROM quotations q WHERE {where} GROUP BY ALL)
        SELECT cue_kind, {selection.units} AS n, {weight(selection)} AS weight,
               sum(quotations)::BIGINT AS quotations, sum(direct)::BIGINT AS direct
        FROM each JOIN sized USING (article_id) GROUP BY cue_kind
        """,
        **params,
    )


def timeline(selection: Selection, which: Said) -> pd.DataFrame:
    """One row a speaker and period with a quotation: name, type, period, n, weight, quotations."""
    where, params = which
    return selection.ask(
        f"""
        , {SIZED},
        each AS (SELECT q.entity_id, q.article_id, count(*) AS quotations FROM quotations q WHERE {where} GROUP BY ALL)
        SELECT name, type, period, {selection.units} AS n, {weight(selection)} AS weight,
               sum(quotations)::BIGINT AS quotations
        FROM each JOIN sized USING (article_id) JOIN entities USING (entity_id) GROUP BY ALL
        """,
        **params,
    )

"""Who said what: the quotations themselves, who is quoted, with which kind of word, and when."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.frames import records
from analysis.measures.intervals import with_shares
from analysis.questions.answers import answer
from analysis.questions.settings import count, day, many, many_of, one_of
from analysis.questions.timelines import timeline
from analysis.schema import CUE_KINDS
from analysis.scope import Scope
from analysis.store import counts_quotes, counts_volume
from analysis.store.counts_quotes import Said
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot

MANNERS = ("all", "direct", "indirect")
SPEAKERS = ("PER", "ORG", "LOC", "ROLE")
"""Types of entities that speak."""
SORTS = ("n", "quotations")


def quotation_search(
    store: Snapshot,
    scope: Scope,
    *,
    name: tuple[str, ...] = (),
    type: tuple[str, ...] = (),
    manner: str = "all",
    cue: tuple[str, ...] = (),
    since: str = "",
    until: str = "",
    top: int = 20,
    offset: int = 0,
) -> pd.DataFrame:
    """What was said: every quotation of the scope, in its sentence.

    Args:
        name: only these speakers, by canonical name.
        type: only speakers of these types (PER ORG LOC ROLE).
        manner: all, direct or indirect.
        cue: only these kinds of saying (states, stresses, proposes, promises, denies, warns).
        since, until: first and last day wanted.
        top, offset: which part of the list.

    Returns:
        One row a quotation, newest article first, then in order of the text: key, day, published, has_time, source,
        title, url, date_origin, speaker, type, written (how the speaker is written there), manner, cue, cue_kind, said, text (the
        sentences with cue and speaker), marks (of the words said in it), sentence, start (offset of the words in the
        article), citation (ready to paste), rows (quotations in all), articles (articles that hold them).

    Raises:
        InputError: an unknown type, manner or kind, a day that cannot be read, or ``top`` or ``offset`` out of range.
    """
    which = _which(name, type, manner, cue)
    chosen = selection(store, scope, since=day("since", since), until=day("until", until))
    frame = counts_quotes.found(chosen, which, top=count("top", top), offset=count("offset", offset))
    cited = [_citation(row) for row in records(frame)]
    return answer("quotation_search", frame.assign(citation=pd.Series(cited, index=frame.index, dtype="str")))


def quotation_speakers(
    store: Snapshot,
    scope: Scope,
    *,
    top: int = 30,
    type: tuple[str, ...] = (),
    manner: str = "all",
    cue: tuple[str, ...] = (),
    sort: str = "n",
    find: str = "",
) -> pd.DataFrame:
    """Who is quoted most.

    Args:
        top: speakers listed.
        type, manner, cue: which quotations, as in ``quotation_search``.
        sort: n or quotations.
        find: only names that contain this text, marks and case set aside.

    Returns:
        One row a speaker: name, type, quotations, direct (of them in the speaker's words), n (units with a quotation
        of theirs), total, share, low, high, unit, rows (speakers in all).

    Raises:
        InputError: an unknown type, manner, kind or sort, or ``top`` out of range.
    """
    which = _which((), type, manner, cue)
    chosen = selection(store, scope)
    sort = one_of("sort", sort, SORTS)
    frame = counts_quotes.ranked(chosen, which, top=count("top", top), find=find, sort=sort)
    if frame.empty:
        return answer("quotation_speakers")
    whole = counts_volume.parts(chosen)[0]
    return answer("quotation_speakers", with_shares(frame.merge(whole, how="cross")), scope)


def quotation_kinds(
    store: Snapshot, scope: Scope, *, name: tuple[str, ...] = (), type: tuple[str, ...] = (), manner: str = "all"
) -> pd.DataFrame:
    """With which kinds of words they are reported: do they state, stress, propose, promise, deny, warn?

    Args:
        name, type, manner: which quotations, as in ``quotation_search``.

    Returns:
        One row a kind, always all six in the same order: cue_kind, quotations, direct, n (units with one), total,
        share, low, high, unit. Empty where the scope holds nothing.

    Raises:
        InputError: an unknown type or manner.
    """
    which = _which(name, type, manner, ())
    chosen = selection(store, scope)
    whole = counts_volume.parts(chosen)[0]
    if whole.empty or not whole["total"].sum():
        return answer("quotation_kinds")
    counts = counts_quotes.kinds(chosen, which).set_index("cue_kind").reindex(list(CUE_KINDS), fill_value=0)
    frame = counts.rename_axis("cue_kind").reset_index().merge(whole, how="cross")
    return answer("quotation_kinds", with_shares(frame), scope)


def quotation_timeline(
    store: Snapshot,
    scope: Scope,
    *,
    name: tuple[str, ...] = (),
    type: tuple[str, ...] = (),
    manner: str = "all",
    cue: tuple[str, ...] = (),
    by: str = "auto",
    top: int = 5,
) -> pd.DataFrame:
    """How often speakers were quoted in each period.

    Args:
        name: canonical names; none: those quoted most.
        type, manner, cue: which quotations, as in ``quotation_search``.
        by: auto, day, week, month.
        top: how many speakers, where none is named.

    Returns:
        One row a speaker and period of the scope, also where n is 0: name, type, period, n (units with a quotation of
        theirs), total, share, low, high, quotations, partial, gap, unit. A name never quoted has zeros and no type.

    Raises:
        InputError: an unknown type, manner, kind or ``by``, or ``top`` out of range.
    """
    names = many(name)
    which = _which(names, type, manner, cue)
    line = timeline(store, scope, by)
    if line is None:
        return answer("quotation_timeline")
    if not names:
        ranked = counts_quotes.ranked(line.selection, which, top=count("top", top))
        names = tuple(ranked["name"])
        which = _which(names, type, manner, cue)
    counts = counts_quotes.timeline(line.selection, which) if names else None
    if counts is None or not names:
        return answer("quotation_timeline")
    types = dict(zip(counts["name"], counts["type"], strict=True))
    items = pd.DataFrame({"name": names, "type": [types.get(one, "") for one in names]}, dtype="str")
    return answer("quotation_timeline", with_shares(line.fill(items, counts)), scope)


def _which(name: tuple[str, ...], type: tuple[str, ...], manner: str, cue: tuple[str, ...]) -> Said:
    manner = one_of("manner", manner, MANNERS)
    return counts_quotes.said(
        names=many(name),
        types=many_of("type", type, SPEAKERS),
        manner="" if manner == "all" else manner,
        kinds=many_of("cue", cue, CUE_KINDS),
    )


def _citation(row: dict[Any, Any]) -> str:
    """One line to paste into a note: speaker, words, outlet, title, day, address."""
    words = f"“{row['said']}”" if row["manner"] == "direct" else str(row["said"])
    cue = f" ({row['cue']})" if row["cue"] else ""
    parts = [
        f"{row['speaker']}{cue}: {words}",
        row["source"],
        f"“{row['title']}”",
        f"{row['day']:%d/%m/%Y}",
        row["url"],
    ]
    return ", ".join(str(part) for part in parts if part)

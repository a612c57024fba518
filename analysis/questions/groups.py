"""Groups of words that hold a term, and the sentences behind them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.measures.intervals import with_shares
from analysis.questions.answers import answer
from analysis.questions.settings import count
from analysis.scope import Scope
from analysis.store import counts_groups, counts_keywords, evidence
from analysis.store.counting import counting
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot


def keyword_groups(
    store: Snapshot, scope: Scope, *, term: str, top: int = 20, nested: bool = False, concepts: bool = False
) -> pd.DataFrame:
    """Which groups of two or three words side by side hold a term.

    Args:
        term: in any case and tone style.
        top: groups listed.
        nested: whether the term also counts where it stands inside a longer one.
        concepts: whether all forms of the term's concept count.

    Returns:
        One row a group met at least three times, in most units first: of (the term asked about), phrase, n, total (units with the term), share,
        low, high, occurrences, unit, rows. A group that is always part of a longer one listed is left out.

    Raises:
        InputError: ``top`` out of range.
    """
    chosen = selection(store, scope)
    way = counting(store, nested=nested, concepts=concepts)
    known = counts_keywords.known(store, [term], way)
    item = int(known["term_id"].iloc[0])
    found = _whole(counts_groups.groups(chosen, way.occurring(store, item)))
    if found.empty:
        return answer("keyword_groups")
    shown = with_shares(found.head(count("top", top)))
    return answer("keyword_groups", shown, scope, of=str(known["term"].iloc[0]), rows=len(found))


def group_sentences(
    store: Snapshot,
    scope: Scope,
    *,
    term: str,
    group: str,
    top: int = 20,
    offset: int = 0,
    nested: bool = False,
    concepts: bool = False,
) -> pd.DataFrame:
    """Every sentence that holds a group of words side by side with a term in it.

    Args:
        term: in any case and tone style.
        group: the group, as ``keyword_groups`` tells it.
        top, offset: which part of the list.
        nested: whether the term also counts where it stands inside a longer one.
        concepts: whether all forms of the term's concept count.

    Returns:
        An evidence frame: key, day, published, has_time, source, title, url, date_origin, sentence, kind, text, marks, rule, rows,
        hits, articles (see ``questions.evidence``); empty where the group is never met.

    Raises:
        InputError: ``top`` or ``offset`` out of range.
    """
    chosen = selection(store, scope)
    way = counting(store, nested=nested, concepts=concepts)
    items = way.occurring(store, int(counts_keywords.known(store, [term], way)["term_id"].iloc[0]))
    page = {"top": count("top", top), "offset": count("offset", offset)}
    spots = counts_groups.standing(chosen, items, group)
    there = replace(chosen, ids={**chosen.ids, "spots": spots})
    return answer("group_sentences", evidence.sentences(there, evidence.GROUP, group=group, **page))


def _whole(groups: pd.DataFrame) -> pd.DataFrame:
    """Without the groups that stand in a longer one as often as they are met."""
    met = dict(zip(groups["phrase"].tolist(), groups["occurrences"].tolist(), strict=True))
    within: dict[str, int] = {}
    for phrase, occurrences in met.items():
        blanks = [-1, *(at for at, sign in enumerate(phrase) if sign == " "), len(phrase)]
        for first, start in enumerate(blanks):
            for end in blanks[first + 2 :]:
                part = phrase[start + 1 : end]
                if part in met and len(part) < len(phrase):
                    within[part] = max(within.get(part, 0), occurrences)
    keep = [within.get(phrase, 0) < occurrences for phrase, occurrences in met.items()]
    return groups[keep].reset_index(drop=True)

"""The scope in a few sentences: how much there is, and what changed with clear evidence. Nothing untested is told as change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from analysis.questions.answers import answer
from analysis.questions.keywords import keyword_bursts, keyword_changes
from analysis.questions.topics import topic_changes
from analysis.questions.volume import scope_totals
from analysis.scope import Scope
from analysis.store.kept import Kept
from analysis.store.snapshot import Snapshot

_answers: Kept[pd.DataFrame] = Kept(64)
TERMS, FALLS, TOPICS, BURSTS = 3, 2, 3, 3
"""Clauses of each kind at most."""


def brief_clauses(store: Snapshot, scope: Scope) -> pd.DataFrame:
    """What a short report of the scope says, clause by clause: its volume, then tested changes only.

    Every number is that of the question it is from, asked with its usual settings (terms: phrases only):
    ``scope_totals``, ``keyword_changes``, ``topic_changes``, ``keyword_bursts``.

    Returns:
        One row a clause, in the order in which they are told: clause (volume, term_up, term_down, topic_up, topic_down
        or burst), subject (term or topic; empty for volume), n, total, first_share and last_share (of a change; of a
        topic corrected), expected (of a burst, else NaN), q, since and until (of the clause's articles), cause (terms
        that burst with it), unit. Empty for an empty scope.
    """
    ask = partial(_shared, store, scope)
    totals = ask(scope_totals).iloc[0]
    if not totals["n"]:
        return answer("brief_clauses")
    days = {"since": totals["since"], "until": totals["until"]}
    whole = _shared(store, Scope(unit=scope.unit, lens="all"), scope_totals).iloc[0]
    rows: list[dict[str, Any]] = [{"clause": "volume", "n": totals["n"], "total": whole["n"], **days}]
    changes = ask(keyword_changes, phrases=True)
    for verdict, most in (("up", TERMS), ("down", FALLS)):
        for row in _records(changes[changes["verdict"] == verdict].head(most)):
            rows.append({"clause": f"term_{verdict}", "subject": row["term"], **row, **days})
    shifts = ask(topic_changes)
    for row in _records(shifts[shifts["verdict"] != "none"].head(TOPICS)):
        told = {"first_share": row["share_before"], "last_share": row["share"]}
        rows.append({"clause": f"topic_{row['verdict']}", "subject": row["topic"], **row, **told})
    for row in _records(ask(keyword_bursts, phrases=True).drop_duplicates("day").head(BURSTS)):
        rows.append({"clause": "burst", "subject": row["term"], **row, "since": row["day"], "until": row["day"]})
    columns = {name: [row.get(name, empty) for row in rows] for name, empty in _EMPTY.items()}
    return answer("brief_clauses", pd.DataFrame(columns), scope)


def _shared(store: Snapshot, scope: Scope, question: Callable[..., pd.DataFrame], **settings: Any) -> pd.DataFrame:
    """An answer of another question, kept as long as the snapshot."""
    key = (question.__name__, scope, *settings.items())
    return _answers.get(store, key, lambda: question(store, scope, **settings))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


_EMPTY: dict[str, Any] = {
    **{"clause": "", "subject": "", "n": 0, "total": 0, "first_share": float("nan"), "last_share": float("nan")},
    **{"expected": float("nan"), "q": float("nan"), "since": pd.NaT, "until": pd.NaT, "cause": ""},
}
"""What a clause that has no such value says."""

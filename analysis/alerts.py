"""Checking alerts: after each build the watched scopes are asked about, and who wants to know is told.

The numbers are those of ``questions.scope_totals`` for the same days, so that the page behind an alert shows them too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from analysis import mail, questions
from analysis.errors import AnalysisError
from analysis.measures.significance import LEVEL, ratio_interval
from analysis.scope import Scope
from analysis.store import alerts, state
from analysis.store.alerts import Alert, Check
from analysis.store.snapshot import Snapshot, open_snapshot

LONGER = 4
"""The period before is so many times as long as the days watched."""


def check(store: Path, *, tell: Callable[[str], None] = lambda sentence: None) -> list[Check]:
    """Check every alert on the published snapshot, tell by mail those newly met, and keep what was found.

    An alert that was met and told at the check before is not told again while it stays met.

    Args:
        tell: told in a sentence why a mail was not sent; the next check tries again.

    Returns:
        What was found, in order of the alerts; empty without alerts or articles.

    Raises:
        StoreError: the store cannot be read or written.
    """
    known = alerts.alerts(store)
    if not known:
        return []
    snapshot = open_snapshot(store)
    before = {one.alert.id: one for one in alerts.latest(store)}
    found = []
    for alert in known:
        result = _checked(snapshot, alert, mailed=_told(before.get(alert.id)))
        if result is None:
            continue
        if result.met and alert.mail and not result.mailed:
            result = _mailed(result, tell)
        alerts.record(store, result)
        found.append(result)
    return found


def scope_of(result: Check) -> Scope:
    """The scope that a check counted: a page with it shows the same number."""
    return result.alert.scope.with_(since=date.fromisoformat(result.since), until=date.fromisoformat(result.until))


def sentence(result: Check) -> str:
    """What a check found, in English and Vietnamese alike short: name, count, days, count before."""
    scope = scope_of(result).sentence("vi")
    return f"{result.alert.name}: {result.n:,} ({scope}); {result.before:,} trong thời gian dài gấp {LONGER} trước đó"


def _told(last: Check | None) -> bool:
    return last is not None and last.met and last.mailed


def _checked(snapshot: Snapshot, alert: Alert, *, mailed: bool) -> Check | None:
    until = snapshot.meta.get("until", "")
    if not until:
        return None
    last = date.fromisoformat(until)
    first = last - timedelta(alert.days - 1)
    start = first - timedelta(LONGER * alert.days)
    n = _count(snapshot, alert.scope.with_(since=first, until=last))
    before = _count(snapshot, alert.scope.with_(since=start, until=first - timedelta(1)))
    # A corpus that begins later has no period before to compare with.
    known = date.fromisoformat(snapshot.meta["since"]) <= start
    met = n >= alert.least if alert.least else known and rises(n, before, alert.times)
    return Check(alert, snapshot.version, state.now(), str(first), str(last), n, before, met=met, mailed=met and mailed)


def rises(n: int, before: int, times: float) -> bool:
    """Whether ``n`` units are at least ``times`` the rate before, and surely more than that rate.

    Args:
        n: in the days watched.
        before: in the ``LONGER`` times as long period before.

    >>> rises(30, 40, 2.0), rises(30, 80, 2.0), rises(2, 2, 2.0)
    (True, False, False)

    Source: the exact conditional interval of two Poisson rates (``measures.significance.ratio_interval``).
    """
    low, _ = ratio_interval(n, 1, before, LONGER, confidence=1 - 2 * LEVEL)
    return n > 0 and n * LONGER >= times * before and float(low) > 0


def _count(snapshot: Snapshot, scope: Scope) -> int:
    return int(questions.scope_totals(snapshot, scope)["n"].sum())


def _mailed(result: Check, tell: Callable[[str], None]) -> Check:
    """The same check, marked as told when the mail went out."""
    subject = f"Nhịp Tin: {result.alert.name}"
    try:
        mail.send(result.alert.mail, subject=subject, text=sentence(result) + "\n")
    except AnalysisError as error:
        tell(f"alert {result.alert.name!r} is met, but {error}")
        return result
    return replace(result, mailed=True)

"""Alerts: scopes that somebody watches, each with a condition, and what the checks after each build found."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from analysis.address import is_mailbox
from analysis.errors import InputError
from analysis.scope import Scope
from analysis.store import state, state_file

LONGEST = 120
"""Characters of a name."""
MOST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Alert:
    """Watch a scope over the last ``days`` days of the corpus."""

    id: int
    at: str
    who: str
    name: str
    scope: Scope
    """Without a period: that moves on with the corpus."""
    days: int
    least: int
    """Met with so many units in those days; 0: not asked for."""
    times: float
    """Met with so many times the rate of the four times as long period before, beyond chance; 0: not asked for."""
    mail: str
    """Who is told by mail; empty: nobody."""


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found."""

    alert: Alert
    snapshot: str
    at: str
    since: str
    until: str
    n: int
    """Units in the days watched."""
    before: int
    """Units in the four times as long period before."""
    met: bool
    mailed: bool


def add(
    store: Path,
    *,
    name: str,
    scope: Scope,
    days: int = 7,
    least: int = 0,
    times: float = 0.0,
    mail: str = "",
    who: str,
) -> Alert:
    """Watch a scope.

    Args:
        scope: its period is left out, and outlets are counted as articles.
        days: the last days of the corpus that are watched, 1 to 90.
        least: units that meet the condition.
        times: how many times the rate before meets the condition, above 1.
        mail: address that is told; empty: nobody.

    Raises:
        InputError: no condition, or a value that cannot be used.
        StoreMissing: there is no such store.
    """
    name, who = state.clean("name", name, LONGEST), state.clean("name of who does it", who, state.WHO)
    if not 1 <= days <= MOST_DAYS:
        raise InputError(f"the days watched are wrong: got {days}, allowed 1 to {MOST_DAYS}")
    if (least > 0) == (times > 0):
        raise InputError(
            "an alert needs one condition: give least (units in the days watched) or times (as often as before)"
        )
    if least < 0 or (times and not 1 < times <= 1000):
        raise InputError(f"the condition is wrong: got least={least}, times={times}; allowed least >= 1, times above 1")
    if mail and not is_mailbox(mail):
        raise InputError(f"no address of mail: got {mail[:60]!r}, allowed one address such as an@example.com")
    kept = scope.with_(since=None, until=None, unit="articles" if scope.unit == "outlets" else scope.unit)
    with state_file.writing(store) as db:
        at = state.now()
        row = db.execute(
            "INSERT INTO alerts(at, who, name, params, days, least, times, mail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (at, who, name, json.dumps(kept.params(), ensure_ascii=False), days, least, times, mail),
        )
        alert = Alert(int(row.lastrowid or 0), at, who, name, kept, days, least, times, mail)
        state.note(db, who, "alert added", id=alert.id, name=name)
    return alert


def remove(store: Path, number: int, *, who: str) -> None:
    """Watch a scope no longer.

    Raises:
        InputError: there is no such alert.
    """
    state.end(store, "alerts", "removed", number, state.clean("name of who does it", who, state.WHO), "alert removed")


def alerts(store: Path) -> list[Alert]:
    """The alerts in force, oldest first."""
    with state_file.reading(store) as db:
        return [] if db is None else _in_force(db)


def _in_force(db: sqlite3.Connection) -> list[Alert]:
    rows = db.execute(
        "SELECT id, at, who, name, params, days, least, times, mail FROM alerts WHERE removed IS NULL ORDER BY id"
    ).fetchall()
    return [
        Alert(id, at, who, name, Scope.parse(json.loads(params)), days, least, times, mail)
        for id, at, who, name, params, days, least, times, mail in rows
    ]


def record(store: Path, check: Check) -> None:
    """Keep what a check found; a second check on the same snapshot replaces the first."""
    with state_file.writing(store) as db:
        db.execute(
            "INSERT OR REPLACE INTO alert_checks(alert, snapshot, at, since, until, n, before, met, mailed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(check.alert.id, check.snapshot, check.at, check.since, check.until),
                *(check.n, check.before, int(check.met), int(check.mailed)),
            ),
        )


def latest(store: Path) -> list[Check]:
    """The newest check of every alert in force, those that are met first."""
    with state_file.reading(store) as db:
        known = {} if db is None else {alert.id: alert for alert in _in_force(db)}
        rows = [] if db is None or not known else db.execute(
            "SELECT alert, snapshot, at, since, until, n, before, met, mailed FROM alert_checks ORDER BY at, snapshot"
        ).fetchall()  # fmt: skip
    newest = {
        alert: Check(known[alert], snapshot, at, since, until, n, before, bool(met), bool(mailed))
        for alert, snapshot, at, since, until, n, before, met, mailed in rows
        if alert in known
    }
    return sorted(newest.values(), key=lambda check: (not check.met, check.alert.id))

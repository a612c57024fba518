"""Alerts: conditions, what is counted, and a mail over a real server, sent once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import Scope, alerts, mail, questions
from analysis.errors import InputError, StoreError
from analysis.store import alerts as kept
from analysis.store.snapshot import open_snapshot


@pytest.fixture
def store(sample_store: Path) -> Iterator[Path]:
    """The sample's store; alerts of the test are gone afterwards."""
    yield sample_store
    for alert in kept.alerts(sample_store):
        kept.remove(sample_store, alert.id, who="test")


def test_a_met_alert_counts_as_the_page_does_and_mails_once(store: Path, box: Any) -> None:
    kept.add(store, name="Dữ liệu", scope=Scope(search="dữ liệu"), days=30, least=2, mail="an@example.com", who="An")
    kept.add(store, name="Không có", scope=Scope(search="chẳngcóchữnày"), least=1, mail="an@example.com", who="An")
    first = alerts.check(store)
    assert [(one.alert.name, one.met, one.mailed) for one in first] == [
        ("Dữ liệu", True, True),
        ("Không có", False, False),
    ]
    snapshot = open_snapshot(store)
    shown = questions.scope_totals(snapshot, alerts.scope_of(first[0]))
    assert first[0].n == shown["n"].sum() > 2
    assert first[0].until == snapshot.meta["until"]
    assert [message["To"] for message in box.mails] == ["an@example.com"]
    assert box.mails[0]["Subject"] == "Nhịp Tin: Dữ liệu" and "Dữ liệu: " in box.mails[0].get_content()
    alerts.check(store)
    assert len(box.mails) == 1, "told once while it stays met"
    assert [one.met for one in kept.latest(store)] == [True, False]


def test_a_mail_that_fails_is_told_and_tried_again(store: Path, box: Any) -> None:
    alert = kept.add(store, name="Chip", scope=Scope(), days=90, least=1, mail="no@example.com", who="An")
    said: list[str] = []
    assert [one.mailed for one in alerts.check(store, tell=said.append)] == [False]
    alerts.check(store, tell=said.append)
    assert len(said) == 2 and "not here" in said[0]
    kept.remove(store, alert.id, who="An")
    assert alerts.check(store) == [] and kept.latest(store) == []


def test_without_a_server_the_alert_is_met_all_the_same(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NHIPTIN_SMTP", raising=False)
    kept.add(store, name="Chip", scope=Scope(), days=90, least=1, mail="an@example.com", who="An")
    said: list[str] = []
    assert [one.met for one in alerts.check(store, tell=said.append)] == [True]
    assert "NHIPTIN_SMTP" in said[0]


def test_a_rise_needs_evidence_and_a_period_before(store: Path) -> None:
    assert alerts.rises(12, 8, 3.0) and not alerts.rises(3, 4, 3.0) and not alerts.rises(0, 0, 2.0)
    kept.add(store, name="Dài", scope=Scope(), days=90, times=2.0, who="An")
    assert [one.met for one in alerts.check(store)] == [False], "the corpus holds no period before"


def test_the_period_of_a_scope_moves_on(store: Path) -> None:
    scope = Scope(since=date(2025, 7, 1), until=date(2025, 7, 31), source=("Nhịp Số",), unit="outlets")
    alert = kept.add(store, name="x", scope=scope, least=1, who="An")
    assert alert.scope == Scope(source=("Nhịp Số",)) == kept.alerts(store)[-1].scope


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "needs one condition"),
        ({"least": 1, "times": 2.0}, "needs one condition"),
        ({"times": 0.5}, "the condition is wrong"),
        ({"least": 1, "days": 0}, "the days watched"),
        ({"least": 1, "mail": "an@x, binh@y"}, "no address"),
        ({"least": 1, "mail": "an@x\nBcc: b@y"}, "no address"),
        ({"least": 1, "name": " "}, "cannot be kept"),
    ],
)
def test_what_cannot_be_watched_is_refused(store: Path, given: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        kept.add(store, scope=Scope(), who="An", **({"name": "x"} | given))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NHIPTIN_SMTP", "mail"),
        ("NHIPTIN_SMTP", "mail:99999"),
        ("NHIPTIN_SMTP_TLS", "maybe"),
        ("NHIPTIN_SMTP_USER", "an"),
    ],
)
def test_settings_of_mail_that_cannot_be_used_are_refused(
    box: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError):
        mail.send("an@example.com", subject="x", text="y")


def test_a_server_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPTIN_SMTP", "127.0.0.1:9")
    with pytest.raises(StoreError, match="was not sent"):
        mail.send("an@example.com", subject="x", text="y")

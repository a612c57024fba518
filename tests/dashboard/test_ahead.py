"""Looking ahead: a view's questions are known from the last time, begun beside the script, and answered alike."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import wait
from threading import Barrier, Event
from typing import Any

import pytest

from dashboard.state import ahead, asking, first_questions

Visit = Callable[..., Any]


def test_a_view_expects_what_it_asked_once_each() -> None:
    for settings in ({"top": 5}, {"top": 5}, {"top": 6}):
        ahead.asked("test", dict, settings)
    assert ahead.expected("test") == [(dict, {"top": 5}), (dict, {"top": 6})]
    assert ahead.expected("another") == []


def test_work_that_nobody_waits_for_is_left_out() -> None:
    both_at_work, go = Barrier(3), Event()
    done: list[str] = []

    def busy() -> None:
        both_at_work.wait(20)
        assert go.wait(20)

    at_work = ahead.begin([busy, busy])
    both_at_work.wait(20)
    left = ahead.begin([lambda: done.append("left out")])
    last = ahead.begin([lambda: done.append("done")], instead=left)
    go.set()
    for future in (*at_work, *last):
        future.result(20)
    assert done == ["done"]


def test_a_changed_filter_finds_its_answers_begun(visit: Visit) -> None:
    page = visit("articles")
    shown = page.words
    page.at.query_params["since"] = "2025-10-01"
    begun = page.again().at.session_state["_ahead"]
    assert len(begun) >= 2
    wait(begun, 20)
    assert [future.exception() for future in begun if not future.cancelled()] == [None] * len(begun)
    later = page.words
    asking.answers.clear()
    assert page.again().words == later != shown


def test_what_is_begun_with_the_server_is_what_the_overview_asks(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_views", OrderedDict())
    visit("overview")
    asked = ahead.expected(("overview",))
    for question, settings in first_questions.OVERVIEW:
        assert (question, settings) in asked, question.__name__

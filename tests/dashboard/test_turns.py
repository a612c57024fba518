"""A few pages are drawn at a time; whoever waits too long goes ahead."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from threading import Event, Thread

import pytest

from dashboard.state import turns


def test_one_more_waits_until_a_turn_is_given_back() -> None:
    begun, done = Event(), Event()

    def run() -> None:
        begun.set()
        with turns.turn():
            done.set()

    with ExitStack() as others:
        for _ in range(turns.AT_ONCE):
            others.enter_context(turns.turn())
        waiting = Thread(target=run)
        waiting.start()
        assert begun.wait(10) and not done.is_set()
        others.close()
        waiting.join(10)
    assert done.is_set()


def test_whoever_waits_too_long_goes_ahead_and_gives_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with ExitStack() as others:
        for _ in range(turns.AT_ONCE):
            others.enter_context(turns.turn())
        with turns.turn():
            pass
        assert not turns._turns.acquire(blocking=False), "the turns of the others are still theirs"


def test_a_run_that_fails_gives_its_turn_back() -> None:
    for _ in range(turns.AT_ONCE + 1):
        with suppress(ValueError), turns.turn():
            raise ValueError
    with ExitStack() as every:
        for _ in range(turns.AT_ONCE):
            every.enter_context(turns.turn())

"""Who may change what the store says: only a visitor at this machine, and nobody where that is not certain."""

from __future__ import annotations

import pytest

from dashboard.access.local import PASSED_ON, is_local
from dashboard.state.correcting import ACTIONS
from dashboard.strings import LANGUAGES, text

HERE = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}


def test_this_machine() -> None:
    for listens in ("127.0.0.1", "::1", "localhost"):
        assert is_local(listens, HERE)
        assert is_local(listens, {"host": "[::1]:8501", "origin": "http://localhost:8501"})


@pytest.mark.parametrize("listens", ["", "0.0.0.0", "::", "192.0.2.7", "tin.example"])
def test_a_server_that_others_reach_is_closed(listens: str) -> None:
    assert not is_local(listens, HERE)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "127.0.0.1:8501"},
        {"Origin": "http://127.0.0.1:8501"},
        {**HERE, "Host": "tin.example"},
        {**HERE, "Origin": "https://tin.example"},
        {**HERE, "Origin": "null"},
        {**HERE, "Origin": "http://127.0.0.1.tin.example"},
        {**HERE, "Origin": "http://[oops"},
        {**HERE, "Host": "127.0.0.1@tin.example"},
        *({**HERE, name: "127.0.0.1"} for name in PASSED_ON),
        *({**HERE, name.lower(): ""} for name in PASSED_ON),
    ],
)
def test_a_request_that_may_come_from_elsewhere_is_closed(headers: dict[str, str]) -> None:
    assert not is_local("127.0.0.1", headers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_correction_has_its_words(language: str) -> None:
    for action in ACTIONS:
        assert text(language, f"corrections.actions.{action}")
        assert text(language, f"corrections.told.{action}", name="A", becomes="B", surface="C")
    for reason in ("unknown", "gone", "taken", "same", "surface", "only", "number"):
        assert text(language, f"corrections.refused.{reason}", name="A", surface="B", number=1, becomes="C")

"""The code beside a number gives that number: the line in a shell, the program in Python, from any question and scope."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from analysis import questions
from analysis.__main__ import app
from analysis.export import to_csv
from analysis.questions.asked import Asked
from analysis.scope import Scope
from analysis.store.snapshot import open_snapshot

SCOPE = Scope.parse(
    {
        "since": "2025-08-01",
        "until": "2025-10-31",
        "topic": ["ai", "data"],
        "search": '"dữ liệu" -$(x)',
        "unit": "stories",
    }
)
TERM, GROUP = "trí tuệ nhân tạo", "phát triển trí tuệ nhân tạo"
ASKED = [
    (questions.scope_totals, SCOPE, {}),
    (questions.article_volume, SCOPE, {"by": "week"}),
    (questions.keyword_frequencies, SCOPE, {"top": 3, "phrases": True, "sort": "rise", "find": "d"}),
    (questions.keyword_timeline, Scope(), {"term": (TERM, "dữ liệu"), "by": "month", "concepts": True}),
    (
        questions.keyword_occurrences,
        SCOPE,
        {"term": "dữ liệu", "since": "2025-09-01", "until": "2025-09-30", "top": 50},
    ),
    (questions.group_sentences, Scope(), {"term": TERM, "group": GROUP, "top": 5}),
    (
        questions.keyword_comparison,
        Scope(since=SCOPE.since),
        {"against": "since=2025-01-01&until=2025-07-31", "top": 4},
    ),
    (questions.entity_timeline, Scope(panel=True), {"type": ("ORG", "PER"), "top": 2, "family": True}),
    (questions.quotation_speakers, Scope(lens="all"), {"manner": "direct", "cue": ("states", "proposes"), "top": 4}),
    (questions.topic_articles, Scope(source=("Nhịp Số",)), {"topic": "ai", "top": 5}),
    (questions.topic_shares, Scope(), {"by": "all", "main": True}),
]


@pytest.fixture
def here(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NHIPTIN_STORE", str(sample_store))
    return sample_store


def in_shell(line: str) -> str:
    """What the line prints, its quotes taken off as a shell does."""
    program, *words = shlex.split(line)
    assert program == "nhiptin"
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    return done.stdout


def in_python(program: str) -> Any:
    room: dict[str, Any] = {}
    exec(program, room)
    return room["frame"]


@pytest.mark.parametrize(("question", "scope", "settings"), ASKED, ids=lambda one: getattr(one, "__name__", None))
def test_both_codes_give_the_rows_that_were_shown(here: Path, question: Any, scope: Scope, settings: Any) -> None:
    shown = question(open_snapshot(here), scope, **settings)
    asked = Asked(question, scope, settings)
    assert in_shell(asked.command()) == to_csv(shown)
    assert to_csv(in_python(asked.python())) == to_csv(shown)


def test_every_question_can_be_written_for_a_shell() -> None:
    for question in questions.QUESTIONS.values():
        assert Asked(question, Scope(), {}).command().startswith(f"nhiptin ask {question.__name__}")


def test_the_code_under_sentences_gives_as_many_as_the_panel_says(visit: Callable[..., Any], here: Path) -> None:
    page = visit("keywords", show="term:dữ liệu@2025-09-01..2025-09-30", at="keywords-bars", unit="stories")
    line, program = [code.value for code in page.at.code][-2:]
    frame = in_python(program)
    assert len(frame) == frame["rows"].iloc[0] > 6
    assert f"trong {len(frame)}" in page.words
    assert in_shell(line) == to_csv(frame)

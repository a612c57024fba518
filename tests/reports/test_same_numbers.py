"""Every question gives one answer: the same numbers on a page, from `nhiptin ask`, as CSV and in a report."""

from __future__ import annotations

import inspect
import io
import json
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from analysis import Scope, questions
from analysis.__main__ import app
from analysis.export import to_csv, to_records
from analysis.store.snapshot import Snapshot, open_snapshot
from dashboard.reports.bundle import bundle
from dashboard.reports.figures import figure
from dashboard.reports.made import Report
from dashboard.state.asking import answered

OCTOBER = Scope(since=date(2025, 10, 1), until=date(2025, 10, 31))
OPTIONS = {"topic": "about"}
"""Settings that go by another name on the command line."""


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Snapshot:
    return open_snapshot(sample_store)


@cache
def subjects(store: Snapshot) -> dict[str, str]:
    """Things that the sample speaks of, one for each setting that a question needs."""
    term = str(questions.keyword_frequencies(store, OCTOBER, top=1)["term"].iloc[0])
    pair = questions.entity_comentions(store, OCTOBER, top=1).iloc[0]
    groups = questions.keyword_groups(store, OCTOBER, term=term, top=1)["phrase"].tolist()
    return {
        **{"term": term, "group": groups[0] if groups else f"{term} {term}", "topic": "ai"},
        **{"name": str(questions.entity_frequencies(store, OCTOBER, top=1)["name"].iloc[0])},
        **{"a": str(pair["a"]), "b": str(pair["b"]), "against": "rest", "side": "a"},
        **{"key": str(questions.article_search(store, OCTOBER, top=1)["key"].iloc[0])},
    }


def settings(store: Snapshot, question: str) -> dict[str, Any]:
    """What the question needs, and how many rows, where it can say."""
    takes = inspect.signature(questions.QUESTIONS[question]).parameters.values()
    needed = {
        one.name: subjects(store)[one.name] for one in takes if one.default is one.empty and one.name in subjects(store)
    }
    return needed | ({"top": 7} if any(one.name == "top" for one in takes) else {})


@pytest.mark.parametrize("question", questions.QUESTIONS)
def test_page_command_line_csv_and_report_agree(store: Snapshot, sample_store: Path, question: str) -> None:
    asked = settings(store, question)
    page = answered(store, OCTOBER, questions.QUESTIONS[question], asked)
    words = ["ask", question, "--store", str(sample_store), "--since", "2025-10-01", "--until", "2025-10-31"]
    words += [f"--{OPTIONS.get(name, name)}={value}" for name, value in asked.items()]
    printed = CliRunner().invoke(app, [*words, "--csv"])
    told = CliRunner().invoke(app, [*words, "--json"])
    assert printed.exit_code == told.exit_code == 0, printed.output
    assert printed.stdout == to_csv(page)
    assert json.loads(told.stdout)["rows"] == json.loads(json.dumps(to_records(page)))
    shown = figure("overview.volume", page, None, charted=False, words="tháng 10", language="vi")
    assert shown.frame.equals(page) and len(shown.cells) == min(len(page), 300)
    report = Report(
        "vi", "Thử", "tháng 10", "", (), False, "", "", "1", "/overview", "/methods", False, [], [shown], []
    )
    with zipfile.ZipFile(io.BytesIO(bundle(report, sample=True))) as files:
        assert files.read("data/01-overview-volume.csv").decode("utf-8-sig") == printed.stdout

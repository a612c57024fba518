"""The audit on the page of data tells deeds in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis.paths import ROOT
from analysis.store import notes, state
from dashboard.access import visitor
from dashboard.strings import LANGUAGES, strings

from .conftest import Page

CODE = [file for room in ("analysis", "dashboard") for file in sorted((ROOT / room).rglob("*.py"))]
WRITERS = {"note": 2, "end": 5, "_noted": None, "record": None}
"""Functions that write into the audit, and which argument says what was done; None: any that is a plain text."""


def _written() -> Iterator[str]:
    """Every deed that the code writes into the audit as a plain text."""
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name not in WRITERS:
                continue
            place = WRITERS[name]
            given = node.args if place is None else node.args[place : place + 1]
            named = [keyword.value for keyword in node.keywords if keyword.arg == "what"]
            yield from (str(one.value) for one in (*given, *named) if isinstance(one, ast.Constant))


def test_every_deed_has_a_name_in_both_languages_and_no_name_is_left_over() -> None:
    written = {deed.replace(" ", "_") for deed in {*_written(), state.EXPORT}}
    for language in LANGUAGES:
        named = {key.removeprefix("audit.deeds.") for key in strings(language) if key.startswith("audit.deeds.")}
        assert named == written


def test_the_table_tells_it_in_words(
    visit: Callable[..., Page], sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor, "visitor", lambda: visitor.Visitor("Lan", "admin"))
    number = notes.add(sample_store, card="overview-volume", text="Họp báo", day=None, who="Lan")
    notes.remove(sample_store, number, who="Lan")
    (table,) = [one.value for one in visit("data").at.dataframe if "việc" in one.value]
    assert {"thêm ghi chú", "bỏ ghi chú"} <= set(table["việc"])
    assert any("Họp báo" in told and "{" not in told for told in table["chi tiết"])

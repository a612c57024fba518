"""Why rows are refused: every sentence that a reading can end in has its Vietnamese form, and every form its sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.paths import ROOT
from analysis.sources.files import Reading
from analysis.sources.records import Row, article
from dashboard.parts import refusals
from dashboard.strings import reasons

READING = sorted((ROOT / "analysis" / "sources").rglob("*.py")) + [
    ROOT / "analysis" / name for name in ("crawl.py", "engines/work.py")
]
TOLD = re.compile(r"^[^:]+: (got|allowed|unpack)\b|does not start$|forbids it: got|robots.txt cannot be read: got")
"""How a reason is written."""
ELSEWHERE = {"InputError"}
"""Errors that end a command; nothing of them is kept."""


def _words(node: ast.expr) -> str:
    """A sentence as it is written, what is filled in as ``#``."""
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=values):
            return "".join(_words(value) if isinstance(value, ast.Constant) else "#" for value in values)
        case _:
            return ""


def _said(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ELSEWHERE:
        return
    if isinstance(node, ast.Constant | ast.JoinedStr) and TOLD.search(words := _words(node)):
        yield words
        return
    for child in ast.iter_child_nodes(node):
        yield from _said(child)


def _code(path: Path) -> ast.AST:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        # What explains a function is no reason.
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:]
    return tree


SENTENCES = sorted({words for path in READING for words in _said(_code(path))})


def _fits(pattern: re.Pattern[str], words: str) -> bool:
    """Whether a form is made for a sentence: either may be the more general of the two."""
    listed = re.sub(r"\(\?P<\w+>\.\*\?\)", "#", pattern.pattern).replace("\\", "")
    return bool(pattern.fullmatch(words) or re.fullmatch(re.escape(words).replace("\\#", ".+"), listed))


def test_every_reason_has_its_form_and_every_form_its_reason() -> None:
    assert len(SENTENCES) > 60, "the reader of the code found too little to be right"
    patterns = [pattern for pattern, _ in reasons.listed()]
    assert not [words for words in SENTENCES if not any(_fits(pattern, words) for pattern in patterns)]
    idle = [pattern.pattern for pattern in patterns if not any(_fits(pattern, words) for words in SENTENCES)]
    assert not idle


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"published": "03/04/2025"}, "Không rõ đâu là ngày, đâu là tháng: gặp '03/04/2025'"),
        ({"published": "2025-10-01", "title": 7 * [1]}, "Trường “Tiêu đề” không phải chữ: gặp list"),
        ({"published": "{a}\n<b>{field}"}, "Không đọc được ngày: gặp '{a} <b>{field}'"),
        ({"published": "2025-10-01"}, "Bài trống"),
    ],
)
def test_a_refused_row_is_told_in_the_readers_language(values: dict[str, Any], told: str) -> None:
    refused = article(Row(1, values, "raw"), name="a.csv", stem="a", reading=Reading())
    assert reasons.told(refused.reason, "vi").startswith(told)
    assert reasons.told(refused.reason, "en") == refused.reason


def test_a_table_of_refused_rows_is_in_the_readers_language() -> None:
    frame = pd.DataFrame([{"line": 2, "field": "row", "reason": "the file is empty: allowed rows", "raw": "x"}])
    shown = refusals.named(frame)
    assert shown.to_dict("records") == [
        {"dòng": 2, "trường": "cả dòng", "lý do": "Tệp trống: cần có dòng", "nội dung đã đọc": "x"}
    ]

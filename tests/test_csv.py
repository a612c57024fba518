"""Every CSV that leaves is written in one place, where text that a spreadsheet would run is disarmed."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.export import FORMULA, to_csv
from analysis.paths import ROOT

CODE = sorted(file for room in ("analysis", "dashboard") for file in (ROOT / room).rglob("*.py"))
WRITERS = {"to_csv", "writer", "DictWriter", "to_excel"}


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_other_code_writes_one(file: Path) -> None:
    calls = (node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
    found = {one.attr for one in calls if isinstance(one, ast.Attribute)} & WRITERS
    assert found == ({"to_csv"} if file == ROOT / "analysis" / "export.py" else set())


@given(st.lists(st.text(st.sampled_from("=+-@\t\r\n,\"';a 1")), min_size=1))
def test_no_cell_begins_as_a_formula_does(texts: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(pd.DataFrame({"text": texts, "n": 1})), newline="")))[1:]
    assert len(rows) == len(texts) and not any(row[0].startswith(FORMULA) for row in rows)

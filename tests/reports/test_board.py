"""The shipped build of Plotly: that of the Python package, with every kind of trace that our charts draw."""

from __future__ import annotations

import re

from plotly.offline import get_plotlyjs_version

from analysis.paths import ROOT
from dashboard.reports.drawer import BOARD

BUILD = BOARD.with_name("plotly-cartesian.min.js")
NOT_TRACES = {"rect", "line", "date", "data"}
"""Kinds of shapes, axes and error bars."""


def test_the_build_is_that_of_the_python_package() -> None:
    assert f"v{get_plotlyjs_version()}\n" in BUILD.read_text("utf-8")[:200]
    assert f'src="{BUILD.name}"' in BOARD.read_text("utf-8")


def test_it_draws_every_kind_of_trace() -> None:
    charts = (ROOT / "dashboard" / "charts").glob("*.py")
    drawn = {kind for file in charts for kind in re.findall(r'"type": "(\w+)"', file.read_text("utf-8"))} - NOT_TRACES
    known = set(re.findall(r'moduleType:"trace",name:"(\w+)"', BUILD.read_text("utf-8")))
    assert {"bar", "scatter", "heatmap"} <= drawn <= known

"""Tables and progress in the terminal; progress as JSON lines for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TaskProgressColumn, TextColumn
from rich.table import Table
from rich.text import Text

from analysis.errors import InputError
from analysis.report import Progress as Report

Tell = Callable[[Report], None]


def print_frame(frame: pd.DataFrame) -> None:
    """A frame as a table on standard output; long texts are cut to the width of the terminal."""
    from analysis.export import to_records

    table = Table(show_edge=False)
    for name in frame.columns:
        number = pd.api.types.is_numeric_dtype(frame[name])
        table.add_column(str(name), justify="right" if number else "left", overflow="ellipsis", no_wrap=True)
    for row in to_records(frame):
        table.add_row(*(Text(_shown(value)) for value in row.values()))
    console = Console() if sys.stdout.isatty() else Console(width=160)
    console.print(table)
    if frame.empty:
        console.print("no rows: the scope holds nothing of the kind", style="italic")


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.4g}"
    return " ".join(str(value).split())


STYLES = ("auto", "rich", "json", "none")


@contextmanager
def progress(style: str) -> Iterator[Tell]:
    """A listener to a build: ``rich`` bars or ``json`` lines on standard error, or ``none``; ``auto`` is rich in a terminal.

    Raises:
        InputError: another style.
    """
    if style not in STYLES:
        raise InputError(f"unknown progress: got {style!r}, allowed {', '.join(STYLES)}")
    if style == "json":
        yield _line
    elif style == "none" or (style == "auto" and not sys.stderr.isatty()):
        yield lambda report: None
    else:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
        with Progress(
            *columns, TextColumn("{task.fields[rate]}"), console=Console(stderr=True), transient=True
        ) as bars:
            yield _bars(bars)


def _line(report: Report) -> None:
    print(json.dumps(asdict(report), ensure_ascii=False), file=sys.stderr, flush=True)


def _bars(bars: Progress) -> Tell:
    tasks: dict[str, TaskID] = {}

    def tell(report: Report) -> None:
        if report.stage not in tasks:
            tasks[report.stage] = bars.add_task(report.stage, total=1.0, rate="")
        left = f", {report.left:,.0f} s left" if report.left is not None else ""
        rate = f"{report.articles:,} articles, {report.rate:,.0f}/s{left}" if report.articles else report.note
        bars.update(tasks[report.stage], completed=report.fraction, rate=rate)

    return tell

"""The running server in a real browser: first cards, last chart, every page, resident memory; and each page's script."""

from __future__ import annotations

import math
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from analysis import questions
from analysis.paths import ROOT
from analysis.scope import Scope
from analysis.store.snapshot import open_snapshot
from benchmarks.cluster.servers import free_port
from benchmarks.measure import show, tree_mb
from dashboard.addresses import PAGES
from dashboard.state import holding, warm

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


DRAWN = """() => document.querySelector("[data-ready]") && !document.querySelector("[data-testid=stSkeleton]") &&
    [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(chart => chart.querySelector(".main-svg"))"""
"""The script has ended and every chart is drawn."""
SMALLEST = "import streamlit as st\nst.title('1')\nst.plotly_chart({'data': [{'y': [1, 2]}]})\n"
TABS = 20
"""Sessions opened at once, to see what one takes."""
CLOSED = 50
"""Sessions opened and closed one after the other, to see whether anything of them stays."""


def run(store: Path, *, chromium: str = "/usr/bin/chromium") -> list[dict[str, Any]]:
    """Seconds from the process of ``streamlit run`` to title, first cards and last chart, in a browser that already runs
    and has kept nothing, beside the smallest app that Streamlit can serve; then each page and a changed filter."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        rows = _smallest(browser) + _visits(browser, store)
        browser.close()
    show("Pages in a real browser (a visit loads the page anew, a session of its own)", rows)
    return rows


@contextmanager
def _served(app: Path, **settings: str) -> Iterator[tuple[str, int, float]]:
    """An app as ``streamlit run`` serves it: its address once the port is open, its process, and when that began."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    command += ["--server.port", str(port), "--server.headless", "true"]
    began = time.perf_counter()
    server = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}", server.pid, began
    finally:
        server.terminate()
        server.wait(timeout=20)


def _smallest(browser: Any) -> list[dict[str, Any]]:
    """The peer: one title and one chart of two points, which is what Streamlit itself takes on this machine."""
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "app.py"
        app.write_text(SMALLEST, "utf-8")
        with _served(app) as (address, pid, began):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(address)
            page.wait_for_selector("h1")
            rows = [_row("(peer: a bare app of Streamlit: title)", began, pid)]
            page.wait_for_selector(".main-svg")
            page.close()
            return [*rows, _row("(peer: a bare app of Streamlit: its one chart)", began, pid)]


def _row(what: str, began: float, pid: int) -> dict[str, Any]:
    return {"page": what, "s": time.perf_counter() - began, "server MB": tree_mb(pid)}


def _visits(browser: Any, store: Path) -> list[dict[str, Any]]:
    with _served(ROOT / "dashboard/app.py", NHIPTIN_STORE=str(store.resolve())) as (address, pid, began):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_selector("h1")
        rows = [_row("start of the server: title", began, pid)]
        page.wait_for_selector(".nt-kpi", timeout=60_000)
        rows.append(_row("start of the server: first cards", began, pid))
        page.wait_for_function(DRAWN, timeout=60_000)
        rows.append(_row("start of the server: last chart", began, pid))
        for name in PAGES:
            for what in ("first visit", "second visit", "filter changed"):
                query = "?top=25" if what == "filter changed" else ""
                asked = time.perf_counter()
                page.goto(f"{address}/{re.sub('^overview$', '', name)}{query}")
                page.wait_for_function(DRAWN, timeout=60_000)
                rows.append(_row(f"{name}: {what}", asked, pid))
        return rows + _sessions(browser, address, pid)


def _sessions(browser: Any, address: str, pid: int) -> list[dict[str, Any]]:
    """How much the server grows, in all and for each, by tabs of the overview open side by side, after one of them; and
    by as many more that are closed again, one after the other."""
    rows: list[dict[str, Any]] = []
    for what, count, closing in (("open", TABS, False), ("opened and closed", CLOSED, True)):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        before = began = 0.0
        for number in range(count + 1):
            tab = context.new_page()
            tab.goto(address)
            tab.wait_for_function(DRAWN, timeout=60_000)
            if closing:
                tab.close()
            if number == 0:
                before, began = tree_mb(pid), time.perf_counter()
        after, took = tree_mb(pid), time.perf_counter() - began
        context.close()
        rows += [
            {"page": f"{count} more tabs {what}", "s": took, "server MB": after},
            {"page": "growth for each of them", "s": took / count, "server MB": (after - before) / count},
        ]
    return rows


def scripts(store: Path) -> list[dict[str, Any]]:
    """Milliseconds of each page's script after ten changes of a filter, and when nothing changed; last over all pages."""
    from streamlit.testing.v1 import AppTest

    os.environ["NHIPTIN_STORE"] = str(store.resolve())
    rows: list[dict[str, Any]] = []
    every: list[float] = []
    # As a server does when it has started, and some seconds after.
    warm.spare_the_collector()
    holding.begin(open_snapshot(store))
    for place, name in enumerate(PAGES):
        app = AppTest.from_file(str(ROOT / "dashboard/app.py"), default_timeout=60)
        app.switch_page(f"pages/{name}.py").run()
        taken = [_run(app, change) for change in _changes(store, place)]
        every += taken
        rows.append({"page": name, **_spread(taken), "again ms": _run(app)})
    show("A page's script", [*rows, {"page": "all", **_spread(every), "again ms": 0.0}])
    return rows


def _changes(store: Path, place: int) -> Iterator[dict[str, list[str]]]:
    """Ten views, one filter or two apart from all articles; none of them was asked for by the pages before.

    Args:
        place: of the page among all.
    """
    snapshot = open_snapshot(store)
    whole = questions.scope_totals(snapshot, Scope(lens="all")).iloc[0]
    days = (whole["until"] - whole["since"]).days
    outlets = questions.source_volume(snapshot, Scope(lens="all"), top=len(PAGES))["source"].tolist()
    codes = [code for code in snapshot.topics if code != "other"]

    def since(part: float) -> dict[str, list[str]]:
        return {"since": [_day(whole["since"], part * days + place)]}

    yield from (since(part) for part in (0.2, 0.35, 0.5, 0.65, 0.8))
    yield {"until": [_day(whole["until"], -0.3 * days - place)]}
    yield {"lens": ["all"], **since(0.3)}
    yield {"unit": ["stories"], **since(0.4)}
    yield {"source": [outlets[place % len(outlets)]]}
    yield {"topic": [codes[place % len(codes)]]}


def _day(start: date, further: float) -> str:
    return f"{start + timedelta(int(further)):%Y-%m-%d}"


def _spread(taken: list[float]) -> dict[str, float]:
    """Median, 95th percentile (the least that 95 % do not exceed) and the slowest."""
    ordered = sorted(taken)
    return {
        "p50 ms": statistics.median(ordered),
        "p95 ms": ordered[math.ceil(0.95 * len(ordered)) - 1],
        "slowest ms": ordered[-1],
    }


def _run(app: Any, query: dict[str, list[str]] | None = None) -> float:
    if query is not None:
        app.query_params.clear()
        for name, values in query.items():
            app.query_params[name] = values
    began = time.perf_counter()
    app.run()
    if app.exception:
        raise RuntimeError(app.exception[0].message)
    return (time.perf_counter() - began) * 1000

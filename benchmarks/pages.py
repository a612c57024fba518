"""The running server in a real browser: first cards, last chart, every page, resident memory; and each page's script."""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from analysis.paths import ROOT
from benchmarks.measure import show, tree_mb

PAGES = ("overview", "keywords", "entities", "topics", "articles", "data", "methods")
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
TABS = 20
"""Sessions opened at once, to see what one takes."""
SINCE = ("2025-10-01", "2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01")
"""Filter values, each new to the caches."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(store: Path, *, chromium: str = "/usr/bin/chromium") -> list[dict[str, Any]]:
    """Seconds from the process of ``streamlit run`` to title, first cards and last chart, in a browser that already runs
    and has kept nothing; then each page and a changed filter."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        rows = _visits(browser, store)
        browser.close()
    show("Pages in a real browser (a visit loads the page anew, a session of its own)", rows)
    return rows


def _visits(browser: Any, store: Path) -> list[dict[str, Any]]:
    port = free_port()
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "dashboard/app.py",
            "--server.port",
            str(port),
            "--server.headless",
            "true",
        ],
        cwd=ROOT,
        env={**os.environ, "NHIPTIN_STORE": str(store.resolve())},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    began = time.perf_counter()
    rows: list[dict[str, Any]] = []
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
                break
            except OSError:
                time.sleep(0.05)
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_selector("h1")
        first = time.perf_counter() - began
        page.wait_for_selector(".nt-kpi", timeout=60_000)
        cards = time.perf_counter() - began
        page.wait_for_function(DRAWN, timeout=60_000)
        rows.append({"page": "start of the server: title", "s": first, "server MB": tree_mb(server.pid)})
        rows.append({"page": "start of the server: first cards", "s": cards, "server MB": tree_mb(server.pid)})
        rows.append(
            {
                "page": "start of the server: last chart",
                "s": time.perf_counter() - began,
                "server MB": tree_mb(server.pid),
            }
        )
        for name in PAGES:
            for what in ("first visit", "second visit", "filter changed"):
                query = "?top=25" if what == "filter changed" else ""
                began = time.perf_counter()
                page.goto(f"http://127.0.0.1:{port}/{re.sub('^overview$', '', name)}{query}")
                page.wait_for_function(DRAWN, timeout=60_000)
                rows.append(
                    {"page": f"{name}: {what}", "s": time.perf_counter() - began, "server MB": tree_mb(server.pid)}
                )
        rows += _sessions(browser, port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)
    return rows


def _sessions(browser: Any, port: int, pid: int) -> list[dict[str, Any]]:
    """Open tabs of the overview side by side, after one of them: how much the server grows, in all and for each."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    before = began = 0.0
    for number in range(TABS + 1):
        tab = context.new_page()
        tab.goto(f"http://127.0.0.1:{port}/")
        tab.wait_for_function(DRAWN, timeout=60_000)
        if number == 0:
            before, began = tree_mb(pid), time.perf_counter()
    after, took = tree_mb(pid), time.perf_counter() - began
    context.close()
    return [
        {"page": f"{TABS} more open tabs", "s": took, "server MB": after},
        {"page": "growth for each of them", "s": took / TABS, "server MB": (after - before) / TABS},
    ]


def scripts(store: Path) -> list[dict[str, Any]]:
    """Milliseconds of each page's script after a change of the period, every value new, and when nothing changed."""
    from streamlit.testing.v1 import AppTest

    os.environ["NHIPTIN_STORE"] = str(store.resolve())
    rows: list[dict[str, Any]] = []
    for name in PAGES:
        app = AppTest.from_file(str(ROOT / "dashboard/app.py"), default_timeout=60)
        app.switch_page(f"pages/{name}.py").run()
        fresh = []
        for since in SINCE:
            app.query_params["since"] = since
            fresh.append(_run(app))
        rows.append(
            {
                "page": name,
                "filter changed ms": statistics.median(fresh),
                "slowest ms": max(fresh),
                "again ms": _run(app),
            }
        )
    show("A page's script", rows)
    return rows


def _run(app: Any) -> float:
    began = time.perf_counter()
    app.run()
    if app.exception:
        raise RuntimeError(app.exception[0].message)
    return (time.perf_counter() - began) * 1000

"""Reports of a store: seconds and memory of each output, a picture of a page, and Chromium printing the live page beside it."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import run_child, show
from dashboard.reports import browser as engine
from dashboard.reports.live import PATIENCE, READY, serving

BROWSERS = ("chrom", "headless_shell")
"""How the programs of a browser are called."""
LIMITS = {"html": 5.0, "pdf": 7.0, "pptx": 7.0, "csv": 5.0, "screenshot": 8.0}
"""Seconds that are allowed."""


def run(store: Path) -> list[dict[str, Any]]:
    """The weekly report once for each output; the ratio is to printing the live overview, server's start included.

    ``own_mb`` is the memory of our processes, without Chromium's.
    """
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        peer = _printed(store, Path(folder))
        for output, limit in LIMITS.items():
            took = run_child(_command(output, store, Path(folder)), without=BROWSERS)
            rows.append({"output": output, **took, "limit_s": limit, "to_peer": took["wall_s"] / peer["wall_s"]})
    rows.append({"output": "peer: live page printed by Chromium", **peer})
    show("Weekly report and screenshot, each a command of its own", rows)
    return rows


def _command(output: str, store: Path, folder: Path) -> list[str]:
    to = str(folder / f"out.{output}")
    told = ["screenshot", "overview", "--out", to] if output == "screenshot" else ["report", f"--{output}", to]
    return [sys.executable, "-m", "analysis", *told, "--store", str(store)]


def _printed(store: Path, folder: Path) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    began = time.perf_counter()
    with serving(store, folder / "log") as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=engine.found(), args=list(engine.FLAGS))
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{address}/overview")
        page.wait_for_function(READY)
        page.pdf(format="A4")
        browser.close()
    return {"wall_s": time.perf_counter() - began}

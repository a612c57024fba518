"""An old system's table taken in by the page of data and taken back whole: ``python -m benchmarks.imports [--rows 20000]``.

A CSV in Windows-1258 (or ``--encoding utf-16``) of made articles, one row in a thousand with an impossible day, goes the way a
person would send it: file chooser, columns, order of dates, "add", then "take back" of the whole import, in a real browser on a
server of its own. What the store holds is counted after each step.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from analysis.build import build
from analysis.store.snapshot import open_snapshot
from benchmarks import corpus
from benchmarks.measure import show
from dashboard.labels import number
from dashboard.reports import live
from dashboard.reports.browser import FLAGS, found
from dashboard.strings import text

COLUMNS = {"published": "Ngày lên báo", "source": "Tên báo"}
"""What the page cannot know by itself."""
BAD = 1_000
"""One row in so many has a day that there is none."""
PATIENCE = 600_000
"""Milliseconds after which a step counts as hanging."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(line: str) -> bytes:
    """A line in Windows-1258, which writes tones as letters of their own; what it has no letter for is left out.

    >>> windows_1258("chế").hex(" ")
    '63 68 ea ec'
    """
    parts = []
    for letter in unicodedata.normalize("NFC", line):
        split = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(one for one in split if one not in _TONES))
        parts.append(base + "".join(one for one in split if one in _TONES))
    return "".join(parts).encode("cp1258", "ignore")


def table(rows: int) -> Iterator[str]:
    """The lines of the table."""
    yield f"{COLUMNS['published']};Tít;Nội dung chính;{COLUMNS['source']}"
    for place, row in enumerate(corpus.articles(rows), 1):
        when = datetime.fromisoformat(str(row["published_at"]))
        day = "32/13/2025" if place % BAD == 0 else f"{when:%d/%m/%Y %H:%M}"
        words = (f'"{str(row[name]).replace(chr(34), "")} ({place})"' for name in ("title", "summary"))
        yield ";".join((day, *words, str(row["source"])))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rows", type=int, default=20_000)
    ask.add_argument("--encoding", choices=("windows-1258", "utf-16"), default="windows-1258")
    a = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = "\r\n".join(table(a.rows))
        (folder / "cu.csv").write_bytes(windows_1258(lines) if a.encoding == "windows-1258" else lines.encode("utf-16"))
        corpus.write(folder / "here.jsonl", 10)
        build([folder / "here.jsonl"], folder / "store", processes=1)
        with live.serving(folder / "store", folder / "log.txt") as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=found(), args=list(FLAGS))
            page = browser.new_page(viewport={"width": 1280, "height": 1600})
            page.set_default_timeout(PATIENCE)
            rows = _driven(page, address, folder, a.rows)
            browser.close()
    show(f"{a.rows:,} rows in {a.encoding} through the page of data", rows)


def _driven(page: Page, address: str, folder: Path, rows: int) -> list[dict[str, Any]]:
    """Add the table and take it back; seconds of each step and what the store holds after it."""
    told: list[dict[str, Any]] = []

    def step(what: str, expected: int) -> None:
        nonlocal began
        held = int(open_snapshot(folder / "store").meta["articles"])
        told.append({"step": what, "s": time.monotonic() - began, "articles": held})
        if held != expected:
            raise SystemExit(f"{what}: the store holds {held:,} articles, expected {expected:,}")
        began = time.monotonic()

    def still() -> None:
        page.wait_for_function(live.READY)

    good = rows - rows // BAD
    page.goto(f"{address}/data?lang=vi")
    still()
    began = time.monotonic()
    page.locator(".st-key-card-import input[type=file]").set_input_files(folder / "cu.csv")
    page.get_by_text(text("vi", "import.choose")).wait_for()
    for field, column in COLUMNS.items():
        still()
        choose(page, f"import-map-{field}", column)
    still()
    choose(page, "import-dates", text("vi", "import.date.dmy"))
    add = page.get_by_role("button", name=text("vi", "import.add", n=number(good, "vi")))
    add.wait_for()
    still()
    with page.expect_download() as refused:
        page.locator(".st-key-csv-import-refused button").click()
    listed = sum("32/13/2025" in row for row in refused.value.path().read_text("utf-8-sig").splitlines())
    if listed != rows - good:
        raise SystemExit(f"rows refused: the file of them lists {listed:,}, expected {rows - good:,}")
    step("file chosen, columns told, looked at, refused rows downloaded", 10)
    add.click()
    page.get_by_text(text("vi", "import.done", n=number(good, "vi"))).wait_for()
    still()
    step("added", 10 + good)
    page.get_by_text(text("vi", "import.before", n=2)).click()
    batch = page.locator("[class*='st-key-batch-']").filter(has_text="csv")
    batch.get_by_role("button", name=text("vi", "import.undo")).click()
    page.get_by_role("button", name=text("vi", "import.undo_all")).click()
    page.get_by_text(text("vi", "import.undone", n=number(good, "vi"))).wait_for()
    still()
    step("taken back", 10)
    return told


def choose(page: Page, key: str, option: str) -> None:
    """Choose in a box of the page."""
    box = page.locator(f".st-key-{key} input")
    box.fill(option)
    box.press("Enter")


if __name__ == "__main__":
    main()

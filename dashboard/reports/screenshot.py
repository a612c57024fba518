"""A picture of a live page, whole or one card of it, as a reader sees it; settings as one line of JSON, like a report's."""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from analysis.errors import InputError, StoreError
from dashboard.addresses import PAGES
from dashboard.reports.browser import FLAGS, SCALE, found
from dashboard.reports.live import BETWEEN, PATIENCE, READY, STILL, early, serving
from dashboard.reports.process import process, put, tried

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

WIDTHS = (1440, 390)
THEMES = ("light", "dark")
TALLEST = 12_000
"""Pixels of the longest picture."""
MARGIN = 60
"""Pixels under the last line of a page."""


def run(wanted: dict[str, Any], tell: Callable[[str], None]) -> None:
    """Take the picture.

    Args:
        wanted: ``store``, ``page``, ``scope`` and ``view`` (as a link has them), ``language``, ``width``, ``theme``, ``card``
            (key of one card, e.g. overview-volume; empty: the whole page), ``url`` (of a running dashboard; empty: one is
            started) and ``out``.
        tell: told the path written.

    Raises:
        InputError: a setting that cannot be used, or no such card.
        StoreError: no browser, the dashboard does not start, or a target that cannot be written.
    """
    for name, allowed in (("page", PAGES), ("width", WIDTHS), ("theme", THEMES)):
        if wanted[name] not in allowed:
            raise InputError(f"unknown {name}: got {str(wanted[name])[:40]!r}, allowed {', '.join(map(str, allowed))}")
    out = Path(wanted["out"])
    tried(out)
    path = found()
    query = urlencode({**wanted["scope"], **wanted["view"], "lang": wanted["language"]}, doseq=True)
    with ExitStack() as stack, ThreadPoolExecutor(1) as aside:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # The dashboard starts beside the browser.
        served = aside.submit(
            lambda: wanted["url"] or stack.enter_context(serving(Path(wanted["store"]), folder / "log"))
        )
        from playwright.sync_api import Error, sync_playwright

        try:
            with sync_playwright() as play:
                page = _page(play.chromium.launch(executable_path=path, args=list(FLAGS)), wanted)
                address = served.result().rstrip("/")
                if not wanted["url"]:
                    page.add_init_script(early(address))
                page.goto(f"{address}/{wanted['page']}?{query}", wait_until="commit")
                picture = _taken(page, wanted)
        except Error as error:
            raise StoreError(f"the page was not drawn: got {str(error).splitlines()[0][:200]}; try again") from error
    tell(put(out, picture))


def _page(browser: Browser, wanted: dict[str, Any]) -> Page:
    context = browser.new_context(
        viewport={"width": wanted["width"], "height": 900},
        color_scheme=wanted["theme"],
        device_scale_factor=SCALE,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE * 1000)
    return context.new_page()


def _taken(page: Page, wanted: dict[str, Any]) -> bytes:
    page.wait_for_function(READY)
    # The page scrolls inside a box: a window as tall as the page shows all of it.
    tall = MARGIN + int(page.locator('[data-testid="stMain"]').evaluate("main => main.scrollHeight"))
    page.set_viewport_size({"width": wanted["width"], "height": min(tall, TALLEST)})
    page.wait_for_function(READY)
    page.wait_for_function(STILL, polling=BETWEEN)
    area: FloatRect = {"x": 0, "y": 0, "width": wanted["width"], "height": min(tall, TALLEST)}
    if wanted["card"]:
        area = _area(page, wanted["card"])
    if area["y"] + area["height"] > TALLEST or (tall > TALLEST and not wanted["card"]):
        print(f"nhiptin: the page is {tall} pixels tall, the picture shows the first {TALLEST}", file=sys.stderr)
    # Asked of Chromium itself, which can be told to spend less on packing the picture: half a second of a long page.
    shot = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True, "clip": {**area, "scale": SCALE}}
    )
    return base64.b64decode(shot["data"])


def _area(page: Page, key: str) -> FloatRect:
    """Where a card lies.

    Raises:
        InputError: there is no such card.
    """
    card = page.locator(f".st-key-card-{key}")
    box = card.first.bounding_box() if card.count() else None
    if box is None:
        there = page.evaluate(
            "() => [...document.querySelectorAll('[class*=\"st-key-card-\"]')]"
            ".map(one => [...one.classList].find(name => name.startsWith('st-key-card-')).slice(12))"
        )
        raise InputError(f"no such card: got {key[:60]!r}, allowed {', '.join(there)}")
    return box


if __name__ == "__main__":
    process(run)

"""A picture of a live page, whole or one card of it, as a reader sees it; settings as one line of JSON, like a report's."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from analysis.errors import InputError, StoreError
from dashboard.reports.browser import FLAGS, SCALE, found
from dashboard.reports.live import PATIENCE, READY, serving
from dashboard.reports.process import process, put
from dashboard.state.url import PAGES

WIDTHS = (1440, 390)
THEMES = ("light", "dark")
TALLEST = 12_000
"""Pixels of the longest page."""
_SETTLED = 700
"""Milliseconds after which a chart that was drawn lies still."""


def run(wanted: dict[str, Any], tell: Callable[[str], None]) -> None:
    """Take the picture.

    Args:
        wanted: ``store``, ``page``, ``scope`` and ``view`` (as a link has them), ``language``, ``width``, ``theme``, ``card``
            (key of one card, e.g. overview-volume; empty: the whole page), ``url`` (of a running dashboard; empty: one is
            started) and ``out``.
        tell: told the path written.

    Raises:
        InputError: a setting that cannot be used, or no such card.
        StoreError: no browser, or the dashboard does not start.
    """
    for name, allowed in (("page", PAGES), ("width", WIDTHS), ("theme", THEMES)):
        if wanted[name] not in allowed:
            raise InputError(f"unknown {name}: got {str(wanted[name])[:40]!r}, allowed {', '.join(map(str, allowed))}")
    path = found()
    query = urlencode({**wanted["scope"], **wanted["view"], "lang": wanted["language"]}, doseq=True)
    with ExitStack() as stack, ThreadPoolExecutor(1) as aside:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # The dashboard starts beside the browser.
        served = aside.submit(
            lambda: wanted["url"] or stack.enter_context(serving(Path(wanted["store"]), folder / "log"))
        )
        picture = _taken(path, lambda: f"{served.result().rstrip('/')}/{wanted['page']}?{query}", wanted)
    tell(put(Path(wanted["out"]), picture))


def _taken(browser_path: str, address: Callable[[], str], wanted: dict[str, Any]) -> bytes:
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=browser_path, args=list(FLAGS))
            context = browser.new_context(
                viewport={"width": wanted["width"], "height": 900},
                color_scheme=wanted["theme"],
                device_scale_factor=SCALE,
                reduced_motion="reduce",
            )
            context.set_default_timeout(PATIENCE * 1000)
            page = context.new_page()
            page.goto(address())
            page.wait_for_function(READY)
            main = page.locator('[data-testid="stMain"]')
            tall = int(main.evaluate("main => main.scrollHeight"))
            # The page scrolls inside a box: a window as tall as the page shows all of it.
            page.set_viewport_size({"width": wanted["width"], "height": min(tall + 60, TALLEST)})
            page.wait_for_function(READY)
            page.wait_for_timeout(_SETTLED)
            if not wanted["card"]:
                return page.screenshot()
            card = page.locator(f".st-key-card-{wanted['card']}")
            if card.count() == 0:
                there = page.evaluate(
                    "() => [...document.querySelectorAll('[class*=\"st-key-card-\"]')]"
                    ".map(one => [...one.classList].find(name => name.startsWith('st-key-card-')).slice(12))"
                )
                raise InputError(f"no such card: got {wanted['card'][:60]!r}, allowed {', '.join(there)}")
            return card.first.screenshot()
    except Error as error:
        raise StoreError(f"the page was not drawn: got {str(error).splitlines()[0][:200]}; try again") from error


if __name__ == "__main__":
    process(run)

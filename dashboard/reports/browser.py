"""The browser that draws: Chromium, found and started, without a server and without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analysis.errors import StoreError

if TYPE_CHECKING:
    from dashboard.reports.drawer import Drawer

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
"""The first that is installed: without windows and tabs it starts in a third of the time."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",
)
"""Without the last a browser without windows sets letters on whole pixels, wider than they are printed."""
DRAWN = ("html", "pdf", "png")
"""Outputs that show figures."""
SCALE = 2
"""Pixels of a PNG for each of the page's."""


def installed() -> bool:
    """Whether there is a browser."""
    return any(shutil.which(name) for name in NAMES)


def found() -> str:
    """Path of the browser.

    Raises:
        StoreError: none is installed.
    """
    path = next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None:
        raise StoreError(
            "no browser is installed to draw the figures: got none of chromium, google-chrome; "
            "install one with: sudo apt-get install chromium"
        )
    return path


@contextmanager
def drawing(wanted: tuple[str, ...], warn: Callable[[str], None]) -> Iterator[Drawer | None]:
    """What draws these outputs; none where none of them needs it, or HTML alone is made and no browser is installed.

    Raises:
        StoreError: no browser, and PDF or PNG is wanted; or it failed.
    """
    if not set(DRAWN) & set(wanted):
        yield None
        return
    try:
        path = found()
    except StoreError as error:
        if {"pdf", "png"} & set(wanted):
            raise
        warn(f"{error}; the HTML has tables in place of figures")
        yield None
        return
    from playwright.sync_api import Error, sync_playwright

    from dashboard.reports.drawer import Drawer

    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
            try:
                yield Drawer(browser)
            finally:
                browser.close()
    except Error as error:
        raise StoreError(f"the browser at {path} failed: got {str(error).splitlines()[0][:200]}; try again") from error

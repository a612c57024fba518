"""A real server and a real browser. Every test fails by itself on an error in the page or a request that leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlencode

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.reports import live
from dashboard.reports.live import READY

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAGES = ("overview", "keywords", "compare", "entities", "documents", "topics", "articles", "data", "methods")
PATIENCE = 60_000
"""Milliseconds after which a page counts as hanging; a busy machine may need many of them."""


@contextmanager
def serving(store: Path, log: Path) -> Iterator[str]:
    """A server of its own on a free port; no run of it may have failed."""
    with live.serving(store, log) as address:
        yield address
    told = log.read_text("utf-8", "replace")
    assert "Traceback" not in told, told[-3000:]


@pytest.fixture(scope="session")
def server(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard on the sample corpus."""
    with serving(sample_store, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


class Visitor:
    """One visitor's tab. ``page`` is Playwright's."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self._watch(request.url))

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws", 1), "data:", "blob:")):
            self.outside.append(url)

    def open(self, path: str = "", **query: Any) -> Page:
        """Go to an address of the product and wait until everything of it is there."""
        asked = urlencode(query, doseq=True)
        self.page.goto(f"{self.address}/{path}{'?' + asked if asked else ''}")
        return self.still()

    def still(self) -> Page:
        """Wait until the run of the page is over."""
        self.page.wait_for_function(READY)
        return self.page

    def has_in_url(self, *parts: str) -> Page:
        """Wait until the URL holds all of this, then until the run is over."""
        self.page.wait_for_url(lambda url: all(part in unquote_plus(url) for part in parts))
        return self.still()

    def has_not_in_url(self, *parts: str) -> Page:
        """Wait until the URL holds none of this, then until the run is over."""
        self.page.wait_for_url(lambda url: not any(part in unquote_plus(url) for part in parts))
        return self.still()

    def words(self) -> str:
        return self.page.locator('[data-testid="stMain"]').inner_text()


Arrival = Callable[..., Visitor]


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Arrival]:
    """``visitor(width=390, color_scheme="dark", address=…)``: a fresh visitor, watched until the test ends."""
    arrived: list[Visitor] = []

    def arrive(*, width: int = 1280, height: int = 900, address: str = server, **settings: Any) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN", **settings)
        arrived.append(Visitor(context.new_page(), address))
        return arrived[-1]

    yield arrive
    for one in arrived:
        one.page.context.close()
    assert [error for one in arrived for error in one.errors] == []
    assert [url for one in arrived for url in one.outside] == []

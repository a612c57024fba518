"""A real server and a real browser. Every test fails by itself on an error in the page or a request that leaves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dashboard.reports import live
from dashboard.reports.live import READY

collect_ignore = ["provider.py"]
"""A program of its own, which the tests of login start."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",
)
"""The last lets visitors share what is compiled, see ``_company``."""
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
def own_store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample's store that tests may change: they take back what they did or look at their own rows only."""
    return Path(shutil.copytree(sample_store, tmp_path_factory.mktemp("own") / "store"))


@pytest.fixture(scope="session")
def own_server(own_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard on the store that tests may change."""
    with serving(own_store, tmp_path_factory.mktemp("own-server") / "log.txt") as address:
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


def _company(browser: Browser, server: str, **kind: Any) -> BrowserContext:
    """Visitors of one kind. An empty page stays open, so that the process which draws the product's pages lives on.

    Each visit still loads the whole page, but the scripts come from that process's memory and are already compiled,
    as in the browser of anybody who was there before: half of what a visit costs.
    """
    context = browser.new_context(locale="vi-VN", **kind)
    context.new_page().goto(f"{server}/_stcore/health")
    return context


@pytest.fixture(scope="session")
def desk(browser: Browser, server: str) -> BrowserContext:
    """What computers share: files that are already there and compiled."""
    return _company(browser, server)


@pytest.fixture(scope="session")
def hand(browser: Browser, server: str) -> BrowserContext:
    """What phones share."""
    return _company(browser, server, is_mobile=True, has_touch=True)


@pytest.fixture
def visitor(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Arrival]:
    """``visitor(width=390, is_mobile=True, color_scheme="dark", address=…)``: a fresh visitor, watched until the test ends.

    Visitors share the product's files and, until the test ends, cookies; ``apart=True`` gives one a browser of its own,
    for two people at once.
    """
    arrived: list[Visitor] = []

    def arrive(
        *,
        width: int = 1280,
        height: int = 900,
        address: str = server,
        is_mobile: bool = False,
        apart: bool = False,
        extra_http_headers: dict[str, str] | None = None,
        **media: Any,
    ) -> Visitor:
        context: BrowserContext = (
            browser.new_context(locale="vi-VN") if apart else request.getfixturevalue("hand" if is_mobile else "desk")
        )
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**media)
        page.set_extra_http_headers(extra_http_headers or {})
        arrived.append(Visitor(page, address))
        return arrived[-1]

    yield arrive
    for one in arrived:
        if one.page.url.startswith("http"):
            one.page.evaluate("localStorage.clear()")
        one.page.context.clear_cookies()
        one.page.close()
    assert [error for one in arrived for error in one.errors] == []
    assert [url for one in arrived for url in one.outside] == []

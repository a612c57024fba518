"""A real server and a real browser. Every test fails by itself on an error in the page or a request that leaves."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from analysis.paths import ROOT

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAGES = ("overview", "keywords", "entities", "topics", "articles", "methods")
PATIENCE = 60_000
"""Milliseconds after which a page counts as hanging; a busy machine may need many of them."""
READY = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('[data-ready]')
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(c => c.querySelector('.main-svg'));
}"""
"""The run is over, its last element is there, nothing of the run before is left, every chart is drawn."""


@contextmanager
def serving(store: Path, log: Path) -> Iterator[str]:
    """A server of its own on a free port; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"NHIPTIN_STORE": str(store)}, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            _healthy(server, address, log)
            yield address
        finally:
            server.terminate()
            server.wait(20)
    told = log.read_text("utf-8", "replace")
    assert "Traceback" not in told, told[-3000:]


def _healthy(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text("utf-8", "replace")[-3000:]
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server at {address} does not answer: {log.read_text('utf-8', 'replace')[-3000:]}")


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


class Tab:
    """One visitor's tab. ``open`` an address of the product; ``page`` is Playwright's."""

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

    def open(self, name: str = "", **query: Any) -> Page:
        """Go to an address and wait until everything of it is there."""
        asked = urlencode(query, doseq=True)
        self.page.goto(f"{self.address}/{name}{'?' + asked if asked else ''}")
        return self.settle()

    def settle(self) -> Page:
        """Wait until the run of the page is over."""
        self.page.wait_for_function(READY)
        return self.page

    def until(self, **query: str | None) -> Page:
        """Wait until the URL says so (None: not at all), then until the run is over."""

        def told(url: str) -> bool:
            said = parse_qs(urlsplit(url).query)
            return all(said.get(name) == (None if value is None else [value]) for name, value in query.items())

        self.page.wait_for_url(told)
        return self.settle()

    def query(self, name: str) -> str | None:
        return parse_qs(urlsplit(self.page.url).query).get(name, [None])[-1]

    def words(self) -> str:
        return self.page.locator('[data-testid="stMain"]').inner_text()


NewTab = Callable[..., Tab]


@pytest.fixture
def new_tab(browser: Browser, server: str) -> Iterator[NewTab]:
    """``new_tab(width=390, dark=True, address=…)``: a fresh visitor, watched until the test ends."""
    tabs: list[Tab] = []

    def make(*, width: int = 1280, dark: bool = False, address: str = server) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale="vi-VN"
        )
        tabs.append(Tab(context.new_page(), address))
        return tabs[-1]

    yield make
    for tab in tabs:
        tab.page.context.close()
    assert [error for tab in tabs for error in tab.errors] == []
    assert [url for tab in tabs for url in tab.outside] == []


@pytest.fixture
def tab(new_tab: NewTab) -> Tab:
    return new_tab()

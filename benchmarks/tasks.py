"""Five tasks of an analyst, done by a script in a real browser as a new user would: steps and seconds for each.

One step is one click, or one field filled and sent. Each task begins on the overview and ends when its answer is on screen.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from benchmarks.measure import show
from benchmarks.pages import FLAGS
from dashboard.reports.live import READY, serving
from dashboard.strings import text

PATIENCE = 60_000
OUTLETS = ("vnexpress.net", "tuoitre.vn")


def said(key: str, **values: object) -> str:
    """A string of the pages in Vietnamese."""
    return text("vi", key, **values)


class Person:
    """Somebody with a browser; counts steps."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.steps = page, 0
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/overview")
        self.still()

    def still(self) -> None:
        """Wait until the page is drawn."""
        self.page.wait_for_timeout(150)
        self.page.wait_for_function(READY)

    def click(self, found: Any) -> None:
        found.first.click()
        self.steps += 1
        self.still()

    def press(self, point: str) -> None:
        """Click on a point of a figure."""
        found = self.page.locator(point).first
        found.scroll_into_view_if_needed()
        box = found.bounding_box()
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.steps += 1
        self.still()

    def fill(self, found: Any, words: str) -> None:
        """Fill a field, or choose in a list by typing."""
        found.first.fill(words)
        self.page.wait_for_timeout(200)
        found.first.press("Enter")
        self.steps += 1
        self.still()

    def period(self, name: str) -> None:
        self.fill(self.page.locator(".st-key-scope-period input"), name)

    def go(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=said(f"nav.{name}"), exact=True))

    def filters(self) -> None:
        self.click(self.page.locator(".st-key-scope-more button"))

    def choose(self, label: str, option: str, *, nth: int = 0) -> None:
        """Choose in a list of several by typing."""
        box = self.page.get_by_label(label, exact=True).and_(self.page.locator("input"))
        self.fill(box.nth(nth), option)

    def reads(self, place: str) -> str:
        """What stands there."""
        found = self.page.locator(place).first
        found.wait_for()
        return " ".join(str(found.text_content()).split())


def spoke(person: Person) -> str:
    """Who spoke about semiconductors in November 2025, and did coverage grow?"""
    person.period(said("scope.month", month="11/2025"))
    person.filters()
    person.choose(said("scope.topic"), said("charts.topic.semiconductors"))
    person.page.keyboard.press("Escape")
    grew = person.reads(".st-key-kpi-articles .nt-kpi")
    person.go("quotes")
    return f"{grew} | {person.reads('.st-key-plot-quotes-speakers .ytick')}"


def cited(person: Person) -> str:
    """Which documents were cited for the first time in November 2025?"""
    person.period(said("scope.month", month="11/2025"))
    person.go("documents")
    person.fill(
        person.page.locator("input[aria-label*='" + said("documents.sort") + "']"), said("documents.sorts.first")
    )
    return person.reads(".st-key-card-documents-first li")


def outlets(person: Person) -> str:
    """What sets two outlets apart when they write about AI?"""
    person.go("compare")
    person.filters()
    person.choose(said("scope.source"), OUTLETS[0])
    person.choose(said("scope.topic"), said("charts.topic.ai"))
    person.page.keyboard.press("Escape")
    person.still()
    person.fill(person.page.locator("input[aria-label*='" + said("compare.against") + "']"), said("compare.ways.own"))
    person.choose(said("scope.source"), OUTLETS[1], nth=-1)
    return person.reads(".st-key-plot-compare-terms .ytick")


def rose(person: Person) -> str:
    """What rose last week and why, with the sentences?"""
    person.period(said("scope.preset.d7"))
    person.click(person.page.get_by_role("link", name=said("scope.compare")))
    term = person.reads(".st-key-plot-compare-terms .ytick")
    person.press(".st-key-plot-compare-terms .points path")
    return f"{term} | {person.reads('.st-key-evidence-compare-terms .nt-list li')}"


def shared(person: Person) -> str:
    """A link to one chart, and slides of what is on screen."""
    person.click(person.page.locator(".st-key-menu-overview-keywords button"))
    link = person.reads("[data-testid=stPopoverBody] code")
    person.page.keyboard.press("Escape")
    person.click(person.page.locator(".st-key-export button"))
    person.click(person.page.get_by_text(said("export.kinds.pptx"), exact=True))
    person.click(person.page.locator(".st-key-export-make button"))
    with person.page.expect_download() as given:
        person.click(person.page.locator(".st-key-export-file button"))
    return f"{link} | {given.value.suggested_filename}"


TASKS: tuple[Callable[[Person], str], ...] = (spoke, cited, outlets, rose, shared)


def run(store: Path, *, chromium: str = "/usr/bin/chromium") -> list[dict[str, Any]]:
    """Every task once, each by a new visitor; the server has answered one visit before."""
    from playwright.sync_api import sync_playwright

    rows = []
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(store, Path(folder) / "log.txt") as address,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
        Person(context.new_page(), address)
        for task in TASKS:
            person = Person(context.new_page(), address)
            began = time.perf_counter()
            answer = task(person)
            took = time.perf_counter() - began
            rows.append({"task": task.__doc__, "steps": person.steps, "s": took, "answer": answer[:160]})
            person.page.close()
        browser.close()
    show("Tasks of an analyst", rows)
    return rows


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("store", type=Path)
    given = ask.parse_args()
    if not (given.store / "CURRENT").exists():
        raise InputError(f"no store: got {given.store}; build one with: nhiptin build PATH --store {given.store}")
    run(given.store)


if __name__ == "__main__":
    main()

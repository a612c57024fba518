"""Newer data is published while a page is open: no page mixes two versions, no old figure opens another number unsaid."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis import Scope, questions
from analysis.build import build
from analysis.removal import remove
from analysis.store.snapshot import open_snapshot
from dashboard import labels
from dashboard.strings import text

from .conftest import Arrival

pytestmark = pytest.mark.browser
SCOPE = Scope.parse({"since": "2025-10-01"})
OUTLET = "Báo Bến Mới"
ARTICLE = {
    "date": "2025-10-20",
    "title": "Bến Mới có xưởng thử linh kiện",
    "text": "Con chip chạy thử. Một chip khác chờ hàng.",
    "source": OUTLET,
    "url": "https://example.vn/xuong-moi",
}


@pytest.fixture
def newer(own_store: Path, tmp_path: Path) -> Iterator[Path]:
    """A file with one article more; whatever came of it is taken out of the store again."""
    file = tmp_path / "more.jsonl"
    file.write_text(json.dumps(ARTICLE, ensure_ascii=False), "utf-8")
    yield file
    remove(own_store, source=OUTLET, who="test")


def evidence(page: Page) -> list[list[str]]:
    """The CSV file of the open sentences, row by row, without its head."""
    with page.expect_download() as given:
        page.locator(".st-key-csv-evidence-overview-keywords button").click()
    with given.value.path().open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def test_newer_data_is_said_and_never_mixed(visitor: Arrival, own_store: Path, own_server: str, newer: Path) -> None:
    visit = visitor(address=own_server)
    page = visit.open("overview", **SCOPE.params(), show="term:chip", at="overview-keywords")
    shown = page.locator(".st-key-kpi-articles strong")
    before = int(shown.inner_text())
    found = questions.keyword_occurrences(open_snapshot(own_store), SCOPE, term="chip", top=500)
    assert len(evidence(page)) == len(found) > 6, "all sentences of the scope, not of the corpus"

    build([newer], own_store, sample=True, processes=1)
    assert shown.inner_text() == str(before)
    assert evidence(page) == [[text("vi", "app.replaced_file")]]

    # A click inside of one card draws the whole page anew, not that card alone.
    page.locator(".st-key-menu-overview-volume button").click()
    expect(page.get_by_text(text("vi", "app.replaced"))).to_be_visible()
    visit.still()
    expect(shown).to_have_text(str(before + 1))
    total = text("vi", "frame.of", total=f"{labels.number(before + 1, 'vi')} {text('vi', 'charts.unit.articles')}")
    expect(page.locator(".st-key-card-overview-volume")).to_contain_text(total)
    again = questions.keyword_occurrences(open_snapshot(own_store), SCOPE, term="chip", top=500)
    assert len(evidence(page)) == len(again) > len(found)
    page.get_by_role("button", name=text("vi", "evidence.close")).click()
    visit.has_not_in_url("show=")
    expect(page.get_by_text(text("vi", "app.replaced"))).to_have_count(0)

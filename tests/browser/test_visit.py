"""What a visitor does: opens, clicks, reads sentences, follows a link, goes back, changes page and language."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from dashboard.strings import text

from .conftest import PAGES, serving

pytestmark = pytest.mark.browser
NewTab = Callable[..., Any]
BARS = ".st-key-plot-keywords-bars"
PANEL = ".st-key-evidence-keywords-bars"


def asked(store: Path, *words: str) -> list[dict[str, Any]]:
    """Rows that the command line answers."""
    command = [sys.executable, "-m", "analysis", "ask", *words, "--store", str(store), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    return list(json.loads(done.stdout)["rows"])


def click_bar(tab: Any, place: int = 0) -> None:
    bar = tab.page.locator(f"{BARS} .barlayer .trace.bars").first.locator("path").nth(place)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    tab.page.mouse.move(box["x"] + box["width"] / 2 - 3, box["y"] + box["height"] / 2)
    tab.page.locator(f"{BARS} .hoverlayer .hovertext").first.wait_for()
    tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_whole(tab: Any, name: str) -> None:
    page = tab.open(name)
    expect(page.get_by_role("heading", level=1)).to_have_text(text("vi", f"nav.{name}"))
    assert page.locator('[data-testid="stException"]').count() == 0
    assert "Traceback" not in tab.words()


def test_the_first_visitor_of_a_server_gets_the_frame(new_tab: NewTab, sample_store: Path, tmp_path: Path) -> None:
    with serving(sample_store, tmp_path / "log.txt") as address:
        page = new_tab(address=address).open("keywords")
        expect(page.locator(".nt-brand")).to_be_visible()
        expect(page.locator(".st-key-scope-bar")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text(text("vi", "nav.keywords"))


def test_a_click_opens_the_sentences_and_the_link_restores_them(tab: Any, new_tab: NewTab, sample_store: Path) -> None:
    page = tab.open("keywords")
    term = asked(sample_store, "keyword_frequencies", "--top", "2")[1]["term"]
    click_bar(tab, 1)
    tab.until(show=f"term:{term}", at="keywords-bars")
    panel = page.locator(PANEL)
    expect(panel).to_contain_text(text("vi", "evidence.title.term", name=term))
    found = asked(sample_store, "keyword_occurrences", "--term", term)
    expect(panel).to_contain_text(f"trong {len(found)}")
    mark = panel.locator("mark").first
    expect(mark).to_be_visible()
    assert mark.inner_text().lower() == term.lower()

    other = new_tab()
    other.page.goto(page.url)
    other.settle()
    expect(other.page.locator(PANEL)).to_contain_text(text("vi", "evidence.title.term", name=term))
    other.page.locator(PANEL).get_by_role("button", name=text("vi", "evidence.close")).click()
    other.until(show=None, at=None)
    expect(other.page.locator(PANEL)).to_have_count(0)


def test_the_scope_stays_on_another_page_and_after_a_reload(tab: Any) -> None:
    page = tab.open("overview", search="chip", topic="ai")
    sentence = "chứa «chip»"
    assert sentence in tab.words()
    page.get_by_role("link", name=text("vi", "nav.topics"), exact=True).first.click()
    page.wait_for_url("**/topics*")
    tab.until(search="chip", topic="ai")
    expect(page.get_by_role("heading", level=1)).to_have_text(text("vi", "nav.topics"))
    assert sentence in tab.words()
    page.reload()
    tab.until(search="chip", topic="ai")
    assert sentence in tab.words()
    assert page.url.split("?")[0].endswith("/topics")


def test_back_undoes_a_filter(tab: Any) -> None:
    page = tab.open("articles")
    everything = page.locator(".st-key-card-list").inner_text().splitlines()[0]
    box = page.get_by_label(text("vi", "scope.search"))
    box.fill("bán dẫn")
    box.press("Enter")
    tab.until(search="bán dẫn")
    expect(page.locator(".st-key-scope-bar")).to_contain_text("chứa «bán dẫn»")
    assert page.locator(".st-key-card-list").inner_text().splitlines()[0] != everything
    page.go_back()
    tab.until(search=None)
    expect(page.locator(".st-key-scope-bar")).not_to_contain_text("chứa «bán dẫn»")
    expect(page.locator(".st-key-card-list")).to_contain_text(everything)
    expect(page.get_by_label(text("vi", "scope.search"))).to_have_value("")


def test_the_language_changes_and_stays(tab: Any) -> None:
    page = tab.open("overview")
    page.get_by_role("radio", name="EN").click()
    tab.until(lang="en")
    expect(page.get_by_role("heading", level=1)).to_have_text(text("en", "nav.overview"))
    expect(page.get_by_text(text("en", "app.sample"), exact=True)).to_be_visible()
    page.get_by_role("link", name=text("en", "nav.articles"), exact=True).first.click()
    tab.until(lang="en")
    expect(page.get_by_role("heading", level=1)).to_have_text(text("en", "nav.articles"))


def test_bad_values_in_the_url_are_sentences(tab: Any) -> None:
    tab.open("entities", source="<script>alert(1)</script>", since="2025-10-20", until="2025-10-01", unit="kilo")
    words = tab.words()
    for sentence in (
        text("vi", "scope.unknown.source", value="<script>alert(1)</script>"),
        text("vi", "scope.bad.reversed", since="2025-10-20", until="2025-10-01"),
        text("vi", "scope.bad.unit", got="kilo"),
    ):
        assert sentence in words
    assert "Traceback" not in words
    assert text("vi", "app.unexpected") not in words


def test_the_numbers_are_those_of_the_command_line(tab: Any, sample_store: Path) -> None:
    totals = asked(sample_store, "scope_totals", "--since", "2025-09-01")[0]
    first = asked(sample_store, "keyword_frequencies", "--since", "2025-09-01", "--top", "1")[0]
    page = tab.open("overview", since="2025-09-01")
    expect(page.locator(".st-key-kpi-articles strong")).to_have_text(str(totals["articles"]))
    expect(page.locator(".st-key-kpi-stories strong")).to_have_text(str(totals["stories"]))
    drawn = page.locator(".st-key-plot-overview-keywords .textpoint text").first.text_content()
    assert drawn is not None
    assert drawn.strip().startswith(f"{first['n']} · ")
    assert (
        first["term"]
        in page.locator(".st-key-plot-overview-keywords .ytick").last.text_content()
        + page.locator(".st-key-plot-overview-keywords .ytick").first.text_content()
    )

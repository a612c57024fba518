"""What a reader does: from a number to its sentences, from a link to the same view, from page to page."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from analysis.__main__ import app
from analysis.scope import UNITS
from dashboard import labels
from dashboard.parts.evidence import SIZE
from dashboard.strings import text

from .conftest import PATIENCE, Arrival

pytestmark = pytest.mark.browser

BARS = ".st-key-plot-overview-keywords"
PANEL = ".st-key-evidence-overview-keywords"
expect.set_options(timeout=PATIENCE / 3)


def press(page: Page, card: str, place: int = 0) -> None:
    """Click on a bar of a figure."""
    bar = page.locator(f"{card} .bars .point path").nth(place)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + min(20, box["width"] / 2), box["y"] + box["height"] / 2)


def sentences(page: Page, panel: str = PANEL) -> list[str]:
    return page.locator(f"{panel} .nt-list li").all_inner_texts()


def test_a_click_on_a_bar_opens_its_sentences_and_its_link_restores_them(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("overview")
    word = page.locator(f"{BARS} .ytick text").first.text_content()
    press(page, BARS)
    visit.has_in_url(f"show=term:{word}")
    marks = page.locator(f"{PANEL} mark").all_inner_texts()
    assert marks
    assert {mark.casefold() for mark in marks} == {word}
    expect(page.locator(PANEL)).to_contain_text(f"1–{SIZE}")

    other = visitor()
    other.open(page.url.removeprefix(visit.address + "/"))
    assert sentences(other.page) == sentences(page) != []

    page.locator(PANEL).get_by_role("button", name=text("vi", "evidence.close")).click()
    expect(page.locator(PANEL)).to_have_count(0)
    visit.still()
    assert "show=" not in page.url


def test_the_file_behind_a_number_is_what_the_command_answers_in_every_unit(
    visitor: Arrival, sample_store: Path
) -> None:
    visit = visitor()
    words = ["ask", "keyword_occurrences", "--csv", "--store", str(sample_store), "--since", "2025-10-01"]
    lengths = set()
    for unit in UNITS:
        page = visit.open("overview", since="2025-10-01", unit=unit, show="term:chip", at="overview-keywords")
        with page.expect_download() as given:
            page.locator(".st-key-csv-evidence-overview-keywords button").click()
        file = given.value.path().read_bytes().decode("utf-8-sig")
        assert file == CliRunner().invoke(app, [*words, "--term", "chip", "--unit", unit]).stdout
        rows = list(csv.DictReader(io.StringIO(file, newline="")))
        lengths.add(len(rows))
        told = text("vi", "evidence.shown", first=1, last=SIZE, rows=labels.number(len(rows), "vi"))
        hits = text("vi", "evidence.hits", n=labels.number(int(rows[0]["hits"]), "vi"))
        expect(page.locator(PANEL)).to_contain_text(f"{told} · {hits}")
    assert len(lengths) > 1, "copies are left out where stories count"


def test_a_click_on_a_period_opens_its_articles(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("overview")
    press(page, ".st-key-plot-overview-volume", 2)
    visit.has_in_url("show=period:@2025-")
    rows = sentences(page, ".st-key-evidence-overview-volume")
    assert rows
    assert all("/07/2025" in row for row in rows)


def test_the_sentences_can_be_had_without_a_pointer(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("overview")
    box = page.locator(".st-key-card-overview-keywords").get_by_role("combobox")
    # A run that ends just now closes the list again: a person presses once more.
    for _ in range(10):
        box.press("ArrowDown")
        page.wait_for_timeout(700)
        if page.get_by_role("option").count():
            break
    box.press("ArrowDown")
    box.press("Enter")
    visit.has_in_url("show=term:")
    assert sentences(page)


def test_pages_of_sentences_add_up(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("overview?show=term:chip&at=overview-keywords")
    first = sentences(page)
    page.locator(PANEL).get_by_role("button", name="Page 2", exact=True).click()
    visit.has_in_url("page=2")
    second = sentences(page)
    assert len(first) == SIZE
    assert second
    assert not set(first) & set(second)


def test_the_scope_survives_page_change_reload_and_back(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("overview?topic=ai&since=2025-09-01&unit=stories")
    said = page.get_by_text(text("vi", "scope.now")).inner_text()
    assert "01/09/2025" in said
    assert text("vi", "charts.topic.ai") in said
    page.get_by_role("link", name=text("vi", "nav.keywords"), exact=True).click()
    expect(page.locator("h1")).to_have_text(text("vi", "nav.keywords"))
    visit.has_in_url("/keywords", "topic=ai", "since=2025-09-01", "unit=stories")
    assert page.get_by_text(text("vi", "scope.now")).inner_text() == said
    page.reload()
    visit.still()
    assert page.get_by_text(text("vi", "scope.now")).inner_text() == said
    page.go_back()
    expect(page.locator("h1")).to_have_text(text("vi", "nav.overview"))
    visit.has_in_url("topic=ai", "since=2025-09-01")
    assert page.get_by_text(text("vi", "scope.now")).inner_text() == said


def test_filters_are_set_and_cleared_by_hand(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("articles")
    whole = page.locator(".st-key-card-list").get_by_text("1–20").inner_text()
    page.get_by_role("textbox", name=text("vi", "scope.search")).fill("chu quyen du lieu")
    page.keyboard.press("Enter")
    visit.has_in_url("search=chu quyen du lieu")
    assert page.locator(".st-key-card-list mark").count() > 0
    page.get_by_role("button", name=text("vi", "scope.clear")).first.click()
    expect(page.locator(".st-key-card-list")).to_contain_text(whole)
    visit.still()
    assert "search=" not in page.url
    assert page.get_by_role("textbox", name=text("vi", "scope.search")).input_value() == ""


def test_an_empty_scope_says_why_and_offers_the_way_out(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("overview?search=khongcotunaynhuthe")
    assert page.get_by_text(text("vi", "frame.empty")).is_visible()
    page.get_by_role("button", name=text("vi", "scope.clear")).last.click()
    expect(page.locator(BARS)).to_be_visible()


def test_an_article_is_read_with_its_names_marked_and_cited(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("articles?topic=ai")
    title = page.locator(".nt-list .nt-title").first.inner_text()
    page.locator(".nt-list a").first.click()
    visit.has_in_url("key=", "topic=ai")
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator(".nt-text mark").count() > 0
    cited = page.locator("code").all_inner_texts()
    assert sum(title in one for one in cited) == 2, "in Vietnamese and in English"
    page.get_by_role("button", name=text("vi", "articles.back")).click()
    expect(page.locator(".st-key-card-list")).to_be_visible()


def test_the_other_language_keeps_the_view(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("topics?since=2025-09-01")
    page.get_by_role("radio", name="EN").click()
    visit.has_in_url("lang=en", "since=2025-09-01")
    expect(page.locator("h1")).to_have_text(text("en", "nav.topics"))
    page.get_by_role("link", name=text("en", "nav.entities"), exact=True).click()
    visit.has_in_url("/entities", "lang=en", "since=2025-09-01")
    assert "lens=" not in page.url
    expect(page.locator("h1")).to_have_text(text("en", "nav.entities"))
    assert page.get_by_role("link", name=text("en", "nav.methods"), exact=True).is_visible()


def test_from_a_bar_to_the_article_and_back(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("overview")
    press(page, BARS)
    visit.has_in_url("show=term:")
    read = sentences(page)
    page.locator(f"{PANEL} .nt-list a").first.click()
    visit.has_in_url("/articles", "key=")
    expect(page.locator(".nt-text")).to_be_visible()
    page.go_back()
    visit.has_in_url("/overview", "show=term:")
    expect(page.locator(f"{PANEL} .nt-list li").first).to_be_visible()
    assert sentences(page) == read


VISIBLE = """() => {
  const at = document.activeElement, seen = [at, at.parentElement, at.closest('[data-baseweb]')].filter(Boolean);
  return at.getBoundingClientRect().height > 0 && at.matches(':focus-visible') && seen.some(e => {
    const style = getComputedStyle(e);
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderColor !== style.color;
  });
}"""


def tab_to(page: Page, wanted: str, most: int = 90) -> None:
    """Press Tab until the focus is inside of what is wanted, and can be seen there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => !!document.activeElement.closest(wanted)", wanted):
            break
    assert page.evaluate("wanted => !!document.activeElement.closest(wanted)", wanted), f"{wanted} was not reached"
    assert page.evaluate(VISIBLE), f"the focus on {wanted} cannot be seen"


def test_a_keyboard_is_enough(visitor: Arrival) -> None:
    visit = visitor()
    page = visit.open("overview")
    tab_to(page, 'a[href="#main-content"], [data-testid="stSkipLink"], a', most=1)
    page.keyboard.press("Enter")
    tab_to(page, ".st-key-scope-search input", most=12)
    page.keyboard.type("chip")
    page.keyboard.press("Enter")
    visit.has_in_url("search=chip")
    tab_to(page, ".st-key-card-overview-keywords [role=combobox]")
    for _ in range(10):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(700)
        if page.get_by_role("option").count():
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    visit.has_in_url("show=term:")
    tab_to(page, f"{PANEL} .nt-list a")
    page.keyboard.press("Enter")
    visit.has_in_url("/articles", "key=")
    tab_to(page, ".st-key-back")
    page.keyboard.press("Enter")
    visit.has_not_in_url("key=")
    assert "search=chip" in page.url
    expect(page.locator(".st-key-card-list")).to_be_visible()


def test_a_finger_scrolls_over_a_chart(visitor: Arrival) -> None:
    page = visitor(width=390, height=844, is_mobile=True).open("overview")
    chart = page.locator(".st-key-plot-overview-volume")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    # What a finger meets in the middle of the chart, and all round it, leaves the gesture to the page.
    met = """([x, y]) => {
      const met = [];
      for (let at = document.elementFromPoint(x, y); at; at = at.parentElement) met.push(getComputedStyle(at).touchAction);
      return met;
    }"""
    assert set(page.evaluate(met, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])) == {"auto"}
    layers = chart.locator(".nsewdrag").evaluate_all("found => found.map(e => getComputedStyle(e).pointerEvents)")
    assert set(layers) == {"none"}


def test_who_wants_no_motion_gets_none(visitor: Arrival) -> None:
    page = visitor(reduced_motion="reduce").open("methods")
    slow = """() => [...document.querySelectorAll('body *')].map(e => getComputedStyle(e)).filter(
      s => Math.max(...`${s.transitionDuration},${s.animationDuration}`.split(',').map(parseFloat)) > .001).length"""
    assert page.evaluate(slow) == 0

"""Pages in a real browser: they open, fit the screen, speak one language, and ask no other host for anything."""

from __future__ import annotations

import pytest

from dashboard.strings import text

from .conftest import Visitor

pytestmark = pytest.mark.browser

PAGES = ("overview", "keywords", "entities", "topics", "articles", "methods")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_in_the_reader_s_language(visitor: Visitor, language: str) -> None:
    visit = visitor()
    for name in PAGES:
        page = visit.open(f"{name}?lang={language}")
        assert page.locator("h1").first.inner_text() == text(language, f"nav.{name}")
        assert page.locator(f'[data-ready="{language}"]').count() == 1
        assert page.get_by_text(text(language, "app.unexpected")).count() == 0
        assert page.get_by_text(text(language, "app.sample"), exact=True).is_visible()
        assert page.get_by_role("radio", name=language.upper()).get_attribute("aria-checked") == "true"


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_sideways_scrolling(visitor: Visitor, name: str) -> None:
    page = visitor(width=390, height=844, is_mobile=True, has_touch=True).open(name)
    widths = page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')].map(e => e.scrollWidth)"""
    )
    assert max(widths) <= 390
    outside = page.evaluate(
        """() => [...document.querySelectorAll('[class*="st-key-card-"], .js-plotly-plot')]
            .filter(e => e.getBoundingClientRect().right > 391).map(e => e.className)"""
    )
    assert not outside


def test_the_dark_page_is_dark_and_its_figures_are_legible(visitor: Visitor) -> None:
    page = visitor(color_scheme="dark").open("overview")
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.querySelector('.js-plotly-plot .ytick text')).fill")
    assert ground == "rgb(20, 25, 31)"
    assert min(int(part) for part in ink.removeprefix("rgb(").rstrip(")").split(",")) > 150


def test_the_address_of_a_page_without_a_name_is_the_overview(visitor: Visitor) -> None:
    assert visitor().open("").locator("h1").first.inner_text() == text("vi", "overview.title")


def test_text_from_outside_stays_text(visitor: Visitor, hostile: str) -> None:
    """A dialog, a script error or a request to another host fails the test; so does markup that came alive."""
    visit = visitor(address=hostile)
    for path in (
        "overview?lens=all",
        "articles?lens=all",
        "articles?lens=all&search=chip",
        "keywords?lens=all&term=chip",
        "overview?lens=all&show=term:chip&at=overview-keywords",
        "entities?lens=all&name=%3Cimg%20src=x%20onerror=alert(7)%3E",
        "overview?lens=all&source=%3Cscript%3Ealert(8)%3C/script%3E&topic=%3Cimg%20src=x%20onerror=alert(9)%3E",
    ):
        page = visit.open(path)
        main = page.locator('[data-testid="stMain"]')
        assert main.locator("script, iframe[srcdoc], [onerror], [onmouseover]").count() == 0
        assert main.locator('img[src*="hostile"], a[href^="javascript"]').count() == 0
    page = visit.open("articles?lens=all")
    assert "<script>alert(1)</script>" in page.locator(".nt-list").inner_text()
    page.locator(".nt-list a").first.click()
    page.wait_for_url("**key=*")
    visit.still()
    assert "<script>alert(1)</script>" in page.locator(".nt-text").inner_text()
    assert "**đậm**" in page.locator(".nt-text").inner_text()

"""Pages in a real browser: they open, fit the screen, speak one language, and ask no other host for anything."""

from __future__ import annotations

import pytest

from dashboard.strings import text

from .conftest import PAGES, Arrival

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_in_the_reader_s_language(visitor: Arrival, language: str) -> None:
    visit = visitor()
    for name in PAGES:
        page = visit.open(f"{name}?lang={language}")
        assert page.locator("h1").first.inner_text() == text(language, f"nav.{name}")
        assert page.locator(f'[data-ready="{language}"]').count() == 1
        assert page.get_by_text(text(language, "app.unexpected")).count() == 0
        assert page.get_by_text(text(language, "app.sample"), exact=True).is_visible()
        assert page.get_by_role("radio", name=language.upper()).get_attribute("aria-checked") == "true"


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_sideways_scrolling(visitor: Arrival, name: str) -> None:
    page = visitor(width=390, height=844, is_mobile=True).open(name)
    widths = page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')].map(e => e.scrollWidth)"""
    )
    assert max(widths) <= 390
    outside = page.evaluate(
        """() => [...document.querySelectorAll('[class*="st-key-card-"], .js-plotly-plot')]
            .filter(e => e.getBoundingClientRect().right > 391).map(e => e.className)"""
    )
    assert not outside


def test_the_address_of_a_page_without_a_name_is_the_overview(visitor: Arrival) -> None:
    assert visitor().open("").locator("h1").first.inner_text() == text("vi", "overview.title")

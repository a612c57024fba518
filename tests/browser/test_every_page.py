"""Every page, light and dark, on a desk and in a hand, in both languages: it opens, can be read by everybody, and fits."""

from __future__ import annotations

import pytest

from dashboard.addresses import PAGES
from dashboard.strings import text

from .conftest import Arrival
from .seen import CONTRAST, JUMPS, WIDE, findings, leftovers

pytestmark = pytest.mark.browser
HAND = (("en", "light", 390), ("vi", "dark", 390))
"""Where things break: every page is seen both ways."""
DESK = (("vi", "light", 1280), ("en", "dark", 1280))
"""One page after the other takes these in turn."""
CHOSEN = {"compare": {"against": "own", "source": "Nhịp Số", "b.source": "Báo Bến Sông"}}
"""Pages that are seen with something chosen: what is chosen has colours of its own."""
SEEN = [(page, *way) for number, page in enumerate(PAGES) for way in (*HAND, DESK[number % 2])]


@pytest.mark.parametrize(("name", "language", "scheme", "width"), SEEN)
def test_a_page_can_be_read_by_everybody(visitor: Arrival, name: str, language: str, scheme: str, width: int) -> None:
    visit = visitor(width=width, height=900, is_mobile=width < 400, color_scheme=scheme)
    page = visit.open(name, lang=language, **CHOSEN.get(name, {}))
    assert page.locator("h1").first.inner_text() == text(language, f"nav.{name}")
    assert page.locator(f'[data-ready="{language}"]').count() == 1
    assert page.get_by_text(text(language, "app.unexpected")).count() == 0
    assert page.get_by_text(text(language, "app.sample"), exact=True).is_visible()
    assert page.get_by_role("radio", name=language.upper()).get_attribute("aria-checked") == "true"
    seen = page.evaluate(CONTRAST)
    shade = sum(int(part) for part in seen["ground"].strip("rgb()").split(",")[:3]) / 3
    assert (shade < 64) if scheme == "dark" else (shade > 220)
    assert seen["poor"] == []
    assert page.evaluate(WIDE) == {"page": width, "outside": []}
    assert page.evaluate(JUMPS) == []
    assert leftovers(page, language) == []
    assert findings(page) == []


def test_the_address_of_a_page_without_a_name_is_the_overview(visitor: Arrival) -> None:
    visit = visitor()
    assert visit.open("").locator("h1").first.inner_text() == text("vi", "overview.title")
    page = visit.open("khong-co-trang-nay", topic="ai")
    assert page.locator("h1").first.inner_text() == text("vi", "overview.title")
    assert text("vi", "charts.topic.ai") in page.locator(".st-key-scope-chips").inner_text(), "the scope stays"

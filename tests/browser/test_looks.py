"""Texts that want to be more than text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from analysis.build import build

from .conftest import Arrival, serving

pytestmark = pytest.mark.browser
HOSTILE = (
    "<script>window.broken = 1</script>",
    "<img src='https://example.com/x.png' onerror='window.broken = 2'>",
    '=HYPERLINK("https://example.com")',
    "![ảnh](https://example.com/y.png) [nhấp](javascript:window.broken=3) $\\alpha$ :red[đỏ]",
)

WAYS = (
    "articles?lens=all&search=chip",
    "overview?lens=all&show=term:chip&at=overview-keywords",
    "keywords?lens=all&term=chip",
    "entities?lens=all&name=%3Cimg%20src=x%20onerror=alert(7)%3E",
    "articles?lens=all&search=!%5B%5D(https://example.com/z.png)&entity=!%5B%5D(https://example.com/z.png)",
    "overview?lens=all&source=%3Cscript%3Ealert(8)%3C/script%3E&topic=%3Cimg%20src=x%20onerror=alert(9)%3E",
)


def escaped(wish: str) -> str:
    """As a feed writes it. Plain tags are taken off when articles are read; entities become the letters they name."""
    return wish.replace("<", "&lt;").replace(">", "&gt;")


@pytest.fixture
def hostile_store(tmp_path: Path) -> Path:
    """A store, built as any other, of articles that carry markup, formulas and remote pictures in every field."""
    file = tmp_path / "hostile.jsonl"
    articles = [
        {
            "published_at": f"2025-10-{6 + i:02}T08:00:00+07:00",
            "title": f"{wish} Nhà máy chip số {i} mở cửa",
            "summary": f"Nhà máy chip mở cửa {wish}",
            "text": f"Kỹ sư vi mạch đến nhà máy chip ở Đà Nẵng. {wish} Doanh nghiệp chờ hàng số {i}.",
            "source": f"Báo {wish}"[:80],
            "section": wish[:60],
            "author": wish,
            "url": ("javascript:window.broken=4", 'https://example.com/a" onclick="window.broken=5', "", "x")[i],
        }
        for i, wish in enumerate(map(escaped, HOSTILE))
    ]
    file.write_text("\n".join(json.dumps(article, ensure_ascii=False) for article in articles), "utf-8")
    store = tmp_path / "store"
    build([file], store)
    return store


def test_hostile_articles_are_only_read(visitor: Arrival, hostile_store: Path, tmp_path: Path) -> None:
    with serving(hostile_store, tmp_path / "log.txt") as address:
        visit = visitor(address=address)
        inside = '[data-testid="stMain"] :is(script, iframe, .nt-list img, .nt-text img, .katex)'
        for path in WAYS:
            page = visit.open(path)
            assert page.locator(inside).count() == 0
            assert page.evaluate("window.broken") is None
        page = visit.open("articles", lens="all")
        links = page.locator('[data-testid="stMain"] a').evaluate_all("found => found.map(a => a.protocol)")
        assert set(links) <= {"http:", "https:"}
        entries = page.locator(".nt-list li")
        expect(entries).to_have_count(len(HOSTILE))
        assert [wish for wish in HOSTILE if wish not in visit.words()] == []
        for place in range(len(HOSTILE)):
            visit.open("articles", lens="all")
            entries.nth(place).locator('a[href^="articles?"]').click()
            page.wait_for_url("**key=*")
            visit.still()
            expect(page.locator(".nt-text")).to_contain_text("Kỹ sư vi mạch")
            assert page.locator(inside).count() == 0
            assert page.evaluate("window.broken") is None
            wish = HOSTILE[len(HOSTILE) - 1 - place]
            assert wish in page.locator(".nt-text").inner_text()

"""A dark room, and texts that want to be more than text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from analysis.build import build

from .conftest import Arrival, serving

pytestmark = pytest.mark.browser
CONTRAST = """() => {
  const numbers = colour => {
    const found = colour.match(/[\\d.]+/g).map(Number);
    const scale = colour.startsWith('color(') ? 255 : 1;
    return [found[0] * scale, found[1] * scale, found[2] * scale, found.length > 3 ? found[3] : 1];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const poor = [];
  const walker = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.data.trim(), element = walker.currentNode.parentElement;
    if (!words || !element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || element.closest('style, script, [disabled], [aria-hidden="true"]')) continue;
    const style = getComputedStyle(element);
    const chain = [];
    for (let up = element; up; up = up.parentElement) chain.unshift(up);
    let ground = [255, 255, 255, 1], ink = numbers(element.closest('svg') ? style.fill : style.color);
    for (const up of chain) {
      const own = getComputedStyle(up);
      if (own.backgroundColor !== 'transparent') ground = over(numbers(own.backgroundColor), ground);
      ink[3] *= Number(own.opacity);
    }
    const seen = over(ink, ground), pair = [light(seen), light(ground)];
    const ratio = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} ${words.slice(0, 40)} ${style.color}`);
  }
  return {poor, ground: getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor};
}"""
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


@pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])
def test_words_stand_out_from_their_ground(visitor: Arrival, dark: bool) -> None:
    visit = visitor(color_scheme="dark" if dark else "light")
    for name in ("overview", "entities", "articles", "methods"):
        seen = visit.open(name).evaluate(CONTRAST)
        shade = sum(int(part) for part in seen["ground"].strip("rgb()").split(",")[:3]) / 3
        assert (shade < 64) if dark else (shade > 220)
        assert not seen["poor"], f"{name}: {seen['poor']}"


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

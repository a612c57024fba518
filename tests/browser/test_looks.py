"""Texts that want to be more than text, on every page and in every figure; and the first visit of a server."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis import alerts as watching
from analysis import corrections
from analysis.build import build
from analysis.scope import Scope
from analysis.store import alerts, calendar, lexicons, notes, state
from analysis.store.corrections import Correction
from analysis.store.snapshot import open_snapshot
from analysis.store.taxonomy import edits
from analysis.store.taxonomy.edits import TopicEdit
from dashboard.addresses import PAGES
from dashboard.strings import text

from .conftest import Arrival, serving

pytestmark = pytest.mark.browser
HOSTILE = {
    "<script>window.broken = 1</script>": "<script>window.broken = 1</script>",
    "<style>body {display: none}</style>": "<style>body {display: none}</style>",
    "<img src='https://example.com/x.png' onerror='window.broken = 2'>": "onerror='window.broken = 2'>",
    '=HYPERLINK("https://example.com")': '=HYPERLINK("https://example.com")',
    "![ảnh](https://example.com/y.png) [nhấp](javascript:window.broken=3) $\\alpha$ :red[đỏ]": "$\\alpha$ :red[đỏ]",
    "<b>đậm</b><br><a href='https://example.com'>nối</a>": "<b>đậm</b><br><a href='https://example.com'>nối</a>",
    "\u202eđảo ngược\u202c chi\u200bp ẩn\u2066": "đảo ngược",
}
"""What an article says → what a reader sees of it."""
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200f"
PICTURE = "<img src=x onerror=window.broken={}>"
ADDRESSES = ("javascript:window.broken=4", 'https://example.com/a" onclick="window.broken=5', "", "x")
INSIDE = """[data-testid="stMain"] :is(script, iframe, img[src="x"], .nt-list img, .nt-text img, .katex, .main-svg a)"""
CLOSER = (
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
            "url": ADDRESSES[i % len(ADDRESSES)] and f"{ADDRESSES[i % len(ADDRESSES)]}{i}",
        }
        for i, wish in enumerate(map(escaped, HOSTILE))
    ]
    file.write_text("\n".join(json.dumps(article, ensure_ascii=False) for article in articles), "utf-8")
    store = tmp_path / "store"
    build([file], store, processes=1)
    write_in_every_form(store)
    return store


def write_in_every_form(store: Path) -> None:
    """What people write of their own: each of the texts in every field that takes it."""
    for number, wish in enumerate(HOSTILE):
        who = wish[: state.WHO]
        notes.add(store, card="overview-volume", text=wish, day=date(2025, 10, 7 + number % 3), who=who)
        state.save_view(store, name=wish[:100], page=wish[:50], params={"search": [wish]}, who=who)
        alerts.add(store, name=wish[:100], scope=Scope(lens="all"), least=1, who=who)
        calendar.add(store, first="2025-10-08", name=wish, who=who)
    watching.check(store)
    lexicons.edit(store, "concepts", "add", f"chip = {PICTURE.format(6)}", who="Lan")
    edits.keep(store, [TopicEdit(0, "", "", "add", "", "", "Xưởng & nhà máy", "", (PICTURE.format(7),))], who="Lan")
    name = open_snapshot(store).query("SELECT name FROM entities ORDER BY name LIMIT 1")["name"].iloc[0]
    corrections.add(store, [Correction(0, "", "", "rename", str(name), "", PICTURE.format(8))], who="Lan")


def harmless(page: Page) -> str:
    """The words of a page on which nothing was carried out, loaded, hidden or turned round."""
    assert page.locator(INSIDE).count() == 0
    assert page.evaluate("window.broken") is None
    words = page.locator("body").inner_text()
    assert "Nhịp Tin" in words
    return words


def test_hostile_articles_are_only_read_on_every_page(visitor: Arrival, hostile_store: Path, tmp_path: Path) -> None:
    with serving(hostile_store, tmp_path / "log.txt") as address:
        visit = visitor(address=address)
        page = visit.open("data", lens="all")
        # Nobody was here before: the first visitor of a server gets the whole frame too.
        expect(page.locator(".nt-brand")).to_be_visible()
        expect(page.locator(".st-key-scope-bar")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text(text("vi", "nav.data"))
        harmless(page)
        expect(page.locator(".main-svg .ytick", has_text="<b>đậm").first).to_be_visible()
        for path in (*(f"{name}?lens=all" for name in PAGES if name not in ("data", "articles")), *CLOSER):
            harmless(visit.open(path))
        words = harmless(visit.open("overview", lens="all", events="1"))
        assert [shown for shown in list(HOSTILE.values())[-5:] if shown not in words] == [], (
            "the newest notes, as letters"
        )
        words = harmless(visit.open("articles", lens="all"))
        beside = "".join(page.locator(".nt-list .nt-about").all_text_contents())
        assert not set(TURNING) & set(beside), "what turns letters round stays inside the title that holds it"
        assert [shown for shown in HOSTILE.values() if shown not in words] == []
        links = page.locator('[data-testid="stMain"] a')
        assert set(links.evaluate_all("found => found.map(a => a.protocol)")) <= {"http:", "https:"}
        entries = page.locator('.nt-list li a[href^="articles?"]')
        expect(entries).to_have_count(len(HOSTILE))
        ways = entries.evaluate_all("found => found.map(a => a.getAttribute('href'))")
        for way, shown in zip(ways, reversed(HOSTILE.values()), strict=True):
            assert shown in harmless(visit.open(way))
            expect(page.locator(".nt-text")).to_contain_text("Kỹ sư vi mạch")

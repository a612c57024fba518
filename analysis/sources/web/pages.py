"""One page of an outlet → what it says of one article: title, lead, text, author, section, and when it was published.

Runs in a process of its own (``reader``): trafilatura and lxml get bytes from anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import trafilatura
from lxml.html import HtmlElement

from analysis.sources.dates import DateError
from analysis.sources.dates import reader as date_reader
from analysis.sources.encodings import decoded

LONGEST = 200_000
"""Characters of a text; longer ones are cut and refused later."""
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='pubDate' or @name='publishdate' or @name='article:published_time']/@content",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_SECTIONS = (
    "//meta[@property='article:section']/@content",
    "//meta[@name='its_section']/@content",
    "//*[contains(@class, 'breadcrumb')]//a[normalize-space()]//text()",
)
_HOME = ("trang chủ", "home", "trang nhất")
_DATED = "//*[contains(@class, 'date') or contains(@class, 'time') or self::time]"
_ELEMENTS = 200
_FAR = datetime(9000, 1, 1, tzinfo=UTC)
_BYLINE = re.compile(r"(?:[A-ZÀ-ỸĐ][^\W\d_]*)(?: [A-ZÀ-ỸĐ][^\W\d_]*){1,3}")
_CUT = re.compile(r"(?:\.{3}|…)$")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says; anything but the text may be empty."""

    title: str
    summary: str
    text: str
    author: str
    section: str
    stated: str
    """When it was published, by its metadata, as written there."""
    shown: str
    """When it was published, by the date that readers see, as written there."""


def extract(body: bytes, *, address: str, declared: str) -> Page:
    """What a page says.

    Args:
        body: HTML.
        address: of the page.
        declared: character set that the server names; may be empty.

    Raises:
        ValueError: it is no HTML, or holds no text of an article.
        UnicodeError: its character set is unknown.
    """
    tree = trafilatura.load_html(decoded(body, declared=declared))
    if tree is None:
        raise ValueError("the page is no HTML")
    stated, shown, section = _stated(tree), _shown(tree), _section(tree)
    found = _text(tree, address, precise=True) or _text(tree, address, precise=False)
    if found is None:
        raise ValueError("the page holds no text of an article")
    text, author = _byline(found.text[:LONGEST], found.author or "")
    return Page(found.title or "", _lead(found.description or "", text), text, author, section, stated, shown)


def _text(tree: HtmlElement, address: str, *, precise: bool) -> Any:
    read = trafilatura.bare_extraction(
        tree,
        url=address,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_precision=precise,
        deduplicate=False,
    )
    return read if read is not None and getattr(read, "text", None) else None


def _stated(tree: HtmlElement) -> str:
    for path in _DATES:
        if found := [str(value).strip() for value in tree.xpath(path) if str(value).strip()]:
            return found[0][:60]
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:20]:
        if written := _JSON_DATE.search(str(script)[:100_000]):
            return written[1]
    return ""


def _shown(tree: HtmlElement) -> str:
    """The date that readers see: a date with the hour, or what an element for times says.

    A day alone is taken from such an element only: the head of a page likes to show today's.
    """
    read = date_reader(None)
    for element in tree.xpath(_DATED)[:_ELEMENTS]:
        text = " ".join(element.text_content()[:200].split())
        if 8 <= len(text) <= 60:
            try:
                # Whether it lies in the future is judged where the time of the fetch is known.
                moment = read(text, _FAR)
            except DateError:
                continue
            if moment.has_time or element.tag == "time":
                return text
    return ""


def _section(tree: HtmlElement) -> str:
    for path in _SECTIONS:
        for value in tree.xpath(path)[:10]:
            text = " ".join(str(value).split())
            if text and text.lower() not in _HOME and len(text) <= 60:
                return text[:1].upper() + text[1:]
    return ""


def _lead(description: str, text: str) -> str:
    """The lead, when the description is one: a description that the text begins with anyway is none."""
    lead = " ".join(description.split())
    if _CUT.search(lead) and " ".join(text[:2_000].split()).startswith(_CUT.sub("", lead).rstrip()[:80]):
        return ""
    return lead


def _byline(text: str, author: str) -> tuple[str, str]:
    """The text without a last line that is the writer's name, and the writer.

    >>> _byline("Câu một.\\nMinh An", "")
    ('Câu một.', 'Minh An')
    >>> _byline("Câu một.\\nCâu hai.", "Minh An")
    ('Câu một.\\nCâu hai.', 'Minh An')
    """
    before, _, last = text.rstrip().rpartition("\n")
    name = last.strip().strip("()").removeprefix("Theo ").strip()
    if before and _BYLINE.fullmatch(name) and last.strip()[:1] != "(":
        return before.rstrip(), author or name
    return text, author

"""RSS, Atom and sitemaps: bytes → the articles that they name. Nothing in them is trusted or fetched."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import feedparser
from lxml import etree

from analysis.sources.markup import strip_markup
from analysis.sources.web.addresses import canonical
from analysis.sources.web.client import unpacked
from analysis.sources.web.limits import Unfetched

MOST = 2_000
"""Articles taken from one feed, and addresses from one sitemap."""
_SITEMAP = "{*}"
_SHORT, _LONG = 500, 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed names it; anything but the address may be empty."""

    address: str
    title: str = ""
    summary: str = ""
    published: str = ""
    """As written."""
    author: str = ""
    section: str = ""
    changed: str = ""
    """When a sitemap says that the page was last changed, as written: no date of publication."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap says."""

    entries: list[Entry] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    """Further sitemaps, the last changed first."""


def listing(body: bytes, *, address: str, headers: Mapping[str, str], limit: int) -> Listing:
    """The articles of a feed or sitemap, in its order, each address once.

    Args:
        body: as sent.
        address: where it came from: what its relative addresses are relative to.
        headers: of the answer: they may name the character set.
        limit: bytes that a gzipped sitemap may unpack to.

    Raises:
        Unfetched: it is neither, it defines entities of its own, or it is damaged.
    """
    if body.startswith(b"\x1f\x8b"):
        body = unpacked(body, limit=limit)
    # Also in UTF-16. No feed needs its own entities; some exist to unfold without end or to read files.
    if b"<!ENTITY" in body.replace(b"\x00", b"").upper():
        raise Unfetched("the feed defines XML entities: got <!ENTITY, allowed none")
    start = body[:2_000].replace(b"\x00", b"").lower()
    if b"<urlset" in start or b"<sitemapindex" in start:
        return _sitemap(body, address)
    read = feedparser.parse(
        io.BytesIO(body), response_headers={**headers, "content-location": address}, resolve_relative_uris=False
    )
    if not read.get("version") and not read.entries:
        shown = body[:40].decode("utf-8", "replace").strip()
        raise Unfetched(f"the answer is no feed: got {shown!r}, allowed RSS, Atom or a sitemap")
    found = (_entry(entry, address) for entry in read.entries[:MOST])
    return Listing(_once(entry for entry in found if entry.address))


def _entry(entry: Any, base: str) -> Entry:
    """One entry of a feed; feedparser gives every field as text, or leaves it out."""
    tags = entry.get("tags") or []
    return Entry(
        canonical(str(entry.get("link") or ""), base=base),
        _plain(entry.get("title"), _SHORT),
        _plain(entry.get("summary"), _LONG),
        str(entry.get("published") or entry.get("updated") or "")[:100],
        _plain(entry.get("author"), _SHORT),
        _plain(tags[0].get("term"), _SHORT) if tags else "",
    )


def _plain(value: object, longest: int) -> str:
    """A field without its markup: summaries hold an image and a link around the text, titles entities."""
    return " ".join(html.unescape(strip_markup(str(value or "")[: 10 * longest])).split())[:longest]


def _sitemap(body: bytes, address: str) -> Listing:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False, remove_comments=True
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Unfetched(f"the sitemap is damaged: got {str(error)[:160]}") from None
    if etree.QName(root).localname == "sitemapindex":
        further = [(_of(one, "lastmod"), canonical(_of(one, "loc"), base=address)) for one in root[:MOST]]
        return Listing(sitemaps=[place for _, place in sorted(further, key=lambda one: one[0], reverse=True) if place])
    # The newest stand at either end, as the site likes it.
    inside: list[Any] = list(root) if len(root) <= MOST else [*root[: MOST // 2], *root[-MOST // 2 :]]
    pages = (
        Entry(
            canonical(_of(one, "loc"), base=address),
            title=_of(one, ".//", "title"),
            published=_of(one, ".//", "publication_date"),
            changed=_of(one, "lastmod"),
        )
        for one in inside
        if isinstance(one.tag, str)
    )
    return Listing(_once(entry for entry in pages if entry.address))


def _of(element: Any, *path: str) -> str:
    """The text of the first element of a name, whatever its namespace."""
    *above, name = path
    return " ".join((element.findtext("".join(above) + _SITEMAP + name) or "").split())[: _SHORT * 4]


def _once(entries: Iterator[Entry]) -> list[Entry]:
    kept: dict[str, Entry] = {}
    for entry in entries:
        kept.setdefault(entry.address, entry)
    return list(kept.values())

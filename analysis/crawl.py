"""Feeds → addresses → pages, into ``STORE/crawl.sqlite``: the part of a fetch that waits for others."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from analysis.report import Progress
from analysis.sources.clocks import written
from analysis.sources.outlets import Feed
from analysis.sources.web.addresses import canonical, host
from analysis.sources.web.feeds import Entry, Listing, listing
from analysis.sources.web.limits import Limits, Unfetched
from analysis.sources.web.reader import Reader
from analysis.sources.web.visits import Visitor
from analysis.store import crawl

ROUND = 400
"""Pages fetched before they are handed on."""
SITEMAPS = 3
"""Sitemaps visited of those that an index names, the last changed first."""
_TRIES = 6
"""Runs in which a page is tried before it is given up."""
_LATER = timedelta(minutes=10)
"""Time before the second try; doubled before each further one."""


@dataclass(slots=True)
class Visited:
    """What one run met."""

    feeds: int = 0
    unchanged: int = 0
    """Feeds whose server said that nothing is new."""
    found: int = 0
    """Addresses that were not known."""
    fetched: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    """(address, sentence) of feeds and pages that gave nothing this time."""
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    """(feed, address, sentence) of pages that are given up."""


class Crawl:
    """One run over feeds and pages.

    Args:
        db: the crawl's memory.
        visitor: makes the visits.
        reader: reads the pages.
        limits: of all of them.
        tell: told after every visit.
    """

    def __init__(
        self, db: sqlite3.Connection, visitor: Visitor, reader: Reader, limits: Limits, tell: Callable[[Progress], None]
    ) -> None:
        self.report = Visited()
        self._named: list[str] = []
        self._db, self._visitor, self._reader, self._limits, self._tell = db, visitor, reader, limits, tell

    def feeds(self, feeds: Sequence[Feed], *, since: date | None) -> None:
        """Visit feeds and put the addresses that they name into the queue.

        Args:
            feeds: which.
            since: entries that say that they are older are left out.
        """
        for number, feed in enumerate(feeds):
            now = _now()
            try:
                listed, etag, modified = self._listing(feed)
            except Unfetched as error:
                self.report.failures.append((feed.address, str(error)))
                crawl.visited(
                    self._db, feed=feed.address, outlet=feed.domain, section=feed.section, now=now, error=str(error)
                )
            else:
                entries = [one for one in listed.entries if not _older(one, since)]
                if len(entries) < len(listed.entries):
                    # Else the server would say "unchanged" to a later run that wants the older ones too.
                    etag = modified = ""
                self.report.feeds += 1
                self.report.found += crawl.found(
                    self._db, (_queued(one, feed) for one in entries if _own(one, feed)), now=now
                )
                crawl.visited(
                    self._db, feed=feed.address, outlet=feed.domain, section=feed.section, now=now,
                    etag=etag, modified=modified, entries=len(listed.entries),
                )  # fmt: skip
            self._tell(Progress("feeds", (number + 1) / len(feeds), self.report.found, 0.0, None, feed.address))

    def _listing(self, feed: Feed) -> tuple[Listing, str, str]:
        address = canonical(feed.address) or feed.address
        etag, modified = crawl.tags(self._db, feed.address)
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        answer = self._visitor.visit(address, {name: value for name, value in asked.items() if value})
        if answer.status == 304:
            self.report.unchanged += 1
            return Listing(), etag, modified
        found = self._read(answer.body, answer.address, answer.headers)
        for further in found.sitemaps[:SITEMAPS]:
            there = self._visitor.visit(further)
            found.entries.extend(self._read(there.body, there.address, there.headers).entries)
        return found, answer.headers.get("etag", ""), answer.headers.get("last-modified", "")

    def _read(self, body: bytes, address: str, headers: Mapping[str, str]) -> Listing:
        return listing(body, address=address, headers=headers, limit=self._limits.body)

    def addresses(self, addresses: Iterable[str]) -> None:
        """Put pages into the queue that somebody named; one that was given up or fetched before is fetched again."""
        now, rows = _now(), []
        for address in addresses:
            if kept := canonical(address):
                rows.append((kept, _domain(kept), "", json.dumps(asdict(Entry(kept)))))
            else:
                self.report.refused.append(("", address[:300], f"the address cannot be fetched: got {address[:100]!r}"))
        self.report.found += crawl.found(self._db, rows, now=now)
        self._named = [address for address, *_ in rows]
        crawl.again(self._db, self._named, now=now)

    def pages(self, outlets: Iterable[str]) -> int:
        """Fetch up to ``ROUND`` pages of outlets, or named, whose time has come, several hosts in turn; how many were
        visited."""
        queues: dict[str, deque[crawl.Page]] = defaultdict(deque)
        due = crawl.due(self._db, now=_now(), outlets=outlets, named=self._named, most=ROUND)
        for page in due:
            queues[host(page.address)].append(page)
        done = 0
        while queues:
            # The host that has rested longest: pauses of one are filled with visits to others.
            where = min(queues, key=lambda name: self._visitor.ready(queues[name][0].address))
            self._page(queues[where].popleft())
            if not queues[where]:
                del queues[where]
            done += 1
            self._tell(Progress("fetch", done / len(due), self.report.fetched, 0.0, None, where))
        return done

    def _page(self, page: crawl.Page) -> None:
        try:
            answer = self._visitor.visit(page.address)
            read = self._reader.read(answer.body, address=answer.address, declared=_charset(answer.headers))
        except Unfetched as error:
            again = error.passing and page.tries + 1 < _TRIES
            wait = min(crawl.LONGEST_WAIT, max(timedelta(seconds=error.wait), _LATER * 2**page.tries))
            due = (datetime.now(UTC) + wait).isoformat() if again else None
            crawl.failed(self._db, page.address, error=str(error), due=due)
            if again:
                self.report.failures.append((page.address, str(error)))
            else:
                self.report.refused.append((page.feed, page.address, str(error)))
            return
        kept = json.dumps({**asdict(read), "address": answer.address}, ensure_ascii=False)
        digest = hashlib.sha256(answer.body).hexdigest()
        crawl.stage(self._db, page.address, fetched=_now(), raw_hash=digest, page=kept)
        self.report.fetched += 1


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _domain(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _own(entry: Entry, feed: Feed) -> bool:
    """Whether an entry leads to the feed's own outlet: advertisements and partners are not its articles."""
    there, home = _domain(entry.address), _domain(feed.address)
    return any(there == name or there.endswith(f".{name}") for name in (feed.domain, home))


def _queued(entry: Entry, feed: Feed) -> tuple[str, str, str, str]:
    told = asdict(entry) | {"section": feed.section or entry.section}
    return entry.address, feed.domain, feed.address, json.dumps(told, ensure_ascii=False)


def _older(entry: Entry, since: date | None) -> bool:
    moment = written(entry.published or entry.changed)
    return since is not None and moment is not None and moment.published.date() < since


def _charset(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0].strip(" \"'")

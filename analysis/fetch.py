"""The web → store: visit feeds, fetch the articles that they name, date them, add them. What is done is kept.

::

    fetch(store)       one run over the feeds of data/lexicon/sources.toml, or of a list of one's own
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic

from analysis.build import add, refuse_mixing
from analysis.crawl import Crawl, Visited
from analysis.intake import Tell
from analysis.report import BuildReport
from analysis.schema import ZONE, Article, Reject
from analysis.sources import clocks, outlets
from analysis.sources.dates import DateError
from analysis.sources.files import Meter, Reading, Supply
from analysis.sources.records import Row, article
from analysis.sources.web.client import Client
from analysis.sources.web.limits import Limits
from analysis.sources.web.reader import Reader
from analysis.sources.web.visits import Visitor
from analysis.store import crawl, lock
from analysis.store.lake import Lake

JUDGED = 400
"""Pages of an outlet by which its clock is judged."""
NAMED = "web"
"""What pages count under that no feed names, but a person."""


@dataclass(slots=True)
class FetchReport:
    """What a run did."""

    visited: Visited = field(default_factory=Visited)
    builds: list[BuildReport] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def new(self) -> int:
        return sum(build.total().new for build in self.builds)


def fetch(
    store: Path,
    *,
    names: Sequence[str] = (),
    since: date | None = None,
    addresses: Sequence[str] | None = None,
    private: bool = False,
    listed: Path = outlets.FILE,
    limits: Limits | None = None,
    progress: Tell = lambda step: None,
    processes: int | None = None,
) -> FetchReport:
    """Add what outlets have published to a store, and publish it.

    Args:
        store: the store's folder; made when it is missing.
        names: domains or names of outlets; all where none is given.
        since: entries of feeds that say that they are older are left out.
        addresses: fetch these pages, and no feed.
        private: whether hosts that are not public may be visited.
        listed: the list of outlets.
        limits: bounds of every request.
        progress: told after every visit and about once a second while articles are added.
        processes: annotating processes.

    Returns:
        What was met and what became of every page. One failure never stops the others.

    Raises:
        InputError: an unknown outlet, a list that cannot be read, or a store of sample articles.
        StoreBusy: another fetch works on this store, or it is being written.
        StoreError: the disk failed. Articles committed so far stay.
    """
    began, report, bounds = monotonic(), FetchReport(), limits or Limits()
    every = outlets.feeds(listed)
    feeds = outlets.chosen(every, names) if addresses is None else []
    refuse_mixing(store, Lake(store), sample=False)
    with (
        lock.writing(store, task="fetch", name="fetch.lock"),
        crawl.opened(store) as db,
        Client(bounds, private=private) as client,
        Reader(bounds) as reader,
    ):
        run = Crawl(db, Visitor(client, bounds), reader, bounds, progress)
        report.visited = run.report
        run.feeds(feeds, since=since)
        run.addresses(addresses or ())
        wanted = {feed.domain for feed in feeds}
        known = {feed.domain: feed.clock for feed in every}
        told = 0
        while run.pages(wanted) or crawl.staged(db) or run.report.refused[told:]:
            refused, told = run.report.refused[told:], len(run.report.refused)
            batch = f"fetch-{datetime.now(ZONE):%Y%m%d}"
            if not (staged := crawl.staged(db)) and not refused:
                continue  # every page of the round waits for a later run
            # Pages of a run that was cut off may be of other outlets; their clocks are as wrong.
            wrong = {name: shifts(db, name, known) for name in sorted({page.outlet for page in staged})}
            waiting = Waiting(staged, refused, wrong)
            report.builds.append(
                add(waiting.supplies(), store, batch=batch, sample=False, progress=progress, processes=processes)
            )
            crawl.settle(db, done=waiting.done, refused=waiting.refused)
    report.seconds = monotonic() - began
    return report


def shifts(db: sqlite3.Connection, outlet: str, known: Mapping[str, str]) -> dict[str, timedelta]:
    """How wrong the clocks of an outlet are: what the list of outlets says, else what its articles show."""
    found = clocks.shifts([witnesses(page) for page in crawl.recent(db, outlet, most=JUDGED)])
    if said := known.get(outlet, ""):
        found["feed"] = timedelta(hours=int(said))
    return {origin: by for origin, by in found.items() if by}


def witnesses(page: crawl.Page) -> clocks.Witnesses:
    """What is written about the time of a page."""
    said = json.loads(page.page) if page.page else {}
    return clocks.witnesses(
        feed=json.loads(page.entry)["published"],
        page=said.get("stated", ""),
        text=said.get("shown", ""),
        address=page.address,
        fetched=datetime.fromisoformat(page.fetched),
    )


class Waiting:
    """Pages on their way from the crawl's memory into the lake.

    Attributes:
        done: (address, what the clocks still need of it) of those that became articles.
        refused: (address, reason) of those that did not.
    """

    def __init__(
        self,
        pages: Sequence[crawl.Page],
        given_up: Sequence[tuple[str, str, str]],
        wrong: Mapping[str, Mapping[str, timedelta]],
    ) -> None:
        self.done: list[tuple[str, str]] = []
        self.refused: list[tuple[str, str]] = []
        self._wrong = wrong
        self._by_feed: dict[str, list[crawl.Page | Reject]] = defaultdict(list)
        for page in pages:
            self._by_feed[page.feed or NAMED].append(page)
        for feed, address, reason in given_up:
            self._by_feed[feed or NAMED].append(Reject(address, 0, "page", reason))

    def supplies(self) -> list[Supply]:
        """The pages by feed."""
        return [
            Supply(
                feed,
                tuple(one.file if isinstance(one, Reject) else one.address for one in pages),
                len(pages),
                partial(self._items, pages),
            )
            for feed, pages in sorted(self._by_feed.items())
        ]

    def _items(self, pages: Sequence[crawl.Page | Reject], meter: Meter) -> Iterator[Article | Reject]:
        meter.total = len(pages)
        for page in pages:
            meter.done += 1
            item = page if isinstance(page, Reject) else self._article(page)
            if isinstance(item, Reject):
                self.refused.append((item.file, item.reason))
            yield item

    def _article(self, page: crawl.Page) -> Article | Reject:
        said, entry = json.loads(page.page), json.loads(page.entry)
        fetched = datetime.fromisoformat(page.fetched)
        try:
            dated = clocks.dated(witnesses(page), self._wrong.get(page.outlet, {}))
        except DateError as error:
            return Reject(page.address, 0, "published", str(error), page.page[:2000])
        moment = dated.moment
        values = {
            "published": moment.published if moment.has_time else moment.published.date(),
            "title": said["title"] or entry["title"],
            "summary": said["summary"] or entry["summary"],
            "text": said["text"],
            "url": said["address"],
            "section": entry["section"] or said["section"],
            "author": said["author"] or entry["author"],
            "source": page.outlet,
        }
        made = article(Row(0, values, page.page), name=page.address, stem=page.outlet, reading=Reading(now=fetched))
        if isinstance(made, Reject):
            return made
        kept = {name: said[name] for name in ("stated", "shown")}
        self.done.append((page.address, json.dumps(kept, ensure_ascii=False)))
        return replace(
            made, origin=page.feed or NAMED, date_origin=dated.origin, fetched=fetched, raw_hash=page.raw_hash
        )

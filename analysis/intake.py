"""One build at work on one lake: read files, leave out what is known, annotate and commit the rest piece by piece."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from time import monotonic, time_ns
from uuid import uuid4

import pyarrow as pa

from analysis.engines import Job, annotated
from analysis.report import BuildReport, FileReport, Progress
from analysis.schema import Article, Reject
from analysis.sources.files import Meter, Seen, Supply
from analysis.store.lake import Lake, rejects_mark

Tell = Callable[[Progress], None]

CHUNK = 400
"""Articles of one piece of work."""
CHUNK_TEXT = 600_000
"""Characters of one piece of work."""
COMMIT = 4_000
"""Articles of one commit …"""
COMMIT_SECONDS = 30.0
"""… or the seconds after which what is done is committed."""
FEW = 1_200
"""Up to so many articles one process is faster than starting several."""


@dataclass(slots=True)
class _Chunk:
    """Articles to annotate, each with the file it is from; ``fraction``: how far the reading was with the last."""

    articles: list[Article] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    text: int = 0
    fraction: float = 0.0


class Intake:
    """One build at work on one lake.

    Attributes:
        changed: whether articles or refused rows differ from what the store held before.
    """

    def __init__(
        self, lake: Lake, job: Job, report: BuildReport, progress: Tell, processes: int | None, on: str = ""
    ) -> None:
        self.changed = False
        self._id = uuid4().hex
        self._lake, self._job, self._report, self._progress = lake, job, report, progress
        self._processes, self._on = processes, on
        self._known = lake.known()
        self._seen: set[bytes] = set()
        self._tables: list[pa.Table] = []
        self._rejects: list[tuple[str, Reject]] = []
        self._mark = 0
        self._failures = 0
        self._supplies: Sequence[Supply] = ()
        self._committed = self._told = monotonic()

    def read(self, supplies: Sequence[Supply], *, batch: str) -> None:
        """Read files or fetched pages, annotate and commit what is new, marked as of this batch."""
        self._report.batch, self._id = batch, f"{batch}.{uuid4().hex}"
        self._report.files = [FileReport(supply.name) for supply in supplies]
        self._supplies = supplies
        self._annotate(_several(self._new()), stage="read")
        new = sum(file.new for file in self._report.files)
        self._progress(Progress("read", 1.0, new, 0.0, 0.0))
        self._commit()
        places = [place for supply in supplies for place in supply.places]
        self.changed |= self._lake.replace_rejects(places, build=self._id) != self._mark

    def renew(self, also: AbstractSet[bytes] = frozenset()) -> None:
        """Annotate articles of the store again whose annotation was made by other rules, models or lexicons.

        Args:
            also: keys of further articles to annotate again: those that hold a term people added or took out.
        """
        older = {key for key, version in self._known.items() if version != self._job.version}
        replaced = also & (self._known.keys() - older)
        stale = older | replaced
        if not stale:
            return
        before, began = self._failures, time_ns()
        self._annotate(_several(self._stale(stale)), stage="renew")
        self._commit()
        self._report.stale = self._failures - before
        if not self._report.stale:
            if older:
                self._lake.drop_older(self._job.version)
            self._lake.drop_replaced(replaced, before=began)

    def _new(self) -> Iterator[tuple[Article, int, float]]:
        whole = sum(supply.size for supply in self._supplies) or 1
        before = 0
        for number, supply in enumerate(self._supplies):
            counts, meter = self._report.files[number], Meter()
            for met in supply.items(meter):
                key = met.key if isinstance(met, Seen) else b""
                if key in self._seen or key in self._known:
                    self._count(counts, key)
                    continue
                item = met.read() if isinstance(met, Seen) else met
                if isinstance(item, Reject):
                    counts.rejected += 1
                    self._reject(number, item)
                    continue
                if self._count(counts, bytes.fromhex(item.key)):
                    yield (
                        replace(item, batch=self._report.batch),
                        number,
                        (before + meter.fraction * supply.size) / whole,
                    )
            before += supply.size

    def _count(self, counts: FileReport, key: bytes) -> bool:
        """Count one more article; whether it is new."""
        fresh = key not in self._seen and key not in self._known
        if key in self._seen:
            counts.duplicates += 1
        elif fresh:
            counts.new += 1
        else:
            counts.unchanged += 1
        self._seen.add(key)
        return fresh

    def _stale(self, keys: set[bytes]) -> Iterator[tuple[Article, int, float]]:
        for place, article in enumerate(self._lake.articles(keys), 1):
            yield article, -1, place / len(keys)

    def _annotate(self, chunks: Iterator[_Chunk], *, stage: str) -> None:
        began, done = monotonic(), 0
        processes, chunks = self._hands(chunks)
        waiting: list[_Chunk] = []

        def hand_out() -> Iterator[list[Article]]:
            for chunk in chunks:
                waiting.append(chunk)
                yield chunk.articles

        for result in annotated(hand_out(), self._job, processes=processes, on=self._on):
            chunk = waiting.pop(0)
            self.changed |= result.table.num_rows > 0
            self._tables.append(result.table)
            for place, reason in result.failed.items():
                self._fail(chunk.articles[place], chunk.files[place], reason)
            if stage == "renew":
                self._report.renewed += result.table.num_rows
            done += len(chunk.articles)
            if (
                sum(table.num_rows for table in self._tables) >= COMMIT
                or monotonic() - self._committed > COMMIT_SECONDS
            ):
                self._commit()
            self._tell(stage, chunk, done, monotonic() - began)

    def _hands(self, chunks: Iterator[_Chunk]) -> tuple[int, Iterator[_Chunk]]:
        """How many processes to use: one where few articles are to be annotated, and beside a cluster."""
        if self._processes is not None or self._on:
            return self._processes or 1, chunks
        first: list[_Chunk] = []
        for chunk in chunks:
            first.append(chunk)
            if sum(len(c.articles) for c in first) > FEW:
                return len(os.sched_getaffinity(0)), _chain(first, chunks)
        return 1, iter(first)

    def _fail(self, article: Article, number: int, reason: str) -> None:
        self._failures += 1
        reject = Reject(article.origin, 0, "annotation", reason, article.text[:2000])
        if number >= 0:
            counts = self._report.files[number]
            counts.new -= 1
            counts.rejected += 1
            self._reject(number, reject)

    def _reject(self, number: int, reject: Reject) -> None:
        self._mark = rejects_mark([reject], start=self._mark)
        self._rejects.append((self._supplies[number].place(reject), reject))
        if len(self._rejects) >= COMMIT:
            self._commit_rejects()

    def _commit(self) -> None:
        self._committed = monotonic()
        if self._tables:
            self._lake.append(pa.concat_tables(self._tables))
            self._tables = []
        self._commit_rejects()

    def _commit_rejects(self) -> None:
        self._lake.append_rejects(self._rejects, build=self._id)
        self._rejects = []

    def _tell(self, stage: str, chunk: _Chunk, done: int, seconds: float) -> None:
        if monotonic() - self._told < 0.5 and chunk.fraction < 1:
            return
        self._told = monotonic()
        left = seconds * (1 - chunk.fraction) / chunk.fraction if chunk.fraction > 0 else None
        note = self._report.files[chunk.files[-1]].file if chunk.files[-1] >= 0 else ""
        self._progress(Progress(stage, chunk.fraction, done, done / max(seconds, 1e-9), left, note))


def _several(items: Iterator[tuple[Article, int, float]]) -> Iterator[_Chunk]:
    """Pieces of work, limited in articles and in text."""
    chunk = _Chunk()
    for article, number, fraction in items:
        chunk.articles.append(article)
        chunk.files.append(number)
        chunk.text += len(article.text)
        chunk.fraction = fraction
        if len(chunk.articles) >= CHUNK or chunk.text >= CHUNK_TEXT:
            yield chunk
            chunk = _Chunk()
    if chunk.articles:
        yield chunk


def _chain(first: list[_Chunk], rest: Iterator[_Chunk]) -> Iterator[_Chunk]:
    while first:
        yield first.pop(0)
    yield from rest

"""Articles → annotated rows in several processes of one machine; a process that dies takes nothing along.

Results come in the order of the articles, and only a few chunks are under way at a time, so memory stays flat
however many articles there are. Work of a process that died is done again, alone; an article that ends its process
each time is found by halving and given back as failed.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from time import time_ns

import pyarrow as pa

from analysis.errors import AnalysisError
from analysis.schema import Annotation, Article
from analysis.store.rows import articles_table

Annotate = Callable[[Sequence[Article]], Sequence[Annotation]]
"""Articles → the annotation of each, in the same order."""

_AHEAD = 2
"""Chunks under way for each process."""
_RENEWALS = 40
"""Times a broken pool is made anew before the run is given up."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs besides the articles: how to make its annotator, and the version it has. Picklable."""

    load: Callable[[], Annotate]
    """Hashable, and equal when it makes the same annotator: a worker calls it once."""
    version: str


@dataclass(frozen=True, slots=True)
class Result:
    """One chunk, done."""

    table: pa.Table
    failed: dict[int, str] = field(default_factory=dict)
    """Place in the chunk → why this article has no row."""


def annotate_chunk(articles: Sequence[Article], job: Job) -> Result:
    """Annotate articles in this process. An error of one article fails that one only.

    Raises:
        AnalysisError: the annotator cannot be made or used at all (a missing model, say).
    """
    annotate = _annotator(job.load)
    failed: dict[int, str] = {}
    try:
        pairs = list(zip(articles, annotate(articles), strict=True))
    except AnalysisError:
        raise
    except Exception:
        # A text nobody has seen may break a rule; the other articles must not wait for its repair.
        pairs, failed = _one_by_one(articles, annotate)
    return Result(articles_table(pairs, version=job.version, written=time_ns()), failed)


def _one_by_one(
    articles: Sequence[Article], annotate: Annotate
) -> tuple[list[tuple[Article, Annotation]], dict[int, str]]:
    """Articles with their annotations, and why others have none, by place."""
    pairs: list[tuple[Article, Annotation]] = []
    failed: dict[int, str] = {}
    for place, article in enumerate(articles):
        try:
            pairs.append((article, annotate([article])[0]))
        except AnalysisError:
            raise
        except Exception as error:
            failed[place] = f"annotating it failed: got {type(error).__name__}: {str(error)[:200]}"
    return pairs, failed


@cache
def _annotator(load: Callable[[], Annotate]) -> Annotate:
    annotate = load()
    if multiprocessing.parent_process() is not None:
        # A worker keeps its lists and models to its end: looking through them for garbage is an eighth of its time.
        gc.collect()
        gc.freeze()
        # Engines complain on leaving when something of theirs was kept from being tidied up.
        atexit.register(gc.unfreeze)
    return annotate


def annotated(chunks: Iterable[Sequence[Article]], job: Job, *, processes: int) -> Iterator[Result]:
    """One result for each chunk, in order.

    Args:
        chunks: articles, some hundreds a chunk; read only as far ahead as the processes need.
        job: the annotator.
        processes: 1 works in this process.

    Raises:
        AnalysisError: the annotator cannot be used, or its processes keep ending.
    """
    if processes <= 1:
        yield from (annotate_chunk(chunk, job) for chunk in chunks)
        return
    workers = _Workers(job, processes)
    try:
        yield from workers.run(iter(chunks))
    finally:
        workers.close()


class _Workers:
    def __init__(self, job: Job, processes: int) -> None:
        self._job = job
        self._processes = processes
        self._renewals = 0
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: this process may have threads (the engine's, the server's).
        return ProcessPoolExecutor(
            self._processes, mp_context=multiprocessing.get_context("spawn"), initializer=_settle
        )

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def run(self, chunks: Iterator[Sequence[Article]]) -> Iterator[Result]:
        waiting: deque[tuple[Sequence[Article], Future[Result]]] = deque()
        while True:
            while len(waiting) < self._processes * _AHEAD and (chunk := next(chunks, None)) is not None:
                waiting.append((chunk, self._submit(chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # Nobody knows whose work ended the process: the oldest is done alone, the rest is handed out again.
                self._renew()
                yield self._alone(chunk)
                waiting = deque((c, f if _done(f) else self._submit(c)) for c, f in waiting)

    def _submit(self, chunk: Sequence[Article]) -> Future[Result]:
        try:
            return self._pool.submit(annotate_chunk, chunk, self._job)
        except BrokenProcessPool:
            self._renew()
            return self._pool.submit(annotate_chunk, chunk, self._job)

    def _alone(self, chunk: Sequence[Article]) -> Result:
        for _ in range(2):
            try:
                return self._pool.submit(annotate_chunk, chunk, self._job).result()
            except BrokenProcessPool:
                self._renew()
        if len(chunk) == 1:
            empty = articles_table([], version=self._job.version, written=0)
            return Result(empty, {0: "annotating it ended the process, three times over"})
        half = len(chunk) // 2
        first, second = self._alone(chunk[:half]), self._alone(chunk[half:])
        later = {place + half: reason for place, reason in second.failed.items()}
        return Result(pa.concat_tables([first.table, second.table]), {**first.failed, **later})

    def _renew(self) -> None:
        self._renewals += 1
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._renewals > _RENEWALS:
            raise AnalysisError(
                f"the annotating processes keep ending: got {self._renewals} ends, allowed {_RENEWALS}; "
                f"free some memory, then run the command again (what is done is kept)"
            )
        self._pool = self._start()


def _done(future: Future[Result]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _settle() -> None:
    """In a new worker: leave Ctrl-C to the parent, and end when the parent has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)

"""Articles → annotated rows in several processes of one machine; a process that dies takes nothing along.

Results come in the order of the articles, and only a few chunks are under way at a time, so memory stays flat
however many articles there are. Work of a process that died is done again, alone; an article that ends its process
each time is found by halving and given back as failed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from analysis.engines.work import AHEAD, Job, Result, WorkerLost, annotate_chunk, in_halves
from analysis.errors import AnalysisError
from analysis.schema import Article

_RENEWALS = 40
"""Times a broken pool is made anew before the run is given up."""


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
            while len(waiting) < self._processes * AHEAD and (chunk := next(chunks, None)) is not None:
                waiting.append((chunk, self._submit(chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # Nobody knows whose work ended the process: the oldest is done alone, the rest is handed out again.
                self._renew()
                yield in_halves(chunk, self._job, self._alone)
                waiting = deque((c, f if _done(f) else self._submit(c)) for c, f in waiting)

    def _submit(self, chunk: Sequence[Article]) -> Future[Result]:
        try:
            return self._pool.submit(annotate_chunk, chunk, self._job)
        except BrokenProcessPool:
            self._renew()
            return self._pool.submit(annotate_chunk, chunk, self._job)

    def _alone(self, chunk: Sequence[Article]) -> Result:
        try:
            return self._pool.submit(annotate_chunk, chunk, self._job).result()
        except BrokenProcessPool:
            self._renew()
            raise WorkerLost from None

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

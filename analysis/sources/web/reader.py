"""Pages read in a process of their own: what exhausts time or memory, or brings the parser down, costs one page."""

from __future__ import annotations

import multiprocessing
import resource
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType

from analysis.sources.web.limits import Limits, Unfetched
from analysis.sources.web.pages import Page, extract

_START = 120.0
"""Seconds that the process may take to start on a busy machine."""


class Reader:
    """Reads pages one after another; its process starts with the first and is replaced when it had to be ended."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._end()

    def read(self, body: bytes, *, address: str, declared: str) -> Page:
        """What a page says (see ``pages.extract``).

        Raises:
            Unfetched: it holds no article, or reading it takes too much time or memory.
        """
        pipe = self._pipe or self._begin()
        try:
            pipe.send((body, address, declared))
            if not pipe.poll(self._limits.extraction):
                self._end()
                raise Unfetched(f"the page takes too long to read: got no end after {self._limits.extraction:g} s")
            answer = pipe.recv()
        except (EOFError, OSError):
            self._end()
            raise Unfetched("the page cannot be read: got a crash of its reader") from None
        if isinstance(answer, str):
            raise Unfetched(answer)
        assert isinstance(answer, Page)  # noqa: S101  for the type checker: the reader sends nothing else
        return answer

    def _begin(self) -> Connection:
        # Spawned, not forked: this process has open connections and maybe threads.
        context = multiprocessing.get_context("spawn")
        pipe, there = context.Pipe()
        process = context.Process(target=_work, args=(there, self._limits.memory), daemon=True)
        process.start()
        there.close()
        self._pipe, self._process = pipe, process
        try:
            ready = pipe.poll(_START) and pipe.recv() == "ready"
        except (EOFError, OSError):
            ready = False
        if not ready:
            self._end()
            raise Unfetched("the reader of pages does not start", passing=True)
        return pipe

    def _end(self) -> None:
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _work(pipe: Connection, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Whoever asks may end at any moment; there is nobody left then to tell it to.
    with suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send("ready")
        while True:
            body, address, declared = pipe.recv()
            pipe.send(_answer(body, address=address, declared=declared))


def _answer(body: bytes, *, address: str, declared: str) -> Page | str:
    """The page, or why it cannot be read."""
    try:
        return extract(body, address=address, declared=declared)
    except MemoryError:
        return "the page takes too much memory to read"
    except Exception as error:
        # Parsers raise anything on bytes from outside; the next page must not wait for their repair.
        return f"the page cannot be read: got {str(error)[:160] or type(error).__name__}"

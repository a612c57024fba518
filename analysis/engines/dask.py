"""Articles → annotated rows by the workers of a Dask scheduler, on this machine or on many.

The articles and the rows travel; nothing is written by a worker, so only this process commits to the lake. A worker that is
killed costs its chunk once more. Workers must have this product installed, with the same rules, lists and models.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from analysis.engines.versions import Versions, refuse_others, versions
from analysis.engines.work import AHEAD, Job, Result, WorkerLost, annotate_chunk, in_halves
from analysis.errors import EngineError, InputError
from analysis.schema import Article

if TYPE_CHECKING:
    from distributed import Client, Future

REACHED = 10.0
"""Seconds in which a scheduler must answer."""
PATIENCE = 30.0
"""Seconds that a run waits for a worker where there is none."""


def annotated(chunks: Iterable[Sequence[Article]], job: Job, *, address: str) -> Iterator[Result]:
    """One result for each chunk, in order.

    Args:
        chunks: articles, some hundreds a chunk; read only as far ahead as the workers need.
        job: the annotator.
        address: ``dask://HOST:PORT`` of a scheduler.

    Raises:
        InputError: the address cannot be read.
        EngineError: Dask is not installed, the scheduler is not reached, or no worker is left.
        AnalysisError: the annotator cannot be used.
    """
    with _connected(_tcp(address)) as client:
        yield from _Workers(client, job, address).run(iter(chunks))


def _tcp(address: str) -> str:
    """The scheduler's address as Dask writes it.

    >>> _tcp("dask://10.0.0.5:8786")
    'tcp://10.0.0.5:8786'
    """
    wrong = InputError(f"a cluster is named by its scheduler: got --on {address!r}, allowed dask://HOST:PORT")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme != "dask" or not parts.hostname or port is None or parts.path.strip("/") or "@" in parts.netloc:
        raise wrong
    return f"tcp://{parts.netloc}"


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineError(
            "a run on a cluster needs Dask, which is not installed; install it here and on every worker with: "
            "pip install -c constraints.txt -e '.[cluster]'"
        ) from error
    try:
        client = Client(address, timeout=REACHED, set_as_default=False)
    except OSError as error:
        raise EngineError(
            f"no scheduler answers at {address}: got {str(error)[:200] or type(error).__name__}; start one with: dask scheduler"
        ) from error
    try:
        yield client
    finally:
        client.close()


class _Workers:
    def __init__(self, client: Client, job: Job, address: str) -> None:
        self._client, self._job, self._address = client, job, address
        self._wanted = versions()

    def run(self, chunks: Iterator[Sequence[Article]]) -> Iterator[Result]:
        waiting: deque[tuple[Sequence[Article], Future[Result]]] = deque()
        while True:
            room = AHEAD * self._threads()
            while len(waiting) < room and (chunk := next(chunks, None)) is not None:
                waiting.append((chunk, self._submit(chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield self._result(future)
            except WorkerLost:
                yield in_halves(chunk, self._job, lambda part: self._result(self._submit(part)))

    def _threads(self) -> int:
        """Threads of all workers; waits for the first."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            threads: dict[str, int] = self._client.nthreads()
            return sum(threads.values())
        except (OSError, RuntimeError) as error:
            raise self._left() from error

    def _submit(self, chunk: Sequence[Article]) -> Future[Result]:
        return self._client.submit(_work, list(chunk), self._job, self._wanted, pure=False)

    def _result(self, future: Future[Result]) -> Result:
        from distributed import CancelledError, KilledWorker

        while True:
            try:
                done: Result = future.result(timeout=PATIENCE)
                return done
            except TimeoutError:
                self._threads()
            except KilledWorker:
                raise WorkerLost from None
            except CancelledError as error:
                raise self._left() from error
            except ImportError as error:
                raise EngineError(
                    f"the workers of {self._address} cannot run this product: got {error}; install it on each of them"
                ) from error

    def _left(self) -> EngineError:
        return EngineError(
            f"no worker answers at {self._address} within {PATIENCE:.0f} seconds; start some with: dask worker "
            f"{_tcp(self._address)} --nthreads 1, then run the command again (what is done is kept)"
        )


def _work(articles: Sequence[Article], job: Job, wanted: Versions) -> Result:
    """What a worker runs."""
    refuse_others(wanted)
    return annotate_chunk(articles, job)

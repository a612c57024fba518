"""Where articles are annotated: in this process, in several of this machine, or on a cluster. The same function everywhere.

::

    work        a chunk of articles → their rows: what every worker does
    processes   hands chunks to processes of this machine
    dask        hands chunks to the workers of a Dask scheduler
    versions    what must be equal on two machines that work together
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analysis.engines import processes as local
from analysis.engines.work import Annotate, Job, Result
from analysis.schema import Article

__all__ = ["Annotate", "Job", "Result", "annotated"]


def annotated(chunks: Iterable[Sequence[Article]], job: Job, *, processes: int = 1, on: str = "") -> Iterator[Result]:
    """One result for each chunk, in order.

    Args:
        chunks: articles, some hundreds a chunk; read only as far ahead as the workers need.
        job: the annotator.
        processes: of this machine; 1 works in this process.
        on: a cluster, ``dask://HOST:PORT``; empty: this machine.

    Raises:
        InputError: the address of the cluster cannot be read.
        EngineError: the cluster cannot be used.
        AnalysisError: the annotator cannot be used, or its processes keep ending.
    """
    if on:
        from analysis.engines import dask

        return dask.annotated(chunks, job, address=on)
    return local.annotated(chunks, job, processes=processes)

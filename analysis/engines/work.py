"""What any worker does, on this machine or on another: a chunk of articles in, their rows of the lake out. Pure.

Whoever hands chunks out tells by ``WorkerLost`` that the process of a worker ended; ``in_halves`` then finds the article that
ends its process each time.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from time import time_ns

import pyarrow as pa

from analysis.errors import AnalysisError
from analysis.schema import Annotation, Article
from analysis.store.rows import articles_table

Annotate = Callable[[Sequence[Article]], Sequence[Annotation]]
"""Articles → the annotation of each, in the same order."""

AHEAD = 2
"""Chunks under way for each worker."""


class WorkerLost(Exception):
    """The process that worked on a chunk has ended."""


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


@lru_cache(maxsize=1)  # a worker of a cluster outlives its jobs
def _annotator(load: Callable[[], Annotate]) -> Annotate:
    annotate = load()
    if multiprocessing.parent_process() is not None:
        # A worker keeps its lists and models to its end: looking through them for garbage is an eighth of its time.
        gc.collect()
        gc.freeze()
        # Engines complain on leaving when something of theirs was kept from being tidied up.
        atexit.register(gc.unfreeze)
    return annotate


def in_halves(chunk: Sequence[Article], job: Job, attempt: Callable[[Sequence[Article]], Result]) -> Result:
    """Annotate a chunk whose worker was lost; an article that ends its process each time is given back as failed.

    Args:
        chunk: the articles.
        job: the annotator.
        attempt: has a worker annotate articles, one or some hundreds.

    Raises:
        AnalysisError: the annotator cannot be used, or workers keep ending.
    """
    for _ in range(2):
        with suppress(WorkerLost):
            return attempt(chunk)
    if len(chunk) == 1:
        empty = articles_table([], version=job.version, written=0)
        return Result(empty, {0: "annotating it ended the process, three times over"})
    half = len(chunk) // 2
    first, second = in_halves(chunk[:half], job, attempt), in_halves(chunk[half:], job, attempt)
    later = {place + half: reason for place, reason in second.failed.items()}
    return Result(pa.concat_tables([first.table, second.table]), {**first.failed, **later})

"""The job of a build: the shipped rooms of text with what people added to their lists, made anew in every worker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from analysis.engines.work import Annotate, Job
from analysis.store.lexicons import Terms


def job(terms: Terms) -> Job:
    """How articles are annotated. People's terms are no part of the version: a build renews what they touch.

    Args:
        terms: phrases that people added or took out.

    Raises:
        ModelError: a list or model is missing or damaged.
    """
    from analysis.text.annotate import annotation_version

    return Job(_Loading(terms), annotation_version())


@dataclass(frozen=True, slots=True)
class _Loading:
    """Makes the annotator that knows people's terms."""

    terms: Terms

    def __call__(self) -> Annotate:
        from analysis.text.annotate import annotate_all, load_rooms

        return partial(annotate_all, rooms=load_rooms(user_terms=self.terms.added, without=self.terms.removed))

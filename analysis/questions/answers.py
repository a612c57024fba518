"""The shape of every answer: its columns, in order, with their types. Empty answers have the same shape."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import arrays
from analysis.scope import Scope

N, SHARE, TEXT, DAY, FLAG, LIST = "int64", "float64", "str", "datetime64[s]", "bool", "object"

_SHARES = {"n": N, "total": N, "share": SHARE, "low": SHARE, "high": SHARE}
_PERIOD = {"partial": FLAG, "gap": FLAG, "unit": TEXT}
_ARTICLE = {
    **{"key": TEXT, "day": DAY, "published": DAY, "has_time": FLAG},
    **{"source": TEXT, "title": TEXT, "url": TEXT, "date_origin": TEXT},
}
_TIED = {
    **{"of": TEXT, "sentences": N, "n": N, "stories": N, "of_term": N, "of_other": N},
    **{"log_dice": SHARE, "g2": SHARE, "q": SHARE, "unit": TEXT, "rows": N},
}
_EVIDENCE = {
    **_ARTICLE,
    "sentence": N,
    "kind": TEXT,
    "text": TEXT,
    "marks": LIST,
    "rule": TEXT,
    "rows": N,
    "hits": N,
    "articles": N,
}

COLUMNS: dict[str, dict[str, str]] = {
    "scope_totals": {
        **{"n": N, "unit": TEXT, "articles": N, "stories": N, "outlets": N, "syllables": N},
        **{"since": DAY, "until": DAY, "days": N, "corpus_articles": N, "tech": FLAG},
    },
    "article_volume": {"period": DAY, "n": N, "total": N, **_PERIOD},
    "source_volume": {"source": TEXT, **_SHARES, "first": DAY, "last": DAY, "unit": TEXT, "rows": N},
    "section_volume": {"section": TEXT, **_SHARES, "unit": TEXT, "rows": N},
    "source_coverage": {
        **{"source": TEXT, "period": DAY, "n": N, "size": N, "partial": FLAG, "gap": FLAG, "unit": TEXT, "rows": N}
    },
    "coverage_gaps": {"source": TEXT, "first": DAY, "last": DAY, "missing": N, "usual": SHARE, "unit": TEXT, "rows": N},
    "calendar_events": {"first": DAY, "last": DAY, "kind": TEXT, "vi": TEXT, "en": TEXT, "source": TEXT, "id": N},
    "brief_clauses": {
        **{"clause": TEXT, "subject": TEXT, "n": N, "total": N, "first_share": SHARE, "last_share": SHARE},
        **{"expected": SHARE, "q": SHARE, "since": DAY, "until": DAY, "cause": TEXT, "unit": TEXT},
    },
    "refused_rows": {"file": TEXT, "line": N, "field": TEXT, "reason": TEXT, "raw": TEXT, "rows": N},
    "keyword_frequencies": {
        **{"term": TEXT, "occurrences": N, "per_million": SHARE, "syllables": N, **_SHARES},
        **{"dp_outlets": SHARE, "dp_days": SHARE, "adjusted": SHARE, "rise": SHARE, "unit": TEXT, "rows": N},
    },
    "keyword_timeline": {
        **{"term": TEXT, "period": DAY, **_SHARES},
        **{"occurrences": N, "per_million": SHARE, "syllables": N, **_PERIOD},
    },
    "keyword_changes": {
        **{"term": TEXT, "n": N, "total": N, "slope": SHARE, "p": SHARE, "q": SHARE},
        **{"first_share": SHARE, "last_share": SHARE, "verdict": TEXT, "periods": N, "unit": TEXT},
    },
    "keyword_bursts": {
        **{"term": TEXT, "day": DAY, "n": N, "expected": SHARE, "p": SHARE, "q": SHARE, "cause": TEXT, "unit": TEXT}
    },
    "keyword_occurrences": _EVIDENCE,
    "concept_forms": {"concept": TEXT, "form": TEXT, **_SHARES, "occurrences": N, "forms": N, "unit": TEXT},
    "keyword_sources": {"of": TEXT, "source": TEXT, **_SHARES, "occurrences": N, "unit": TEXT, "rows": N},
    "keyword_neighbours": {"term": TEXT, **_TIED},
    "keyword_entities": {"name": TEXT, "type": TEXT, **_TIED},
    "group_sentences": _EVIDENCE,
    "neighbour_sentences": _EVIDENCE,
    "keyword_groups": {"of": TEXT, "phrase": TEXT, **_SHARES, "occurrences": N, "unit": TEXT, "rows": N},
    "keyword_concordance": {
        **{**_ARTICLE, "left": TEXT, "hit": TEXT, "right": TEXT},
        **{"start": N, "end": N, "rows": N, "articles": N},
    },
    "comparison_totals": {
        **{"side": TEXT, "n": N, "unit": TEXT, "articles": N, "stories": N, "outlets": N, "syllables": N},
        **{"since": DAY, "until": DAY, "days": N, "shared": N, "link": TEXT},
    },
    "keyword_comparison": {
        **{"term": TEXT, "n": N, "total": N, "share": SHARE, "n_b": N, "total_b": N, "share_b": SHARE},
        **{"log_ratio": SHARE, "low": SHARE, "high": SHARE, "lrc": SHARE, "g2": SHARE, "q": SHARE, "verdict": TEXT},
        **{"occurrences": N, "occurrences_b": N, "per_million": SHARE, "per_million_b": SHARE, "unit": TEXT, "rows": N},
    },
    "comparison_sentences": _EVIDENCE,
    "entity_frequencies": {
        **{"name": TEXT, "type": TEXT, "mentions": N, **_SHARES},
        **{"dp_outlets": SHARE, "dp_days": SHARE, "unit": TEXT, "rows": N},
    },
    "entity_timeline": {"name": TEXT, "type": TEXT, "period": DAY, **_SHARES, "mentions": N, **_PERIOD},
    "entity_mentions": _EVIDENCE,
    "entity_surfaces": {"surface": TEXT, "mentions": N, "n": N, "total": N, "rule": TEXT, "unit": TEXT},
    "entity_comentions": {
        **{"a": TEXT, "a_type": TEXT, "b": TEXT, "b_type": TEXT, "within": TEXT, "sentences": N},
        **{"a_sentences": N, "b_sentences": N, "n": N, "stories": N},
        **{"log_dice": SHARE, "g2": SHARE, "p": SHARE, "q": SHARE, "unit": TEXT, "rows": N},
    },
    "entity_company": {
        **{"name": TEXT, "type": TEXT, "sentences": N, **_SHARES},
        **{"a": TEXT, "b": TEXT, "unit": TEXT, "rows": N},
    },
    "comention_sentences": _EVIDENCE,
    "entity_outlets": {
        **{"name": TEXT, "source": TEXT, **_SHARES, "mentions": N, "first": DAY, "last": DAY, "unit": TEXT, "rows": N},
    },
    "entity_offices": {"office": TEXT, "first": DAY, "last": DAY, "rule": TEXT, "source": TEXT},
    "entity_changes": {"day": DAY, "vi": TEXT, "en": TEXT, "rule": TEXT, "source": TEXT},
    "document_citations": {
        **{"name": TEXT, "mentions": N, **_SHARES, "outlets": N, "first": DAY, "last": DAY},
        **{"kind": TEXT, "issuer": TEXT, "issued": DAY},
        **{"key": TEXT, "source": TEXT, "title": TEXT, "sentence": N, "unit": TEXT, "rows": N},
    },
    "quotation_search": {
        **_ARTICLE,
        **{"speaker": TEXT, "type": TEXT, "written": TEXT, "manner": TEXT, "cue": TEXT, "cue_kind": TEXT, "said": TEXT},
        **{"text": TEXT, "marks": LIST, "sentence": N, "start": N, "citation": TEXT, "rows": N, "articles": N},
    },
    "quotation_speakers": {
        **{"name": TEXT, "type": TEXT, "quotations": N, "direct": N, **_SHARES, "unit": TEXT, "rows": N},
    },
    "quotation_kinds": {"cue_kind": TEXT, "quotations": N, "direct": N, **_SHARES, "unit": TEXT},
    "quotation_timeline": {"name": TEXT, "type": TEXT, "period": DAY, **_SHARES, "quotations": N, **_PERIOD},
    "topic_shares": {
        **{"topic": TEXT, "period": DAY, "n": N, "total": N, "raw": SHARE, "share": SHARE, "low": SHARE, "high": SHARE},
        **{"corrected": FLAG, "measured": TEXT, "checked": N, **_PERIOD},
    },
    "topic_list": {
        **{"topic": TEXT, "name_vi": TEXT, "name_en": TEXT, "seeds": TEXT, "edit": N, "part_of": TEXT},
        **{"measured": TEXT, "checked": N, "rightly": N, **_SHARES, "unit": TEXT},
    },
    "topic_articles": _EVIDENCE,
    "topic_terms": {
        **{"term": TEXT, "n": N, "total": N, "n_rest": N, "total_rest": N},
        **{"log_ratio": SHARE, "g2": SHARE, "q": SHARE, "unit": TEXT},
    },
    "topic_changes": {
        **{"topic": TEXT, **_SHARES},
        **{f"{name}_before": kind for name, kind in _SHARES.items()},
        **{"change": SHARE, "change_low": SHARE, "change_high": SHARE, "q": SHARE, "verdict": TEXT},
        **{"since_before": DAY, "until_before": DAY, "since": DAY, "until": DAY, "unit": TEXT},
    },
    "topic_entities": {
        **{"name": TEXT, "type": TEXT, "n": N, "total": N, "n_rest": N, "total_rest": N},
        **{"log_ratio": SHARE, "g2": SHARE, "q": SHARE, "unit": TEXT},
    },
    "topic_outlets": {"topic": TEXT, "source": TEXT, **_SHARES, "unit": TEXT, "rows": N},
    "topic_discovery": {
        **{"terms": TEXT, "n": N, "total": N, "stability": SHARE, "examples": TEXT, "unit": TEXT},
    },
    "topic_overlaps": {"topic": TEXT, **_SHARES, "unit": TEXT},
    "article_search": {
        **{**_ARTICLE, "main_topic": TEXT, "text": TEXT, "marks": LIST, "story_size": N},
        **{"exact": FLAG, "exact_rows": N, "rows": N},
    },
    "article_reading": {
        **{"key": TEXT, "day": DAY, "published": DAY, "has_time": FLAG, "source": TEXT, "author": TEXT, "title": TEXT},
        **{
            "url": TEXT,
            "sections": LIST,
            "topics": LIST,
            "scores": LIST,
            "rules": LIST,
            "keyphrases": LIST,
            "syllables": N,
        },
        **{"text": TEXT, "origin": TEXT, "date_origin": TEXT, "copies": LIST},
    },
    "story_articles": {
        **{**_ARTICLE, "first": FLAG, "alike": SHARE, "added": TEXT, "removed": TEXT, "rows": N},
    },
    "article_annotations": {"layer": TEXT, "start": N, "end": N, "label": TEXT, "name": TEXT, "rule": TEXT},
}
"""By question: column -> dtype."""


def answer(question: str, frame: pd.DataFrame | None = None, scope: Scope | None = None, **same: Any) -> pd.DataFrame:
    """Give a frame the shape of a question's answer.

    Args:
        question: a name in ``COLUMNS``.
        frame: the rows; None for an empty answer.
        scope: its unit fills the column ``unit``.
        **same: columns with one value for all rows.

    >>> answer("article_volume").dtypes["period"]
    dtype('<M8[s]')
    """
    columns = COLUMNS[question]
    if frame is None or frame.empty:
        return pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in columns.items()})
    if scope is not None:
        same["unit"] = scope.unit
    if rows := {name: value for name, value in same.items() if isinstance(value, pd.Series | list)}:
        frame = frame.assign(**rows)
    # Column by column: ``assign`` and ``astype`` of the whole frame take longer than many a question's SQL.
    known = arrays(frame)
    told = {name: _repeated(value, len(frame), columns[name]) for name, value in same.items() if name not in rows}
    return pd.DataFrame(
        {name: told[name] if name in told else _cast(known[name], _dtype(kind)) for name, kind in columns.items()},
        copy=False,
    )


def _repeated(value: Any, times: int, kind: str) -> Any:
    return np.full(times, value, kind) if kind in (N, SHARE, FLAG) else pd.array([value] * times, dtype=_dtype(kind))


@cache
def _dtype(name: str) -> Any:
    return pd.api.types.pandas_dtype(name)


def _cast(column: Any, dtype: Any) -> Any:
    return column if column.dtype == dtype else pd.Series(column, copy=False).astype(dtype).values

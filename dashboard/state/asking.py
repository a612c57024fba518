"""Asking questions for a page: the scope of the URL, the snapshot of the store, small answers kept in a shared cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analysis.errors import ScopeError, UnitError
from analysis.paths import default_store
from analysis.questions.answers import answer
from analysis.scope import Scope
from analysis.store.found import unknown_names
from analysis.store.highlight import needles
from analysis.store.query import Query
from analysis.store.query_reader import parse
from analysis.store.select import lens_acts
from analysis.store.snapshot import Snapshot, open_snapshot
from analysis.store.state import age
from dashboard.labels import number
from dashboard.state import url
from dashboard.state.reader import language, say

Question = Callable[..., pd.DataFrame]
KEPT = 600
"""Answers kept over all visitors; each is a small frame."""


def store() -> Snapshot:
    """The snapshot that this run of the page reads: the published one."""
    return open_snapshot(default_store())


def chosen(prefix: str = "") -> Scope:
    """The scope of the URL. A value that cannot be read is left out; ``problems`` says so in the reader's language.

    Args:
        prefix: of the keys; ``url.OTHER`` for side B of a comparison.
    """
    return _read(prefix)[0]


def problems(prefix: str = "") -> list[str]:
    """One sentence for each filter of the URL that cannot be used."""
    return _read(prefix)[1]


def understood(search: str) -> Query:
    """A search as it is read, with its slips."""
    return parse(search)


def marks_words(search: str) -> bool:
    """Whether a search asks for words that can be shown where they stand."""
    return bool(needles(search))


def never_met(search: str) -> list[str]:
    """Outlets, sections, names and documents of a search that the store does not know."""
    return unknown_names(store(), search) if search else []


def _read(prefix: str) -> tuple[Scope, list[str]]:
    scope, told = Scope(), []
    for name in url.SCOPE:
        values = url.many(prefix + name)
        if not values:
            continue
        try:
            one = Scope.parse({name: values})
        except ScopeError:
            told.append(say(f"scope.bad.{name}", got=", ".join(values)[:60]))
            continue
        if name == "until" and scope.since and one.until and scope.since > one.until:
            told.append(say("scope.bad.reversed", since=scope.since, until=one.until))
            scope = scope.with_(since=None)
        scope = scope.with_(**{name: getattr(one, name)})
    return scope, told


def scope_sentence(scope: Scope | None = None) -> str:
    """The scope in words of the reader's language, the lens said where it acts."""
    scope = scope or chosen()
    names = {code: say(f"charts.topic.{code}") for code in scope.topic}
    return scope.sentence(language(), topics=names, tech=lens_acts(store(), scope))


def ask(question: Question, **settings: Any) -> pd.DataFrame:
    """The answer of ``question`` for the scope of the URL, from the cache where it is known.

    Args:
        settings: the question's own; and ``scope``, where another one than the URL's is asked about.

    Returns:
        The question's frame. Where the question has no meaning in the scope's unit it is empty, and
        ``attrs["refused"]`` is the unit: its card says so, and the rest of the page stands.

    Raises:
        AnalysisError: as the question does; ``app.py`` says so.
    """
    snapshot = store()
    scope = settings.pop("scope", None) or chosen()
    # Concepts are read when a question is asked, so that an edit of them needs no new snapshot.
    edited = settings.get("concepts") or question.__name__ == "concept_forms"
    version = f"{snapshot.version}+{age(default_store())}" if edited else snapshot.version
    known = tuple(sorted((name, tuple(v) if isinstance(v, list) else v) for name, v in settings.items()))
    try:
        return _answer(question.__name__, version, scope, known, _question=question, _snapshot=snapshot)
    except UnitError:
        frame = answer(question.__name__)
        frame.attrs["refused"] = scope.unit
        return frame


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _answer(
    name: str,
    version: str,
    scope: Scope,
    settings: tuple[tuple[str, Any], ...],
    _question: Question,
    _snapshot: Snapshot,
) -> pd.DataFrame:
    return _question(_snapshot, scope, **dict(settings))


def counted(n: int, unit: str) -> str:
    """``1.234 bài``: a number with its unit."""
    return f"{number(n, language())} {say(f'charts.unit.{unit}')}"

"""Asking questions for a page: the scope of the URL, the snapshot of the store, small answers kept in a shared cache."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from analysis.errors import ScopeError
from analysis.paths import default_store
from analysis.questions.asked import Asked
from analysis.scope import Scope
from analysis.store.found import understood as understood_in
from analysis.store.found import unknown_names
from analysis.store.highlight import needles
from analysis.store.kept import Kept
from analysis.store.query import Query
from analysis.store.select import lens_acts
from analysis.store.snapshot import Snapshot, open_snapshot
from analysis.store.state import age
from dashboard.access import deployment
from dashboard.labels import number
from dashboard.metrics import ASKED, QUESTIONS
from dashboard.state import ahead, holding, url
from dashboard.state.reader import called, language, say

# Columns of words as Python's own strings: answers are a few hundred rows, and for those each step through Arrow (making a
# column, comparing, reading it out) takes two to four times as long. A fifth of a page's script was that.
pd.set_option("mode.string_storage", "python")

Question = Callable[..., pd.DataFrame]
Value = TypeVar("Value")
KEPT, LARGEST, SMALL = 1_000, 500_000, 2_000
"""Answers kept, some thirty views of pages; bytes of one, what is larger is a file that somebody took away; and cells up to
which nobody needs to weigh it."""
answers: Kept[pd.DataFrame] = Kept(KEPT, worth=lambda frame: frame.size <= SMALL or _bytes(frame) <= LARGEST)
"""Answers kept over all visitors, for each snapshot; each is a small frame."""
_VERSION = "_version"
"""Key of the session: the version of the data that its page was drawn of."""


def _bytes(frame: pd.DataFrame) -> int:
    return int(frame.memory_usage(deep=True).sum())


_drawing = threading.local()


@contextmanager
def one_version() -> Iterator[None]:
    """While a page is drawn all of it is of one version of the data, whatever is published meanwhile."""
    _drawing.held = {}
    try:
        yield
    finally:
        _drawing.held = None


def store() -> Snapshot:
    """The snapshot that this run of the page reads: the one that was published when it first asked."""
    return _held("snapshot", open_snapshot)


def edits() -> int:
    """A number that grows with everything that people write; while a page is drawn it is looked up once."""
    return _held("edits", age)


def _held(name: str, look_up: Callable[[Path], Value]) -> Value:
    """What was looked up in the store when this run of the page first asked; outside of a run it is looked up each time."""
    held: dict[str, Any] | None = getattr(_drawing, "held", None)
    if held is None:
        return look_up(default_store())
    if name not in held:
        held[name] = look_up(default_store())
    found: Value = held[name]
    return found


def seen() -> bool:
    """Whether this visitor's page was drawn of the version that ``store`` gives; notes that it is from now on."""
    before, now = st.session_state.get(_VERSION), store().version
    st.session_state[_VERSION] = now
    return before in (None, now)


def replaced() -> bool:
    """Whether newer data was published since this visitor's page was drawn."""
    return st.session_state.get(_VERSION) not in (None, store().version)


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
    return understood_in(store(), search)


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
    names |= {name: called(name) for name in scope.entity}
    return scope.sentence(language(), names=names, tech=lens_acts(store(), scope))


def ask(question: Question, **settings: Any) -> pd.DataFrame:
    """The answer of ``question`` for the scope of the URL, from the cache where it is known.

    Args:
        settings: the question's own; and ``scope``, where another one than the URL's is asked about, or where the
            settings follow from another answer, so that they are unlikely to be the same in another scope.

    Returns:
        The question's frame; ``attrs["asked"]`` is the question as it was asked.

    Raises:
        AnalysisError: as the question does; ``frame.py`` says so.
    """
    snapshot = store()
    if "top" in settings:
        settings["top"] = min(settings["top"], deployment.settings().limits.rows)
    scope = settings.pop("scope", None)
    if scope is None:
        scope = chosen()
        ahead.asked(_view(), question, settings)
    # A copy that shares its cells until somebody writes to it.
    return answered(snapshot, scope, question, settings).copy(deep=False)


def begin(question: Question, **settings: Any) -> None:
    """Begin what follows from an answer and is asked in a moment, beside the script; settings as for ``ask``."""
    scope = settings.pop("scope", None) or chosen()
    ahead.begin([partial(answered, store(), scope, question, settings)])


def look_ahead() -> None:
    """Begin what this view is about to ask, as far as it was drawn before."""
    snapshot, scope = store(), chosen()
    works = [partial(answered, snapshot, scope, question, settings) for question, settings in ahead.expected(_view())]
    st.session_state["_ahead"] = ahead.begin(works, instead=st.session_state.get("_ahead", ()))
    holding.go_on(snapshot)


def _view() -> Hashable:
    """The page and what the URL says of it beside the scope and the language."""
    names = sorted({*st.query_params} - {*url.SCOPE, "lang"})
    return st.session_state.get("_page", ""), *((name, *url.many(name)) for name in names)


def answered(snapshot: Snapshot, scope: Scope, question: Question, settings: dict[str, Any]) -> pd.DataFrame:
    """The kept answer of a question, outside of a page's run too; whoever gets it must not change it."""
    # What people edit is read when a question is asked, so that an edit needs no new snapshot.
    edited = settings.get("concepts") or question.__name__ in ("concept_forms", "calendar_events")
    known = tuple(sorted((name, tuple(v) if isinstance(v, list) else v) for name, v in settings.items()))
    key = (question.__name__, edits() if edited else 0, scope, known)
    ASKED.inc()
    return answers.get(snapshot, key, lambda: _timed(snapshot, scope, question, settings))


def _timed(snapshot: Snapshot, scope: Scope, question: Question, settings: dict[str, Any]) -> pd.DataFrame:
    with QUESTIONS.labels(question.__name__).time():
        frame = question(snapshot, scope, **settings)
    frame.attrs["asked"] = Asked(question, scope, settings).plain()
    return frame


def counted(n: int, unit: str) -> str:
    """``1.234 bài``: a number with its unit."""
    return say(f"charts.counted.{unit}", n=number(n, language()))

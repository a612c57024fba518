"""The word lists on a page: what is in force, what an edit would do, and the commands that bring the store up to date."""

from __future__ import annotations

import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from analysis.paths import default_store
from analysis.store import effects, lexicons, proposals, state
from analysis.store.effects import Effect
from analysis.store.proposals import Proposal, Proposals
from analysis.store.state import LexiconEdit
from analysis.text.lexicons import lexicon
from dashboard.access.visitor import permit
from dashboard.state.asking import store
from dashboard.state.work import Work

__all__ = [
    "LISTS",
    "Effect",
    "LexiconEdit",
    "Proposal",
    "Work",
    "effect",
    "in_force",
    "keep",
    "pending",
    "start",
    "work",
]

LISTS = ("phrases", "stopwords", "concepts")


def in_force() -> list[LexiconEdit]:
    """People's edits, oldest first."""
    return state.lexicon_edits(default_store())


def shipped() -> dict[str, int]:
    """How many entries each list has as shipped."""
    lists = lexicon.load()
    return {
        "phrases": len(lists.phrases),
        "stopwords": len(lists.stopwords),
        "concepts": len(lexicons.concepts(default_store())),
    }


@st.cache_data(max_entries=200, show_spinner=False)
def _effect(version: str, age: int, list_: str, action: str, entry: str) -> Effect:
    return effects.effect(store(), list_, action, entry)


def effect(list_: str, action: str, entry: str) -> Effect:
    """What an edit would do.

    Raises:
        InputError: it is no edit.
    """
    kept = lexicons.check(list_, action, entry)
    return _effect(store().version, state.age(default_store()), list_, action, kept)


def keep(list_: str, action: str, entry: str) -> None:
    """Keep an edit and begin to apply it.

    Raises:
        InputError: it is no edit, or in force already.
    """
    lexicons.edit(default_store(), list_, action, entry, who=permit("words"))
    if list_ in ("phrases", "stopwords"):
        start("words", "apply")


def undo(edit: LexiconEdit) -> None:
    """Take an edit back and begin to apply that."""
    state.undo_lexicon_edit(default_store(), edit.id, who=permit("words"))
    if edit.lexicon in ("phrases", "stopwords"):
        start("words", "apply")


def lines() -> bytes:
    """The edits in force as a file that another store can read."""
    return lexicons.written(default_store()).encode()


def take_in(content: bytes) -> tuple[int, list[str]]:
    """Keep the edits of such a file; how many were kept, and what is wrong with the other lines."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "edits.tsv"
        file.write_bytes(content)
        added, problems = lexicons.take_in(default_store(), file, who=permit("words"))
    if added:
        start("words", "apply")
    return len(added), [str(problem) for problem in problems]


def pending() -> Proposals:
    """Proposals that nobody has decided about."""
    found = proposals.proposals(default_store())
    edits = {edit.entry for edit in in_force()}
    left = tuple(row for row in found.rows if not {decided(row), row.entry} & edits)
    return Proposals(found.at, found.articles, left)


def decided(row: Proposal) -> str:
    """The entry by which a decision about a proposal is kept."""
    return row.entry if row.kind == "term" else f"{row.of}{lexicons.SIGN}{row.entry}"


_works: dict[Path, Work] = {}
_starting = threading.Lock()


def start(*command: str) -> Work:
    """Begin a command on this store; the one that is under way, where there is one, goes first."""
    with _starting:
        held = _works.get(default_store())
        if held is not None and held.is_alive():
            held.join()
        fresh = _works[default_store()] = Work("lexicon", *command, "--store", str(default_store()))
        fresh.start()
        return fresh


def look() -> None:
    """Begin to look for new terms and abbreviations."""
    permit("words")
    start("discover")


def work() -> Work | None:
    """The last command on this store, under way or ended; None where there was none."""
    return _works.get(default_store())


def forget() -> None:
    """Let an ended command go."""
    _works.pop(default_store(), None)

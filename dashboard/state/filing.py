"""The topics of the store on a page: what is in force, what an edit would do, labels, and the command that counts them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from analysis import filing
from analysis.paths import default_store
from analysis.store import state
from analysis.store.taxonomy import edits, labels, made
from analysis.store.taxonomy.edits import ACTIONS, TopicEdit
from analysis.store.taxonomy.lines import written
from analysis.store.taxonomy.listed import OTHER, replay
from analysis.store.taxonomy.preview import Effect
from dashboard.access.visitor import permit
from dashboard.state.asking import store
from dashboard.state.words import start

__all__ = ["ACTIONS", "Effect", "TopicEdit", "codes", "effect", "in_force", "keep", "label", "labelled", "pending"]


def codes() -> list[str]:
    """Codes of the topics that can be edited and labelled, those kept a moment ago among them."""
    return [code for code in replay(in_force()).topics if code != OTHER]


def seeds(code: str) -> str:
    """The seed terms of a topic, as they are typed."""
    return "; ".join(replay(in_force()).topics[code].seeds)


def in_force() -> list[TopicEdit]:
    """The edits in force, oldest first."""
    return edits.in_force(default_store())


def without_effect() -> set[int]:
    """Numbers of the edits that find nothing to act on."""
    return {one.id for one in replay(in_force()).without_effect}


@st.cache_data(max_entries=100, show_spinner=False)
def _effect(version: str, age: int, wanted: TopicEdit) -> Effect:
    return filing.effect(default_store(), wanted)


def effect(wanted: TopicEdit) -> Effect:
    """What an edit would do.

    Raises:
        TopicRefused: it cannot be made.
    """
    return _effect(store().version, state.age(default_store()), wanted)


def keep(wanted: TopicEdit) -> None:
    """Keep an edit and begin to count it.

    Raises:
        TopicRefused: it cannot be made.
    """
    filing.edit(default_store(), wanted, who=permit("topics"), later=True)
    count()


def undo(number: int) -> None:
    """Take an edit back and begin to count that."""
    filing.undo(default_store(), number, who=permit("topics"), later=True)
    count()


def count() -> None:
    """Begin to bring the store up to date with edits and labels."""
    permit("labels")
    start("topics", "apply")


def pending() -> bool:
    """Whether edits or labels are not in the figures yet."""
    return filing.pending(store(), default_store())


def labelled(key: str) -> dict[str, bool]:
    """The labels of one article: code → whether it is about the topic."""
    return {one.topic: one.yes for one in labels.in_force(default_store()) if one.article == key}


def label(key: str, code: str, yes: bool | None) -> None:
    """Keep a label, or take it back where ``yes`` is None.

    Raises:
        AnalysisError: the article or the topic is gone.
    """
    if yes is not None or code in labelled(key):
        filing.label(default_store(), key, code, yes=yes, who=permit("labels"))


def lines() -> bytes:
    """The edits and labels in force as a file that another store can read."""
    said = made.layer(default_store())
    return written(said.edits, said.labels).encode()


def take_in(content: bytes) -> tuple[int, int, list[str]]:
    """Keep what such a file says; how many edits and labels were kept, and what is wrong with the other lines."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "topics.tsv"
        file.write_bytes(content)
        found = filing.take_in(default_store(), file, who=permit("topics"), later=True)
    if found.edits or found.labels:
        count()
    return len(found.edits), len(found.labels), [str(problem) for problem in found.problems]

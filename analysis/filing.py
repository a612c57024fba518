"""Editing the topics of a store and labelling its articles: what an edit would do, and doing it, all of it or nothing.

The command line and the pages both come here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.errors import AnalysisError, InputError, QuestionError
from analysis.store import lock
from analysis.store.snapshot import Snapshot, open_snapshot
from analysis.store.taxonomy import edits, labels, lines, made, preview
from analysis.store.taxonomy.edits import TopicEdit
from analysis.store.taxonomy.labels import Label
from analysis.store.taxonomy.listed import OTHER, checked, replay
from analysis.store.taxonomy.preview import Effect

Tell = Callable[[float], None]
"""Told how much is done, 0 to 1."""


def _silent(share: float) -> None:
    """Nobody listens."""


def effect(store: Path, wanted: TopicEdit) -> Effect:
    """What an edit would do after those in force.

    Raises:
        InputError: it cannot be made.
        StoreMissing: nothing is published.
    """
    said = made.layer(store)
    return preview.effect(open_snapshot(store), said.edits, said.labels, wanted)


def edit(store: Path, wanted: TopicEdit, *, who: str, later: bool = False, progress: Tell = _silent) -> TopicEdit:
    """Keep an edit and publish it.

    Args:
        store: the store's folder.
        wanted: the edit.
        who: who does it.
        later: keep it alone; the next ``apply`` or build publishes it.

    Raises:
        AnalysisError: as ``effect``; StoreBusy while another process writes; StoreError when the disk failed. Nothing is
            kept then.
    """
    if later:
        return edits.keep(store, [checked(edits.in_force(store), wanted)], who=who)[0]
    with lock.writing(store, task="topics"):
        (kept,) = edits.keep(store, [checked(edits.in_force(store), wanted)], who=who)
        try:
            made.renew(store, progress=progress)
        except AnalysisError:
            edits.undo(store, kept.id, who=who)
            raise
    return kept


def undo(store: Path, number: int, *, who: str, later: bool = False, progress: Tell = _silent) -> None:
    """Take one edit back and publish without it; the others stay.

    Raises:
        AnalysisError: no such edit is in force; StoreBusy, StoreError as ``edit``: it is then taken back all the same.
    """
    edits.undo(store, number, who=who)
    if not later:
        apply(store, progress=progress)


def label(store: Path, article: str, topic: str, *, yes: bool | None, who: str) -> None:
    """Say whether an article is about a topic, or take that back; the next ``apply`` or build counts it.

    Args:
        store: the store's folder.
        article: its key.
        topic: a code in force.
        yes: what is so; None: nothing is said any more.
        who: who does it.

    Raises:
        QuestionError: there is no such article.
        InputError: there is no such topic, or no label to take back.
    """
    if yes is None:
        labels.undo(store, article, topic, who=who)
        return
    allowed = [code for code in replay(edits.in_force(store)).topics if code != OTHER]
    if topic not in allowed:
        raise InputError(f"unknown topic: got {topic[:40]!r}, allowed {', '.join(allowed)}")
    if not known(open_snapshot(store), [article]):
        raise QuestionError(f"no such article: got key={article[:40]!r}, allowed a key of this store")
    labels.keep(store, [Label(0, "", "", article, topic, yes)], who=who)


def take_in(store: Path, file: Path, *, who: str, later: bool = False, progress: Tell = _silent) -> lines.Read:
    """Keep what a file of edits and labels says and publish it; lines that cannot be used are told and left out.

    Raises:
        InputError: the file cannot be read.
        StoreMissing: nothing is published.
    """
    snapshot, said = open_snapshot(store), made.layer(store)
    found = lines.read(file, edits=said.edits, labels=said.labels, known=lambda keys: known(snapshot, keys))
    edits.keep(store, found.edits, who=who)
    labels.keep(store, found.labels, who=who)
    if not later:
        apply(store, progress=progress)
    return found


def apply(store: Path, *, progress: Tell = _silent) -> str:
    """Publish the edits and labels in force; the version of the snapshot, a new one where something had changed.

    Raises:
        StoreMissing, StoreBusy, StoreError: as ``edit``.
    """
    with lock.writing(store, task="topics"):
        published = open_snapshot(store)
        if published.meta["topics"] == made.layer(store).mark:
            return published.version
        return made.renew(store, progress=progress)


def pending(store: Snapshot, path: Path) -> bool:
    """Whether people said something about topics that a snapshot does not hold yet."""
    return store.meta["topics"] != made.layer(path).mark


def without_effect(store: Path) -> list[str]:
    """One sentence for each edit that finds nothing to act on, and each label whose article or topic is gone.

    Raises:
        StoreMissing: nothing is published.
    """
    said = made.layer(store)
    taxonomy, keys = replay(said.edits), known(open_snapshot(store), [one.article for one in said.labels])
    told = [
        f"edit {one.id}: {one.action} of {one.code!r} finds no such topic any more; take it back with: "
        f"nhiptin lexicon topics undo {one.id} --store {store}"
        for one in taxonomy.without_effect
    ]
    for one in said.labels:
        if one.article not in keys:
            told.append(f"label {one.id}: the article {one.article} is not in this store any more")
        elif taxonomy.moves.get(one.topic, one.topic) not in taxonomy.topics:
            told.append(f"label {one.id}: there is no topic {one.topic!r} any more")
    return told


def known(store: Snapshot, keys: Sequence[str]) -> set[str]:
    """Those of the keys whose article the store holds."""
    frame = store.query("SELECT key FROM articles WHERE key IN (SELECT unnest($keys::VARCHAR[]))", {"keys": list(keys)})
    return {str(key) for key in frame["key"]}

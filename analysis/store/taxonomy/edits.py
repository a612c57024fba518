"""People's edits of the topics, kept in ``STORE/state.sqlite`` and replayed in the order in which they were made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from analysis.errors import InputError, TopicRefused
from analysis.schema import OWN
from analysis.store import state_file
from analysis.store.state import WHO, clean, end, note, now
from analysis.text.script.fold import fold

ACTIONS = ("add", "rename", "reseed", "merge", "split")
NAMED, SEEDED = ("add", "rename", "split"), ("add", "reseed", "split")
"""Actions that give names, and those that give seed terms."""
LONGEST_NAME, LONGEST_CODE, LONGEST_SEED, MOST_SEEDS = 60, 40, 60, 60
_NAME = re.compile(r"[^\W_](?:[^\W_]|[ &(),./–'’-])*")
"""Letters and figures with plain signs between: a name stands in headings and charts, where other signs mean something."""
_CODE = re.compile(rf"{OWN}[a-z0-9]+(?:-[a-z0-9]+)*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class TopicEdit:
    """One edit in force.

    ``code`` is the topic that is edited (of ``add``, the new one); ``becomes`` the topic that takes its articles
    (merge) or the new one that takes a part of them (split).
    """

    id: int
    at: str
    who: str
    action: str
    code: str
    becomes: str = ""
    name_vi: str = ""
    name_en: str = ""
    seeds: tuple[str, ...] = ()


_COLUMNS = ", ".join(field.name for field in fields(TopicEdit))


def code_of(name: str) -> str:
    """A code for a topic of this name.

    >>> code_of("Xe tự lái & xe điện")
    'own-xe-tu-lai-xe-dien'
    """
    slug = "-".join(re.findall(r"[a-z0-9]+", fold(name)))
    return (OWN + slug)[:LONGEST_CODE].rstrip("-")


def in_force(store: Path) -> list[TopicEdit]:
    """The edits in force, oldest first; none for a store without any."""
    with state_file.reading(store) as db:
        rows = [] if db is None else db.execute(
            f"SELECT {_COLUMNS} FROM topic_edits WHERE undone IS NULL ORDER BY id"
        ).fetchall()  # fmt: skip
    return [replace(TopicEdit(*row[:-1]), seeds=tuple(row[-1].split(";")) if row[-1] else ()) for row in rows]


def keep(store: Path, made: Sequence[TopicEdit], *, who: str) -> list[TopicEdit]:
    """Keep edits, all or none, in their order; each gets its number and the time, and ``who`` where it names nobody.

    Raises:
        InputError: an edit whose form is wrong (``formed``).
        StoreMissing: there is no such store.
    """
    who = clean("name of who does it", who, WHO)
    kept = []
    with state_file.writing(store) as db:
        for one in map(formed, made):
            done = replace(one, at=one.at or now(), who=one.who or who)
            row = db.execute(
                f"INSERT INTO topic_edits({_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
                (done.at, done.who, done.action, done.code, done.becomes, done.name_vi, done.name_en, ";".join(done.seeds)),
            )  # fmt: skip
            kept.append(replace(done, id=int(row.lastrowid or 0)))
            note(db, who, "topic edited", id=kept[-1].id, action=one.action, code=one.code, becomes=one.becomes)
    return kept


def undo(store: Path, number: int, *, who: str) -> None:
    """Take one edit back; it no longer counts but stays in the audit.

    Raises:
        InputError: no such edit is in force.
    """
    end(store, "topic_edits", "undone", number, clean("name of who does it", who, WHO), "topic edit undone")


def formed(one: TopicEdit) -> TopicEdit:
    """The edit as it is kept: names cleaned, seeds each once, a code made from the name where none is given.

    Raises:
        InputError: an unknown action, a name, code or seed that cannot be kept, or no seed where some are needed.
    """
    if one.action not in ACTIONS:
        raise InputError(f"unknown edit of topics: got {one.action[:40]!r}, allowed {', '.join(ACTIONS)}")
    vi = _name(one.name_vi) if one.action in NAMED else ""
    en = (_name(one.name_en) if one.name_en else vi) if one.action in NAMED else ""
    seeds = _seeds(one.seeds) if one.action in SEEDED else ()
    code, becomes = one.code, one.becomes if one.action in ("merge", "split") else ""
    if one.action == "add":
        code = _new(code or code_of(en))
    elif one.action == "split":
        becomes = _new(becomes or code_of(en))
    if not code or (one.action == "merge" and not becomes):
        sentence = f"an edit needs the code of a topic: got {one.action} of {code!r} and {becomes!r}"
        raise TopicRefused("unknown", sentence)
    return TopicEdit(one.id, one.at, one.who, one.action, code, becomes, vi, en, seeds)


def _name(given: str) -> str:
    name = " ".join(given.split())
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name) or not _LETTER.search(name):
        raise TopicRefused(
            "name",
            f"the name of a topic cannot be kept: got {name[:80]!r}, allowed letters, figures and & ( ) , . / - ', "
            f"1 to {LONGEST_NAME} characters",
        )
    return name


def _new(code: str) -> str:
    if len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        raise TopicRefused(
            "code",
            f"the code of a new topic cannot be kept: got {code[:60]!r}, allowed {OWN} with letters a-z, figures and "
            f"dashes, {LONGEST_CODE} characters at most, e.g. {code_of('Xe tự lái')}",
        )
    return code


def _seeds(given: Sequence[str]) -> tuple[str, ...]:
    found = dict.fromkeys(" ".join(seed.replace('"', " ").split()) for part in given for seed in part.split(";"))
    seeds = tuple(seed for seed in found if seed)
    odd = [seed for seed in seeds if len(seed) > LONGEST_SEED or not _LETTER.search(seed) or not seed.isprintable()]
    if not seeds or len(seeds) > MOST_SEEDS or odd:
        got = f"{odd[0][:40]!r}" if odd else f"{len(seeds)} seed terms"
        raise TopicRefused(
            "seeds",
            f"a topic needs seed terms: got {got}, allowed 1 to {MOST_SEEDS} terms with a letter, separated by ;, "
            f"each {LONGEST_SEED} characters at most",
        )
    return seeds

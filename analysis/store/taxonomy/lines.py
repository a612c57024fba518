"""Edits of topics and labels as lines of a list: written out of one store and read into another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import AnalysisError, InputError
from analysis.store.state import kept_time
from analysis.store.taxonomy.edits import ACTIONS, TopicEdit
from analysis.store.taxonomy.labels import Label
from analysis.store.taxonomy.labels import formed as label
from analysis.store.taxonomy.listed import checked, replay
from analysis.text.lexicons import lists
from analysis.text.lexicons.lists import Problem

HEADER = """\
# Edits of the topics, in the order in which they were made, and labels of articles.
# Columns, tab-separated: action (add, rename, reseed, merge, split; yes or no for a label), code of the topic,
#   what it becomes (topic of a merge or split; key of the article of a label), name in Vietnamese, name in English,
#   seed terms separated by ;, who, when (UTC)
"""
MOST = 100_000
"""Lines of one file."""
VERDICTS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says that a store does not hold yet."""

    edits: tuple[TopicEdit, ...]
    labels: tuple[Label, ...]
    problems: tuple[Problem, ...]


def written(edits: Iterable[TopicEdit], labels: Iterable[Label]) -> str:
    """The list, with its header.

    >>> written([TopicEdit(7, "2026-11-02", "An", "merge", "green", "industry")], []).splitlines()[-1].split("\\t")
    ['merge', 'green', 'industry', '', '', '', 'An', '2026-11-02']
    """
    rows = [(e.action, e.code, e.becomes, e.name_vi, e.name_en, ";".join(e.seeds), e.who, e.at) for e in edits]
    rows += [("yes" if one.yes else "no", one.topic, one.article, "", "", "", one.who, one.at) for one in labels]
    return HEADER + "".join("\t".join(row) + "\n" for row in rows)


def read(
    path: Path, *, edits: Sequence[TopicEdit], labels: Collection[Label], known: Callable[[list[str]], set[str]]
) -> Read:
    """What a file adds to the edits and labels in force, and what is wrong with its other lines.

    Args:
        path: the file.
        edits: edits in force, oldest first.
        labels: labels in force.
        known: keys of articles → those that the store holds.

    Raises:
        InputError: the file is missing, is no text, or has too many lines.
    """
    if not path.is_file():
        raise InputError(f"no such file: {path}; write one with: nhiptin lexicon topics export > topics.tsv")
    try:
        rows, problems = lists.read(path, columns=8)
    except AnalysisError as error:
        raise InputError(f"{path.name} cannot be read: got {error.__cause__}; save it as UTF-8") from error
    if len(rows) > MOST:
        raise InputError(f"{path.name} is too long: got {len(rows):,} lines, allowed {MOST:,}")
    there = {_meaning(one) for one in edits}
    held = {(one.article, one.topic, one.yes) for one in labels}
    keys = known([cells[2] for _, cells in rows if cells[0] in VERDICTS])
    made: list[TopicEdit] = []
    given: list[Label] = []
    for line, (action, code, becomes, vi, en, seeds, who, at) in rows:
        try:
            when = kept_time(at)
            if action in VERDICTS:
                one = label(Label(0, when, who[:120], becomes, code, VERDICTS[action]))
                given += [one] if _wanted(one, keys, replay([*edits, *made]).topics) not in held else []
                continue
            if action not in ACTIONS:
                allowed = ", ".join((*ACTIONS, *VERDICTS))
                raise InputError(f"unknown action: got {action[:40]!r}, allowed {allowed}")
            edit = TopicEdit(0, when, who[:120], action, code, becomes, vi, en, tuple(seeds.split(";")))
            if _meaning(edit) not in there:
                made.append(checked([*edits, *made], edit))
        except ValueError as error:
            problems.append(Problem(path.name, line, str(error)))
    return Read(tuple(made), tuple(given), tuple(sorted(problems)))


def _meaning(one: TopicEdit) -> tuple[str, ...]:
    return one.action, one.code, one.becomes, one.name_vi, one.name_en, ";".join(one.seeds)


def _wanted(one: Label, keys: set[str], topics: Collection[str]) -> tuple[str, str, bool]:
    """What a label says.

    Raises:
        InputError: of an article or topic that the store does not hold.
    """
    if one.article not in keys:
        raise InputError(f"no such article in this store any more: got {one.article}")
    if one.topic not in topics:
        raise InputError(f"unknown topic: got {one.topic!r}, allowed {', '.join(topics)}")
    return one.article, one.topic, one.yes

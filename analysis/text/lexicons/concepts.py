"""Concepts: terms that say one thing ("trí tuệ nhân tạo", "AI"), joined when a question asks for it.

Light enough for a page to import. The shipped list is ``concepts.tsv``; what people add is a layer over it
(``analysis.store.lexicons``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.text.lexicons.lists import Problem
from analysis.text.lexicons.lists import read as read_list
from analysis.text.script.fold import plain

FILE = "concepts.tsv"
SEPARATOR = ";"

Concepts = dict[str, tuple[str, ...]]
"""The term a concept is shown under → all its forms, that term first."""


def form(text: str) -> str:
    """A form as terms are counted: lower case, one tone style, single blanks.

    >>> form(" Trí  tuệ nhân tạo "), form("Hoà lưới")
    ('trí tuệ nhân tạo', 'hòa lưới')
    """
    return " ".join(plain(text).split())


@cache
def load(*, folder: Path = LEXICON) -> Concepts:
    """The concepts of a list; lines that cannot be used are left out.

    Raises:
        ModelError: the list cannot be read.
    """
    return read(folder)[0]


def read(folder: Path = LEXICON) -> tuple[Concepts, list[Problem]]:
    """The concepts of a list, and what is wrong with its other lines: a form that two concepts claim, or no form.

    Raises:
        ModelError: the list cannot be read.
    """
    rows, problems = read_list(folder / FILE, columns=2)
    found: Concepts = {}
    owners: dict[str, tuple[str, int]] = {}
    for line, (name, others) in rows:
        forms = tuple(dict.fromkeys(filter(None, (form(name), *map(form, others.split(SEPARATOR))))))
        claimed = [one for one in forms if one in owners]
        for one in claimed:
            problems.append(
                Problem(FILE, line, f"{one!r} already belongs to {owners[one][0]!r} in line {owners[one][1]}")
            )
        if len(forms) < 2:
            problems.append(
                Problem(FILE, line, f"got no other form of {name!r}, allowed are forms separated by {SEPARATOR}")
            )
        elif not claimed:
            found[forms[0]] = forms
            owners |= dict.fromkeys(forms, (forms[0], line))
    return found, problems

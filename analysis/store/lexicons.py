"""The word lists as they are in force in one store: the shipped ones with people's edits over them.

Edits are kept in ``state.sqlite`` (``analysis.store.state``); here they are read as stop words, terms and concepts.
"""

from __future__ import annotations

from pathlib import Path

from analysis.errors import InputError
from analysis.store import state
from analysis.text import concepts as shipped_concepts
from analysis.text.concepts import Concepts, form

SIGN = " = "
"""Between the term a concept is shown under and one of its forms, as an edit of concepts is kept."""


def concepts(store: Path) -> Concepts:
    """The concepts in force: term it is shown under → its forms, that term first.

    An edit moves a form: the newest edit of a form decides to which concept it belongs. A concept that is left with
    no other form is none.
    """
    return applied(
        shipped_concepts.load(), [(e.action, e.entry) for e in state.lexicon_edits(store) if e.lexicon == "concepts"]
    )


def applied(shipped: Concepts, edits: list[tuple[str, str]]) -> Concepts:
    """Concepts with edits over them.

    Args:
        shipped: the concepts before.
        edits: (``add`` or ``remove``, ``concept = form``), oldest first.

    >>> applied({"bán dẫn": ("bán dẫn", "chip")}, [("add", "chip = con chip"), ("add", "bán dẫn = semi")])
    {'bán dẫn': ('bán dẫn', 'semi'), 'chip': ('chip', 'con chip')}
    """
    if not edits:
        return shipped
    of = {one: name for name, forms in shipped.items() for one in forms}
    for action, entry in edits:
        name, one = pair(entry)
        if action == "add":
            if of.get(name, name) != name:
                del of[name]
            of.setdefault(name, name)
            # A concept that becomes a form of another brings its own forms along.
            of |= {each: name for each, owner in of.items() if owner == one}
            of[one] = name
        elif of.get(one) == name:
            del of[one]
    found: dict[str, list[str]] = {}
    for one, name in of.items():
        found.setdefault(name, [name])
        if one != name:
            found[name].append(one)
    return {name: tuple(forms) for name, forms in found.items() if len(forms) > 1}


def pair(entry: str) -> tuple[str, str]:
    """Concept and form of an edit as it is kept.

    Raises:
        InputError: it is not ``concept = form`` with two different terms.
    """
    name, sign, one = (form(part) for part in entry.partition(SIGN.strip()))
    if not name or not one or not sign or name == one:
        raise InputError(f"a form of a concept cannot be kept: got {entry[:80]!r}, allowed «concept = form», two terms")
    return name, one

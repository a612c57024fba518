"""Marked sentences of our own for the tests of linking."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from analysis.text.identity import aliases
from analysis.text.naming.mending import Name

DAY = date(2025, 6, 3)
_MARK = re.compile(r"\[\[(\w+):([^]]+)]]")
Linked = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def linked() -> Linked:
    """(type, name, rule) of every mark ``[[TYPE:surface]]`` of a text."""

    def link(marked: str, day: date | None = DAY) -> list[tuple[str, str, str]]:
        text, found = "", []
        for part in re.split(r"(\[\[\w+:[^]]+]])", marked):
            if match := _MARK.fullmatch(part):
                found.append(Name(match[1], len(text), len(text) + len(match[2]), "model"))
                text += match[2]
            else:
                text += part
        names = aliases.load().resolve(text, found, day)
        return [(name.type, *one) for name, one in zip(found, names, strict=True)]

    return link


@pytest.fixture
def holders(linked: Linked) -> Callable[..., list[tuple[str, str]]]:
    """(name, rule) of every office alone of a text."""
    return lambda marked, *day: [(name, rule) for kind, name, rule in linked(marked, *day) if kind == "ROLE"]

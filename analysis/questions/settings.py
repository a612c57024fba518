"""Reading the settings of a question: what is outside the allowed is refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from analysis.errors import InputError

MOST = 1_000_000
"""Rows that one answer may list; a larger one is read page by page with ``offset``."""


WITHIN = ("sentence", "article")
"""What two names share when they count as standing together."""


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """The value itself.

    Raises:
        InputError: it is none of the allowed ones.
    """
    if value not in allowed:
        raise InputError(f"unknown {name}: got {value[:40]!r}, allowed {', '.join(allowed)}")
    return value


def many(values: Iterable[str]) -> tuple[str, ...]:
    """The values themselves; a single text counts as one value, not as its letters.

    >>> many("chip"), many(["chip", "AI"])
    (('chip',), ('chip', 'AI'))
    """
    return (values,) if isinstance(values, str) else tuple(values)


def many_of(name: str, values: Iterable[str], allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The values themselves, each one of the allowed ones."""
    return tuple(one_of(name, value, allowed) for value in many(values))


def count(name: str, value: int, *, least: int = 0, most: int = MOST) -> int:
    """The number itself.

    Raises:
        InputError: it is not a whole number in ``least..most``.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InputError(f"{name} is out of range: got {value!r}, allowed {least} to {most}")
    return value


def day(name: str, value: str | date) -> date | None:
    """A day from its text; None where nothing is given.

    Raises:
        InputError: the text is no day.
    """
    if isinstance(value, date) or not value:
        return value or None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise InputError(f"{name} is not a day: got {value[:40]!r}, allowed YYYY-MM-DD") from None

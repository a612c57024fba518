"""Stories put right in the reader: what an edit would do, and the command that does it, in a process of its own."""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

from analysis.paths import default_store
from analysis.store import story_edits
from analysis.store.story_edits import StoryEdit
from dashboard.access.visitor import permit
from dashboard.state.work import finished

__all__ = ["StoryEdit", "about", "effect", "join", "key_in", "part", "undo"]

_KEY = re.compile(r"[0-9a-f]{32}")


def key_in(typed: str) -> str:
    """The key of an article in what somebody typed: the key itself, or a link to the article; empty where there is none.

    >>> key_in("http://localhost:8501/articles?key=00112233445566778899aabbccddeeff&lang=vi"), key_in("Cầu mới")
    ('00112233445566778899aabbccddeeff', '')
    """
    found = _KEY.search(typed.lower())
    return found[0] if found else ""


def about(keys: Collection[str]) -> list[StoryEdit]:
    """The edits in force that name one of these articles, the newest first."""
    return [one for one in reversed(story_edits.in_force(default_store())) if {one.article, one.other} & {*keys}]


def effect(article: str, other: str = "") -> pd.DataFrame:
    """The articles whose story would change, as ``store.story_edits.effect``: joined to another's, or parted.

    Raises:
        InputError: it cannot be made.
    """
    return story_edits.effect(default_store(), story_edits.wanted(default_store(), article, other))


def join(article: str, other: str) -> str:
    """Count the stories of two articles as one; the sentence of what went wrong, empty when it is done."""
    return _done("join", article, other)


def part(article: str) -> str:
    """Count an article as a story alone; as ``join``."""
    return _done("part", article)


def undo(number: int) -> str:
    """Take an edit back; as ``join``."""
    return _done("undo", str(number))


def _done(action: str, *named: str) -> str:
    who = permit("corrections")
    return finished("stories", action, "--store", str(default_store().resolve()), f"--who={who}", "--", *named)

"""The words of the pages in both languages; ``text(language, key, **values)`` reads them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("vi", "en")
FOLDER = Path(__file__).parent


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    out: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            out |= _flat(value, f"{prefix}{name}.")
        else:
            out[prefix + name] = str(value)
    return out


@cache
def strings(language: str) -> dict[str, str]:
    """All strings of a language by their dotted key."""
    return _flat(tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")))


FORMS = re.compile(r"\{(?P<number>\w+):(?P<one>[^{}|]+)\|(?P<other>[^{}|]+)\}")
"""A word in the form that a number asks for."""
TOPIC = "charts.topic."
"""Keys of the names of topics; a store may have topics of its own, and other names for the shipped ones."""
_topics: dict[str, dict[str, str]] = {}


def name_topics(names: dict[str, dict[str, str]]) -> None:
    """Let topics go by these names from now on: code → language → name. A server shows one store, so they are its own."""
    _topics.clear()
    _topics.update(names)


def text(language: str, key: str, /, **values: object) -> str:
    """One string with its values filled in; the name of a topic is that of ``name_topics``, of one nobody knows its code.

    ``{n} {n:row|rows}`` is how a string writes a word that follows a number: for one, then for any other.

    >>> text("en", "charts.counted.outlets", n="1"), text("en", "charts.counted.outlets", n="21")
    ('1 outlet', '21 outlets')

    Raises:
        KeyError: the key is not in ``vi.toml`` and ``en.toml``; a test holds both files and the code together.
    """
    if key.startswith(TOPIC):
        code = key.removeprefix(TOPIC)
        return _topics[code][language] if code in _topics else strings(language).get(key, code)
    words = strings(language)[key]
    if "|" in words:
        words = FORMS.sub(lambda form: form["one" if str(values[form["number"]]) == "1" else "other"], words)
    return words.format(**values)


@cache
def document(language: str, name: str) -> str:
    """A longer text kept as Markdown beside the strings: ``methods.vi.md``."""
    return (FOLDER / f"{name}.{language}.md").read_text("utf-8")

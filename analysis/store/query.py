"""What a reader may type as a search, and the tree it is read into (by ``query_reader.parse``).

::

    chuyển đổi số           all of these words, anywhere in the article
    "chuyển đổi số"         these words in this order
    chip OR "bán dẫn"       either; AND and a mere blank bind closer than OR; brackets group
    -thuế, NOT thuế         articles without it
    doanh*                  words that begin so (two letters at least)
    NEAR(chip mỹ, 5)        at most five words between; also: chip NEAR/5 mỹ
    source:… section:… topic:… entity:… doc:…    an outlet, section, topic, name or document; "…" where it has blanks

Operators are written in capitals. Nothing typed fails: a slip is read in the likeliest way and told as a ``Slip`` with
its place and what to write instead.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One word or phrase, as typed; with ``prefix`` its last word only begins so."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases in any order with at most ``gap`` words between."""

    parts: tuple[Words, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class Field:
    """An outlet, section, topic (read from its code or a name, kept as its code), entity or document."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


Node = Words | Near | Field | Not | And | Or


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that was not clear: what (a code), where (offsets into the text), and what to write there instead."""

    code: str
    """quote, opened, closed, operator, near, prefix, value or topic."""
    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class Query:
    """A search as it was understood. ``node`` is None where it says nothing: then every article matches."""

    node: Node | None
    slips: tuple[Slip, ...] = ()

    def mended(self, text: str) -> str:
        """The text with every slip replaced by what should stand there.

        >>> Query(Words("bán dẫn"), (Slip("quote", 8, 8, '"'),)).mended('"bán dẫn')
        '"bán dẫn"'
        """
        for slip in sorted(self.slips, key=lambda one: (one.start, one.end), reverse=True):
            text = text[: slip.start] + slip.instead + text[slip.end :]
        return " ".join(text.split())

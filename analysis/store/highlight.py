"""Where the words of a search stand in a text: the same words that the index matches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.store.query import And, Near, Node, Or, Words
from analysis.store.query_reader import parse
from analysis.store.search import marked
from analysis.text.script.fold import fold, plain

_WORD = re.compile("[^\\W_]+")
_CLUSTER = re.compile("(?s).[\u0300-\u036f]*")
_LATIN = (range(0x30, 0x250), range(0x1E00, 0x1F00))


@dataclass(frozen=True, slots=True)
class Needle:
    """One word or phrase of a search."""

    words: tuple[str, ...]
    """Without marks where they do not count, else in the form in which they are compared."""
    marked: bool = False
    prefix: bool = False


def needles(search: str) -> list[Needle]:
    """The words and phrases a search asks for, what it refuses left out.

    >>> needles('"chuyển đổi" so -thue doanh*')
    [Needle(words=('chuyển', 'đổi'), marked=True, prefix=False), Needle(words=('so',), marked=False, prefix=False), Needle(words=('doanh',), marked=False, prefix=True)]
    """
    made = [
        Needle(tuple(_WORD.findall((plain if marked(words) else fold)(words.text))), marked(words), words.prefix)
        for words in _wanted(parse(search).node)
    ]
    return [needle for needle in dict.fromkeys(made) if needle.words]


def _wanted(node: Node | None) -> Iterator[Words]:
    match node:
        case Words():
            yield node
        case Near() | And() | Or():
            for part in node.parts:
                yield from _wanted(part)


def marks(text: str, wanted: list[Needle]) -> list[list[int]]:
    """[start, end) of every place where a needle stands, in order, without overlaps.

    >>> marks("Chuyển đổi số", needles("doi"))
    [[7, 10]]
    """
    result: list[list[int]] = []
    for start, end in sorted(place for needle in wanted for place in places(text, needle)):
        if result and start < result[-1][1]:
            result[-1][1] = max(end, result[-1][1])
        else:
            result.append([start, end])
    return result


def places(text: str, needle: Needle) -> Iterator[tuple[int, int]]:
    """Every place of one needle, in order: start and end in the text as it is, composed or not."""
    if unicodedata.is_normalized("NFC", text):
        yield from _composed(text, needle)
        return
    starts, ends, letters = [], [], []
    for cluster in _CLUSTER.finditer(text):
        for letter in unicodedata.normalize("NFC", cluster.group()):
            letters.append(letter)
            starts.append(cluster.start())
            ends.append(cluster.end())
    for start, end in _composed("".join(letters), needle):
        yield starts[start], ends[end - 1]


def _composed(text: str, needle: Needle) -> Iterator[tuple[int, int]]:
    for match in _pattern(needle).finditer(text):
        if not needle.marked or _same(plain(match.group()), needle):
            yield match.span()


def _same(found: str, needle: Needle) -> bool:
    words = _WORD.findall(found)
    last = words[-1].startswith(needle.words[-1]) if needle.prefix else words[-1] == needle.words[-1]
    return last and tuple(words[:-1]) == needle.words[:-1]


@lru_cache(maxsize=256)
def _pattern(needle: Needle) -> re.Pattern[str]:
    """The needle with or without marks, in any case, its words apart by anything that is no letter or digit."""
    words = ["".join(_letter(letter) for letter in fold(word)) for word in needle.words]
    ending = r"[^\W_]*" if needle.prefix else ""
    between = r"[\W_]+".join(words)
    return re.compile(rf"(?<![^\W_]){between}{ending}(?![^\W_])")


def _letter(letter: str) -> str:
    return _variants().get(letter) or re.escape(letter)


@cache
def _variants() -> dict[str, str]:
    """Letter without marks → class of all letters that become it."""
    found: dict[str, str] = {}
    for code in (code for codes in _LATIN for code in codes):
        if (letter := chr(code)).isalnum():
            found[fold(letter)] = found.get(fold(letter), "") + letter
    return {letter: f"[{every}]" if len(every) > 1 else every for letter, every in found.items()}

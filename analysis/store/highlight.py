"""Where the words of a search stand in a text: the same words that the index matches."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.store.search import parse
from analysis.text.fold import fold, plain

_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")


@dataclass(frozen=True, slots=True)
class Needle:
    """One word or phrase of a search: its words in one of the two forms of the index."""

    folded: bool
    words: tuple[str, ...]


def needles(search: str) -> list[Needle]:
    """The words and phrases a search asks for, exclusions left out.

    >>> needles('"chuyển đổi" so -thue')
    [Needle(folded=False, words=('chuyển', 'đổi')), Needle(folded=True, words=('so',))]
    """
    result = []
    for expression in parse(search).wanted:
        column, _, value = expression.partition(" : ")
        result.append(Needle(column == "folded", tuple(_WORD.findall(value))))
    return [needle for needle in result if needle.words]


def marks(text: str, wanted: list[Needle]) -> list[list[int]]:
    """[start, end) of every place where a needle stands, in order, without overlaps.

    >>> marks("Chuyển đổi số", needles("doi"))
    [[7, 10]]
    """
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    forms = {True: [fold(word) for *_, word in words], False: [plain(word) for *_, word in words]}
    found = []
    for needle in wanted:
        form, size = forms[needle.folded], len(needle.words)
        for index in range(len(words) - size + 1):
            if tuple(form[index : index + size]) == needle.words:
                found.append([words[index][0], words[index + size - 1][1]])
    result: list[list[int]] = []
    for start, end in sorted(found):
        if result and start < result[-1][1]:
            result[-1][1] = max(end, result[-1][1])
        else:
            result.append([start, end])
    return result

"""Cues: the words that report what somebody says (``cho biết``, ``nhấn mạnh``), with what kind of saying they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.schema import CUE_KINDS
from analysis.text.lexicons.lists import Problem
from analysis.text.lexicons.lists import read as read_list

FILE = "cues.tsv"
FORMS = ("free", "marked", "not")

_NOUN = (
    r"(?:được|bị|do|các|những|một|mọi|mỗi|lời|bản|sự|việc|không|chưa|đừng|hãy|để|nhằm|phải|cần|nên|muốn|có|là|về|của|"
    r"theo|ra|này|đó|khi|nếu|đáp ứng|cùng|số|từ|những lời|bằng|từng bị|chịu|ngoài|trong|vì|với|bản tin|mức|người|dư luận)"
)
_OPENING = re.compile(r"(?:\A|[\n.!?…:;]|[-–] )[ \"“'‘]*\Z")
"""Where a capital may begin a cue; elsewhere it begins a name: ``Tuyên bố Sông Hồng``."""
_REJECTED = re.compile(rf"(?<!\w){_NOUN} +\Z", re.IGNORECASE)
"""Words before a cue after which it is a noun, passive, denied, or said by nobody."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in a text."""

    start: int
    end: int
    kind: str
    free: bool
    """Whether what is said may follow at once; else only behind a sign or ``rằng``."""


class Cues:
    """The list, ready for matching."""

    def __init__(self, kinds: dict[str, tuple[str, str]]) -> None:
        self._kinds = kinds
        rests: dict[str, list[str]] = {}
        for cue in kinds:
            head, _, rest = cue.partition(" ")
            rests.setdefault(head, []).append(rest)
        # Heads once, and the first letter in both cases: several times faster than one long list without regard to case.
        ways = "|".join(_head(head) + _rest(sorted(found, key=len, reverse=True)) for head, found in rests.items())
        self._any = re.compile(rf"(?<![\w-])(?:{ways})(?![\w-])")

    def find(self, text: str, start: int, end: int) -> Iterator[Cue]:
        """Cues in ``text[start:end]`` in order, those left out that are nouns or passive.

        >>> [cue.kind for cue in load().find("Bà An cho biết sẽ đề xuất theo yêu cầu mới", 0, 42)]
        ['states', 'proposes']
        """
        for match in self._any.finditer(text, start, end):
            if _REJECTED.search(text, max(start, match.start() - 14), match.start()):
                continue
            if match[0][0].isupper() and not _OPENING.search(text, max(start - 1, 0), match.start()):
                continue
            kind, form = self._kinds[" ".join(match[0].lower().split())]
            if form == "not":
                continue
            yield Cue(match.start(), match.end(), kind, form == "free")

    def kind(self, cue: str) -> str:
        """Kind of a cue by its words; ``states`` for any other word."""
        return self._kinds.get(cue.lower(), ("states", ""))[0]


def _head(word: str) -> str:
    first = re.escape(word[0])
    return (f"[{first}{first.upper()}]" if word[0].isalpha() else first) + re.escape(word[1:])


def _rest(words: list[str]) -> str:
    """What may follow a head, longest first; nothing where the head is a cue by itself."""
    ways = "|".join("".join(f" +{re.escape(word)}" for word in rest.split(" ")) for rest in words if rest)
    return f"(?:{ways}){'?' if '' in words else ''}" if ways else ""


def read(folder: Path = LEXICON) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """Cue to kind and form, and the lines that cannot be used.

    Raises:
        ModelError: the list is missing or no UTF-8.
    """
    rows, problems = read_list(folder / FILE, columns=3)
    kinds: dict[str, tuple[str, str]] = {}
    for line, (cue, kind, form) in rows:
        if kind not in CUE_KINDS:
            problems.append(Problem(FILE, line, f"unknown kind: got {kind!r}, allowed {', '.join(CUE_KINDS)}"))
        elif form not in FORMS:
            problems.append(Problem(FILE, line, f"unknown form: got {form!r}, allowed {', '.join(FORMS)}"))
        elif cue.lower() in kinds:
            problems.append(Problem(FILE, line, f"{cue!r} is listed twice"))
        else:
            kinds[cue.lower()] = (kind, form)
    return kinds, problems


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON) -> Cues:
    """The cues of a folder (the shipped list by default).

    Raises:
        ModelError: the list is missing or no UTF-8.
    """
    return Cues(read(folder)[0])

"""What a token learns from its surroundings: known names, head nouns before it, the run of capitals it is in, the article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analysis.text.naming.document import BREAKS, GAP, Document
from analysis.text.naming.gazetteers import Words

OPEN_HEAD_REACH = 8
"""Tokens after a head noun within which a lower-case word may still belong to its name."""
OPEN_HEADS = frozenset(("org", "document", "event", "place"))

One = Callable[[str, int], int]
"""The number of a feature; the second value (0) when it has no weight."""
Matches = dict[str, list[tuple[int, dict[Words, str]]]]
"""First token to (number of tokens, entries), longest first."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a surface shows wherever it stands."""

    low: str
    form: str
    native: bool
    family: bool
    given: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """Features of single tokens: the number ``more[i]`` belongs to the token ``at[i]``."""

    at: list[int] = field(default_factory=list)
    more: list[int] = field(default_factory=list)

    def add(self, token: int, number: int) -> None:
        """One feature more for a token; number 0 is none."""
        self.at.append(token)
        self.more.append(number)

    def spread(self, start: int, end: int, number: int) -> None:
        """One feature more for every token of a stretch."""
        self.at.extend(range(start, end))
        self.more.extend([number] * (end - start))


def matches(table: dict[str, list[tuple[Words, str]]]) -> Matches:
    """The entries of a list, grouped for ``longest``."""
    found: Matches = {}
    for first, entries in table.items():
        sizes: dict[int, dict[Words, str]] = {}
        for words, tag in entries:
            sizes.setdefault(len(words), {}).setdefault(words, tag)
        found[first] = sorted(sizes.items(), reverse=True)
    return found


def longest(table: Matches, words: Sequence[str], at: int) -> tuple[int, str]:
    """Length and tag of the longest entry that begins at ``words[at]``; ``(0, "")`` when none does.

    >>> table = matches({"Bộ": [(("Bộ",), "x"), (("Bộ", "Công", "an"), "ORG:gov")]})
    >>> longest(table, ["Bộ", "Công", "an"], 0), longest(table, ["Bộ", "Y", "tế"], 0), longest(table, ["Y"], 0)
    ((3, 'ORG:gov'), (1, 'x'), (0, ''))
    """
    for size, entries in table.get(words[at], ()):
        tag = entries.get(tuple(words[at : at + size]))
        if tag is not None:
            return size, tag
    return 0, ""


def mark_names(marks: Marks, words: Sequence[str], starts: Sequence[int], table: Matches, one: One) -> None:
    """Names of the lists, and their neighbours; ``starts`` are the tokens that may begin one."""
    free = 0
    for i in starts:
        if i < free:
            continue
        length, tag = longest(table, words, i)
        if not length:
            continue
        broad = tag.split(":", 1)[0]
        free = i + length
        for name in (tag, broad):
            marks.add(i, one("g=B" + name, 0))
            if length > 1:
                marks.spread(i + 1, free, one("g=I" + name, 0))
        marks.add(i - 1, one("+g=" + tag, 0))
        marks.add(free, one("-g=" + tag, 0))


def mark_heads(
    marks: Marks, lows: Sequence[str], starts: Sequence[int], table: Matches, one: One
) -> list[tuple[int, str]]:
    """Head nouns (``Bộ``, ``Luật``, ``ông``), what stands after them, and how far their names may reach.

    Returns:
        For every head noun in order the place of the token after it, and its class.
    """
    free = reach = 0
    opened: tuple[int, ...] = ()
    heads: list[tuple[int, str]] = []

    def fill(end: int) -> int:
        end = min(end, reach)
        stop = next((k for k in range(free, end) if lows[k] in BREAKS), end)
        for number in opened if stop > free else ():
            marks.spread(free, stop, number)
        return 0 if stop < end else reach

    for i in starts:
        if i < free:
            continue
        length, tag = longest(table, lows, i)
        if not length:
            continue
        reach = fill(i)
        marks.add(i, one("h=B" + tag, 0))
        free = i + length
        if length > 1:
            marks.spread(i + 1, free, one("h=I" + tag, 0))
        marks.add(free, one("-h=" + tag, 0))
        heads.append((free, tag))
        if tag in OPEN_HEADS:
            reach, opened = free + OPEN_HEAD_REACH, (one("open=" + lows[i], 0), one("open=" + tag, 0))
    fill(len(lows))
    return heads


def mark_runs(
    marks: Marks,
    words: Sequence[str],
    seen: Sequence[Word],
    lows: Sequence[str],
    capital: Sequence[int],
    run: Sequence[bool],
    heads: dict[int, str],
    one: One,
) -> None:
    """A run is a stretch of tokens written like a name; its neighbours and its head speak for all of its tokens, and the
    head nouns before it speak for the same run elsewhere in the article.

    Args:
        marks: where the features go.
        words: the tokens of the text ...
        seen: ... what their surfaces show ...
        lows: ... and their lower-case forms.
        capital: places of the article's tokens that may begin a run.
        run: for every token whether it may go on one.
        heads: places after head nouns, and their classes.
        one: numbers of features.
    """
    end = 0
    same: dict[tuple[str, ...], list[int]] = {}
    for i in capital:
        if i < end:
            continue
        end = i + 1
        while run[end]:
            end += 1
        before = before2 = "^" if lows[i - 1] == GAP else lows[i - 1]
        after = after2 = "$" if lows[end] == GAP else lows[end]
        if before != "^" and lows[i - 2] != GAP:
            before2 = f"{lows[i - 2]}_{before}"
        if after != "$" and lows[end + 1] != GAP:
            after2 = f"{after}_{lows[end + 1]}"
        same.setdefault(tuple(words[i:end]), []).append(i)
        length = min(end - i, 5)
        mine = [
            one("rl=" + before, 0),
            one("rl2=" + before2, 0),
            one("rr=" + after, 0),
            one("rr2=" + after2, 0),
            one("rh=" + lows[i], 0),
            one("rt=" + lows[end - 1], 0),
            one("rs=" + "".join([word.form for word in seen[i : min(end, i + 4)]]), 0),
            one(f"rn={length}", 0),
            one(f"rfam{length}", 0) if seen[i].family and length in (2, 3, 4) else 0,
        ]
        mine = [number for number in mine if number]
        for k in range(i, end):
            marks.at.extend([k] * len(mine))
            marks.more.extend(mine)
            marks.add(k, one(f"rp={min(k - i, 4)}/{length}", 0))
        native = True
        for k in range(end - 1, max(i, end - 5), -1):
            native = native and seen[k].native
            person = "F" if seen[k].family else "G" if seen[k].given else ""
            marks.add(k, one(f"tail={end - k}{'v' if native else 'f'}{person}", 0))
    for surface, places in same.items():
        if len(places) > 1:
            for tag in sorted({heads[place] for place in places if place in heads}):
                for place in places:
                    marks.spread(place, place + len(surface), one("else=" + tag, 0))


def mark_article(
    marks: Marks, words: Sequence[str], seen: Sequence[Word], capital: Sequence[int], document: Document, one: One
) -> None:
    """What the rest of the article shows of a capitalised word; ``capital`` holds the places of them all."""
    last = -1
    for i in capital:
        word = words[i]
        pair = (word, words[i + 1])
        if last == i - 1:
            if pair in document.starts:
                marks.add(i, one("starts", 0))
        elif pair in document.inside:
            marks.add(i, one("inside", 0))
        last = i
        if words[i - 1] not in BREAKS:
            marks.add(i, one("mid", 0))
            if document.capital.get(word, 0) > 1:
                marks.add(i, one("again", 0))
        else:
            lower = "l" if seen[i].low in document.words else ""
            marks.add(i, one(f"first:{'C' if word in document.capital else ''}{lower}", 0))
            if document.pairs.get(pair, 0) > 1:
                marks.add(i, one("first:pair", 0))

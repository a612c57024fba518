"""Reads what a reader typed as a search into the tree of ``query``, from left to right, never failing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from analysis.schema import OWN
from analysis.store.query import And, Field, Near, Node, Not, Or, Query, Slip, Words
from analysis.taxonomy import topics
from analysis.text.script.fold import fold

NEAR = 10
"""Words that may lie between where NEAR says no number."""
FARTHEST = 100
FEWEST_LETTERS = 2
"""Of a prefix: one letter begins a twentieth of all words."""
DEEPEST = 20
"""Brackets within brackets that are told apart."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\x00": " "})
_TOKEN = re.compile(
    r"""(?P<near>NEAR\()|(?P<bracket>[()])
      |(?P<minus>(?<![^\s(])-(?=[\w"]))?(?:(?P<field>source|section|topic|entity|doc):(?=["\w]))?
       (?:(?P<quoted>"[^"]*(?:"|$))(?P<star>\*)?|(?P<word>[^\s"()]+))""",
    re.X,
)
_LETTER = re.compile(r"[^\W_]")
_GAP = re.compile(r"(.*),(\d{1,3})?")
_INFIX = re.compile(r"NEAR(?:/(\d{1,3}))?")


def parse(text: str, *, named: Mapping[str, str] | None = None) -> Query:
    """Read a search.

    Args:
        text: as typed.
        named: codes of topics by name, beyond those that are shipped; case and marks do not count.

    >>> parse('"chuyển đổi số" chip -thue').node
    And(parts=(Words(text='chuyển đổi số', prefix=False), Words(text='chip', prefix=False), Not(part=Words(text='thue', prefix=False))))
    >>> parse("chip AND").slips
    (Slip(code='operator', start=5, end=8, instead=''),)
    """
    reader = _Reader(text, {fold(name): code for name, code in (named or {}).items()})
    node = reader.either(0)
    while reader.at < len(reader.tokens):  # only a bracket that was never opened stops the reading
        reader.slip("closed", reader.tokens[reader.at])
        reader.at += 1
        node = _joined(And, [part for part in (node, reader.either(0)) if part])
    return Query(node, tuple(sorted(reader.slips, key=lambda slip: slip.start)))


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(dict.fromkeys(flat))) if len(set(flat)) > 1 else flat[0]


@dataclass(slots=True)
class _Reader:
    """Reads tokens from left to right; every method leaves ``at`` behind what it read."""

    text: str
    named: Mapping[str, str]
    tokens: list[re.Match[str]] = field(init=False)
    slips: list[Slip] = field(default_factory=list)
    at: int = 0

    def __post_init__(self) -> None:
        self.tokens = list(_TOKEN.finditer(self.text.translate(_QUOTES)))

    def slip(self, code: str, token: re.Match[str], instead: str = "") -> None:
        self.slips.append(Slip(code, token.start(), token.end(), instead))

    def is_(self, *words: str) -> bool:
        """Whether the next token is one of these operators or brackets."""
        return self.at < len(self.tokens) and self.tokens[self.at].group() in words

    def either(self, depth: int) -> Node | None:
        parts: list[Node] = []
        operator: re.Match[str] | None = None
        while True:
            part = self.both(depth)
            if part:
                parts.append(part)
                operator = None
            elif operator:
                self.slip("operator", operator)
            if not self.is_("OR"):
                return _joined(Or, parts)
            operator = self.tokens[self.at]
            self.at += 1
            if not parts:
                self.slip("operator", operator)
                operator = None

    def both(self, depth: int) -> Node | None:
        parts: list[Node] = []
        operator: re.Match[str] | None = None
        while self.at < len(self.tokens) and not self.is_(")", "OR"):
            if self.is_("AND"):
                if operator or not parts:
                    self.slip("operator", self.tokens[self.at])
                else:
                    operator = self.tokens[self.at]
                self.at += 1
                continue
            part = self.one(depth)
            if part:
                parts.append(part)
                operator = None
        if operator:
            self.slip("operator", operator)
        return _joined(And, parts)

    def one(self, depth: int) -> Node | None:
        """One word, phrase, field, group or NEAR, with what is refused before it."""
        token = self.tokens[self.at]
        if self.refusing():
            return self.refused(token, depth)
        if token["near"]:
            return self.near(token)
        if token["bracket"]:
            return self.group(token, depth)
        self.at += 1
        if _INFIX.fullmatch(token.group()):
            self.slip("near", token)
            return None
        part = self.leaf(token)
        if token["minus"]:
            return Not(part) if part else None
        return self.chained(part) if isinstance(part, Words) else part

    def refusing(self) -> bool:
        """Whether NOT comes next, or a minus right before a bracket."""
        if self.is_("NOT"):
            return True
        if not self.is_("-") or self.at + 1 >= len(self.tokens):
            return False
        following = self.tokens[self.at + 1]
        return bool(following["bracket"]) and following.start() == self.tokens[self.at].end()

    def refused(self, token: re.Match[str], depth: int) -> Node | None:
        """What follows NOT; NOT NOT is nothing."""
        odd = False
        while self.refusing():
            odd, self.at = not odd, self.at + 1
        before = self.at
        part = None if self.at >= len(self.tokens) or self.is_(")", "OR", "AND") else self.one(depth)
        if part is None and self.at == before:
            self.slip("operator", token)
        if part is None or not odd:
            return part
        return part.part if isinstance(part, Not) else Not(part)

    def group(self, token: re.Match[str], depth: int) -> Node | None:
        self.at += 1
        inner = self.either(min(depth + 1, DEEPEST)) if depth < DEEPEST else None
        if self.is_(")"):
            self.at += 1
        else:
            self.slip("opened", token)
        return inner

    def chained(self, first: Words) -> Node:
        """``a NEAR/5 b``: the words after it, as long as they go on."""
        parts, gap = [first], 0
        while self.at + 1 < len(self.tokens):
            infix = _INFIX.fullmatch(self.tokens[self.at].group())
            following = self.tokens[self.at + 1]
            if not infix or following["near"] or following["bracket"] or following["minus"] or following["field"]:
                break
            self.at += 2
            part = self.leaf(following)
            if isinstance(part, Words):
                parts.append(part)
                gap = max(gap, min(int(infix[1] or NEAR), FARTHEST))
        return Near(tuple(parts), gap) if len(parts) > 1 else first

    def near(self, token: re.Match[str]) -> Node | None:
        """``NEAR(a "b c", 5)``."""
        self.at += 1
        parts: list[Words] = []
        gap, comma = NEAR, False
        while self.at < len(self.tokens) and not self.is_(")"):
            inner = self.tokens[self.at]
            self.at += 1
            number = _GAP.fullmatch(inner.group())
            if comma and inner.group().isdecimal():
                gap = min(int(inner.group()), FARTHEST)
            elif number and number[2]:
                gap = min(int(number[2]), FARTHEST)
            if inner["bracket"] or inner["near"] or (comma and inner.group().isdecimal()):
                continue
            comma = bool(number) and not (number and number[2])
            found = Words(number[1].strip()) if number else self.leaf(inner)
            parts += [found] if isinstance(found, Words) and _LETTER.search(found.text) else []
        if self.is_(")"):
            self.at += 1
        else:
            self.slips.append(Slip("opened", len(self.text), len(self.text), ")"))
        if len(parts) < 2:
            self.slips.append(Slip("near", token.start(), token.end() - 1, ""))
            return parts[0] if parts else None
        return Near(tuple(parts), gap)

    def leaf(self, token: re.Match[str]) -> Words | Field | None:
        quoted, word, prefix = token["quoted"], token["word"] or "", bool(token["star"])
        if quoted is not None:
            closed = len(quoted) > 1 and quoted.endswith('"')
            if not closed:
                self.slips.append(Slip("quote", token.end(), token.end(), '"'))
            word = quoted.strip('"')
        elif word.endswith("*"):
            word, prefix = word.rstrip("*"), True
        if token["field"]:
            return self.field(token["field"], word, token)
        letters = len(_LETTER.findall(word))
        if not letters:
            return None
        if prefix and letters < FEWEST_LETTERS:
            self.slip("prefix", token, token.group().rstrip("*"))
            prefix = False
        return Words(word.strip(), prefix)

    def field(self, name: str, value: str, token: re.Match[str]) -> Field | None:
        value = value.strip()
        if not _LETTER.search(value):
            self.slip("value", token)
            return None
        if name != "topic":
            return Field(name, value)
        if value.startswith(OWN):
            return Field(name, value)
        known = {fold(word): topic.code for topic in topics() for word in (topic.code, topic.name_vi, topic.name_en)}
        known |= self.named
        code = known.get(fold(value))
        if code is None:
            close = get_close_matches(fold(value), known, n=1, cutoff=0.5)
            code = known[close[0]] if close else None
            self.slip("topic", token, f"{token['minus'] or ''}topic:{code}" if code else "")
        return Field(name, code) if code else None

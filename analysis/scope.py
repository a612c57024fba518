"""Scope: which articles a question is about. The one definition of every filter and its four voices.

``Scope.parse(params)`` reads a URL's query or a command's options, ``.params()`` writes them back
(``Scope.parse(s.params()) == s``), ``.sentence(language)`` says it in words, and ``analysis.store.select``
turns it into the store's predicate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from analysis.errors import ScopeError
from analysis.schema import OWN, TOPICS

UNITS = ("articles", "stories", "outlets")
LENSES = ("auto", "tech", "all")
LONGEST = 300
"""Characters allowed in one value: a link, not a text."""


def _day(name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ScopeError(
            f"{name} is not a day: got {text[:40]!r}, allowed YYYY-MM-DD, e.g. {name}=2025-10-01"
        ) from None


def _switch(name: str, text: str) -> bool:
    if text not in ("", "0", "1"):
        raise ScopeError(f"{name} is on or off: got {text[:40]!r}, allowed {name}=1 or {name}=0")
    return text == "1"


def _clean(name: str, value: str) -> str:
    value = "".join(ch for ch in value if ch == "\t" or ch >= " ").strip()
    if len(value) > LONGEST:
        raise ScopeError(f"{name} is too long: got {len(value)} characters, allowed {LONGEST}")
    return value


def _many(name: str, value: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in (_clean(name, str(v)) for v in value) if v))


@dataclass(frozen=True, slots=True)
class Scope:
    """The filters in force. Several values of one filter mean "any of them"; several filters mean "all of them".

    >>> scope = Scope.parse({"since": "2025-10-01", "source": ["Nhịp Số"], "unit": "stories"})
    >>> scope.since, scope.source, scope.unit
    (datetime.date(2025, 10, 1), ('Nhịp Số',), 'stories')
    >>> Scope.parse(scope.params()) == scope
    True
    """

    since: date | None = None
    """First day, inclusive, Asia/Ho_Chi_Minh; None = from the first article."""
    until: date | None = None
    """Last day, inclusive."""
    source: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    """Codes of analysis.schema.TOPICS or of people's own; an article matches when it is assigned any of them."""
    entity: tuple[str, ...] = ()
    """Canonical names; an article matches when it mentions any of them."""
    search: str = ""
    """Words (all of them), "phrases" and -exclusions; marks count where they are typed, else they are folded."""
    unit: str = "articles"
    lens: str = "auto"
    """``tech`` keeps articles whose main topic is not ``other``; ``auto`` does so for corpora of general news."""
    panel: bool = False
    """A fixed panel: only outlets with articles all along the period (``analysis.store.select``); in a comparison those
    on both sides."""

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ScopeError(
                f"the period is reversed: got since={self.since} after until={self.until}; "
                f"allowed since <= until, e.g. since={self.until} until={self.since}"
            )
        if self.unit not in UNITS:
            raise ScopeError(f"unknown unit: got {self.unit[:40]!r}, allowed {', '.join(UNITS)}")
        if self.lens not in LENSES:
            raise ScopeError(f"unknown lens: got {self.lens[:40]!r}, allowed {', '.join(LENSES)}")
        for code in self.topic:
            if code not in TOPICS and not code.startswith(OWN):
                raise ScopeError(f"unknown topic: got {code[:40]!r}, allowed {', '.join(TOPICS)} or a code of {OWN}…")

    @classmethod
    def parse(cls, params: Mapping[str, Any]) -> Scope:
        """Read ``{"since": "2025-10-01", "source": ["a", "b"], …}``; unknown keys are not ours and are ignored.

        Raises:
            ScopeError: a value that cannot be read; the sentence says what, got and allowed.
        """
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {}
        for name, value in params.items():
            if name not in known or value is None:
                continue
            if name in ("source", "section", "topic", "entity"):
                values[name] = _many(name, [value] if isinstance(value, str) else value)
                continue
            last = value if isinstance(value, str | date) else next(iter(reversed(list(value))), "")
            text = _clean(name, last.isoformat() if isinstance(last, date) else str(last))
            if name in ("since", "until"):
                values[name] = _day(name, text)
            elif name == "panel":
                values[name] = _switch(name, text)
            elif text:
                values[name] = text
        return cls(**values)

    def params(self) -> dict[str, list[str]]:
        """The filters that differ from the default, as a URL's query: ``{"source": ["a", "b"]}``."""
        out: dict[str, list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            if isinstance(value, tuple):
                out[field.name] = list(value)
            elif isinstance(value, bool):
                out[field.name] = [str(int(value))]
            else:
                out[field.name] = [value.isoformat() if isinstance(value, date) else str(value)]
        return out

    def with_(self, **changes: Any) -> Scope:
        """A copy with some filters changed."""
        return replace(self, **changes)

    def sentence(
        self, language: str = "vi", *, names: Mapping[str, str] | None = None, tech: bool | None = None
    ) -> str:
        """The scope in words of the reader's language.

        Args:
            language: ``vi`` or ``en``.
            names: how topics (by code) and entities are called; each is itself where no name is given.
            tech: whether the technology lens acts (``auto`` is decided by the corpus); None = from ``lens``.
        """
        names = names or {}
        vi = language == "vi"
        tech = self.lens == "tech" if tech is None else tech
        day = (lambda d: d.strftime("%d/%m/%Y")) if vi else (lambda d: f"{d.day} {d:%b %Y}")
        parts: list[str] = []
        if self.since and self.until:
            if self.since == self.until:
                parts.append(("ngày " if vi else "on ") + day(self.since))
            else:
                parts.append(
                    f"từ {day(self.since)} đến {day(self.until)}"
                    if vi
                    else f"from {day(self.since)} to {day(self.until)}"
                )
        elif self.since:
            parts.append(("từ " if vi else "since ") + day(self.since))
        elif self.until:
            parts.append(("đến " if vi else "until ") + day(self.until))
        else:
            parts.append("toàn bộ thời gian" if vi else "the whole period")
        either = " hoặc " if vi else " or "
        for label, values in (
            ("nguồn" if vi else "source", self.source),
            ("chuyên mục" if vi else "section", self.section),
            ("chủ đề" if vi else "topic", tuple(names.get(code, code) for code in self.topic)),
            ("nhắc đến" if vi else "mentioning", tuple(names.get(name, name) for name in self.entity)),
        ):
            if values:
                parts.append(f"{label} {either.join(values)}")
        if self.search:
            parts.append((f"chứa «{self.search}»") if vi else (f"containing “{self.search}”"))
        if self.panel:
            parts.append("chỉ các báo có bài suốt thời gian này" if vi else "only outlets present all along")
        if tech:
            parts.append(
                "chỉ tin công nghệ & chính sách (chủ đề chính khác «khác»)"
                if vi
                else "technology & policy news only (main topic is not “other”)"
            )
        unit = {
            "articles": ("tính theo bài", "counted in articles"),
            "stories": ("tính theo tin (bản sao tính một)", "counted in stories (copies once)"),
            "outlets": ("tính theo số báo", "counted in outlets"),
        }[self.unit]
        parts.append(unit[0] if vi else unit[1])
        return "; ".join(parts)

"""The days of the lake that a snapshot is made of: all, or a hot window where the whole is too large to serve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analysis.errors import InputError


@dataclass(frozen=True, slots=True)
class Window:
    """Days of publication, both inclusive; None: no bound on that side."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def __str__(self) -> str:
        """As ISO 8601 writes an interval.

        >>> str(Window(until=date(2025, 10, 31))), str(WHOLE)
        ('../2025-10-31', 'all')
        """
        return f"{self.since or '..'}/{self.until or '..'}" if self else "all"

    def holds(self) -> str:
        """SQL: whether a row's ``day`` lies in it.

        >>> Window(date(2025, 10, 1)).holds()
        "(day >= DATE '2025-10-01')"
        >>> WHOLE.holds()
        '(true)'
        """
        bounds = [f"day {sign} DATE '{day}'" for sign, day in ((">=", self.since), ("<=", self.until)) if day]
        return f"({' AND '.join(bounds) or 'true'})"

    def meta(self) -> dict[str, str]:
        """As lines of a snapshot's facts."""
        return {"window_since": str(self.since or ""), "window_until": str(self.until or "")}

    @classmethod
    def of(cls, meta: Mapping[str, str]) -> Window:
        """The window of a snapshot by its facts.

        >>> Window.of(Window(until=date(2025, 10, 31)).meta())
        Window(since=None, until=datetime.date(2025, 10, 31))
        """
        return cls.parse(meta.get("window_since", ""), meta.get("window_until", ""))

    @classmethod
    def parse(cls, since: str, until: str) -> Window:
        """The window of two days as written; empty: no bound.

        Raises:
            InputError: a day that cannot be read, or the last before the first.
        """
        try:
            window = cls(*(date.fromisoformat(day) if day else None for day in (since, until)))
        except ValueError:
            raise InputError(
                f"a window is given by days: got {since[:20]!r} and {until[:20]!r}, allowed YYYY-MM-DD"
            ) from None
        if window.since and window.until and window.since > window.until:
            raise InputError(f"a window ends before it begins: got {since} to {until}; swap --since and --until")
        return window


WHOLE = Window()

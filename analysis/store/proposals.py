"""Proposals for the lexicon, as the last look through the store's articles left them: ``STORE/proposals.json``.

They can be made anew at any time; what people decide about them is kept with the edits of the lexicons.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = "proposals.json"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One term to be counted whole, or one abbreviation to join to its long form."""

    kind: str
    """``term`` or ``abbreviation``."""
    entry: str
    of: str
    """Long form of an abbreviation; empty for a term."""
    occurrences: int
    articles: int
    c_value: float
    npmi: float
    """Mutual information of its parts where they hold together least."""
    tech: float
    """Share of its articles whose main topic is one of technology; all three are 0 for an abbreviation."""
    pattern: str
    """Parts of speech of its words."""
    examples: tuple[tuple[str, str], ...]
    """(key of an article, sentence)."""


@dataclass(frozen=True, slots=True)
class Proposals:
    at: str
    """When they were made (UTC, ISO); empty where nobody has looked yet."""
    articles: int
    """Articles looked through."""
    rows: tuple[Proposal, ...]


def keep(store: Path, rows: Sequence[Proposal], *, articles: int) -> None:
    """Keep proposals instead of those before."""
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "articles": articles,
        "rows": [asdict(r) for r in rows],
    }
    fresh = store / f"{FILE}.new"
    fresh.write_text(json.dumps(told, ensure_ascii=False), "utf-8", "surrogatepass")
    fresh.replace(store / FILE)


def proposals(store: Path) -> Proposals:
    """What was kept last; nothing where nobody has looked yet or the file is damaged."""
    try:
        told = json.loads((store / FILE).read_text("utf-8"))
        rows = tuple(
            Proposal(**row | {"examples": tuple((str(key), str(text)) for key, text in row["examples"])})
            for row in told["rows"]
        )
        return Proposals(str(told["at"]), int(told["articles"]), rows)
    except (OSError, ValueError, KeyError, TypeError):
        return Proposals("", 0, ())

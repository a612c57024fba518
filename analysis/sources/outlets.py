"""Which outlets are followed, by which feeds: ``data/lexicon/sources.toml``, or a list of one's own in its form."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.paths import LEXICON

FILE = LEXICON / "sources.toml"
_CLOCKS = ("", "0", "+7", "-7")
UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed or sitemap of an outlet."""

    domain: str
    """The outlet, as ``Article.source`` names it."""
    outlet: str
    """Its name."""
    section: str
    address: str
    clock: str = ""
    """Hours to add to its times; empty where nobody knows."""
    mark: str = UNVERIFIED


def feeds(path: Path = FILE) -> list[Feed]:
    """All feeds of a list, in its order.

    Args:
        path: a list in TOML: tables ``outlet`` with ``domain``, ``name`` and ``feeds`` of ``section`` and ``address``.

    Raises:
        InputError: the list cannot be read, or an entry lacks something.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"the list of outlets {path} cannot be read: got {str(error)[:160]}") from None
    outlets = told.get("outlet")
    if not isinstance(outlets, list) or not outlets:
        raise InputError(f"the list of outlets {path} names none: allowed tables [[outlet]] as in {FILE.name}")
    found: dict[str, Feed] = {}
    for one in outlets:
        for feed in _feeds(one, path):
            if found.setdefault(feed.address, feed) is not feed:
                raise InputError(f"the list of outlets {path} names a feed twice: got {feed.address}")
    return list(found.values())


def _feeds(outlet: Any, path: Path) -> list[Feed]:
    try:
        domain, name, clock = str(outlet["domain"]).lower(), str(outlet["name"]), str(outlet.get("clock", ""))
        listed = [(str(f["section"]), str(f["address"]), str(f.get("mark", UNVERIFIED))) for f in outlet["feeds"]]
    except (TypeError, KeyError, AttributeError) as error:
        raise InputError(
            f"the list of outlets {path} has an entry without {error}: allowed domain, name, feeds = "
            f"[{{section, address}}]"
        ) from None
    if clock not in _CLOCKS or not domain:
        raise InputError(f"the list of outlets {path} has a wrong entry: got clock {clock!r}, allowed {_CLOCKS}")
    return [Feed(domain, name, section, address, clock, mark) for section, address, mark in listed]


def chosen(every: Sequence[Feed], names: Sequence[str]) -> list[Feed]:
    """The feeds of some outlets, each named by domain or name; all where none is named.

    Raises:
        InputError: there is no such outlet.
    """
    wanted = {name.casefold() for name in names}
    known = {name.casefold() for feed in every for name in (feed.domain, feed.outlet)}
    if unknown := sorted(wanted - known):
        allowed = ", ".join(dict.fromkeys(feed.domain for feed in every))
        raise InputError(f"there is no such outlet: got {unknown[0][:60]!r}, allowed {allowed}")
    return [feed for feed in every if not wanted or {feed.domain.casefold(), feed.outlet.casefold()} & wanted]

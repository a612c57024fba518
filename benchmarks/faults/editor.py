"""Somebody who keeps views, labels and notes by the pages' own forms: what a page confirmed must stay."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from pathlib import Path

from analysis.store import notes, state
from analysis.store.snapshot import open_snapshot
from analysis.store.taxonomy import labels
from benchmarks.tab import LOST, Tab
from dashboard.strings import text

ADDED_SINCE = "2026-01-01"
"""First day of the articles that builds add: labels on them change no known answer."""


class Editor:
    """One editor.

    Attributes:
        confirmed: kind -> edits that a page confirmed.
        told: what else was met, counted.
    """

    def __init__(self, store: Path, tab: Tab, dice: random.Random, confirmed: dict[str, list[str]]) -> None:
        self._tab, self._dice = tab, dice
        self._keys = added_articles(store)
        self.confirmed = defaultdict(list, confirmed)
        self.told: Counter[str] = Counter()

    async def work(self) -> None:
        """One edit after another, until cancelled."""
        number = 0
        ways = {"view": self._view, "label": self._label, "note": self._note}
        while True:
            number += 1
            kind = list(ways)[number % len(ways)]
            try:
                done = await ways[kind](f"{kind} {self._dice.random():.12f}")
                if done:
                    self.confirmed[kind].append(done)
                else:
                    self.told[f"editor: {kind} not confirmed {self._tab.said[-1:]}"] += 1
            except (*LOST, LookupError) as error:
                self.told[f"editor: {type(error).__name__}"] += 1
            await self._tab.close()
            await asyncio.sleep(0.5)

    async def _view(self, name: str) -> str:
        await self._tab.open("articles", "lens=all")
        await self._tab.use({"view-name": name, self._offered("FormSubmitter:keep-view"): True})
        return name if text("vi", "views.kept") in self._tab.toasts else ""

    async def _label(self, name: str) -> str:
        key = self._dice.choice(self._keys)
        await self._tab.open("articles", f"key={key}")
        widget = self._offered(f"label-{key}-")
        await self._tab.use({widget: [text("vi", "filing.labels.no")]})
        topic = widget.removeprefix(f"label-{key}-").removesuffix("-vi")
        return f"{key} {topic}" if text("vi", "filing.labels.kept") in self._tab.toasts else ""

    async def _note(self, name: str) -> str:
        await self._tab.open("", "lens=all")
        menu = self._offered("menu-")
        card = menu.removeprefix("menu-")
        await self._tab.use({menu: True})
        button = self._offered(f"FormSubmitter:note-form-{card}")
        await self._tab.use({menu: True, f"note-text-{card}": name, button: True})
        return name if any(name in one for one in self._tab.texts) else ""

    def _offered(self, key: str) -> str:
        """The whole key of a widget of the page; LookupError where the page does not offer it."""
        for one in self._tab.widgets:
            if one.startswith(key):
                return one
        raise LookupError(f"the page offers no {key}")


def added_articles(store: Path) -> list[str]:
    """Keys of the articles of the days that builds add."""
    found = open_snapshot(store).query(
        "SELECT key FROM articles WHERE day >= CAST(? AS DATE) ORDER BY key", [ADDED_SINCE]
    )
    return [str(key) for key in found["key"]]


def lost(store: Path, confirmed: dict[str, list[str]]) -> list[str]:
    """Edits that a page confirmed and that are not in the store."""
    there = {
        "view": {view.name for view in state.saved_views(store)},
        "note": {note.text for note in notes.notes(store)},
        "label": {f"{one.article} {one.topic}" for one in labels.in_force(store)},
    }
    return [f"{kind}: {one}" for kind, made in confirmed.items() for one in made if one not in there[kind]]

"""Known questions, asked without end: each answer is compared with that of the undisturbed server."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.tab import LOST, Tab

KNOWN = (
    ("keywords", "lens=all&until=2025-12-31"),
    ("keywords", "lens=all&until=2025-12-31&search=d%E1%BB%AF+li%E1%BB%87u"),
    ("articles", "lens=all&until=2025-12-31"),
)
"""Pages of days that no build changes."""


def answer(tab: Tab) -> str:
    """What a page says of the corpus: its figures and lists, without what tells of its snapshot or of notes; empty for a page
    that came without its frame."""
    if not any("nt-brand" in one for one in tab.texts):
        return ""
    return "\n".join([*tab.charts, *(one for one in tab.texts if "class='nt-list'" in one)])


@dataclass
class Answers:
    """What is known of the answers, and what came instead.

    Attributes:
        folder: keeps the last wrong answers, each beside what was wanted.
        wanted: page and query -> what the undisturbed server said.
        right: checker -> when its last right answer was asked for and when it was there (``time.monotonic``).
        wrong: questions whose answer was another one.
        told: what else the checkers met, counted.
    """

    folder: Path
    wanted: dict[tuple[str, str], str] = field(default_factory=dict)
    right: dict[int, tuple[float, float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)

    async def learn(self, tab: Tab) -> None:
        """The right answers, twice the same.

        Raises:
            RuntimeError: a page says nothing, an error, or something else the second time.
        """
        for page, query in KNOWN:
            said = []
            for _ in range(2):
                await tab.open(page, query)
                said.append(answer(tab))
                await tab.close()
            if not said[0] or said[0] != said[1] or tab.said:
                raise RuntimeError(f"{page}?{query} does not answer the same twice: {tab.said}")
            self.wanted[page, query] = said[0]

    async def check(self, number: int, tab: Tab, dice: random.Random) -> None:
        """Ask one after another, until cancelled."""
        while True:
            page, query = dice.choice(KNOWN)
            began = time.monotonic()
            try:
                await tab.open(page, query)
                if tab.said:
                    self.told[f"checker was told: {tab.said[0][:100]}"] += 1
                    tab.said.clear()
                elif answer(tab) != self.wanted[page, query]:
                    self.wrong.append(f"{page}?{query}")
                    for name, said in (("wrong", answer(tab)), ("wanted", self.wanted[page, query])):
                        (self.folder / f"{name}-{len(self.wrong)}").write_text(said, "utf-8")
                else:
                    self.right[number] = (began, time.monotonic())
            except LOST as error:
                self.told[f"checker: {type(error).__name__}"] += 1
                await asyncio.sleep(0.1)
            await tab.close()
            await asyncio.sleep(0.2)

    async def right_again(self, at: float, *, within: float) -> float:
        """Seconds from an instant to the slower checker's first right answer that was asked for after it.

        Returns:
            More than ``within`` where there was none in time.
        """
        while any(asked < at for asked, _ in self.right.values()) and time.monotonic() - at < within:
            await asyncio.sleep(0.02)
        late = any(asked < at for asked, _ in self.right.values())
        return time.monotonic() - at if late else max(ended for _, ended in self.right.values()) - at

"""A team that reads and filters all day: ``python -m benchmarks.load STORE [--sessions 50] [--minutes 10]``.

Each reader comes from an address of their own over real WebSockets through a real nginx to two ``nhiptin serve``, opens a
page, and every three seconds after the last answer changes something: the period, the search, an outlet, a topic, the lens,
the length of a list, the page, or opens the sentences behind a number. After some twenty changes they leave and somebody else
comes. A time is counted from the change to the end of the page's script, as the reader's side sees it. What readers choose
follows Zipf's law with a fixed seed: the last month is asked for more often than the last quarter.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.deployment import Deployment, badge, deployed
from benchmarks.measure import show, tree_cpu, tree_mb
from benchmarks.tab import LOST, Tab, trusting

THINK = 3.0
"""Seconds between an answer and the next change, one third more or less."""
STAY = 20
"""Changes after which a reader leaves, on average."""
RAMP = 20.0
"""Seconds over which the readers arrive."""
LOOK = 10.0
"""Seconds between two looks at memory."""
PAGES = ("overview", "keywords", "topics", "entities", "articles", "compare", "quotes", "documents", "data", "methods")
"""By how often they are opened."""
SEARCHES = (
    "trí tuệ nhân tạo", "chuyển đổi số", "bán dẫn", "AI", "dữ liệu", "5G", "an ninh mạng", "blockchain", "chip",
    "căn cước", "khởi nghiệp", "thương mại điện tử", '"kinh tế số"', "đám mây", "Luật Dữ liệu", "robot",
    "lừa đảo", "tiền số", "VNeID", "hạ tầng số",
)  # fmt: skip
HABITS = {
    "period": 22, "search": 14, "evidence": 14, "page": 16, "outlet": 9, "topic": 8, "lens": 4, "length": 7, "turn": 6,
}  # fmt: skip
"""What is changed, by how often."""


def zipf(dice: random.Random, things: Sequence[Any]) -> Any:
    """One of them; the n-th is chosen n times less often than the first."""
    return dice.choices(things, [1 / (rank + 1) for rank in range(len(things))])[0]


@dataclass
class Told:
    """What all readers met.

    Attributes:
        times: kind of change -> seconds of each.
        errors: what went wrong, counted.
    """

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    received: int = 0
    began: float = field(default_factory=time.monotonic)
    curve: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def took(self, kind: str, seconds: float) -> None:
        self.times[kind].append(seconds)
        self.curve[int((time.monotonic() - self.began) // 60)].append(seconds)


class Reader:
    """One reader after another on one place of the team."""

    def __init__(self, number: int, address: str, told: Told, *, seed: int) -> None:
        self._dice = random.Random(seed * 1000 + number)
        # A network of its own for each: proxies look at the first three parts of an address.
        self._source = f"127.0.{number + 1}.1"
        self._badge, self._tls = badge(number), trusting()
        self._address, self._told = address, told

    async def stay(self, until: float) -> None:
        """Come, read, leave, come again, until the end."""
        while time.monotonic() < until:
            tab = Tab(self._address, source=self._source, headers=self._badge, tls=self._tls)
            try:
                await self._visit(tab, until)
            except LOST as error:
                self._told.errors[f"{type(error).__name__}: {error}"[:120]] += 1
                await asyncio.sleep(1)
            finally:
                self._told.received += tab.received
                self._told.errors.update(one[:120] for one in tab.said)
                await tab.close()

    async def _visit(self, tab: Tab, until: float) -> None:
        self._told.took("open", await tab.open(zipf(self._dice, PAGES).replace("overview", "")))
        for _ in range(max(3, round(self._dice.expovariate(1 / STAY)))):
            await asyncio.sleep(THINK * self._dice.uniform(2 / 3, 4 / 3))
            if time.monotonic() > until:
                return
            kind, change = self._change(tab)
            if kind == "page":
                self._told.took(kind, await tab.turn(change))
            else:
                self._told.took(kind, await tab.use(change))

    def _change(self, tab: Tab) -> tuple[str, Any]:
        """What is changed next, of what this page offers."""
        offered = {kind: made for kind in HABITS if (made := self._made(tab, kind))}
        kind = self._dice.choices(list(offered), [HABITS[one] for one in offered])[0]
        return kind, offered[kind]

    def _made(self, tab: Tab, kind: str) -> Any:
        dice, shown = self._dice, tab.widgets
        match kind:
            case "page":
                return zipf(dice, PAGES)
            case "search":
                return {"w_search": zipf(dice, ("", *SEARCHES))} if "w_search" in shown else None
            case "period" | "lens" | "length":
                key = {"period": "w_period_vi", "lens": "w_lens_vi", "length": "w_top_vi"}[kind]
                return {key: zipf(dice, list(shown[key].shown.options))} if key in shown else None
            case "outlet" | "topic":
                key = "w_source_vi" if kind == "outlet" else "w_topic_vi"
                if key not in shown:
                    return None
                options = list(shown[key].shown.options)
                return {key: [] if dice.random() < 0.4 or not options else [zipf(dice, options)]}
            case "evidence":
                keys = [key for key in shown if key.startswith("choose-") and shown[key].shown.options]
                return {(key := dice.choice(keys)): zipf(dice, list(shown[key].shown.options))} if keys else None
            case "turn":
                keys = [key for key in shown if key.startswith("w_page_") and shown[key].kind == "pagination"]
                return (
                    {(key := dice.choice(keys)): dice.randint(1, min(5, shown[key].shown.num_pages))} if keys else None
                )
        raise ValueError(f"no such habit: got {kind}")


@dataclass
class Looked:
    """Memory and CPU of the processes over time."""

    at: list[float] = field(default_factory=list)
    mb: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[str, float] = field(default_factory=dict)

    async def look(self, house: Deployment, until: float) -> None:
        """Look every ten seconds until the end."""
        units = [*house.servers, house.proxy]
        before = {unit.name: tree_cpu(unit.pid) for unit in units}
        began, own = time.monotonic(), time.process_time()
        while time.monotonic() < until:
            self.at.append(time.monotonic() - began)
            for unit in units:
                self.mb[unit.name].append(tree_mb(unit.pid))
            await asyncio.sleep(LOOK)
        seconds = time.monotonic() - began
        self.cpu = {unit.name: (tree_cpu(unit.pid) - before[unit.name]) / seconds for unit in units}
        self.cpu["this load"] = (time.process_time() - own) / seconds


async def trial(house: Deployment, sessions: int, seconds: float, *, seed: int) -> tuple[Told, Looked]:
    """So many readers for so many seconds."""
    told, looked = Told(), Looked()
    until = time.monotonic() + seconds

    async def place(number: int) -> None:
        await asyncio.sleep(RAMP * number / sessions)
        await Reader(number, house.address, told, seed=seed).stay(until)

    await asyncio.gather(looked.look(house, until), *(place(number) for number in range(sessions)))
    return told, looked


def quantile(times: Sequence[float], share: float) -> float:
    """The time that this share of all did not exceed; 0 for none.

    >>> quantile([3, 1, 2, 4], 0.5)
    2
    """
    return sorted(times)[max(0, math.ceil(len(times) * share) - 1)] if times else 0.0


def report(told: Told, looked: Looked, title: str) -> dict[str, Any]:
    """Print what was measured; returns it."""
    all_ = [one for times in told.times.values() for one in times]
    rows = [
        {
            "change": kind,
            "n": len(times),
            "p50 s": quantile(times, 0.5),
            "p95 s": quantile(times, 0.95),
            "p99 s": quantile(times, 0.99),
            "slowest s": max(times, default=0.0),
        }
        for kind, times in [("all", all_), *sorted(told.times.items())]
    ]
    show(f"{title}: {sum(told.errors.values())} errors", rows)
    minutes = [
        {"minute": minute, "n": len(times), "p95 s": quantile(times, 0.95)}
        for minute, times in sorted(told.curve.items())
    ]
    show("by minute", minutes)
    memory = [
        {
            "process": name,
            "MB first": mb[0],
            "MB in the middle": mb[len(mb) // 2],
            "MB last": mb[-1],
            "MB most": max(mb),
            "cores": looked.cpu.get(name, 0.0),
        }
        for name, mb in looked.mb.items()
    ]
    show("processes", memory)
    own = looked.cpu.get("this load", 0.0)
    print(f"the load itself: {own:.2f} cores; received {told.received / 1e6:.0f} MB")
    for error, times in told.errors.most_common(20):
        print(f"{times} x {error}", file=sys.stderr)
    return {"times": rows, "minutes": minutes, "processes": memory, "own cores": own, "errors": dict(told.errors)}


def failures(folder: Path) -> Counter[str]:
    """What failed on the servers, by the last line of each traceback."""
    logs = "".join(file.read_text("utf-8", "replace") for file in folder.glob("server-*.log"))
    return Counter(re.findall(r"^Traceback.*\n(?: .*\n)+(.*)", logs, re.M))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("store", type=Path)
    ask.add_argument("--sessions", type=int, default=50)
    ask.add_argument("--minutes", type=float, default=10)
    ask.add_argument(
        "--more",
        type=int,
        default=0,
        help="afterwards so many readers for two minutes, then one minute of the first number",
    )
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--json", type=Path)
    a = ask.parse_args()
    figures: dict[str, Any] = {}
    parts = [(a.sessions, a.minutes)] + ([(a.more, 2), (a.sessions, 1)] if a.more else [])
    with tempfile.TemporaryDirectory() as folder, deployed(a.store, Path(folder)) as house:
        for number, (sessions, minutes) in enumerate(parts):
            told, looked = asyncio.run(trial(house, sessions, minutes * 60, seed=a.seed + number))
            title = f"{sessions} readers for {minutes:g} minutes"
            figures[title] = report(told, looked, title)
        for failure, times in failures(Path(folder)).most_common(10):
            print(f"{times} x on a server: {failure}", file=sys.stderr)
    if a.json:
        a.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()

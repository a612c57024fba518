"""Sockets by the hundred and frames that nobody meant: ``python -m benchmarks.flood STORE [--sockets 700]``.

One person opens pages without end, then a crowd does, each from an address of their own; then sockets say what no browser says.
All of it goes through the shipped proxy. A reader who came before asks for known pages all the while and must be answered; when
the flood is over no page is left open on the servers.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.deployment import Deployment, badge, deployed
from benchmarks.load import quantile
from benchmarks.measure import show, tree_mb
from benchmarks.tab import LOST, Tab, trusting

FRAMES: dict[str, Any] = {
    "text instead of bytes": "xin chào",
    "random bytes": os.urandom(2_000),
    "an empty frame": b"",
    "ten megabytes": b"\x08" * 10_000_000,
    "a message of no known kind": b"\xfa\x07\x02ab",
}


async def knocks(house: Deployment, number: int, sockets: int) -> tuple[Counter[str], list[Tab]]:
    """Open so many pages at once as one person; what became of them, and those that are open."""
    told: Counter[str] = Counter()
    opened: list[Tab] = []

    async def knock() -> None:
        tab = Tab(house.address, source=f"127.1.{number % 250}.1", headers=badge(number % 400), tls=trusting())
        try:
            await tab.connect()
            opened.append(tab)
            told["open"] += 1
        except LOST as error:
            told[re.sub(r"[^A-Za-z0-9 ]", "", str(error))[:60] or type(error).__name__] += 1

    await asyncio.gather(*(knock() for _ in range(sockets)))
    return told, opened


async def babble(house: Deployment) -> list[dict[str, Any]]:
    """Say what no browser says; how the server ends it."""
    rows = []
    for name, frame in FRAMES.items():
        tab = Tab(house.address, source="127.2.1.1", headers=badge(7), tls=trusting())
        await tab.open("articles")
        try:
            await tab.send(frame)
            said = await tab.ending()
        except LOST as error:
            said = type(error).__name__
        rows.append({"frame": name, "ended with": said})
        await tab.close()
    return rows


def left_open(house: Deployment) -> int:
    """Pages open on the servers, as they say themselves."""
    told = [urlopen(f"{door}/metrics", timeout=10).read().decode() for door in house.doors]
    return sum(int(float(found[1])) for one in told if (found := re.search(r"^nhiptin_sessions (\S+)", one, re.M)))


async def flood(house: Deployment, sockets: int) -> int:
    """The flood; 0 where all was as it should be."""
    times: list[float] = []
    errors: list[str] = []
    over = asyncio.Event()

    async def read() -> None:
        tab, dice = Tab(house.address, source="127.3.1.1", headers=badge(1), tls=trusting()), random.Random(7)
        await tab.open("articles")
        while not over.is_set():
            try:
                times.append(await tab.turn(dice.choice(["articles", "methods"])))
            except LOST as error:
                errors.append(f"{type(error).__name__}: {error}")
                await tab.open("articles")
            await asyncio.sleep(0.5)
        errors.extend(tab.said)
        await tab.close()

    reader = asyncio.create_task(read())
    await asyncio.sleep(3)
    rows: list[dict[str, Any]] = []
    for who, crowd in (("one person", [sockets]), ("a crowd", [5] * (sockets // 5))):
        began = time.monotonic()
        met = await asyncio.gather(*(knocks(house, 10 + number, each) for number, each in enumerate(crowd)))
        told = sum((one for one, _ in met), Counter())
        rows.append({"who": who, "sockets": sockets, "seconds": time.monotonic() - began, "met": str(dict(told.most_common(4))),
                     "MB": max(tree_mb(one.pid) for one in house.servers)})  # fmt: skip
        await asyncio.gather(*(tab.close() for _, opened in met for tab in opened))
    babbled = await babble(house)
    await asyncio.sleep(2)
    over.set()
    await reader
    left = left_open(house)
    show("a flood of sockets", rows)
    show("frames that no browser sends", babbled)
    print(
        f"a reader meanwhile: {len(times)} pages, p95 {quantile(times, 0.95):.2f} s, errors {errors[:3]}; left open {left}"
    )
    restarts = sum(unit.begun - 1 for unit in (*house.servers, house.proxy))
    print(f"processes that ended: {restarts}")
    return int(bool(errors or left or restarts))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("store", type=Path)
    ask.add_argument("--sockets", type=int, default=700)
    a = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder, deployed(a.store, Path(folder)) as house:
        raise SystemExit(asyncio.run(flood(house, a.sockets)))


if __name__ == "__main__":
    main()

"""What goes on beside the readers and is killed: builds that add articles, and the kills themselves."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.deployment import Deployment, wait_for
from benchmarks.faults.checker import Answers

NEW = "2026-02-"
"""Days of the articles that builds add."""
ADDED = 10
"""Articles of a build."""
NICE = ("nice", "-n", "10")
"""As the units begin what adds articles."""
VICTIMS = {"server 1": 3, "server 2": 3, "nginx": 2, "build": 2}
"""Who is killed, by how often."""
HOPELESS = 60.0
"""Seconds after which nobody waits for a right answer any more."""


def more(number: int) -> str:
    """A file of new articles, none the copy of another."""
    rows = []
    for place, row in enumerate(corpus.articles(ADDED, seed=1000 + number)):
        row |= {
            "published_at": f"{NEW}{place % 28 + 1:02}T08:00:00+07:00",
            "title": f"Tin {number}.{place}: {row['title']}",
            "url": f"https://made.example/{number}/{place}",
        }
        rows.append(json.dumps(row, ensure_ascii=False) + "\n")
    return "".join(rows)


class Builds:
    """Builds that add a few articles each.

    Attributes:
        ended: builds that ended well, of this store.
        process: the one that runs, or the last one.
        told: what others said, counted.
    """

    def __init__(self, store: Path, folder: Path, ended: int) -> None:
        self._store, self._folder, self.ended = store, folder, ended
        self.process: asyncio.subprocess.Process | None = None
        self.told: Counter[str] = Counter()

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.returncode is None

    async def work(self) -> None:
        """One build after another, until cancelled; one that was killed is begun again."""
        while True:
            file = self._folder / f"more-{self.ended:04}.jsonl"
            if not file.is_file():
                file.write_text(more(self.ended), "utf-8")
            self.process = await asyncio.create_subprocess_exec(
                *NICE, sys.executable, "-m", "analysis", "build", str(file), "--store", str(self._store), "--processes", "1",
                stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
            )  # fmt: skip
            try:
                _, said = await self.process.communicate()
            except asyncio.CancelledError:
                if self.runs:
                    self.process.kill()
                    await self.process.wait()
                raise
            if self.process.returncode == 0:
                self.ended += 1
            elif self.process.returncode != -9:
                self.told[f"build: {said.decode()[-200:]}"] += 1
            await asyncio.sleep(1)


async def kill(house: Deployment, builds: Builds, answers: Answers, dice: random.Random) -> dict[str, Any]:
    """One kill at random.

    Returns:
        Who was killed, the machine's load average, seconds until all answers were right again, and until a killed server was
        ready itself; empty where the build ended before its kill came.
    """
    victim = dice.choices(list(VICTIMS), list(VICTIMS.values()))[0]
    await asyncio.sleep(dice.uniform(0.2, 3))
    if victim == "build":
        while not builds.runs:
            await asyncio.sleep(0.05)
        await asyncio.sleep(dice.uniform(0, 8))
        if not builds.runs or builds.process is None:
            return {}
        builds.process.kill()
    else:
        {unit.name: unit for unit in (*house.servers, house.proxy)}[victim].kill()
    at = time.monotonic()
    row = {
        "victim": victim,
        "load": os.getloadavg()[0],
        "right after s": await answers.right_again(at, within=HOPELESS),
    }
    if victim.startswith("server"):
        await asyncio.to_thread(wait_for, house.doors[int(victim[-1]) - 1] + "/health/ready")
        row["ready after s"] = time.monotonic() - at
    return row

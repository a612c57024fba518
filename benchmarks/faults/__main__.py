"""Kills at random under load: ``python -m benchmarks.faults FOLDER [--kills 20] [--seed 7]``.

Readers read, an editor keeps views, labels and notes, builds grow the store, all through the shipped proxy and two servers that
are begun again as their units do; at random instants one of the servers, nginx or the running build gets SIGKILL. Two checkers
ask the same known questions all the time, of days that no build changes, and compare each answer with the undisturbed one. An
edit that the page confirmed must be in the store at the end, and every article of a build that ended well. Recovery is the time
from a kill to the end of the first right answer that was asked for after it, of the slower checker. Pieces add up in the folder.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from analysis.paths import SAMPLE
from benchmarks.deployment import Deployment, badge, deployed
from benchmarks.faults.checker import Answers
from benchmarks.faults.editor import Editor, added_articles, lost
from benchmarks.faults.supervisor import ADDED, VICTIMS, Builds, kill, more
from benchmarks.load import Reader, Told, failures, quantile
from benchmarks.measure import show
from benchmarks.tab import Tab, trusting

READERS = 4
RECOVERED = 5.0
"""Seconds allowed."""


async def trial(house: Deployment, store: Path, folder: Path, kills: int, before: dict[str, Any], seed: int) -> None:
    """So many kills; what was met is added to what was told before."""

    def tab(number: int) -> Tab:
        return Tab(house.address, source=f"127.0.{number + 1}.1", headers=badge(number), tls=trusting())

    def dice(number: int) -> random.Random:
        return random.Random(seed * 1000 + number)

    answers = Answers(folder)
    await answers.learn(tab(200))
    editor = Editor(store, tab(99), dice(99), before["confirmed"])
    builds, load, until = Builds(store, folder, before["built"]), Told(), time.monotonic() + 24 * 3600
    answers.right = dict.fromkeys((0, 1), (0.0, 0.0))
    works = [editor.work(), builds.work(), *(answers.check(n, tab(100 + n), dice(n)) for n in answers.right)]
    works += [Reader(n, house.address, load, seed=seed + n).stay(until) for n in range(READERS)]
    tasks = [asyncio.create_task(work) for work in works]
    end, chance = len(before["kills"]) + kills, dice(300)
    try:
        while len(before["kills"]) < end:
            if row := await kill(house, builds, answers, chance):
                before["kills"].append(row)
                print(len(before["kills"]), row, file=sys.stderr, flush=True)
            for task in tasks:
                if task.done():
                    task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        readers = Counter({f"reader: {error}": times for error, times in load.errors.items()})
        before |= {
            "wrong": before["wrong"] + answers.wrong,
            "confirmed": editor.confirmed,
            "built": builds.ended,
            "told": dict(Counter(before["told"]) + answers.told + editor.told + builds.told + readers),
        }


def report(store: Path, told: dict[str, Any]) -> int:
    """Print all pieces together; 1 where something was wrong, lost or late."""
    rows = []
    for victim in (*VICTIMS, "all"):
        mine = [one for one in told["kills"] if victim in (one["victim"], "all")]
        took = [one["right after s"] for one in mine]
        ready = [one["ready after s"] for one in mine if "ready after s" in one]
        rows.append({"killed": victim, "kills": len(mine), "right again p50 s": quantile(took, 0.5),
                     "slowest s": max(took, default=0.0), "server ready again p50 s": quantile(ready, 0.5)})  # fmt: skip
    show("kills under load", rows)
    gone = lost(store, told["confirmed"])
    articles, wanted = len(added_articles(store)), ADDED * (told["built"] + 1)
    edits = sum(map(len, told["confirmed"].values()))
    print(
        f"wrong answers {len(told['wrong'])}; confirmed edits {edits}, lost {len(gone)}; articles added {articles} (at least {wanted})"
    )
    for what, times in sorted(told["told"].items(), key=lambda one: -one[1])[:30]:
        print(f"{times} x {what}", file=sys.stderr)
    late = [one for one in told["kills"] if one["right after s"] > RECOVERED]
    return int(bool(told["wrong"] or gone or late or articles < wanted))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path, help="remembers the store, the kills and what was confirmed")
    ask.add_argument("--kills", type=int, default=20)
    ask.add_argument("--seed", type=int, default=7)
    a = ask.parse_args()
    from analysis.build import build

    store, file, work = a.folder / "store", a.folder / "told.json", a.folder / "deployment"
    a.folder.mkdir(parents=True, exist_ok=True)
    told: dict[str, Any] = {"kills": [], "wrong": [], "confirmed": {}, "built": 0, "told": {}}
    if file.is_file():
        told = json.loads(file.read_text("utf-8"))
    else:
        # A copy: made articles may not be added to a store of the sample itself.
        first = Path(shutil.copytree(SAMPLE, a.folder / "first"))
        (first / "more.jsonl").write_text(more(9999), "utf-8")
        build([first], store, processes=1)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    with deployed(store, work, role="editor") as house:
        try:
            asyncio.run(trial(house, store, a.folder, a.kills, told, a.seed + len(told["kills"])))
        finally:
            # Also of a piece that was broken off: what it met counts.
            file.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    for failure, times in failures(work).most_common(10):
        print(f"{times} x on a server: {failure}", file=sys.stderr)
    raise SystemExit(report(store, told))


if __name__ == "__main__":
    main()

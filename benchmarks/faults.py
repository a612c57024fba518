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
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.paths import SAMPLE
from analysis.store import notes, state
from analysis.store.snapshot import open_snapshot
from analysis.store.taxonomy import labels
from benchmarks import corpus
from benchmarks.deployment import Deployment, badge, deployed, wait_for
from benchmarks.load import Reader, Told, quantile
from benchmarks.measure import show
from benchmarks.tab import LOST, Tab, trusting
from dashboard.strings import text

KNOWN = (
    ("keywords", "lens=all&until=2025-12-31"),
    ("keywords", "lens=all&until=2025-12-31&search=d%E1%BB%AF+li%E1%BB%87u"),
    ("articles", "lens=all&until=2025-12-31"),
)
"""Pages whose answers are known."""
NEW = "2026-02-"
"""Days of the articles that builds add."""
ADDED = 10
READERS = 4
VICTIMS = {"server 1": 3, "server 2": 3, "nginx": 2, "build": 2}
"""Who is killed, by how often."""
RECOVERED = 5.0
"""Seconds allowed."""


def answer(tab: Tab) -> str:
    """What a page says of the corpus: its figures and lists, without what tells of its snapshot or of notes."""
    return "\n".join([*tab.charts, *(one for one in tab.texts if "nt-list" in one)])


@dataclass
class Trial:
    """What is known while kills go on."""

    house: Deployment
    store: Path
    folder: Path
    dice: random.Random
    wanted: dict[tuple[str, str], str] = field(default_factory=dict)
    right: dict[int, tuple[float, float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    confirmed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    told: Counter[str] = field(default_factory=Counter)
    job: asyncio.subprocess.Process | None = None
    built: int = 0
    over: bool = False

    def tab(self, number: int) -> Tab:
        return Tab(self.house.address, source=f"127.0.{number + 1}.1", headers=badge(number), tls=trusting())

    async def learn(self) -> None:
        """The right answers, twice the same."""
        tab = self.tab(200)
        for page, query in KNOWN:
            said = []
            for _ in range(2):
                await tab.open(page, query)
                said.append(answer(tab))
                await tab.close()
            if not said[0] or said[0] != said[1] or tab.said:
                raise RuntimeError(f"{page}?{query} does not answer the same twice: {tab.said}")
            self.wanted[page, query] = said[0]

    async def check(self, number: int) -> None:
        """Ask known questions, one after another, until the end."""
        tab = self.tab(100 + number)
        while not self.over:
            page, query = self.dice.choice(KNOWN)
            began = time.monotonic()
            try:
                await tab.open(page, query)
                if tab.said:
                    self.told[f"said: {tab.said[0][:100]}"] += 1
                    tab.said.clear()
                elif answer(tab) != self.wanted[page, query]:
                    self.wrong.append(f"{page}?{query}")
                    (self.folder / f"wrong-{len(self.wrong)}").write_text(answer(tab), "utf-8")
                else:
                    self.right[number] = (began, time.monotonic())
            except LOST as error:
                self.told[f"checker: {type(error).__name__}"] += 1
                await asyncio.sleep(0.1)
            await tab.close()
            await asyncio.sleep(0.2)

    async def edit(self) -> None:
        """Keep views, labels and notes by the pages' own forms; what a page confirms must stay."""
        tab, number, keys = self.tab(99), len(self.confirmed["view"]), article_keys(self.store)
        while not self.over:
            number += 1
            kind = ("view", "label", "note")[number % 3]
            name = f"{kind} {number} {self.dice.random():.9f}"
            try:
                done = await getattr(self, f"_{kind}")(tab, name, keys)
                if done:
                    self.confirmed[kind].append(done)
                else:
                    self.told[f"editor: {kind} not confirmed {tab.said[-1:]}"] += 1
            except LOST as error:
                self.told[f"editor: {type(error).__name__}"] += 1
            await tab.close()
            await asyncio.sleep(0.5)

    async def _view(self, tab: Tab, name: str, keys: list[str]) -> str:
        await tab.open("articles", "lens=all")
        await tab.use({"view-name": name, _button(tab, "FormSubmitter:keep-view"): True})
        return name if text("vi", "views.kept") in tab.toasts else ""

    async def _label(self, tab: Tab, name: str, keys: list[str]) -> str:
        key = keys.pop()
        await tab.open("articles", f"key={key}")
        widget = next(one for one in tab.widgets if one.startswith(f"label-{key}-"))
        await tab.use({widget: [text("vi", "filing.labels.no")]})
        topic = widget.removeprefix(f"label-{key}-").removesuffix("-vi")
        return f"{key} {topic}" if text("vi", "filing.labels.kept") in tab.toasts else ""

    async def _note(self, tab: Tab, name: str, keys: list[str]) -> str:
        await tab.open("", "lens=all")
        menu = next(one for one in tab.widgets if one.startswith("menu-"))
        card = menu.removeprefix("menu-")
        await tab.use({menu: True})
        await tab.use({menu: True, f"note-text-{card}": name, _button(tab, f"FormSubmitter:note-form-{card}"): True})
        return name if any(name in one for one in tab.texts) else ""

    async def build(self) -> None:
        """Add articles, a few more each time, until the end; a build that was killed is begun again."""
        while not self.over:
            file = self.folder / f"more-{self.built:04}.jsonl"
            if not file.is_file():
                file.write_text(more(self.built), "utf-8")
            self.job = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "analysis", "build", str(file), "--store", str(self.store), "--processes", "1",
                stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
            )  # fmt: skip
            _, said = await self.job.communicate()
            if self.job.returncode == 0:
                self.built += 1
            elif self.job.returncode > 0:
                self.told[f"build: {said.decode()[-200:]}"] += 1
            await asyncio.sleep(1)

    async def kill(self) -> dict[str, Any]:
        """One kill, and how long until all was right again."""
        victim = self.dice.choices(list(VICTIMS), list(VICTIMS.values()))[0]
        units = {unit.name: unit for unit in (*self.house.servers, self.house.proxy)}
        await asyncio.sleep(self.dice.uniform(0.2, 3))
        while victim == "build" and (self.job is None or self.job.returncode is not None):
            await asyncio.sleep(0.05)
        if victim == "build" and self.job is not None:
            await asyncio.sleep(self.dice.uniform(0, 4))
            if self.job.returncode is not None:
                return {}
            self.job.kill()
        else:
            units[victim].kill()
        at = time.monotonic()
        while any(self.right.get(number, (0, 0))[0] < at for number in (0, 1)):
            await asyncio.sleep(0.02)
            if time.monotonic() - at > 60:
                break
        took = max(ended for _, ended in self.right.values()) - at
        if victim.startswith("server"):
            await asyncio.to_thread(wait_for, self.house.doors[int(victim[-1]) - 1] + "/health/ready")
        return {"victim": victim, "right after s": took, "whole after s": time.monotonic() - at}


def _button(tab: Tab, key: str) -> str:
    return next(one for one in tab.widgets if one.startswith(key))


def article_keys(store: Path) -> list[str]:
    """Keys of articles of the days that builds add: labels on them change no known answer."""
    found = open_snapshot(store).query("SELECT key FROM articles WHERE day >= DATE '2026-01-01' ORDER BY key")
    return [str(key) for key in found["key"]]


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


async def run(trial: Trial, kills: int) -> list[dict[str, Any]]:
    """So many kills, and the figures of each."""
    await trial.learn()
    load = Told()
    until = time.monotonic() + 24 * 3600
    works: list[Callable[[], Any]] = [trial.edit, trial.build, lambda: trial.check(0), lambda: trial.check(1)]
    works += [lambda n=n: Reader(n, trial.house.address, load, seed=n).stay(until) for n in range(READERS)]
    tasks = [asyncio.create_task(work()) for work in works]
    rows = []
    try:
        while len(rows) < kills:
            if row := await trial.kill():
                rows.append(row)
                print(row, file=sys.stderr, flush=True)
            for task in tasks:
                if task.done():
                    task.result()
    finally:
        trial.over = True
        for task in tasks[2:]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    trial.told.update({f"reader: {error}": times for error, times in load.errors.items()})
    return rows


def lost(store: Path, confirmed: dict[str, list[str]]) -> list[str]:
    """Edits that a page confirmed and that are not in the store."""
    there = {
        "view": {view.name for view in state.saved_views(store)},
        "note": {note.text for note in notes.notes(store)},
        "label": {f"{one.article} {one.topic}" for one in labels.in_force(store)},
    }
    return [f"{kind}: {one}" for kind, made in confirmed.items() for one in made if one not in there[kind]]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path, help="remembers the store, the kills and what was confirmed")
    ask.add_argument("--kills", type=int, default=20)
    ask.add_argument("--seed", type=int, default=7)
    a = ask.parse_args()
    from analysis.build import build

    store, file = a.folder / "store", a.folder / "told.json"
    a.folder.mkdir(parents=True, exist_ok=True)
    before: dict[str, Any] = {"kills": [], "wrong": [], "confirmed": {}, "built": 0, "told": {}}
    if file.is_file():
        before = json.loads(file.read_text("utf-8"))
    else:
        first = a.folder / "first.jsonl"
        first.write_text(more(9999), "utf-8")
        build([SAMPLE, first], store, processes=1)
    work = a.folder / "deployment"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    with deployed(store, work, role="editor") as house:
        trial = Trial(house, store, a.folder, random.Random(a.seed + len(before["kills"])))
        trial.built = before["built"]
        trial.confirmed.update(before["confirmed"])
        kills = asyncio.run(run(trial, a.kills))
    before = {
        "kills": before["kills"] + kills,
        "wrong": before["wrong"] + trial.wrong,
        "confirmed": trial.confirmed,
        "built": trial.built,
        "told": dict(Counter(before["told"]) + trial.told),
    }
    file.write_text(json.dumps(before, ensure_ascii=False, indent=1), "utf-8")
    raise SystemExit(report(store, before))


def report(store: Path, told: dict[str, Any]) -> int:
    """Print all pieces together; 1 where something was wrong, lost or late."""
    rows = []
    for victim in (*VICTIMS, "all"):
        mine = [one for one in told["kills"] if victim in (one["victim"], "all")]
        took = [one["right after s"] for one in mine]
        whole = [one["whole after s"] for one in mine if one["victim"].startswith("server")]
        rows.append({"killed": victim, "kills": len(mine), "right again p50 s": quantile(took, 0.5),
                     "slowest s": max(took, default=0.0), "server whole again s": max(whole, default=0.0)})  # fmt: skip
    show("kills under load", rows)
    gone = lost(store, told["confirmed"])
    articles = (
        open_snapshot(store).query("SELECT count(*) AS n FROM articles WHERE day >= DATE '2026-01-01'")["n"].iloc[0]
    )
    wanted = ADDED * (told["built"] + 1)
    edits = sum(map(len, told["confirmed"].values()))
    print(
        f"wrong answers {len(told['wrong'])}; confirmed edits {edits}, lost {len(gone)}; articles added {articles} (at least {wanted})"
    )
    for what, times in sorted(told["told"].items(), key=lambda one: -one[1])[:30]:
        print(f"{times} x {what}", file=sys.stderr)
    late = [one for one in told["kills"] if one["right after s"] > RECOVERED]
    return int(bool(told["wrong"] or gone or late or articles < wanted))


if __name__ == "__main__":
    main()

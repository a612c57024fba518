"""Every command that writes, killed at random instants: ``python -m benchmarks.kills [--kills 100] [--articles 40] [--seed 7]``.

A store lives once undisturbed (``live``): a made corpus is built whose file grows twice, a table of an old system is imported,
a feed and its pages are fetched from a server on loopback, the import is taken back, the snapshot made anew, an article and an
outlet deleted, older versions removed. Then lives of other stores with the same material are ended by SIGKILL at a random
instant of their time and begun again until one ends by itself; its store must hold the same, table by table. A reader looks in
while the writer is at work, right before each kill, and after it: it must find nothing or a whole snapshot. Lives are forked
from a process that has the models loaded, so that instants fall on the work.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.measure import show

FORK = multiprocessing.get_context("fork")
WORDS = ("số", "chuyển đổi số", "chip", "xã")
PAST = ("snapshot", "published_at", "lake_version", "written", "loose")
"""What ``meta`` tells of a store's past."""
COLUMNS = {"published": "Ngày lên báo", "title": "Tít", "text": "Nội dung chính", "source": "Tên báo"}
TABLE = "{published};{title};{text};{source}\n".format(**COLUMNS) + "".join(
    f"{day}/10/2025 08:30;Xuân Lũng mở lớp học số thứ {day};Lớp học số thứ {day} mở cửa ở Xuân Lũng.;Báo Đồi Chè\n"
    for day in range(1, 33)
)
"""A table of another system; its last row has no such day."""
PAGES = 4
PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2025-10-0{number}T08:00:00+07:00"></head><body><article><h1>{title}</h1>{text}
</article></body></html>"""
BODY = (
    "<p>Sở Khoa học và Công nghệ cho biết trung tâm dữ liệu thứ {number} ở Bến Sông sẽ mở cửa trong quý tới, phục vụ các "
    "doanh nghiệp nhỏ và vừa trong vùng. Trung tâm có hai phòng máy và một lớp học về chuyển đổi số cho người dân.</p>"
)
ITEM = "<item><title>{title}</title><link>{address}/bai-{number}.html</link></item>"
SOURCES = """[[outlet]]
domain = "127.0.0.1"
name = "Báo Bến Sông"
feeds = [{{section = "Số hóa", address = "{address}/tin.xml"}}]
"""


@dataclass(frozen=True)
class Material:
    """What all lives have in common."""

    files: tuple[Path, ...]
    """One file as it grows."""
    table: Path
    sources: Path
    """The list that names the feed."""


def live(store: Path, given: Material) -> None:
    """The life of a store: every command that writes, once."""
    from analysis.build import build, publish
    from analysis.fetch import fetch
    from analysis.removal import remove, undo_import, vacuum
    from analysis.sources.web.limits import Limits
    from analysis.store.snapshot import open_snapshot

    for file in given.files:
        build([file], store, processes=1)
    told = build([given.table], store, columns=COLUMNS, date_format="dmy", encoding="utf-16", processes=1)
    fetch(store, listed=given.sources, private=True, limits=Limits(delay=0.0, back_off=0.0), processes=1)
    undo_import(store, told.batch, who="a kill")
    publish(store)
    oldest = open_snapshot(store).query("SELECT key FROM articles WHERE article_id = 0")["key"].iloc[0]
    remove(store, articles=[str(oldest)], who="a kill")
    remove(store, source=corpus.OUTLETS[-1], who="a kill")
    vacuum(store, who="a kill")


def content(store: Path) -> str:
    """A hash of all tables of the published snapshot, without what names it and when pages were fetched, and of what searches
    find; empty: no store."""
    from analysis.errors import StoreMissing
    from analysis.store.contract import SNAPSHOT_TABLES
    from analysis.store.snapshot import open_snapshot

    try:
        snapshot = open_snapshot(store)
    except StoreMissing:
        return ""
    told: list[Any] = [snapshot.search(word).tolist() for word in WORDS]
    for name, columns in SNAPSHOT_TABLES.items():
        if name != "meta":
            listed = ", ".join(f'"{column.name}"' for column in columns if column.name != "fetched")
            told.append(snapshot.query(f"SELECT {listed} FROM {name} ORDER BY ALL").astype(str).to_csv())
    told.append(sorted((key, value) for key, value in snapshot.meta.items() if key not in PAST))
    whole = int(snapshot.meta["articles"]) == snapshot.query("SELECT 1 FROM texts").shape[0]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest() if whole else "torn"


def started(work: Callable[..., Any], *args: object) -> BaseProcess:
    """The work in a child of its own."""
    child = FORK.Process(target=work, args=args)
    child.start()
    return child


def read(store: Path) -> str:
    """``content`` as a new reader finds it; ``torn`` where it cannot be read."""
    answers = FORK.SimpleQueue()
    child = started(lambda: answers.put(content(store)))
    child.join()
    return "torn" if answers.empty() else str(answers.get())


def serve(folder: Path) -> tuple[BaseProcess, str]:
    """A server of its own for the files of a folder, and its address."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    child = FORK.Process(target=server.serve_forever, daemon=True)
    child.start()
    return child, f"http://127.0.0.1:{server.server_address[1]}"


def prepared(folder: Path, address: str, articles: int) -> Material:
    """The material of all lives: files of so many made articles, a table, and what the server of this folder answers."""
    lines = corpus.write(folder / "made.jsonl", articles).read_text("utf-8").splitlines(keepends=True)
    files = []
    for number, part in enumerate((articles // 2, articles - articles // 15, articles)):
        (folder / str(number)).mkdir()
        files.append(folder / str(number) / "made.jsonl")
        files[-1].write_text("".join(lines[:part]), "utf-8")
    (folder / "old.csv").write_text(TABLE, "utf-16")
    items = ""
    for number in range(1, PAGES + 1):
        title = f"Trung tâm dữ liệu thứ {number}"
        text = BODY.format(number=number) + BODY.replace("hai", "ba").format(number=number)
        (folder / f"bai-{number}.html").write_text(PAGE.format(title=title, number=number, text=text), "utf-8")
        items += ITEM.format(title=title, number=number, address=address)
    (folder / "tin.xml").write_text(f'<rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>', "utf-8")
    (folder / "sources.toml").write_text(SOURCES.format(address=address), "utf-8")
    return Material(tuple(files), folder / "old.csv", folder / "sources.toml")


def ended(store: Path, given: Material, dice: random.Random, seconds: float, most: int) -> tuple[int, int, float]:
    """Begin the life of a store again and again until it ends by itself, which it may once it was killed so often.

    Returns:
        Kills, torn readings, and the seconds of the last life.
    """
    kills = torn = 0
    while True:
        began = time.monotonic()
        child = started(live, store, given)
        child.join(dice.uniform(0, seconds) if kills < most else None)
        if not child.is_alive():
            if child.exitcode:
                raise SystemExit(f"a life begun again failed: got exit code {child.exitcode}")
            return kills, torn, time.monotonic() - began
        torn += read(store) == "torn"
        child.kill()
        child.join()
        kills += child.exitcode == -signal.SIGKILL
        torn += read(store) == "torn"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--kills", type=int, default=100)
    ask.add_argument("--articles", type=int, default=40)
    ask.add_argument("--seed", type=int, default=7)
    a = ask.parse_args()
    from analysis import build, fetch, removal  # noqa: F401  lives are forked with what they import
    from analysis.text.annotate import annotate_text, load_rooms

    annotate_text("", TABLE, rooms=load_rooms())
    dice = random.Random(a.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server, address = serve(folder)
        given = prepared(folder, address, a.articles)
        _, _, seconds = ended(folder / "whole", given, dice, 0.0, 0)
        wanted = read(folder / "whole")
        if wanted in ("", "torn"):
            raise SystemExit(f"the store that lived undisturbed cannot be compared with: got {wanted or 'none'}")
        kills = stores = same = torn = 0
        while kills < a.kills:
            store, stores = folder / f"store-{stores}", stores + 1
            more, broken, last = ended(store, given, dice, seconds, a.kills - kills)
            # Other work on the machine slows one life and not another: instants fall on the time of the one before.
            kills, torn, seconds = kills + more, torn + broken, last
            same += read(store) == wanted
            row = {"kills": kills, "stores": stores, "the same in the end": same, "torn readings": torn}
            print(row, file=sys.stderr, flush=True)
        server.kill()
    show(f"lives of stores, seed {a.seed}, ended at random instants (one life: {seconds:.1f} s)", [row])
    if same < stores or torn:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

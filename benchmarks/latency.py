"""How long every question takes in many scopes: ``python -m benchmarks.latency STORE --json FILE``, in a process of its own.

``first`` is a scope that nobody has asked about yet in a store that is open; ``again`` the same question once what the
questions of a page share (which articles, rankings) is known; ``page`` what a page or another visitor has asked before, from
the cache of answers; ``cold`` the first question after the server's start, with none of the snapshot's pages in memory.
On a machine that is busy with other work ``--processor`` counts processor time instead, of all threads together; cold
answers are by the clock always, since they wait for the disk.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from analysis import questions as q
from analysis.errors import AnalysisError
from analysis.scope import Scope
from analysis.store import postings
from analysis.store.kept import Kept
from analysis.store.places import current_version, snapshots
from analysis.store.snapshot import Snapshot
from benchmarks.laps import peak_mb
from benchmarks.measure import Clock, tree_mb
from benchmarks.questions import settings
from dashboard.state.asking import answered

RUNS = 2
SLOW = 2_000.0
"""Milliseconds of a first answer from which on it is asked again only once."""
PERIODS, FILTERS = "period and source", "search, topic, entity"


def scopes(snapshot: Snapshot, needs: dict[str, dict[str, Any]]) -> dict[str, dict[str, Scope]]:
    """Kind of scope → label → scope. Where the corpus is general news the technology lens acts, as on a page."""
    first, last = (date.fromisoformat(snapshot.meta[name]) for name in ("since", "until"))
    middle = first + (last - first) / 2
    year = {"since": date(middle.year, 1, 1), "until": date(middle.year, 12, 31)}
    month = {"since": date(middle.year, 3, 1), "until": date(middle.year, 3, 31)}
    odd = {"since": middle, "until": middle + timedelta(days=46)}
    outlet = {"source": (str(q.source_volume(snapshot, Scope(lens="all"), top=2)["source"].iloc[-1]),)}
    word = needs["keyword_timeline"]["term"][0]
    return {
        PERIODS: {
            "everything": Scope(lens="all"),
            "technology": Scope(),
            "a year": Scope(**year),
            "a month": Scope(**month),
            "47 days": Scope(**odd),
            "an outlet": Scope(**outlet),
            "an outlet in a year": Scope(**outlet, **year),
        },
        FILTERS: {
            "a search": Scope(search=f'"{word}"'),
            "a topic": Scope(topic=("ai",)),
            "an entity": Scope(entity=(needs["entity_mentions"]["name"],)),
        },
    }


def of_scopes() -> list[Kept[Any]]:
    """Where answers of scopes are kept; the others hold one thing of the snapshot as a whole."""
    return [one for one in gc.get_objects() if isinstance(one, Kept) and one._most > 1]


def timed(work: Callable[[], Any], clock: Clock = time.perf_counter) -> float:
    """Milliseconds."""
    began = clock()
    work()
    return (clock() - began) * 1000


def warm(snapshot: Snapshot, needs: dict[str, dict[str, Any]], clock: Clock) -> list[dict[str, Any]]:
    """One row a question and scope: milliseconds of the first answer, of some more, and of the kept one; or why there is none."""
    rows, kept = [], of_scopes()
    for kind, named in scopes(snapshot, needs).items():
        for label, scope in named.items():
            for name, question in q.QUESTIONS.items():
                row: dict[str, Any] = {"question": name, "kind": kind, "scope": label}

                def work(name: str = name, scope: Scope = scope, question: Any = question) -> Any:
                    return question(snapshot, scope, **needs.get(name, {}))

                for one in kept:
                    one.clear()
                try:
                    row["first"] = timed(work, clock)
                    page = partial(answered, snapshot, scope, question, needs.get(name, {}))
                    runs = RUNS if row["first"] < SLOW else 0
                    row["again"] = [timed(work, clock) for _ in range(runs)] + [timed(page, clock)]
                    row["page"] = timed(page, clock)
                except AnalysisError as error:
                    row["failed"] = str(error)[:200]
                rows.append(row)
            print(kind, label, file=sys.stderr, flush=True)
    return rows


def cold(folder: Path, needs: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a question: milliseconds from opening the snapshot, none of it in memory, to the answer over everything."""
    rows = []
    for name, question in q.QUESTIONS.items():
        for path in folder.iterdir():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

        def work(name: str = name, question: Any = question) -> None:
            with Snapshot(folder) as snapshot:
                question(snapshot, Scope(lens="all"), **needs.get(name, {}))

        rows.append({"question": name, "ms": timed(work)})
    return rows


def searches(snapshot: Snapshot, clock: Clock) -> list[dict[str, Any]]:
    """Words met in about one article of 1,000, 100 and 10, and a phrase: articles found, milliseconds."""
    counts = snapshot.query(
        "SELECT term, count(*) AS n FROM doc_terms JOIN terms USING (term_id) WHERE phrase AND NOT stop GROUP BY term ORDER BY n, term"
    )
    articles, rows = int(snapshot.meta["articles"]), []
    for share in (0.001, 0.01, 0.1):
        term = str(counts["term"].iloc[int(np.searchsorted(counts["n"], share * articles).clip(0, len(counts) - 1))])
        for what, text in (("words", term), ("phrase", f'"{term}"')):
            found = snapshot.search(text)  # as any reader's first one finds the index in memory
            rows.append({"what": what, "found": len(found), "ms": timed(lambda t=text: snapshot.search(t), clock)})
    return rows


def measure(store: Path, clock: Clock = time.perf_counter) -> dict[str, Any]:
    """All figures of a store, asked by a process that serves: what fits is held in memory."""
    folder = snapshots(store) / current_version(store)
    with Snapshot(folder) as snapshot:
        postings.hold(snapshot)
        needs = settings(snapshot)
        rows = warm(snapshot, needs, clock)
        figures = {
            "articles": int(snapshot.meta["articles"]),
            "rows": rows,
            "clock": clock.__name__,
            "search": searches(snapshot, clock),
            "resident MB": tree_mb(os.getpid()),
            "peak MB": peak_mb(),
        }
    return figures | {"cold": cold(folder, needs)}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("store", type=Path)
    ask.add_argument("--json", type=Path, required=True)
    ask.add_argument("--processor", action="store_true", help="count processor time, on a busy machine")
    a = ask.parse_args()
    clock = time.process_time if a.processor else time.perf_counter
    a.json.write_text(json.dumps(measure(a.store, clock), indent=1), "utf-8")


if __name__ == "__main__":
    main()

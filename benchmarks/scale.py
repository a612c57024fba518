"""Everything about size as one command: ``python -m benchmarks.scale FOLDER [--sizes 10000,100000,1000000] [--peers 100000]``.

For each size a store is made in FOLDER (``benchmarks.million``) and every question asked (``benchmarks.latency``); one size
is given to other tools too (``benchmarks.peers``). Each step runs in a process of its own and leaves its figures in FOLDER:
what is there is not measured again, so that a run may be broken off. ``--docs docs`` then writes tables and pictures.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.growth import at, draw, exponent
from benchmarks.latency import FILTERS, PERIODS

WANTED = {
    (PERIODS, "again", 50): 60.0,
    (PERIODS, "again", 95): 150.0,
    (PERIODS, "first", 50): 60.0,
    (PERIODS, "first", 95): 150.0,
    (FILTERS, "first", 95): 1_000.0,
}
"""Kind of scope, asked first or again, percentile → milliseconds wanted at most at a million articles."""
COLD = 1_500.0
MILLION = 1_000_000
FROM, UNTIL = "<!-- figures -->", "<!-- end of figures -->"
Figures = dict[int, dict[str, Any]]


def measured(folder: Path, size: int, what: str, *more: str) -> dict[str, Any]:
    """The figures of one step of one size, measured now where they are not there."""
    file = folder / f"{size}.{what}.json"
    if not file.exists():
        part = file.with_suffix(".part")
        command = [sys.executable, "-m", f"benchmarks.{what}", str(folder / str(size)), "--json", str(part), *more]
        print(*command, file=sys.stderr, flush=True)
        subprocess.run(command, check=True, stdout=sys.stderr)
        part.rename(file)
    figures: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return figures


def percentile(rows: Iterable[dict[str, Any]], kind: str, when: str, part: int) -> float:
    """A percentile of milliseconds over all questions and scopes of a kind."""
    times = [row[when] for row in rows if row["kind"] == kind and "first" in row]
    return float(np.percentile(np.hstack(times), part)) if times else float("nan")


def latencies(found: Figures) -> dict[str, dict[int, float]]:
    """What is wanted of answers → articles → milliseconds."""
    out = {
        f"{kind}, {when}, p{part}": {size: percentile(one["rows"], kind, when, part) for size, one in found.items()}
        for kind, when, part in WANTED
    }
    out[f"{PERIODS}, kept for pages, p95"] = {
        size: percentile(one["rows"], PERIODS, "page", 95) for size, one in found.items()
    }
    out["everything, cold, slowest"] = {size: max(row["ms"] for row in one["cold"]) for size, one in found.items()}
    for what in ("words", "phrase"):
        out[f"search of {what}, slowest"] = {
            size: max(row["ms"] for row in one["search"] if row["what"] == what) for size, one in found.items()
        }
    return out


def costs(found: Figures) -> dict[str, dict[int, float]]:
    """What a store costs → articles → seconds or MB."""

    def one(figures: dict[str, Any], what: str, of: str) -> float:
        return float(next(row[of] for row in figures["costs"] if row["what"] == what))

    return {
        "publish, processor s": {size: one(each, "publish", "cpu s") for size, each in found.items()},
        "publish, peak MB": {size: one(each, "publish", "peak MB") for size, each in found.items()},
        "publish 1,000 more, processor s": {size: one(each, "publish again", "cpu s") for size, each in found.items()},
        "publish 1,000 more, by the clock s": {
            size: one(each, "publish again", "wall s") for size, each in found.items()
        },
        "  of which copying files s": {size: each["copy s"] for size, each in found.items()},
        "snapshot MB": {size: sum(each["files"].values()) for size, each in found.items()},
    }


def table(rows: dict[str, dict[int, float]], sizes: list[int], wanted: dict[str, float]) -> list[str]:
    """A Markdown table: a row a cost, a column a size, the exponent, a million by it, what is wanted there."""
    names = [f"{size:,}" for size in sizes]
    told = ["", *names, "exponent", *(["1 M by it"] if max(sizes) < MILLION else []), "wanted at 1 M"]
    lines = [f"| {' | '.join(told)} |", "|---" * len(told) + "|"]
    for name, points in rows.items():
        cells = [name, *(short(points.get(size, float("nan"))) for size in sizes), f"{exponent(points):.2f}"]
        cells += [short(at(MILLION, points))] if max(sizes) < MILLION else []
        lines.append(f"| {' | '.join([*cells, short(wanted.get(name, float('nan')))])} |")
    return lines


def short(value: float) -> str:
    """A number as a table shows it.

    >>> short(1234.5), short(12.34), short(float("nan"))
    ('1,234', '12.3', '')
    """
    if value != value:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def by_question(found: Figures, sizes: list[int]) -> list[str]:
    """A Markdown table: for each question the median and the slowest scope of period and source at each size."""
    lines = [
        "| question | " + " | ".join(f"{size:,}: p50, p95 | filters p95" for size in sizes) + " |",
        "|---" * (2 * len(sizes) + 1) + "|",
    ]
    for name in dict.fromkeys(row["question"] for row in found[sizes[-1]]["rows"]):
        cells = []
        for size in sizes:
            rows = [row for row in found[size]["rows"] if row["question"] == name]
            failed = [row["scope"] for row in rows if "failed" in row]
            told = [short(percentile(rows, PERIODS, "again", part)) for part in (50, 95)]
            cells += [f"{told[0]}, {told[1]}" + (f" (fails: {', '.join(failed)})" if failed else "")]
            cells += [short(percentile(rows, FILTERS, "first", 95))]
        lines.append(f"| `{name}` | {' | '.join(cells)} |")
    return lines


def by_peer(figures: dict[str, Any]) -> list[str]:
    """A Markdown table of the same work by other tools."""
    lines = ["| work | tool | ready s | an answer, ms | ours / theirs |", "|---" * 5 + "|"]
    for row in figures["rows"]:
        cells = [short(row.get(name) or float("nan")) for name in ("ready s", "ms", "ours / theirs")]
        lines.append(f"| {row['work']} | {row['tool']} | {' | '.join(cells)} |")
    return lines


def written(docs: Path, stores: Figures, answers: Figures, peers: dict[str, Any] | None) -> None:
    """Put tables into ``scale.md`` and pictures beside it."""
    sizes = list(stores)
    times, spent = latencies(answers), costs(stores)
    resident = {size: one["resident MB"] for size, one in answers.items()}
    wanted = {f"{kind}, {when}, p{part}": ms for (kind, when, part), ms in WANTED.items()}
    wanted |= {"everything, cold, slowest": COLD, "search of words, slowest": 50.0, "search of phrase, slowest": 50.0}
    aims = {
        "publish 1,000 more, by the clock s": 30.0,
        "snapshot MB": 9_000.0,
        "resident MB after every question": 1_500.0,
    }
    busy = any(one.get("clock") == "process_time" for one in answers.values())
    clock = " of processor time, cold by the clock" if busy else ""
    parts = [
        "![Answers against size](images/scale-answers.svg)",
        "![Publishing against size](images/scale-costs.svg)",
        f"### Answers, milliseconds{clock}",
        *table(times, sizes, wanted),
        "### The store",
        *table(spent | {"resident MB after every question": resident}, sizes, aims),
        f"### Every question, milliseconds{clock.partition(',')[0]}",
        *by_question(answers, sizes),
    ]
    if peers:
        parts += [
            f"### Beside other tools, {peers['articles']:,} articles{', processor time' if busy else ''}",
            *by_peer(peers),
        ]
    page = docs / "scale.md"
    text = re.sub(
        f"{FROM}.*{UNTIL}", lambda _: "\n".join([FROM, *parts, UNTIL]), page.read_text("utf-8"), flags=re.DOTALL
    )
    page.write_text(text.replace("\n###", "\n\n###").replace("\n\n\n###", "\n\n###"), "utf-8")
    images = docs / "images"
    draw(times, images / "scale-answers.svg", title="Answers", cost="milliseconds", limits={"60 ms": 60, "150 ms": 150})
    seconds = {name: points for name, points in spent.items() if name.endswith(" s")}
    draw(seconds, images / "scale-costs.svg", title="Publishing", cost="seconds", limits={"30 s": 30})


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--sizes", default="10000,100000,1000000")
    ask.add_argument("--peers", type=int, default=0, help="the size that other tools are given too")
    ask.add_argument("--processor", action="store_true", help="count processor time of answers, on a busy machine")
    ask.add_argument("--docs", type=Path, help="folder whose scale.md and images are written")
    a = ask.parse_args()
    a.folder.mkdir(parents=True, exist_ok=True)
    sizes = [int(size) for size in a.sizes.split(",")]
    stores = {size: measured(a.folder, size, "million", "--articles", str(size)) for size in sizes}
    clock = ["--processor"] if a.processor else []
    answers = {size: measured(a.folder, size, "latency", *clock) for size in sizes}
    peers = measured(a.folder, a.peers, "peers", *clock) if a.peers else None
    if a.docs:
        written(a.docs, stores, answers, peers)


if __name__ == "__main__":
    main()

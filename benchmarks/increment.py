"""What a build costs where few articles are new: ``python -m benchmarks.increment FILE.parquet STORE [--new 100,1000,10000]``.

STORE is a store of FILE alone, read once. For each number a copy of it reads FILE again with so many new items at its end (later
days, other titles), as a feed would bring them; time and memory are those of the whole command ``nhiptin build``.

``--sizes 10000,30000`` measures how that grows with the corpus: for each size the oldest so many rows of FILE, with their
annotations taken from STORE, make a store that then reads the first number of new items; ``--plot`` draws it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.store import rows as lake_rows
from analysis.store.lake import Lake
from analysis.text.annotate import annotation_version
from benchmarks.measure import run_child, show


def grown(path: Path, new: int, to: Path) -> None:
    """The file with ``new`` items more: texts of the file with one word of their own, published after all others."""
    table = pq.read_table(path)
    last = max(datetime.fromisoformat(at).replace(tzinfo=None) for at in table["published_at"].to_pylist())
    rows = table.slice(0, new).to_pylist()
    for number, row in enumerate(rows):
        at = last + timedelta(minutes=5 * (number + 1))
        row |= {
            "published_at": at.isoformat(timespec="seconds") + "+07:00",
            "title": f"{row['title']} ({number})",
            "url": f"https://made.example/{number}",
        }
    pq.write_table(pa.concat_tables([table, pa.Table.from_pylist(rows, schema=table.schema)]), to)


def cut(path: Path, store: Path, size: int, folder: Path) -> Path:
    """The oldest rows of a file, and a store of them in ``folder / "store"``; the file it was made from."""
    table = pq.read_table(path)
    kept = np.sort(np.argsort(table["published_at"].to_numpy(zero_copy_only=False), kind="stable")[:size])
    file = folder / "read" / path.name
    file.parent.mkdir()
    pq.write_table(table.take(pa.array(kept)), file)
    lines = pa.array([f"{path.name}:{number + 1}" for number in kept])
    version = annotation_version()
    for batch in Lake(store).batches(lake_rows.ARTICLES.names):
        part = pa.Table.from_batches([batch]).cast(lake_rows.ARTICLES)
        part = part.filter(pc.is_in(part["origin"], lines))
        place = part.schema.get_field_index("annotation_version")
        part = part.set_column(place, "annotation_version", pa.array([version] * len(part), pa.string()))
        Lake(folder / "store").restore("articles", part)
    return file


def again(file: Path, store: Path, new: int, folder: Path) -> dict[str, float]:
    """Seconds and memory of reading a file again with new items at its end."""
    # The same name in a folder of its own: rejects belong to the file's full path.
    more = folder / file.name
    grown(file, new, more)
    return {name: round(value, 1) for name, value in built(more, store).items()}


def built(file: Path, store: Path) -> dict[str, float]:
    return run_child([sys.executable, "-m", "analysis", "build", str(file), "--store", str(store)])


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path)
    ask.add_argument("store", type=Path)
    ask.add_argument("--new", default="100,1000,10000")
    ask.add_argument("--sizes", default="", help="sizes of the corpus, for the first of these numbers of new items")
    ask.add_argument("--plot", type=Path, help="SVG file for the costs by size")
    a = ask.parse_args()
    rows = []
    first, *_ = numbers = [int(new) for new in a.new.split(",")]
    for new, size in [(first, int(size)) for size in a.sizes.split(",") if size] or [(new, 0) for new in numbers]:
        with tempfile.TemporaryDirectory(dir=a.store.resolve().parent) as name:
            folder, file = Path(name), a.file
            if size:
                file = cut(a.file, a.store, size, folder)
                built(file, folder / "store")
            else:
                shutil.copytree(a.store, folder / "store")
            rows.append({"articles": size, "new": new, **again(file, folder / "store", new, folder)})
            print(rows[-1], file=sys.stderr, flush=True)
    show(f"nhiptin build of {a.file.name} again, with new items", rows)
    if a.plot:
        draw(rows, a.plot)


def draw(rows: list[dict[str, float]], to: Path) -> None:
    """Seconds of processor time and by the clock against the size of the corpus."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 3.6), layout="constrained")
    axes = figure.subplots()
    for name, label, mark in (("cpu_s", "processor time", "o-"), ("wall_s", "by the clock", "s--")):
        axes.plot([row["articles"] for row in rows], [row[name] for row in rows], mark, label=label)
    axes.set(xlabel="articles in the store", ylabel="seconds", xlim=(0, None), ylim=(0, None))
    axes.set_title(f"Reading a corpus again with {rows[0]['new']:,} new articles")
    axes.legend()
    axes.grid(alpha=0.3)
    figure.savefig(to, metadata={"Date": None})


if __name__ == "__main__":
    main()

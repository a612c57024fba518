"""What a build costs where few articles are new: ``python -m benchmarks.increment FILE.parquet STORE [--new 100,1000,10000]``.

STORE is a store of FILE. For each number a copy of it reads FILE again with so many new items at its end (later days, other
titles), as a feed would bring them; time and memory are those of the whole command ``nhiptin build``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

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


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path)
    ask.add_argument("store", type=Path)
    ask.add_argument("--new", default="100,1000,10000")
    a = ask.parse_args()
    rows = []
    for new in map(int, a.new.split(",")):
        with tempfile.TemporaryDirectory(dir=a.store.resolve().parent) as folder:
            # The same name in a folder of its own: rejects belong to the file's full path.
            file, store = Path(folder) / a.file.name, Path(folder) / "store"
            grown(a.file, new, file)
            shutil.copytree(a.store, store)
            spent = run_child([sys.executable, "-m", "analysis", "build", str(file), "--store", str(store)])
            rows.append({"new": new, **{name: round(value, 1) for name, value in spent.items()}})
    show(f"nhiptin build of {a.file.name} again, with new items", rows)


if __name__ == "__main__":
    main()

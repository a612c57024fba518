"""A corpus annotated by a Dask scheduler and two worker processes of this machine, beside this machine alone.

``python -m benchmarks.cluster.dask FILE``: twice, the second time a worker is killed in mid-run; equal content each time.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from analysis.build import build
from analysis.report import Progress
from analysis.store.lake import Lake
from analysis.store.lake_view import content
from benchmarks.cluster.servers import Server, free_port
from benchmarks.measure import show


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path)
    a = ask.parse_args()
    told = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        port = free_port()
        scheduler = Server(_dask("scheduler", "--host", "127.0.0.1", "--port", str(port)), log=folder / "scheduler")
        scheduler.listening(port)
        at, words = f"tcp://127.0.0.1:{port}", ("--nthreads", "1", "--local-directory", place)
        workers = [Server(_dask("worker", at, *words), log=folder / f"worker{number}") for number in range(2)]
        try:
            wanted = ""
            for name, on, kill in (
                ("this machine, two processes", "", False),
                ("Dask, two workers", at.replace("tcp", "dask"), False),
                ("Dask, one of two killed in mid-run", at.replace("tcp", "dask"), True),
            ):
                store, left = folder / name, [0] if kill else []

                def watch(step: Progress, left: list[int] = left) -> None:
                    if left and step.stage == "read" and 0.2 < step.fraction < 0.8:
                        left.pop()
                        workers.pop().kill()

                began = time.perf_counter()
                report = build([a.file], store, on=on, processes=None if on else 2, progress=watch)
                seconds = time.perf_counter() - began
                found = content(Lake(store))
                wanted = wanted or found
                told.append(
                    {"run": name, "articles": report.total().new, "seconds": seconds,
                     "content as one machine's": "yes" if found == wanted and not left else "NO"}
                )  # fmt: skip
        finally:
            for server in (*workers, scheduler):
                server.kill()
    show("Annotated by Dask (build and publish)", told)
    if any(row["content as one machine's"] == "NO" for row in told):
        print(json.dumps(told), file=sys.stderr)
        sys.exit(1)


def _dask(*words: str) -> list[str]:
    return [sys.executable, "-m", "dask", *words, "--no-dashboard"]


if __name__ == "__main__":
    main()

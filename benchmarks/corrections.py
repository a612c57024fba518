"""A correction from its preview to its publishing, on a copy of a store: ``python -m benchmarks.corrections STORE``."""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis import corrections, questions
from analysis.scope import Scope
from analysis.store.corrections import Correction
from analysis.store.places import current_version, snapshots
from analysis.store.snapshot import open_snapshot
from benchmarks.measure import show


def run(store: Path) -> list[dict[str, Any]]:
    """Wall and CPU seconds of preview, merge and undo of the two names mentioned most."""
    version = current_version(store)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "store"
        shutil.copytree(snapshots(store) / version, snapshots(copy) / version)
        shutil.copyfile(store / "CURRENT", copy / "CURRENT")
        first, second = questions.entity_frequencies(open_snapshot(copy), Scope(lens="all"), top=2)["name"].tolist()
        merge = [Correction(0, "", "", "merge", second, "", first)]
        rows = [
            _timed("preview", lambda: corrections.adding(copy, merge)),
            _timed("merge", lambda: corrections.add(copy, merge, who="benchmark")),
            _timed("undo", lambda: corrections.undo(copy, 1, who="benchmark")),
        ]
    show(f"Correction of the two names mentioned most in {store.name}", rows)
    return rows


def _timed(name: str, work: Callable[[], Any]) -> dict[str, Any]:
    began, cpu = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime
    return {"step": name, "wall s": time.perf_counter() - began, "CPU s": used}


if __name__ == "__main__":
    run(Path(sys.argv[1]))

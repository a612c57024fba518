"""How long the steps of a long work take, and how much memory was held."""

from __future__ import annotations

import resource
import sys
import time
from typing import Any


class Laps:
    """Wall and processor seconds of steps that follow each other, and the most memory (MB) held until the end of each.

    An instance is told the name of each step as it begins, as ``publish`` tells its ``progress``. Each that ended is told
    at once: of a run of an hour that breaks off, what was measured is known.
    """

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._name, self._wall, self._cpu = "", 0.0, 0.0

    def __call__(self, name: str) -> None:
        """End the step under way, if any; begin another one unless the name is empty."""
        wall, cpu = time.perf_counter(), time.process_time()
        if self._name:
            spent = {"wall s": wall - self._wall, "cpu s": cpu - self._cpu, "peak MB": peak_mb()}
            self.rows.append({"what": self._name, **spent})
            told = ", ".join(f"{name} {value:,.1f}" for name, value in spent.items())
            print(f"{self._name}: {told}", file=sys.stderr, flush=True)
        self._name, self._wall, self._cpu = name, wall, cpu

    def total(self, what: str) -> dict[str, Any]:
        """All steps as one row."""
        sums = {name: sum(row[name] for row in self.rows) for name in ("wall s", "cpu s")}
        return {"what": what, **sums, "peak MB": peak_mb()}


def peak_mb() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

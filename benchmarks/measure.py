"""Medians, child processes with their peak memory, and the table that every benchmark prints."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

Clock = Callable[[], float]


def median_ms(work: Callable[[], Any], *, runs: int = 7, clock: Clock = time.perf_counter) -> float:
    """Median wall time (or that of another clock) of warm runs in milliseconds; the first run is not counted."""
    work()
    times = []
    for _ in range(runs):
        began = clock()
        work()
        times.append((clock() - began) * 1000)
    return statistics.median(times)


def run_child(command: list[str], *, without: tuple[str, ...] = ()) -> dict[str, float]:
    """Wall and CPU seconds and the peak memory (MB) of a command and its children, polled five times a second.

    The peak is the sum of the proportional set sizes of the whole process tree: shared pages count once.

    Args:
        command: what to run.
        without: how the names of programs begin that are not ours; the peak of all others is told as ``own_mb``.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = own = 0.0
    while child.poll() is None:
        peak = max(peak, tree_mb(child.pid))
        own = max(own, tree_mb(child.pid, without=without)) if without else 0.0
        time.sleep(0.2)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        sys.stderr.write(child.stderr.read().decode() if child.stderr else "")
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall_s": wall, "cpu_s": cpu, "peak_mb": peak} | ({"own_mb": own} if without else {})


def family(pid: int) -> Iterator[int]:
    """A process and all its descendants, as far as they are there."""
    todo = [pid]
    while todo:
        one = todo.pop()
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                todo += [int(c) for c in (task / "children").read_text("ascii").split()]
        except OSError:
            continue
        yield one


def tree_mb(pid: int, *, without: tuple[str, ...] = ()) -> float:
    """Proportional set size of a process and all its descendants, in MB; 0 when it is gone.

    Args:
        pid: the process.
        without: how the names of programs begin that are left out; empty: none.
    """
    total = 0
    for one in family(pid):
        try:
            if without and Path(f"/proc/{one}/comm").read_text("utf-8", "replace").startswith(without):
                continue
            lines = Path(f"/proc/{one}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


def tree_cpu(pid: int) -> float:
    """CPU seconds that a process and those of its descendants that still live have taken; 0 when it is gone."""
    total = 0
    for one in family(pid):
        try:
            told = Path(f"/proc/{one}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        total += int(told[11]) + int(told[12])
    return total / os.sysconf("SC_CLK_TCK")


def show(title: str, rows: list[dict[str, Any]]) -> None:
    """Print rows as one table."""
    table = Table(title=title, title_justify="left")
    for name in rows[0] if rows else ():
        table.add_column(name, justify="left" if isinstance(rows[0][name], str) else "right")
    for row in rows:
        table.add_row(
            *(f"{v:,.2f}" if isinstance(v, float) else f"{v:,}" if isinstance(v, int) else str(v) for v in row.values())
        )
    Console(width=140).print(table)

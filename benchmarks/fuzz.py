"""Bytes that nobody meant: ``python -m benchmarks.fuzz [--only scope,csv] [--runs 50000] [--folder FOLDER]``.

Atheris (libFuzzer) makes the inputs, led by which lines of ``analysis`` they reach, from a fixed seed for each piece. A target
may answer or refuse in the way that is meant (``fuzz_targets``); anything else, and every case over a second, is kept as a
finding with its input. Pieces add up: the folder remembers inputs, counts and findings, and the next piece goes on from there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from analysis.paths import ROOT
from benchmarks.measure import show

SLOW = 1.0
"""Seconds (of CPU) that no case may take."""
LONGEST = 4096
"""Bytes of a case."""


def piece(name: str, runs: int, folder: Path) -> None:
    """So many cases of one target, in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["analysis"]):
        from benchmarks.fuzz_targets import TARGETS, seeds
    home = folder / name
    inputs = home / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    for one in seeds(name):
        (inputs / hashlib.sha256(one).hexdigest()[:16]).write_bytes(one)
    told = before(home)
    target, state = TARGETS[name], {"cases": 0, "slowest": 0.0}

    def once(data: bytes) -> float:
        began = time.process_time()
        try:
            target(data)
        except BaseException as error:
            found(home, told, error, data)
        return time.process_time() - began

    def case(data: bytes) -> None:
        took = once(data)
        if took > SLOW:
            # Again: what a library reads when it is first needed is not of this case.
            took = once(data)
        state["slowest"] = max(state["slowest"], took)
        if took > SLOW:
            found(home, told, TimeoutError(f"{took:.1f} s"), data)
        state["cases"] += 1
        if state["cases"] >= runs:
            told["cases"] += state["cases"]
            told["pieces"] += 1
            told["slowest"] = max(told["slowest"], state["slowest"])
            (home / "told.json").write_text(json.dumps(told, indent=1), "utf-8")
            os._exit(0)

    seed = f"-seed={7 + told['pieces']}"
    kept = f"-artifact_prefix={home}/"
    atheris.Setup(["fuzz", seed, kept, f"-max_len={LONGEST}", "-verbosity=0", "-timeout=600", str(inputs)], case)
    atheris.Fuzz()


def before(home: Path) -> dict[str, Any]:
    """What earlier pieces of a target told."""
    file = home / "told.json"
    fresh: dict[str, Any] = {"cases": 0, "pieces": 0, "slowest": 0.0, "findings": {}}
    return json.loads(file.read_text("utf-8")) if file.is_file() else fresh


def found(home: Path, told: dict[str, Any], error: BaseException, data: bytes) -> None:
    """Keep the first input of each kind of finding: what was raised, and the line of ours it came through."""
    ours = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.startswith(str(ROOT / "analysis"))]
    place = f"{Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno}" if ours else "?"
    kind = f"{type(error).__name__} at {place}: {str(error)[:80]}" if ours else f"{type(error).__name__}"
    known = f"{type(error).__name__} at {place}"
    if known not in told["findings"]:
        told["findings"][known] = kind
        (home / f"finding-{len(told['findings'])}").write_bytes(data)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--only", default="", help="targets, joined by commas; default: all")
    ask.add_argument("--runs", type=int, default=20_000, help="cases of each")
    ask.add_argument("--folder", type=Path, required=True, help="remembers inputs, counts and findings")
    ask.add_argument("--piece", default="", help=argparse.SUPPRESS)
    a = ask.parse_args()
    if a.piece:
        piece(a.piece, a.runs, a.folder)
        return
    from benchmarks.fuzz_targets import TARGETS

    for name in a.only.split(",") if a.only else TARGETS:
        command = [
            sys.executable,
            "-m",
            "benchmarks.fuzz",
            "--piece",
            name,
            "--runs",
            str(a.runs),
            "--folder",
            str(a.folder),
        ]
        ended = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
        if ended.returncode:
            print(f"{name}: ended with {ended.returncode}: {ended.stderr[-600:]}", file=sys.stderr)
    rows = []
    for name in TARGETS:
        told = before(a.folder / name)
        rows.append(
            {"target": name, "cases": told["cases"], "slowest s": told["slowest"], "findings": len(told["findings"])}
        )
        for kind in told["findings"].values():
            print(f"{name}: {kind}", file=sys.stderr)
    rows.append({"target": "all", "cases": sum(row["cases"] for row in rows), "slowest s": max(row["slowest s"] for row in rows),
                 "findings": sum(row["findings"] for row in rows)})  # fmt: skip
    show(f"cases of up to {LONGEST:,} bytes", rows)
    if rows[-1]["findings"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

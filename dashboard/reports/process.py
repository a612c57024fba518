"""What both processes of this room share: settings come as one line of JSON, each path written goes out as a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError, StoreError


def process(run: Callable[[dict[str, Any], Callable[[str], None]], None]) -> None:
    """Run with the settings of standard input; an error of ours is one sentence and an exit code (1 failed, 2 refused)."""
    try:
        run(json.loads(sys.stdin.read()), lambda path: print(path, flush=True))
    except AnalysisError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, ValueError) else 1)


def tried(path: Path, *, folder: bool = False) -> None:
    """Refuse a place that cannot be written before work is spent on what is to stand there."""
    with _fresh(path, folder=folder) as fresh:
        fresh.touch()
        fresh.unlink()


def put(path: Path, content: bytes, *, folder: bool = False) -> str:
    """Write a file, which takes its name when it is whole."""
    with _fresh(path, folder=folder) as fresh:
        fresh.write_bytes(content)
        fresh.replace(path)
    return str(path)


@contextmanager
def _fresh(path: Path, *, folder: bool) -> Iterator[Path]:
    """The file under which a file is written until it is whole."""
    try:
        if folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        yield path.with_name(f".{path.name}.new")
    except OSError as error:
        raise StoreError(f"{path} cannot be written: got {error.strerror or error}; name another place") from error

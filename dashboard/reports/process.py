"""What both processes of this room share: settings come as one line of JSON, each path written goes out as a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
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


def put(path: Path, content: bytes, *, folder: bool = False) -> str:
    """Write a file, which takes its name when it is whole."""
    try:
        if folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: got {error.strerror or error}; name another place") from error
    return str(path)

"""Imports on a page: a file is kept while it is looked at and added, both by commands in processes of their own."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.paths import ROOT, default_store
from analysis.store import crawl, imports
from analysis.store.crawl import Health
from analysis.store.imports import Import
from analysis.store.state import record
from dashboard.access.visitor import permit
from dashboard.state.asking import store
from dashboard.state.work import Work

__all__ = [
    "FIELDS",
    "Health",
    "Import",
    "adding",
    "discard",
    "fetching",
    "health",
    "keep",
    "listed",
    "look",
    "undoing",
    "work",
]

FIELDS = ("published", "title", "summary", "text", "source", "url", "section", "author")
"""What a column may be."""
_ENDINGS = (".csv", ".tsv", ".jsonl", ".json", ".ndjson", ".txt", ".parquet", ".pq", ".zip")
UPLOADS = "uploads"
KEPT = 86_400
"""Seconds after which an upload is let go that was looked at and never added."""
_PATIENCE = 300
"""Seconds that a look may take."""


def keep(name: str, content: bytes) -> Path:
    """Keep an upload under the store; the same content under the same name has one place."""
    permit("imports")
    ending = Path(name).suffix.lower()
    plain = re.sub(r"[^\w.-]+", "_", Path(name).stem)[:60].strip(".-") or "tin"
    every = default_store().resolve() / UPLOADS
    for old in every.glob("*"):
        if old.stat().st_mtime < time.time() - KEPT:
            shutil.rmtree(old, ignore_errors=True)
    folder = every / hashlib.sha256(content).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{plain}{ending if ending in _ENDINGS else '.txt'}"
    if not file.exists():
        half = file.with_suffix(".half")
        half.write_bytes(content)
        half.replace(file)
    return file


def discard(file: Path) -> None:
    """Let a kept upload go."""
    shutil.rmtree(file.parent, ignore_errors=True)


def _options(columns: Mapping[str, str], source: str, dates: str, encoding: str) -> list[str]:
    """Options of ``nhiptin build``; text of a visitor stands behind ``=`` within one word, never as an option."""
    told = [f"--map={field}={column}" for field, column in sorted(columns.items()) if column]
    told += [f"--source={source}"] if source else []
    told += [f"--date-format={dates}"] if dates else []
    return [*told, f"--encoding={encoding}"]


@st.cache_data(max_entries=20, show_spinner=False)
def _look(version: str, file: str, options: tuple[str, ...]) -> dict[str, Any]:
    command = [sys.executable, "-m", "analysis", "build", "--look", *options]
    try:
        done = subprocess.run(  # noqa: S603  our own command; what a visitor wrote stands behind = or --, without a shell
            [*command, "--store", str(default_store().resolve()), "--", file],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return {"error": f"the file takes longer than {_PATIENCE} s to read; add it with: nhiptin build FILE"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        return {"error": last.removeprefix("nhiptin: ")[:300]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def look(
    file: Path, *, columns: Mapping[str, str], source: str = "", dates: str = "", encoding: str = "auto"
) -> dict[str, Any]:
    """What would become of every row (``analysis.look.Look``), or ``error`` with a sentence."""
    return _look(store().version, str(file), tuple(_options(columns, source, dates, encoding)))


_works: dict[Path, Work] = {}
_starting = threading.Lock()


def whole(stage: str, done: float) -> float:
    """How much of an import is done.

    >>> whole("feeds", 1.0), whole("read", 0.5), whole("publish", 1.0)
    (0.0, 0.55, 1.0)
    """
    begin, share = {"feeds": (0.0, 0.0), "fetch": (0.0, 0.4), "read": (0.4, 0.3)}.get(stage, (0.7, 0.3))
    return begin + share * done


def _start(*command: str) -> bool:
    """Begin a command on this store; False where one is under way."""
    with _starting:
        held = _works.get(default_store())
        if held is not None and held.is_alive():
            return False
        fresh = _works[default_store()] = Work(*command, whole=whole)
        fresh.start()
        return True


def _noted(what: str, name: str, begun: bool) -> bool:
    if begun:
        record(default_store(), who=permit("imports"), what=what, file=name)
    return begun


def adding(
    file: Path, *, columns: Mapping[str, str], source: str = "", dates: str = "", encoding: str = "auto"
) -> bool:
    """Begin to add a kept file; False where other work is under way."""
    options = _options(columns, source, dates, encoding)
    return _noted("import", file.name, _start("build", *options, "--store", str(default_store().resolve()), str(file)))


def fetching(addresses: str) -> bool:
    """Begin to fetch pages, one address a line; False where other work is under way."""
    file = keep("addresses.txt", addresses.encode())
    return _noted("fetch", file.name, _start("fetch", "--urls", str(file), "--store", str(default_store().resolve())))


def undoing(batch: str) -> bool:
    """Begin to take an import back; False where other work is under way."""
    who = f"--who={permit('deletion')}"
    return _start("imports", "undo", "--store", str(default_store().resolve()), who, batch)


def work(*, forget: bool = False) -> Work | None:
    """The command under way or just ended on this store; with ``forget`` it is let go, and its upload with it."""
    held = _works.pop(default_store(), None) if forget else _works.get(default_store())
    for word in held.command if held is not None and forget else ():
        if Path(word).parent.parent == default_store().resolve() / UPLOADS:
            discard(Path(word))
    return held


def listed() -> list[Import]:
    """What was imported and fetched, the largest first."""
    return imports.listed(store())


def health() -> list[Health]:
    """How every feed fares that was ever visited."""
    return crawl.health(default_store())

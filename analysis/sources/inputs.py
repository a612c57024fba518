"""Which files a path stands for: a file, a folder (searched, hidden entries left out) or a zip (read in place).

Nothing of an archive is ever written to disk, so the names of its members cannot lead anywhere; how far one may
expand is limited before and while it is read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from analysis.errors import InputError

FORMATS = {
    ".txt": "seeds",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "table",
    ".tsv": "table",
    ".parquet": "parquet",
    ".pq": "parquet",
}
"""Ending → format; a zip holds files of these."""
ALLOWED = ".txt, .jsonl, .csv, .tsv, .parquet, or a folder or zip of these"

MEMBERS = 100_000
EXPANDED = 4 * 2**30
RATIO = 200
RATIO_FROM = 10 * 2**20
IN_MEMORY = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read."""

    path: Path
    name: str
    """As origins and rejects show it: relative to the folder above what was named on the command line."""
    size: int


@dataclass(slots=True)
class Meter:
    """How far the reading of one file is, for whoever shows progress."""

    total: int = 0
    done: int = 0

    @property
    def fraction(self) -> float:
        return min(self.done / self.total, 1.0) if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Stream:
    """One opened file, or one member of a zip."""

    name: str
    stem: str
    format: str
    """``seeds``, ``jsonl``, ``table`` or ``parquet``."""
    data: BinaryIO
    size: int


class Unreadable(Exception):
    """A file, or a member of a zip, that cannot be read; its sentence is the reason of a reject."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name


def inputs(paths: Sequence[Path]) -> list[Input]:
    """The files that these paths stand for, in order of path; a file that is reached twice counts once.

    Files of other formats are left out where a folder is named; naming one itself gives a reject later.

    Raises:
        InputError: a path that does not exist, or a folder without any readable file.
    """
    found: dict[Path, Input] = {}
    for path in paths:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if _wanted(file, path)]
            if not inside:
                raise InputError(f"the folder {path} holds no file to read: allowed {ALLOWED}")
        elif path.is_file():
            inside = [path]
        else:
            raise InputError(f"there is no file or folder {path}; check the path and run the command again")
        base = path.resolve().parent
        for file in inside:
            name = file.resolve().relative_to(base).as_posix() if file.resolve().is_relative_to(base) else file.name
            found.setdefault(file.resolve(), Input(file, name, file.stat().st_size))
    return list(found.values())


def _wanted(file: Path, top: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(top).parts)
    return not hidden and file.is_file() and (file.suffix.lower() in FORMATS or file.suffix.lower() == ".zip")


def streams(source: Input, meter: Meter) -> Iterator[Stream | Unreadable]:
    """The streams of one file, opened one after another; what cannot be opened comes as an ``Unreadable``."""
    suffix = source.path.suffix.lower()
    if suffix != ".zip" and suffix not in FORMATS:
        yield Unreadable(source.name, f"the format is unknown: got {suffix or 'no ending'!r}, allowed {ALLOWED}")
        return
    try:
        if suffix == ".zip":
            with zipfile.ZipFile(source.path) as archive:
                yield from _members(archive, source, meter)
        else:
            meter.total = source.size
            with source.path.open("rb") as data:
                yield Stream(source.name, source.path.stem, FORMATS[suffix], data, source.size)
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        yield Unreadable(source.name, f"the file cannot be opened: got {str(error)[:200]}")


def _members(archive: zipfile.ZipFile, source: Input, meter: Meter) -> Iterator[Stream | Unreadable]:
    # Not is_dir(), which fails on a file without a name.
    members = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if len(members) > MEMBERS:
        yield Unreadable(source.name, f"the zip holds too many files: got {len(members)}, allowed {MEMBERS}; split it")
        return
    expanded = sum(info.file_size for info in members)
    if expanded > EXPANDED:
        yield Unreadable(
            source.name,
            f"the zip expands too far: got {expanded} bytes, allowed {EXPANDED}; unpack it and name the folder",
        )
        return
    meter.total = expanded
    for info in sorted(members, key=lambda info: info.filename):
        path = PurePosixPath(info.filename.replace("\\", "/"))
        suffix = path.suffix.lower()
        if any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts):
            continue
        name = f"{source.name}!{info.filename[:300]}"
        if suffix == ".zip":
            yield Unreadable(name, "a zip within a zip is not read: unpack it and name the folder")
        elif suffix in FORMATS:
            if info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1):
                yield Unreadable(
                    name,
                    f"the file expands too far: got {info.file_size} bytes from {info.compress_size}, allowed {RATIO} times",
                )
            else:
                yield from _member(
                    archive, info, Stream(name, path.stem, FORMATS[suffix], io.BytesIO(), info.file_size)
                )


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, blank: Stream) -> Iterator[Stream | Unreadable]:
    try:
        with archive.open(info) as data:
            stream = cast(BinaryIO, _Careful(data))
            if blank.format == "parquet":
                # Parquet is read from its end: the member is held in memory, within a limit.
                if info.file_size > IN_MEMORY:
                    yield Unreadable(blank.name, "the Parquet file is too large to be read from a zip: unpack it")
                    return
                stream = io.BytesIO(stream.read(IN_MEMORY))
            yield replace(blank, data=stream)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        yield Unreadable(blank.name, f"the file within the zip cannot be read: got {str(error)[:200]}")


class _Careful:
    """A zip member whose damage shows as OSError, as a damaged file on disk would."""

    def __init__(self, data: IO[bytes]) -> None:
        self._data = data

    def read(self, size: int = -1) -> bytes:
        with _as_os_error():
            return self._data.read(size)

    def readline(self, size: int = -1) -> bytes:
        with _as_os_error():
            return self._data.readline(size)

    def seek(self, place: int) -> int:
        with _as_os_error():
            return self._data.seek(place)


@contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise OSError(str(error)) from error

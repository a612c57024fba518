"""A whole corpus as one file, and back: articles with their annotations, refused rows, what people wrote.

::

    pack(store, file)     writes everything that cannot be made again from something else
    unpack(file, store)   makes a store of it and publishes it

The file is a zip of ``manifest.json`` (what is inside, with a SHA-256 each), the lake's Parquet files and a copy of
``state.sqlite``. Snapshots stay out: they are made anew. A store appears under its name only when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis import build
from analysis.errors import InputError, StoreError
from analysis.intake import Tell
from analysis.report import Progress
from analysis.store import places, publish, rows, state_copy, state_file
from analysis.store.lake import Lake

FORMAT = 1
MANIFEST = "manifest.json"
TABLES = {"articles": rows.ARTICLES, "rejects": rows.REJECTS}
LARGEST_MANIFEST = 4_000_000
"""Bytes of a manifest that are read."""
_ALLOWED = f"allowed a file written by nhiptin export, format {FORMAT}"
_PIECE = 1 << 20
_ROWS = 4_000
"""Articles of one commit."""


def pack(store: Path, file: Path, *, progress: Tell = lambda step: None) -> dict[str, int]:
    """Write a corpus to a file, which appears under its name when it is whole.

    Args:
        store: the store's folder; it may be read and written meanwhile.
        file: where to; its folder must be there. A file of that name is replaced.
        progress: told how far the writing is.

    Returns:
        Rows written: ``articles``, ``rejects``; and ``bytes`` of the file.

    Raises:
        StoreMissing: there is nothing in the store.
        StoreError: the store cannot be read, or the file not be written.
    """
    lake = Lake(store)
    parts = {name: lake.files(name) for name in TABLES}
    if not any(parts.values()):
        raise publish.nothing(store)
    with _written(file) as target, tempfile.TemporaryDirectory() as folder:
        state = state_copy.copied(store, Path(folder))
        inside = [
            (f"{name}/{place:05d}.parquet", Path(path)) for name in TABLES for place, path in enumerate(parts[name])
        ]
        inside += [(state_file.FILE, state)] if state else []
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            entries = {}
            for done, (name, path) in enumerate(inside):
                progress(Progress("export", done / len(inside), 0, 0.0, None, name))
                entries[name] = _copied(path, archive, name)
            counts = {name: sum(pq.read_metadata(path).num_rows for path in paths) for name, paths in parts.items()}
            archive.writestr(MANIFEST, json.dumps({"format": FORMAT, **counts, "files": entries}, indent=1))
    return {**counts, "bytes": file.stat().st_size}


def unpack(file: Path, store: Path, *, progress: Tell = lambda step: None) -> build.BuildReport:
    """Make a store of a packed corpus and publish it. A run cut off leaves nothing under the store's name.

    Args:
        file: written by ``pack``, by this or an older version of the product.
        store: where to; a folder that is missing or empty.
        progress: told how far the work is.

    Raises:
        InputError: the folder holds something, or the file is damaged or something else.
        StoreError: the disk failed.
    """
    if store.exists() and (not store.is_dir() or any(store.iterdir())):
        raise InputError(
            f"a corpus is unpacked into a folder of its own: got {store}, which is not empty; "
            f"name a new one with --store DIR"
        )
    store.parent.mkdir(parents=True, exist_ok=True)
    with _opened(file) as (archive, files), _beside(store) as work:
        lake = Lake(work)
        for place, (name, about) in enumerate(files.items()):
            progress(Progress("import", place / len(files), 0, 0.0, None, name))
            with tempfile.TemporaryDirectory(dir=work) as folder:
                part = Path(folder) / "part"
                _taken(archive, name, about, part)
                _settled(lake, work, name, part)
        report = build.apply(work, progress=progress)
        with suppress(FileNotFoundError):
            store.rmdir()
        work.rename(store)
        places.sync_folder(store.parent)
    report.store = str(store)
    return report


def _settled(lake: Lake, work: Path, name: str, part: Path) -> None:
    """One member of the file at its place in the store that is being made."""
    if name == state_file.FILE:
        state_copy.taken(work, part)
        return
    table = name.partition("/")[0]
    try:
        with pq.ParquetFile(part) as parquet:
            _refuse_other_columns(name, parquet.schema_arrow, TABLES[table])
            for batch in parquet.iter_batches(_ROWS):
                lake.restore(table, pa.Table.from_batches([batch]))
    except pa.ArrowException as error:
        raise InputError(f"{name} in the packed corpus cannot be read: got {str(error)[:120]}; pack it anew") from error


def _refuse_other_columns(name: str, got: pa.Schema, allowed: pa.Schema) -> None:
    for field in got:
        if field.name not in allowed.names or not field.type.equals(allowed.field(field.name).type):
            raise InputError(
                f"{name} in the packed corpus has a column this version does not know: got {field.name[:40]!r} of type "
                f"{str(field.type)[:40]}; update the product, or pack the corpus with this version"
            )


@contextmanager
def _written(file: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its name when all went well."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False) as target:
            try:
                yield target
                target.flush()
                os.fsync(target.fileno())
            except BaseException:
                Path(target.name).unlink(missing_ok=True)
                raise
        Path(target.name).chmod(0o644)
        Path(target.name).replace(file)
    except OSError as error:
        raise StoreError(
            f"{file} cannot be written: got {error.strerror or error}; make room or name another file"
        ) from error


@contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """The packed corpus and what its manifest says of each member."""
    if not file.is_file():
        raise InputError(f"there is no file {file}; {_ALLOWED}")
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise InputError(f"{file} is no packed corpus: got {error}; {_ALLOWED}") from error
    with archive:
        yield archive, _manifest(archive, file)


def _manifest(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise ValueError("a manifest that is too large")
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise ValueError(f"format {str(manifest['format'])[:20]}")
        files = {
            str(name): {"size": int(a["size"]), "sha256": str(a["sha256"])} for name, a in manifest["files"].items()
        }
        if odd := [name for name in files if name != state_file.FILE and name.partition("/")[0] not in TABLES]:
            raise ValueError(f"a part that no corpus has, {odd[0][:60]!r}")
        # Packing leaves members as they are, since they are compressed by themselves; whatever expands is none of ours.
        if any(
            one.compress_type != zipfile.ZIP_STORED or one.flag_bits & 1
            for one in archive.infolist()
            if one.filename != MANIFEST
        ):
            raise ValueError("a part that is compressed or locked")
        if missing := files.keys() - set(archive.namelist()):
            raise ValueError(f"no {min(missing)[:60]!r} although the manifest names it")
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise InputError(f"{file} is no packed corpus, or it is damaged: got {str(error)[:120]}; {_ALLOWED}") from error
    return files


@contextmanager
def _beside(store: Path) -> Iterator[Path]:
    """A folder on the store's disk to make it in; gone when it did not become the store."""
    work = Path(tempfile.mkdtemp(prefix=f".{store.name}-", dir=store.parent))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copied(path: Path, archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """Put a file into the archive; its size and checksum."""
    with path.open("rb") as source, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as target:
        return _streamed(source, target.write)


def _taken(archive: zipfile.ZipFile, name: str, about: dict[str, Any], to: Path) -> None:
    """Take a file out of the archive, no longer than it should be, and compare its checksum."""
    if archive.getinfo(name).file_size != about["size"]:
        raise InputError(f"{name} in the packed corpus has not the size that its manifest gives; pack it anew")
    try:
        with archive.open(name) as source, to.open("wb") as target:
            same = _streamed(source, target.write) == about
    except (zipfile.BadZipFile, zlib.error, EOFError):
        same = False
    if not same:
        raise InputError(f"{name} in the packed corpus is damaged: its checksum differs; pack it anew")


def _streamed(source: IO[bytes], write: Callable[[bytes], object]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        digest.update(piece)
        size += len(piece)
        write(piece)
    return {"size": size, "sha256": digest.hexdigest()}

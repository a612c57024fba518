"""Files as one zip: ``manifest.json`` says what is inside, with size and SHA-256 each; nothing in it is compressed.

A written file appears under its name when it is whole. A read one is believed only as far as its checksums reach.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from analysis.errors import AnalysisError, InputError, StoreError

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 4_000_000
"""Bytes of a manifest that are read."""
_PIECE = 1 << 20
_UNKNOWN = "corpus"
"""What a manifest of the first version is, which did not say so."""
_TRIES = 5
"""How often packing begins anew."""
Step = Callable[[float, str], None]
Inside = Sequence[tuple[str, Path]]
Gather = Callable[[Path], tuple[Inside, Mapping[str, Any]]]


class _Gone(Exception):
    """A file was replaced between being named and being copied."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of packed file.

    Attributes:
        name: as the manifest has it.
        told: what it is called in sentences, with its article.
        command: what writes it.
        format: version of its layout.
        fits: whether it may hold a member of this name.
    """

    name: str
    told: str
    command: str
    format: int
    fits: Callable[[str], bool]

    @property
    def allowed(self) -> str:
        return f"allowed a file written by {self.command}, format {self.format}"


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed file that is open.

    Attributes:
        files: name of each member → its ``size`` and ``sha256``, in the order in which they were written.
        facts: what else the manifest says.
    """

    kind: Kind
    files: Mapping[str, Mapping[str, Any]]
    facts: Mapping[str, Any]
    _archive: zipfile.ZipFile

    def take(self, name: str, to: Path) -> None:
        """Write a member to a file, no longer than it should be, and compare its checksum.

        Raises:
            InputError: it is not what the manifest says.
            OSError: the disk failed.
        """
        about = self.files[name]
        if self._archive.getinfo(name).file_size != about["size"]:
            raise InputError(f"{name} in {self.kind.told} has not the size that its manifest gives; write it anew")
        try:
            with self._archive.open(name) as source, to.open("wb") as target:
                same = _streamed(source, target.write) == about
                target.flush()
                os.fsync(target.fileno())
        except (zipfile.BadZipFile, zlib.error, EOFError):
            same = False
        if not same:
            raise InputError(f"{name} in {self.kind.told} is damaged: its checksum differs; write it anew")


def pack(
    file: Path, kind: Kind, gather: Gather, *, mode: int = 0o644, step: Step = lambda fraction, name: None
) -> Mapping[str, Any]:
    """Write files to a packed one.

    Args:
        file: where to; its folder must be there. A file of that name is replaced when the new one is whole.
        kind: of the file.
        gather: given a folder for copies of its own, says what to pack: name within the file and the file to copy, and
            facts for the manifest. Asked again when one of these files was replaced before it was copied.
        mode: permissions of the file.
        step: told how far the writing is, 0 to 1, and which member is next.

    Returns:
        The facts, and ``bytes`` of the file.

    Raises:
        StoreError: the file cannot be written, or what it is made of changes all the time.
    """
    for _ in range(_TRIES):
        try:
            with (
                _written(file, mode) as target,
                tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as folder,
            ):
                inside, facts = _gathered(gather, Path(folder))
                _fill(target, kind, inside, facts, step)
        except _Gone:
            continue
        return {**facts, "bytes": file.stat().st_size}
    raise StoreError(
        f"{file} cannot be written: what it is made of is replaced again and again; try when less is written"
    )


def _gathered(gather: Gather, folder: Path) -> tuple[Inside, Mapping[str, Any]]:
    try:
        return gather(folder)
    except AnalysisError:
        raise
    except FileNotFoundError as error:
        raise _Gone from error


def _fill(target: IO[bytes], kind: Kind, inside: Inside, facts: Mapping[str, Any], step: Step) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        entries = {}
        for done, (name, path) in enumerate(inside):
            step(done / len(inside), name)
            entries[name] = _copied(path, archive, name)
        about = {"kind": kind.name, "format": kind.format, **facts, "files": entries}
        archive.writestr(MANIFEST, json.dumps(about, indent=1))


@contextmanager
def opened(file: Path, kind: Kind) -> Iterator[Packed]:
    """A packed file to take members from.

    Raises:
        InputError: it is not there, is something else, or is damaged.
    """
    if not file.is_file():
        raise InputError(f"there is no file {file}; {kind.allowed}")
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(f"{file} is no {_bare(kind)}: got {error}; {kind.allowed}") from error
    with archive:
        yield _manifest(archive, file, kind)


def _manifest(archive: zipfile.ZipFile, file: Path, kind: Kind) -> Packed:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise ValueError("a manifest that is too large")
        told = json.loads(archive.read(MANIFEST))
        if (got := told.pop("kind", _UNKNOWN)) != kind.name:
            raise ValueError(f"a file of the kind {str(got)[:20]!r}")
        if (got := told.pop("format")) != kind.format:
            raise ValueError(f"format {str(got)[:20]}")
        files = {
            str(name): {"size": int(a["size"]), "sha256": str(a["sha256"])} for name, a in told.pop("files").items()
        }
        if odd := [name for name in files if not kind.fits(name)]:
            raise ValueError(f"a part that it never has, {odd[0][:60]!r}")
        # Packing leaves members as they are, since they are compressed by themselves; whatever expands is none of ours.
        if any(
            one.compress_type != zipfile.ZIP_STORED or one.flag_bits & 1
            for one in archive.infolist()
            if one.filename != MANIFEST
        ):
            raise ValueError("a part that is compressed or locked")
        if missing := files.keys() - set(archive.namelist()):
            raise ValueError(f"no {min(missing)[:60]!r} although the manifest names it")
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        EOFError,
        OSError,
        zlib.error,
        zipfile.BadZipFile,
    ) as error:
        raise InputError(
            f"{file} is no {_bare(kind)}, or it is damaged: got {str(error)[:120]}; {kind.allowed}"
        ) from error
    return Packed(kind, files, told, archive)


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A new folder on the same disk as another, to make that in; what is left under its name at the end goes away."""
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent, ignore_cleanup_errors=True) as work:
        inner = Path(work) / folder.name
        inner.mkdir()
        yield inner


@contextmanager
def _written(file: Path, mode: int) -> Iterator[IO[bytes]]:
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
        Path(target.name).chmod(mode)
        Path(target.name).replace(file)
    except AnalysisError:
        raise
    except OSError as error:
        raise StoreError(
            f"{file} cannot be written: got {error.strerror or error}; make room or name another file"
        ) from error


def _copied(path: Path, archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """Put a file into the archive; its size and checksum."""
    try:
        source = path.open("rb")
    except FileNotFoundError as error:
        raise _Gone from error
    with source, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as target:
        return _streamed(source, target.write)


def _streamed(source: IO[bytes], write: Callable[[bytes], object]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        digest.update(piece)
        size += len(piece)
        write(piece)
    return {"size": size, "sha256": digest.hexdigest()}


def _bare(kind: Kind) -> str:
    return kind.told.partition(" ")[2]

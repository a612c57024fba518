"""Files of articles → articles and rejects, one after another: nothing that was read is lost, nothing is held."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Protocol

from analysis import schema
from analysis.schema import Article, Reject
from analysis.sources import jsonl, parquet, seeds, table
from analysis.sources.inputs import Input, Meter, Stream, Unreadable, inputs, streams
from analysis.sources.recode import recoded
from analysis.sources.records import Reading, Row, article

__all__ = [
    "Input",
    "Memory",
    "Meter",
    "Reading",
    "Seen",
    "Supply",
    "digest",
    "inputs",
    "read",
    "read_input",
    "supplies",
]


class Memory(Protocol):
    """What became of rows that were read before (``store.readings``)."""

    def key(self, mark: bytes, /) -> bytes | None: ...

    def keep(self, mark: bytes, key: bytes, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """A row that was read before."""

    key: bytes
    """Of the article that it became."""
    read: Callable[[], Article | Reject]
    """Read it again."""


@dataclass(frozen=True, slots=True)
class Supply:
    """Articles and rejects of one file, or of one feed."""

    name: str
    """As a report shows it."""
    places: tuple[str, ...]
    """Full path of the file, or the addresses of the pages: what was refused there before is refused anew, or no more."""
    size: int
    """For progress: bytes, or any other measure that all supplies of a run share."""
    items: Callable[[Meter], Iterator[Article | Reject | Seen]]

    def place(self, reject: Reject) -> str:
        """Where a reject is from."""
        return reject.file if reject.file in self.places else self.places[0]


def supplies(found: Sequence[Input], reading: Reading, memory: Memory) -> list[Supply]:
    """What these files hold; nothing is read yet. Rows that the memory knows are not read again."""
    return [
        Supply(source.name, (str(source.path.resolve()),), source.size, partial(_reread, source, reading, memory))
        for source in found
    ]


def digest(found: Sequence[Input]) -> str:
    """Twelve hex digits that tell these files from others: a run that was ended and is begun again has the same.

    Names, sizes and beginnings decide; reading all of large files for it would cost more than it tells.
    """
    told = hashlib.sha256()
    for source in found:
        told.update(f"{source.name}\0{source.size}\0".encode("utf-8", "surrogatepass"))
        try:
            with source.path.open("rb") as data:
                told.update(data.read(65_536))
        except OSError:
            continue
    return told.hexdigest()[:12]


def read(
    paths: Sequence[Path],
    *,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_format: str | None = None,
    sample: bool = False,
) -> Iterator[Article | Reject]:
    """Articles and rejects of files, folders and zips, in order of path and line.

    Args:
        paths: plain text in the form ` date YYYY-MM-DD …`, JSONL, CSV, TSV, Parquet, folders or zips of these.
        source: outlet of articles that name none; else the domain of their url, else the file's name.
        columns: field → column name, where a file's own names are not recognised.
        date_format: how dates are written whose reading is not certain: ``dmy``, ``mdy``, ``epoch`` or a strptime format.
        sample: the articles are the shipped sample's.

    Raises:
        InputError: a path that does not exist, or a setting that cannot be used; raised before anything is read.
    """
    reading = Reading(source, columns or {}, date_format, sample)
    found = inputs(paths)
    return (item for source in found for item in read_input(source, reading, Meter()))


def read_input(source: Input, reading: Reading, meter: Meter) -> Iterator[Article | Reject]:
    """Articles and rejects of one file (or one zip with all its members); ``meter`` follows how far it is."""
    for item in _every(source, reading, meter):
        if isinstance(item, Reject):
            yield item
        else:
            stream, row = item
            yield article(row, name=stream.name, stem=stream.stem, reading=reading)


def _reread(source: Input, reading: Reading, memory: Memory, meter: Meter) -> Iterator[Article | Reject | Seen]:
    said = (version(), reading.source, reading.date_format, reading.sample)
    for met in _every(source, reading, meter):
        if isinstance(met, Reject):
            yield met
            continue
        stream, row = met
        # Whatever an article's key follows from: its values, how they are read, and the file's name.
        told = repr((said, stream.stem, row.values)).encode("utf-8", "surrogatepass")
        mark = hashlib.blake2b(told, digest_size=16).digest()
        read = partial(article, row, name=stream.name, stem=stream.stem, reading=reading)
        if (key := memory.key(mark)) is not None:
            yield Seen(key, read)
            continue
        item = read()
        if isinstance(item, Article):
            memory.keep(mark, bytes.fromhex(item.key))
        yield item


@cache
def version() -> str:
    """Twelve hex digits over the rules of reading (the files of this room): by other rules a row is read again."""
    told = hashlib.sha256(Path(schema.__file__).read_bytes())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        told.update(path.read_bytes())
    return told.hexdigest()[:12]


def _every(source: Input, reading: Reading, meter: Meter) -> Iterator[tuple[Stream, Row] | Reject]:
    """Every row of one file, or of all members of a zip, and what cannot be read."""
    empty = True
    for stream in streams(source, meter):
        empty = False
        if isinstance(stream, Unreadable):
            yield Reject(stream.name, 0, "file", str(stream))
            continue
        for row in _rows(stream, reading, meter):
            yield row if isinstance(row, Reject) else (stream, row)
    if empty:
        yield Reject(
            source.name, 0, "file", "the zip holds no file to read: allowed .txt, .jsonl, .csv, .tsv or .parquet in it"
        )


def _rows(stream: Stream, reading: Reading, meter: Meter) -> Iterator[Row | Reject]:
    if stream.format == "parquet":
        return parquet.rows(stream.data, meter, name=stream.name, size=stream.size, mapping=reading.mapping)
    data = recoded(stream.data, reading.encoding)
    match stream.format:
        case "seeds":
            return seeds.rows(data, meter, name=stream.name)
        case "jsonl":
            return jsonl.rows(data, meter, name=stream.name, mapping=reading.mapping)
        case _:
            return table.rows(data, meter, name=stream.name, mapping=reading.mapping)

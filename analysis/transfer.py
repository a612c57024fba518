"""A whole corpus as one file, and back: articles with their annotations, refused rows, what people wrote.

::

    pack(store, file)     writes everything that cannot be made again from something else
    unpack(file, store)   makes a store of it and publishes it

The file is a zip (``analysis.packed``) of the lake's Parquet files and a copy of ``state.sqlite``. Snapshots stay out: they
are made anew. A store appears under its name only when it is whole.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis import build, packed
from analysis.errors import InputError
from analysis.intake import Tell
from analysis.report import Progress
from analysis.store import places, publish, rows, state_copy, state_file
from analysis.store.lake import Lake

TABLES = {"articles": rows.ARTICLES, "rejects": rows.REJECTS}
CORPUS = packed.Kind(
    name="corpus",
    told="a packed corpus",
    command="nhiptin export",
    format=1,
    fits=lambda name: name == state_file.FILE or name.partition("/")[0] in TABLES,
)
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

    def gather(folder: Path) -> tuple[list[tuple[str, Path]], dict[str, int]]:
        lake = Lake(store)
        parts = {name: [Path(path) for path in lake.files(name)] for name in TABLES}
        if not any(parts.values()):
            raise publish.nothing(store)
        inside = [(f"{name}/{place:05d}.parquet", path) for name in TABLES for place, path in enumerate(parts[name])]
        state = state_copy.copied(store, folder)
        inside += [(state_file.FILE, state)] if state else []
        return inside, {name: sum(pq.read_metadata(path).num_rows for path in paths) for name, paths in parts.items()}

    done = packed.pack(file, CORPUS, gather, step=lambda part, name: progress(_at("export", part, name)))
    return {name: int(value) for name, value in done.items()}


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
    with packed.opened(file, CORPUS) as corpus, packed.beside(store) as work:
        lake, part = Lake(work), work.parent / "part"
        for place, name in enumerate(corpus.files):
            progress(_at("import", place / len(corpus.files), name))
            corpus.take(name, part)
            _settled(lake, work, name, part)
        report = build.apply(work, progress=progress)
        with suppress(FileNotFoundError):
            store.rmdir()
        work.rename(store)
        places.sync_folder(store.parent)
    report.store = str(store)
    return report


def _at(stage: str, fraction: float, name: str) -> Progress:
    return Progress(stage, fraction, 0, 0.0, None, name)


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

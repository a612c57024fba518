"""``nhiptin export`` and ``import``: a whole corpus as one file, and a store of it somewhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import options as o
from analysis.cli.build import Style


def export(
    file: Annotated[Path, typer.Argument(help="File to write, e.g. corpus.zip; one of that name is replaced.")],
    store: o.Store = None,
    progress: Style = "auto",
) -> None:
    """Write a whole corpus to one file: articles with annotations, refused rows, what people wrote."""
    from analysis import transfer
    from analysis.cli.terminal import progress as reporter

    with reporter(progress) as step:
        done = transfer.pack(o.store_path(store), file, progress=step)
    typer.echo(
        f"wrote {file}: {done['articles']:,} articles, {done['rejects']:,} refused rows, {done['bytes']:,} bytes"
    )


def import_(
    file: Annotated[Path, typer.Argument(help="File that nhiptin export wrote.")],
    store: o.Store = None,
    progress: Style = "auto",
) -> None:
    """Make a store of an exported corpus, in a folder of its own, and publish it."""
    from analysis import transfer
    from analysis.cli.terminal import progress as reporter

    with reporter(progress) as step:
        report = transfer.unpack(file, o.store_path(store), progress=step)
    renewed = f", {report.renewed:,} articles annotated anew by newer rules" if report.renewed else ""
    typer.echo(f"made the store {report.store}, snapshot {report.snapshot}{renewed}")

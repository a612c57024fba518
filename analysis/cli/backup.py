"""``nhiptin backup`` and ``restore``: a whole store as one file, and back."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import options as o
from analysis.cli.build import Style


def backup(
    to: Annotated[Path, typer.Argument(metavar="FILE|DIR", help="A .zip to write, or a folder of copies.")],
    store: o.Store = None,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", help="Settings of serving to copy too; default: $NHIPTIN_SETTINGS."),
    ] = None,
    snapshot: Annotated[
        bool, typer.Option("--snapshot/--without-snapshot", help="Whether the published snapshot is copied.")
    ] = True,
    keep: Annotated[int, typer.Option("--keep", min=0, help="Copies that stay in the folder; 0: all.")] = 0,
    progress: Style = "auto",
) -> None:
    """Copy a whole store to one file while it is in use."""
    import os

    from analysis import backup as copies
    from analysis.access.settings import FILE
    from analysis.cli.terminal import progress as reporter

    named = os.environ.get(FILE, "").strip()
    with reporter(progress) as step:
        done = copies.backup(
            o.store_path(store),
            to,
            settings=settings or (Path(named) if named else None),
            snapshot=snapshot,
            keep=keep,
            progress=step,
        )
    typer.echo(f"wrote {done.file}: {done.bytes:,} bytes{f', {done.removed} older removed' if done.removed else ''}")


def restore(
    file: Annotated[Path, typer.Argument(help="File that nhiptin backup wrote.")],
    store: o.Store = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a store that is there; it is kept beside the new one.")
    ] = False,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="Where the copied settings go; default: they stay in the copy.")
    ] = None,
    progress: Style = "auto",
) -> None:
    """Make a store of a copy: all of it is checked before anything is replaced."""
    from analysis import backup as copies
    from analysis.cli.terminal import progress as reporter

    with reporter(progress) as step:
        done = copies.restore(
            file, o.store_path(store), replace=replace, settings=settings, who=getpass.getuser(), progress=step
        )
    typer.echo(f"restored {done.store}, snapshot {done.snapshot}")
    if done.former:
        typer.echo(f"the store before it is kept in {done.former}; remove that when all is well")
    if done.settings:
        typer.echo("the copy also holds settings of serving; put them back with --settings FILE")

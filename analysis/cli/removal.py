"""``nhiptin delete`` and ``vacuum``: articles taken out of a store for good."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from analysis.cli import options as o
from analysis.cli.build import Style


def delete(
    article: Annotated[
        list[str] | None, typer.Option("--article", help="Key of an article; repeat for several.")
    ] = None,
    source: Annotated[str, typer.Option("--source", help="Outlet: all of its articles.")] = "",
    store: o.Store = None,
    who: o.Who = "",
    preview: Annotated[bool, typer.Option("--preview", help="Only tell how many articles would go.")] = False,
    progress: Style = "auto",
) -> None:
    """Take articles, or all of one outlet, out of lake, snapshot and index; the audit remembers it."""
    from analysis import removal
    from analysis.cli.terminal import progress as reporter

    path = o.store_path(store)
    if preview:
        typer.echo(f"{len(removal.found(path, articles=article or (), source=source)):,} articles would go")
        return
    with reporter(progress) as step:
        gone = removal.remove(path, articles=article or (), source=source, who=who or getpass.getuser(), progress=step)
    typer.echo(f"{gone:,} articles are gone; older versions hold them until: nhiptin vacuum --store {path}")


def vacuum(store: o.Store = None, who: o.Who = "") -> None:
    """Remove what only older versions of lake and snapshot hold: articles deleted, annotations replaced."""
    from analysis import removal

    gone = removal.vacuum(o.store_path(store), who=who or getpass.getuser())
    typer.echo(f"{gone:,} files of older versions are gone")

"""``nhiptin imports``: what was imported or fetched, and taking a whole import back."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from analysis.cli import options as o
from analysis.cli.build import Style

app = typer.Typer(help="What was imported or fetched, and taking a whole import back.", no_args_is_help=True)


@app.command("list")
def list_(store: o.Store = None) -> None:
    """List the imports and fetches of a store: articles, days, outlets, files."""
    from dataclasses import asdict

    import pandas as pd

    from analysis.cli.terminal import print_frame
    from analysis.store import imports
    from analysis.store.snapshot import open_snapshot

    rows = [asdict(one) for one in imports.listed(open_snapshot(o.store_path(store)))]
    print_frame(pd.DataFrame(rows, columns=list(imports.Import.__slots__)))


@app.command()
def undo(
    batch: Annotated[str, typer.Argument(help="As nhiptin imports list names it.")],
    store: o.Store = None,
    who: o.Who = "",
    progress: Style = "auto",
) -> None:
    """Take a whole import out of a store: its articles and its refused rows; the audit remembers it."""
    from analysis.cli.terminal import progress as reporter
    from analysis.removal import undo_import

    with reporter(progress) as step:
        gone = undo_import(o.store_path(store), batch, who=who or getpass.getuser(), progress=step)
    typer.echo(f"{gone:,} articles are gone")

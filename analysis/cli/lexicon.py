"""``nhiptin lexicon``: the lists of names and terms; each group of commands in a file of its own beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Look after the lists of names and terms.", no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Folder of lists; default: the shipped data/lexicon.")
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", help="Also name the corrections, topics and labels of this store that change nothing."),
    ] = None,
) -> None:
    """Name every line of the lists that cannot be read or contradicts another; exit code 1 when there are some."""
    from analysis.errors import InputError
    from analysis.paths import LEXICON
    from analysis.text.check import problems

    if folder is not None and not folder.is_dir():
        raise InputError(f"no such folder: {folder}; give a folder with the lists of data/lexicon")
    found = [str(problem) for problem in problems(folder or LEXICON)]
    if store is not None:
        from analysis import filing
        from analysis.store.conflicts import conflicts

        found += [
            f"{one}; take it back with: nhiptin lexicon undo {one.number} --store {store}" for one in conflicts(store)
        ]
        found += filing.without_effect(store)
    for line in found:
        typer.echo(line)
    if found:
        typer.echo(f"nhiptin: {len(found)} lines are wrong; the rest is used", err=True)
        raise typer.Exit(1)
    typer.echo("nhiptin: all lists are in order", err=True)

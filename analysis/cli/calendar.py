"""``nhiptin calendar``: the events drawn on timelines; the shipped ones, and a store's own."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import options as o

app = typer.Typer(help="Events drawn on timelines.", no_args_is_help=True, pretty_exceptions_enable=False)


@app.command("list")
def list_(
    store: o.Store = None,
    own: Annotated[bool, typer.Option("--own", help="Only those that people added, with their numbers.")] = False,
) -> None:
    """Show the events in order of their days."""
    import pandas as pd

    from analysis.cli.terminal import print_frame
    from analysis.store import calendar

    path = o.store_path(store)
    names = ["first", "last", "kind", "vi", "en", "source", "id"]
    print_frame(pd.DataFrame(calendar.own(path) if own else calendar.events(path), columns=names))


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What happens, as charts say it.")],
    first: Annotated[str, typer.Option("--first", help="First day: YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--last", help="Last day; default: the first.")] = "",
    store: o.Store = None,
    who: o.Who = "",
) -> None:
    """Add an event of your own."""
    from analysis.store import calendar

    number = calendar.add(o.store_path(store), first=first, last=last, name=name, who=who or getpass.getuser())
    typer.echo(f"nhiptin: event {number} added", err=True)


@app.command()
def remove(
    number: Annotated[int, typer.Argument(help="Number of the event, as `nhiptin calendar list --own` shows it.")],
    store: o.Store = None,
    who: o.Who = "",
) -> None:
    """Take an event of your own out."""
    from analysis.store import calendar

    calendar.remove(o.store_path(store), number, who=who or getpass.getuser())
    typer.echo(f"nhiptin: event {number} removed", err=True)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or TSV with the columns first, last, name; or iCalendar (.ics).")],
    store: o.Store = None,
    who: o.Who = "",
) -> None:
    """Add the events of a file; one that cannot be used is named, the rest is added (exit code 1)."""
    from analysis.errors import InputError
    from analysis.store import calendar

    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: got {error.strerror}") from error
    added, problems = calendar.take_in(o.store_path(store), file.name, content, who=who or getpass.getuser())
    for problem in problems:
        typer.echo(str(problem), err=True)
    typer.echo(f"nhiptin: {added} events added", err=True)
    if problems:
        raise typer.Exit(1)

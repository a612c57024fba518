"""``nhiptin stories join | part | undo | list``: which articles are one story, corrected by hand."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import options as o

if TYPE_CHECKING:
    from analysis.store.story_edits import StoryEdit

app = typer.Typer(
    help="Say which articles are copies of one text.", no_args_is_help=True, pretty_exceptions_enable=False
)
Key = Annotated[str, typer.Argument(help="Key of the article, as `nhiptin ask article_search` shows it.")]


@app.command()
def join(
    article: Key,
    other: Annotated[str, typer.Argument(help="Key of an article of the story that it belongs to.")],
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
) -> None:
    """Count the stories of two articles as one."""
    _edit(o.store_path(store), article, other, who, preview=preview)


@app.command()
def part(article: Key, store: o.Store = None, who: o.Who = "", preview: o.Preview = False) -> None:
    """Count an article as a story alone."""
    _edit(o.store_path(store), article, "", who, preview=preview)


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="Number of the edit, as `nhiptin stories list` shows it.")],
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
) -> None:
    """Take one edit back; the others stay."""
    from analysis.store import story_edits

    path = o.store_path(store)
    _show(path, story_edits.without(path, number))
    if not preview:
        story_edits.undo(path, number, who=who or getpass.getuser())
        typer.echo(f"nhiptin: edit {number} is taken back", err=True)


@app.command("list")
def list_(store: o.Store = None) -> None:
    """Show the edits in force, oldest first."""
    from dataclasses import asdict, fields

    import pandas as pd

    from analysis.cli.terminal import print_frame
    from analysis.store.story_edits import StoryEdit, in_force

    kept = in_force(o.store_path(store))
    print_frame(pd.DataFrame([asdict(one) for one in kept], columns=[field.name for field in fields(StoryEdit)]))


def _edit(store: Path, article: str, other: str, who: str, *, preview: bool) -> None:
    from analysis.store import story_edits

    _show(store, story_edits.wanted(store, article, other))
    if not preview:
        number = story_edits.add(store, article, other, who=who or getpass.getuser())
        typer.echo(f"nhiptin: done; take it back with: nhiptin stories undo {number}", err=True)


def _show(store: Path, edits: Sequence[StoryEdit]) -> None:
    """The articles whose story changes, on standard output."""
    from analysis.cli.terminal import print_frame
    from analysis.store.story_edits import effect

    change = effect(store, edits)
    if change.empty:
        typer.echo("nhiptin: no story changes", err=True)
    else:
        print_frame(change)

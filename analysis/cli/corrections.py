"""``nhiptin lexicon merge | rename | split | retype | hide | undo | list | export | import``: who is who, corrected."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import options as o

if TYPE_CHECKING:
    from analysis.corrections import Change
    from analysis.store.corrections import Correction

Name = Annotated[str, typer.Argument(help="Canonical name of the entity.")]


def merge(
    name: Name,
    into: Annotated[str, typer.Argument(help="Canonical name that stays.")],
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
) -> None:
    """Count all mentions of one entity for another."""
    _correct(store, who, preview, "merge", name, into)


def rename(
    name: Name,
    new: Annotated[str, typer.Argument(help="Its new canonical name.")],
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
) -> None:
    """Give an entity another canonical name."""
    _correct(store, who, preview, "rename", name, new)


def split(
    name: Name,
    surface: Annotated[str, typer.Argument(help="The written form that means somebody or something else.")],
    to: Annotated[
        str, typer.Option("--to", help="Whose mentions they are; default: an entity named by the written form.")
    ] = "",
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
) -> None:
    """Take a written form away from an entity."""
    _correct(store, who, preview, "split", name, to, surface)


def retype(
    name: Name,
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="PER ORG LOC DOC EVENT PROD.")],
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
) -> None:
    """Give an entity another type."""
    _correct(store, who, preview, "retype", name, type_)


def hide(name: Name, store: o.Store = None, who: o.Who = "", preview: o.Preview = False) -> None:
    """Count an entity nowhere: what was found is no name."""
    _correct(store, who, preview, "hide", name, "")


def undo(
    number: Annotated[int, typer.Argument(help="Number of the correction, as `nhiptin lexicon list` shows it.")],
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
) -> None:
    """Take one correction back; the others stay."""
    from analysis import corrections as room

    change = room.undoing(o.store_path(store), number)
    _show(change)
    if not preview:
        room.undo(o.store_path(store), number, who=who or getpass.getuser())
        typer.echo(f"nhiptin: correction {number} is taken back", err=True)


def list_(store: o.Store = None) -> None:
    """Show the corrections in force, oldest first."""
    import pandas as pd

    from analysis.cli.terminal import print_frame
    from analysis.store.corrections import Correction, in_force

    kept = in_force(o.store_path(store))
    print_frame(pd.DataFrame([asdict(one) for one in kept], columns=[field.name for field in fields(Correction)]))


def export(store: o.Store = None) -> None:
    """Write the corrections in force to standard output, as lines of a list."""
    from analysis.store import correction_lines, corrections

    sys.stdout.write(correction_lines.written(corrections.in_force(o.store_path(store))))


def import_(
    file: Annotated[Path, typer.Argument(help="Lines as `nhiptin lexicon export` writes them.")],
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
) -> None:
    """Add the corrections of a file after those in force; a line that cannot be read is named, the rest is used."""
    from analysis import corrections as room
    from analysis.store import correction_lines

    made, problems = correction_lines.read(file)
    for problem in problems:
        typer.echo(str(problem), err=True)
    path = o.store_path(store)
    change = room.adding(path, made, unseen=True)
    _show(change)
    if not preview and change.made:
        _done(room.add(path, change.made, who=who or getpass.getuser(), unseen=True))
    if problems:
        typer.echo(f"nhiptin: {len(problems)} lines of {file.name} are wrong; the rest is used", err=True)
        raise typer.Exit(1)


def _correct(
    store: Path | None, who: str, preview: bool, action: str, name: str, becomes: str, surface: str = ""
) -> None:
    from analysis import corrections as room
    from analysis.store.corrections import Correction

    path = o.store_path(store)
    change = room.adding(path, [Correction(0, "", "", action, name, surface, becomes)])
    _show(change)
    if not preview:
        _done(room.add(path, change.made, who=who or getpass.getuser()))


def _show(change: Change) -> None:
    """The effect on the counts of the whole store, on standard output."""
    from analysis.cli.terminal import print_frame

    if change.effect.empty:
        typer.echo("nhiptin: no count changes", err=True)
    else:
        print_frame(change.effect)


def _done(kept: list[Correction]) -> None:
    told = ", ".join(str(one.id) for one in kept)
    typer.echo(
        f"nhiptin: done; take it back with: nhiptin lexicon undo {told.split(', ')[-1]}  (corrections {told})", err=True
    )

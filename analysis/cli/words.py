"""``nhiptin lexicon words … | discover``: stop words, terms and concepts of a store, edited as a layer over the shipped ones."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import options as o
from analysis.cli.build import Style

if TYPE_CHECKING:
    from analysis.store.state import LexiconEdit

app = typer.Typer(
    help="Edit stop words, terms (phrases) and concepts.", no_args_is_help=True, pretty_exceptions_enable=False
)
List = Annotated[str, typer.Argument(metavar="LIST", help="stopwords, phrases or concepts.")]
Entry = Annotated[str, typer.Argument(help="The term; of concepts: concept = form.")]
Later = Annotated[bool, typer.Option("--later", help="Keep the edit; apply it with the next apply or build.")]


@app.command()
def add(
    list_: List,
    entry: Entry,
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Add a stop word, a term to be counted whole, or a form of a concept."""
    _edit(o.store_path(store), list_, "add", entry, who, preview, later, progress)


@app.command()
def remove(
    list_: List,
    entry: Entry,
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Take a stop word, a term or a form of a concept out, shipped or added."""
    _edit(o.store_path(store), list_, "remove", entry, who, preview, later, progress)


@app.command("list")
def edits(store: o.Store = None) -> None:
    """Show the edits in force, oldest first."""
    import pandas as pd

    from analysis.cli.terminal import print_frame
    from analysis.store.state import lexicon_edits

    names = ["id", "at", "who", "lexicon", "action", "entry"]
    print_frame(pd.DataFrame([asdict(edit) for edit in lexicon_edits(o.store_path(store))], columns=names))


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="Number of the edit, as `nhiptin lexicon words list` shows it.")],
    store: o.Store = None,
    who: o.Who = "",
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Take one edit back."""
    from analysis.store.state import undo_lexicon_edit

    path = o.store_path(store)
    undo_lexicon_edit(path, number, who=who or getpass.getuser())
    _apply(path, later, progress)


@app.command()
def export(store: o.Store = None) -> None:
    """Write the edits in force to standard output: list, action and entry, separated by tabs."""
    from analysis.store import lexicons

    sys.stdout.write(lexicons.written(o.store_path(store)))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Lines as `nhiptin lexicon words export` writes them.")],
    store: o.Store = None,
    who: o.Who = "",
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Add the edits of a file; a line that cannot be used is named, the rest is used (exit code 1)."""
    from analysis.store import lexicons

    path = o.store_path(store)
    added, problems = lexicons.take_in(path, file, who=who or getpass.getuser())
    for problem in problems:
        typer.echo(str(problem), err=True)
    typer.echo(f"nhiptin: {len(added)} edits added", err=True)
    _apply(path, later or not added, progress)
    if problems:
        raise typer.Exit(1)


@app.command()
def apply(store: o.Store = None, progress: Style = "auto") -> None:
    """Bring the store up to date with the edits: only articles that hold an edited term are annotated again."""
    _apply(o.store_path(store), False, progress)


def discover(
    store: o.Store = None,
    fewest: Annotated[int, typer.Option(min=2, help="Articles that a term must be in.")] = 5,
    top: Annotated[int, typer.Option(min=1, help="Rows shown.")] = 40,
    progress: Style = "auto",
) -> None:
    """Look for terms and abbreviations that the articles use and the lists do not know; kept as proposals in the store."""
    import pandas as pd

    from analysis.cli.terminal import print_frame
    from analysis.cli.terminal import progress as reporter
    from analysis.discover import discover as look
    from analysis.report import Progress

    with reporter(progress) as tell:
        found = look(
            o.store_path(store),
            fewest=fewest,
            progress=lambda step, share: tell(Progress(step, share, 0, 0.0, None, step)),
        )
    rows = [{name: value for name, value in asdict(one).items() if name != "examples"} for one in found]
    print_frame(pd.DataFrame(rows).head(top))
    typer.echo(
        f"nhiptin: {len(rows)} proposals kept; accept one with: nhiptin lexicon words add phrases TERM", err=True
    )


def _edit(store: Path, list_: str, action: str, entry: str, who: str, preview: bool, later: bool, style: str) -> None:
    from analysis.cli.terminal import print_frame
    from analysis.store import lexicons
    from analysis.store.effects import effect
    from analysis.store.snapshot import open_snapshot

    lexicons.check(list_, action, entry)
    shown = effect(open_snapshot(store), list_, action, entry)
    print_frame(shown.counts)
    if shown.looked < shown.holding:
        typer.echo(f"nhiptin: counted in the newest {shown.looked:,} of {shown.holding:,} articles", err=True)
    if not preview:
        _done(lexicons.edit(store, list_, action, entry, who=who or getpass.getuser()))
        _apply(store, later, style)


def _done(edit: LexiconEdit) -> None:
    typer.echo(f"nhiptin: edit {edit.id} kept; take it back with: nhiptin lexicon words undo {edit.id}", err=True)


def _apply(store: Path, later: bool, style: str) -> None:
    if later:
        return
    from analysis import build as room
    from analysis.cli.terminal import progress

    with progress(style) as step:
        report = room.apply(store, progress=step)
    done = f"published snapshot {report.snapshot}" if report.published else "nothing to publish"
    typer.echo(f"nhiptin: {report.renewed:,} articles annotated again, {done} in {report.seconds:.1f} s", err=True)

"""``nhiptin lexicon topics …``: the topics of a store edited as a layer over the shipped ones, and articles labelled."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import options as o
from analysis.cli.build import Style

if TYPE_CHECKING:
    from analysis.store.taxonomy.edits import TopicEdit

app = typer.Typer(
    help="Add, rename, merge, split and re-seed topics; label articles.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Code = Annotated[str, typer.Argument(help="Code of the topic, as `nhiptin ask topic_list` shows it.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name in Vietnamese.")]
En = Annotated[str, typer.Option("--en", help="Name in English; default: the Vietnamese one.")]
Seeds = Annotated[str, typer.Option("--seeds", help="Terms that speak for it, separated by ;.")]
New = Annotated[str, typer.Option("--code", help="Its code, beginning with own-; default: made from its name.")]
Later = Annotated[bool, typer.Option("--later", help="Keep it; the next apply or build counts it.")]


@app.command()
def add(
    name: Name,
    seeds: Seeds = "",
    en: En = "",
    code: New = "",
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Add a topic that is learned from its seed terms, and from labels when there are some."""
    _edit(store, _made("add", code, name_vi=name, name_en=en, seeds=seeds), who, preview, later, progress)


@app.command()
def split(
    code: Code,
    name: Name,
    seeds: Seeds = "",
    en: En = "",
    new: New = "",
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Make a part of a topic a topic of its own: those of its articles that its seed terms speak for."""
    _edit(store, _made("split", code, new, name_vi=name, name_en=en, seeds=seeds), who, preview, later, progress)


@app.command()
def reseed(
    code: Code,
    seeds: Seeds = "",
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Give a topic other seed terms; it is learned anew from them."""
    _edit(store, _made("reseed", code, seeds=seeds), who, preview, later, progress)


@app.command()
def rename(
    code: Code,
    name: Name,
    en: En = "",
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Give a topic other names; its code stays."""
    _edit(store, _made("rename", code, name_vi=name, name_en=en), who, preview, later, progress)


@app.command()
def merge(
    code: Code,
    into: Annotated[str, typer.Argument(help="Code of the topic that takes its articles.")],
    store: o.Store = None,
    who: o.Who = "",
    preview: o.Preview = False,
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Count all articles of one topic for another."""
    _edit(store, _made("merge", code, into), who, preview, later, progress)


@app.command()
def label(
    key: Annotated[str, typer.Argument(help="Key of the article.")],
    code: Code,
    verdict: Annotated[str, typer.Argument(help="yes, no, or none to take the label back.")],
    store: o.Store = None,
    who: o.Who = "",
) -> None:
    """Say whether an article is about a topic; the next apply or build counts it and learns from it."""
    from analysis import filing
    from analysis.errors import InputError

    verdicts = {"yes": True, "no": False, "none": None}
    if verdict not in verdicts:
        raise InputError(f"unknown verdict: got {verdict[:40]!r}, allowed {', '.join(verdicts)}")
    filing.label(o.store_path(store), key, code, yes=verdicts[verdict], who=who or getpass.getuser())
    typer.echo("nhiptin: kept; count it with: nhiptin lexicon topics apply", err=True)


@app.command()
def apply(store: o.Store = None, progress: Style = "auto") -> None:
    """Publish edits and labels that were kept for later."""
    from analysis import filing

    with _working(progress) as tell:
        version = filing.apply(o.store_path(store), progress=tell)
    typer.echo(f"nhiptin: published snapshot {version}", err=True)


@app.command("list")
def list_(store: o.Store = None) -> None:
    """Show the edits in force, oldest first."""
    import pandas as pd

    from analysis.cli.terminal import print_frame
    from analysis.store.taxonomy.edits import in_force

    rows = [asdict(one) | {"seeds": "; ".join(one.seeds)} for one in in_force(o.store_path(store))]
    names = ["id", "at", "who", "action", "code", "becomes", "name_vi", "name_en", "seeds"]
    print_frame(pd.DataFrame(rows, columns=names))


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="Number of the edit, as `nhiptin lexicon topics list` shows it.")],
    store: o.Store = None,
    who: o.Who = "",
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Take one edit back; the others stay."""
    from analysis import filing

    with _working(progress) as tell:
        filing.undo(o.store_path(store), number, who=who or getpass.getuser(), later=later, progress=tell)
    typer.echo(f"nhiptin: edit {number} is taken back", err=True)


@app.command()
def export(store: o.Store = None) -> None:
    """Write the edits and labels in force to standard output, as lines of a list."""
    from analysis.store.taxonomy import lines, made

    said = made.layer(o.store_path(store))
    sys.stdout.write(lines.written(said.edits, said.labels))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Lines as `nhiptin lexicon topics export` writes them.")],
    store: o.Store = None,
    who: o.Who = "",
    later: Later = False,
    progress: Style = "auto",
) -> None:
    """Add the edits and labels of a file; a line that cannot be used is named, the rest is used (exit code 1)."""
    from analysis import filing

    with _working(progress) as tell:
        found = filing.take_in(o.store_path(store), file, who=who or getpass.getuser(), later=later, progress=tell)
    for problem in found.problems:
        typer.echo(str(problem), err=True)
    typer.echo(f"nhiptin: {len(found.edits)} edits and {len(found.labels)} labels added", err=True)
    if found.problems:
        raise typer.Exit(1)


def _made(
    action: str, code: str, becomes: str = "", *, name_vi: str = "", name_en: str = "", seeds: str = ""
) -> TopicEdit:
    from analysis.store.taxonomy.edits import TopicEdit

    return TopicEdit(0, "", "", action, code, becomes, name_vi, name_en, tuple(seeds.split(";")))


def _edit(store: Path | None, wanted: TopicEdit, who: str, preview: bool, later: bool, style: str) -> None:
    from analysis import filing
    from analysis.cli.terminal import print_frame

    path = o.store_path(store)
    if preview:
        shown = filing.effect(path, wanted)
        print_frame(shown.counts)
        for title in shown.examples:
            typer.echo(f"  {title}")
        if shown.looked:
            typer.echo(f"nhiptin: tried on {shown.looked:,} articles", err=True)
        return
    with _working(style) as tell:
        kept = filing.edit(path, wanted, who=who or getpass.getuser(), later=later, progress=tell)
    code = kept.becomes if kept.action == "split" else kept.code
    typer.echo(
        f"nhiptin: {kept.action} {code} kept; take it back with: nhiptin lexicon topics undo {kept.id}", err=True
    )


@contextmanager
def _working(style: str) -> Iterator[Callable[[float], None]]:
    """A listener to how much is done."""
    from analysis.cli.terminal import progress
    from analysis.report import Progress

    with progress(style) as step:
        yield lambda share: step(Progress("topics", share, 0, 0.0, None, "topics"))

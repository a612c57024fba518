"""``nhiptin build``, ``publish`` and ``describe``: files in, a store out, and what is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import options as o

if TYPE_CHECKING:
    from analysis.report import BuildReport

Style = Annotated[str, typer.Option("--progress", help="auto, rich, json (lines on standard error) or none.")]


def build(
    paths: Annotated[
        list[Path], typer.Argument(help="Plain text, JSONL, CSV, TSV, Parquet, folders or zips of these.")
    ],
    store: o.Store = None,
    source: Annotated[str | None, typer.Option("--source", help="Outlet of articles that name none.")] = None,
    map_: Annotated[
        list[str] | None, typer.Option("--map", help="field=column, e.g. --map text=noi_dung; repeat.")
    ] = None,
    date_format: Annotated[
        str | None,
        typer.Option("--date-format", help="Where dates are uncertain: dmy, mdy, epoch or a strptime format."),
    ] = None,
    encoding: Annotated[
        str, typer.Option("--encoding", help="Character set of text files: auto, utf-8, utf-16 or windows-1258.")
    ] = "auto",
    look: Annotated[
        bool, typer.Option("--look", help="Add nothing: tell as JSON what would become of the rows.")
    ] = False,
    lake: o.Lake = "",
    processes: Annotated[int | None, typer.Option(min=1, help="Annotating processes; default: the cores.")] = None,
    on: Annotated[
        str, typer.Option("--on", help="Annotate on a cluster: dask://HOST:PORT of its scheduler.", show_default=False)
    ] = "",
    progress: Style = "auto",
) -> None:
    """Add articles to a store and publish it. Every row becomes an article or a reject with its reason."""
    if look:
        from dataclasses import asdict

        from analysis.look import look as look_at
        from analysis.sources.files import Reading

        reading = Reading(source, _columns(map_ or []), date_format, encoding=encoding)
        found = asdict(look_at(paths, reading, store=o.store_path(store)))
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    build_and_report(
        paths,
        o.store_path(store),
        source=source,
        columns=_columns(map_ or []),
        date_format=date_format,
        encoding=encoding,
        lake=lake,
        processes=processes,
        on=on,
        style=progress,
    )


def build_and_report(paths: list[Path], store: Path, *, style: str = "auto", **settings: Any) -> None:
    """Build with progress, then print what became of every row.

    Raises:
        InputError: nothing that was given could be used and the store stays empty; the sentence shows the first reasons.
    """
    from analysis.build import build, describe
    from analysis.cli.terminal import progress
    from analysis.errors import InputError

    with progress(style) as step:
        report = build(paths, store, progress=step, **settings)
    _print(report)
    total = report.total()
    rejects = f"see why: nhiptin describe --rejects --store {store}"
    if total.rejected:
        typer.echo(f"nhiptin: {total.rejected:,} rows refused; {rejects}", err=True)
    tell_alerts(store)
    if not describe(store)["articles"]:
        raise InputError(
            f"no article in {', '.join(map(str, paths))}: {total.read:,} rows read, all refused; {rejects}"
        )


def tell_alerts(store: Path) -> None:
    """Check the alerts on what was just published; say which are met and which mail was not sent."""
    from analysis import alerts

    def tell(sentence: str) -> None:
        typer.echo(f"nhiptin: {sentence}", err=True)

    for result in alerts.check(store, tell=tell):
        if result.met:
            tell(f"alert: {alerts.sentence(result)}")


def _columns(pairs: list[str]) -> dict[str, str]:
    from analysis.errors import InputError

    split = [pair.partition("=") for pair in pairs]
    wrong = [pair for pair, (field, _, column) in zip(pairs, split, strict=True) if not field or not column]
    if wrong:
        raise InputError(f"--map needs field=column: got {wrong[0]!r}, e.g. --map text=noi_dung")
    return {field: column for field, _, column in split}


def _print(report: BuildReport) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, show_footer=len(report.files) > 1)
    total = report.total()
    table.add_column("file", footer="total", overflow="fold")
    for name in ("read", "new", "unchanged", "duplicates", "rejected"):
        table.add_column(name, justify="right", footer=f"{getattr(total, name):,}")
    for file in report.files:
        counts = (file.read, file.new, file.unchanged, file.duplicates, file.rejected)
        table.add_row(Text(file.file), *(f"{count:,}" for count in counts))
    console = Console(stderr=True)
    console.print(table)
    renewed = f", {report.renewed:,} annotated anew by newer rules" if report.renewed else ""
    done = "published" if report.published else "nothing new, still"
    console.print(f"{done} snapshot {report.snapshot} in {report.seconds:.1f} s{renewed}", highlight=False)


def publish(
    store: o.Store = None, since: o.Since = "", until: o.Until = "", lake: o.Lake = "", progress: Style = "auto"
) -> None:
    """Make the snapshot anew from the lake: of all its articles, or of a window of days, which later builds keep to."""
    from analysis import build as room
    from analysis.cli.terminal import progress as reporter

    with reporter(progress) as step:
        version = room.publish(o.store_path(store), since=since, until=until, lake=lake, progress=step)
    typer.echo(f"published snapshot {version}")
    tell_alerts(o.store_path(store))


def describe(
    store: o.Store = None,
    as_json: Annotated[bool, typer.Option("--json", help="All facts as one JSON object.")] = False,
    rejects: Annotated[
        bool, typer.Option("--rejects", help="List the refused rows with their reasons, as CSV.")
    ] = False,
    content: Annotated[
        bool, typer.Option("--content", help="Also a hash of what the lake says: equal for equal articles and rules.")
    ] = False,
) -> None:
    """Tell what is in a store: articles, stories, rejects, sources, months, versions, size."""
    from analysis import build as room

    path = o.store_path(store)
    if rejects:
        from analysis.export import to_csv
        from analysis.store.snapshot import open_snapshot

        rows = open_snapshot(path).query("SELECT file, line, field, reason, raw FROM rejects ORDER BY file, line")
        typer.echo(to_csv(rows), nl=False)
        return
    facts = room.describe(path, content=content)
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, default=str))
        return
    for name, value in facts.items():
        if isinstance(value, list):
            typer.echo(f"{name}:")
            for row in value:
                typer.echo("  " + "  ".join(_shown(cell) for cell in row.values()))
        elif isinstance(value, dict):
            typer.echo(f"{name}: " + ", ".join(f"{key} {_shown(cell)}" for key, cell in value.items()))
        else:
            typer.echo(f"{name}: {_shown(value)}")


def _shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)

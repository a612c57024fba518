"""``nhiptin fetch``: what outlets have published, into a store, once or every few minutes."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import options as o
from analysis.cli.build import Style

if TYPE_CHECKING:
    from analysis.fetch import FetchReport


def fetch(
    store: o.Store = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", help="Domain or name of an outlet; repeat. Default: all.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], help="Leave out entries that say they are older."),
    ] = None,
    watch: Annotated[
        float | None, typer.Option("--watch", min=1.0, max=1440.0, help="Go on for ever, once in so many minutes.")
    ] = None,
    urls: Annotated[
        Path | None, typer.Option("--urls", help="Fetch the pages of this file, one address a line, and no feed.")
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option("--sources", help="A list of outlets of your own, in the form of data/lexicon/sources.toml."),
    ] = None,
    health: Annotated[
        bool, typer.Option("--health", help="Fetch nothing: tell how every feed fares (times in UTC).")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Visit hosts of your own network too, which is refused otherwise.")
    ] = False,
    delay: Annotated[
        float, typer.Option("--delay", min=0.0, max=60.0, help="Seconds between two requests to one host.")
    ] = 1.0,
    processes: Annotated[int | None, typer.Option(min=1, help="Annotating processes; default: the cores.")] = None,
    progress: Style = "auto",
) -> None:
    """Follow outlets: read their feeds and sitemaps, fetch new articles politely, add them to a store."""
    from analysis.cli.terminal import progress as reporter
    from analysis.errors import StoreBusy
    from analysis.fetch import fetch as run
    from analysis.sources import outlets
    from analysis.sources.web.limits import Limits

    path = o.store_path(store)
    if health:
        _health(path)
        return
    while True:
        try:
            with reporter(progress) as step:
                report = run(
                    path,
                    names=source or (),
                    since=since.date() if since else None,
                    addresses=_addresses(urls) if urls else None,
                    private=allow_private,
                    listed=sources or outlets.FILE,
                    limits=Limits(delay=delay),
                    progress=step,
                    processes=processes,
                )
        except StoreBusy as busy:
            if watch is None:
                raise
            # Somebody edits or imports just now: the next round takes up what this one leaves.
            typer.echo(f"nhiptin: {busy}; tried again in {watch:g} min", err=True)
        else:
            _print(report)
            if watch is None:
                # Whoever runs this by the clock must learn that nothing at all could be read.
                raise typer.Exit(int(bool(report.visited.failures) and not report.visited.feeds and not report.new))
        time.sleep(watch * 60)


def _addresses(file: Path) -> list[str]:
    from analysis.errors import InputError

    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        raise InputError(f"the list of pages {file} cannot be read: got {str(error)[:160]}") from None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _print(report: FetchReport) -> None:
    seen = report.visited
    for address, reason in seen.failures:
        typer.echo(f"nhiptin: {address}: {reason}; tried again later", err=True)
    for _, address, reason in seen.refused:
        typer.echo(f"nhiptin: {address}: {reason}; given up", err=True)
    snapshot = next((build.snapshot for build in reversed(report.builds) if build.published), "")
    done = f"; published snapshot {snapshot}" if snapshot else "; nothing to publish"
    typer.echo(
        f"{seen.feeds} feeds read ({seen.unchanged} unchanged), {seen.found} addresses found, {seen.fetched} pages fetched, "
        f"{report.new} articles added in {report.seconds:.1f} s{done}",
        err=True,
    )


def _health(store: Path) -> None:
    from dataclasses import asdict

    import pandas as pd

    from analysis.cli.terminal import print_frame
    from analysis.store import crawl

    rows = [asdict(one) for one in crawl.health(store)]
    columns = ["outlet", "section", "succeeded", "a_day", "waiting", "refused", "error", "address"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["succeeded"] = frame["succeeded"].str[:16]
    print_frame(frame)

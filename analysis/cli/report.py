"""``nhiptin report``: what the pages show, as HTML, PDF, slides and pictures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from analysis.cli import options as o


def report(
    store: o.Store = None,
    since: o.Since = "",
    until: o.Until = "",
    source: o.Source = None,
    section: o.Section = None,
    topic: o.Topic = None,
    entity: o.Entity = None,
    search: o.Search = "",
    unit: o.Unit = "",
    lens: o.Lens = "",
    panel: o.Panel = False,
    kind: Annotated[str, typer.Option("--template", help="weekly, topic, entity, document or compare.")] = "weekly",
    language: Annotated[str, typer.Option("--language", help="vi or en.")] = "vi",
    about: Annotated[str, typer.Option("--about", help="Topic code, for a report on a topic.")] = "",
    name: Annotated[str, typer.Option("--name", help="Name, for a report on an entity or a document.")] = "",
    against: Annotated[
        str, typer.Option("--against", help="Side B, for a comparison: before, weeks, rest, or filters.")
    ] = "before",
    title: Annotated[str, typer.Option("--title", help="Title of the report.")] = "",
    html: Annotated[Path | None, typer.Option("--html", help="File to write: one page that stands alone.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="File to write: A4, tagged.")] = None,
    pptx: Annotated[Path | None, typer.Option("--pptx", help="File to write: slides with charts to edit.")] = None,
    png: Annotated[Path | None, typer.Option("--png", help="Folder to write to: one picture a chart.")] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="ZIP to write: all numbers as CSV, with README, methods, citation.")
    ] = None,
    url: Annotated[
        str, typer.Option("--url", help="Where the dashboard is served, for the link to the live view.")
    ] = "",
    mail: Annotated[
        list[str] | None,
        typer.Option(
            "--mail", help="Address that gets the files written; repeat, or join by commas. Needs NHIPTIN_SMTP."
        ),
    ] = None,
    layout: Annotated[
        Path | None, typer.Option("--layout", help="A template of your own (Jinja2) for HTML and PDF.")
    ] = None,
) -> None:
    """Write a report of a scope. Without a period: the last seven days of the corpus. PDF and pictures need Chromium; HTML without it has tables in place of figures."""
    from analysis import mail as post
    from analysis.errors import InputError

    path = o.store_path(store)
    scope = o.scope(since, until, source, section, topic, entity, search, unit, lens, panel)
    wanted = {
        **{"store": str(path.resolve()), "scope": scope.params(), "kind": kind, "language": language, "about": about},
        **{"name": name, "against": against, "title": title, "address": url},
        **{"template": str(layout.resolve()) if layout else "", "letter": ""},
        **{
            key: str(to.resolve()) if to else ""
            for key, to in (("html", html), ("pdf", pdf), ("pptx", pptx), ("png", png), ("csv", csv))
        },
    }
    files = [to for to in (html, pdf, pptx, csv) if to]
    if mail and not files:
        raise InputError("nothing to send: give --html FILE, --pdf FILE, --pptx FILE or --csv FILE beside --mail")
    addresses = [address.strip() for some in mail or [] for address in some.split(",") if address.strip()]
    if not addresses:
        _run("dashboard.reports", wanted)
        return
    post.checked(addresses)
    with TemporaryDirectory() as folder:
        letter = Path(folder) / "letter.json"
        _run("dashboard.reports", wanted | {"letter": str(letter)})
        _sent(addresses, files, **json.loads(letter.read_text("utf-8")))


def _sent(addresses: list[str], files: list[Path], *, subject: str, text: str) -> None:
    """Send the files to every address, also to those after one that was refused."""
    from analysis import mail
    from analysis.errors import StoreError

    refused = []
    for address in addresses:
        try:
            mail.send(address, subject=subject, text=text, attached=tuple(files))
        except StoreError as error:
            refused.append(str(error))
        else:
            typer.echo(f"nhiptin: sent to {address}", err=True)
    if refused:
        raise StoreError("; ".join([*refused, f"the report is kept: {', '.join(map(str, files))}"]))


def screenshot(
    page: Annotated[str, typer.Argument(help="Address of the page, e.g. overview, keywords, topics.")],
    out: Annotated[Path, typer.Option("--out", help="File to write: PNG at twice its size.")],
    store: o.Store = None,
    since: o.Since = "",
    until: o.Until = "",
    source: o.Source = None,
    section: o.Section = None,
    topic: o.Topic = None,
    entity: o.Entity = None,
    search: o.Search = "",
    unit: o.Unit = "",
    lens: o.Lens = "",
    panel: o.Panel = False,
    view: Annotated[
        list[str] | None, typer.Option("--view", help="Further part of the link, e.g. --view term=chip; repeat.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="vi or en.")] = "vi",
    width: Annotated[int, typer.Option("--width", help="1440 or 390 (a phone).")] = 1440,
    theme: Annotated[str, typer.Option("--theme", help="light or dark.")] = "light",
    card: Annotated[str, typer.Option("--card", help="Only this card, e.g. overview-volume.")] = "",
    url: Annotated[str, typer.Option("--url", help="A running dashboard; else one is started.")] = "",
) -> None:
    """Take a picture of a page in a scope, as a reader sees it. Needs Chromium."""
    scope = o.scope(since, until, source, section, topic, entity, search, unit, lens, panel)
    wanted = {
        **{"store": str(o.store_path(store).resolve()), "page": page, "scope": scope.params(), "language": language},
        **{"view": dict(part.partition("=")[::2] for part in view or []), "width": width, "theme": theme, "card": card},
        **{"url": url, "out": str(out.resolve())},
    }
    _run("dashboard.reports.screenshot", wanted)


def _run(module: str, wanted: dict[str, Any]) -> None:
    """The figures belong to the dashboard, which this side of the house does not import: it is another process."""
    from analysis.paths import ROOT

    command = [sys.executable, "-m", module]
    done = subprocess.run(command, input=json.dumps(wanted), text=True, cwd=ROOT, check=False)  # noqa: S603  our own module
    if done.returncode:
        raise typer.Exit(done.returncode)

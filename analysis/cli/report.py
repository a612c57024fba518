"""``nhiptin report``: what the pages show, as HTML, PDF, slides and pictures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

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
    url: Annotated[
        str, typer.Option("--url", help="Where the dashboard is served, for the link to the live view.")
    ] = "",
    layout: Annotated[
        Path | None, typer.Option("--layout", help="A template of your own (Jinja2) for HTML and PDF.")
    ] = None,
) -> None:
    """Write a report of a scope. Without a period: the last seven days of the corpus. Needs Chromium, but for slides."""
    from analysis.paths import ROOT
    from analysis.scope import Scope

    path = o.store_path(store)
    scope = Scope.parse(
        {
            **{"since": since, "until": until, "source": source or [], "section": section or [], "topic": topic or []},
            **{"entity": entity or [], "search": search, "unit": unit or None, "lens": lens or None},
            "panel": str(int(panel)),
        }
    )
    if kind == "weekly" and not (scope.since or scope.until):
        scope = _last_week(path, scope)
    wanted = {
        **{"store": str(path.resolve()), "scope": scope.params(), "kind": kind, "language": language, "about": about},
        **{"name": name, "against": against, "title": title, "address": url},
        "template": str(layout.resolve()) if layout else "",
        **{
            key: str(to.resolve()) if to else ""
            for key, to in (("html", html), ("pdf", pdf), ("pptx", pptx), ("png", png))
        },
    }
    # The figures belong to the dashboard, which this side of the house does not import.
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.reports"], input=json.dumps(wanted), text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        raise typer.Exit(done.returncode)


def _last_week(path: Path, scope):  # type: ignore[no-untyped-def]
    from datetime import date, timedelta

    from analysis.store.snapshot import open_snapshot

    last = open_snapshot(path).meta.get("until", "")
    return scope.with_(since=date.fromisoformat(last) - timedelta(6), until=date.fromisoformat(last)) if last else scope

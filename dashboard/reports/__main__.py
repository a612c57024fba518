"""One report made, in a process of its own: its settings come as one line of JSON, what was written goes out line by line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.scope import Scope
from analysis.store.snapshot import open_snapshot
from dashboard.reports.kinds import pieces
from dashboard.reports.made import Report, make
from dashboard.reports.process import process, put
from dashboard.strings import name_topics

LANGUAGES = ("vi", "en")
PAGES = {"weekly": "overview", "topic": "topics", "entity": "entities", "document": "documents", "compare": "compare"}


def run(wanted: dict[str, Any], tell: Callable[[str], None]) -> None:
    """Make a report and write what is asked for.

    Args:
        wanted: ``store``, ``scope`` (as a link has it), ``kind``, ``language``, ``about``, ``name``, ``against``, ``title``,
            ``address``, ``template``; and where to: ``html``, ``pdf``, ``pptx`` (files), ``png`` (a folder); empty: not.
        tell: told each path written.

    Raises:
        InputError: a setting that cannot be used, or nothing to write.
        StoreError: the store cannot be read, no browser, or a target that cannot be written.
    """
    if wanted["language"] not in LANGUAGES:
        raise InputError(f"unknown language: got {wanted['language'][:20]!r}, allowed {', '.join(LANGUAGES)}")
    if not any(wanted[target] for target in ("html", "pdf", "pptx", "png")):
        raise InputError("nothing to write: give at least one of --html FILE, --pdf FILE, --pptx FILE, --png DIR")
    snapshot = open_snapshot(Path(wanted["store"]))
    name_topics(snapshot.topics)
    chosen = pieces(wanted["kind"], about=wanted["about"], name=wanted["name"], against=wanted["against"])
    report = make(
        snapshot,
        Scope.parse(wanted["scope"]),
        chosen,
        language=wanted["language"],
        title=wanted["title"],
        address=wanted["address"],
        page=PAGES[wanted["kind"]],
    )
    if wanted["pptx"]:
        from dashboard.reports.slides import slides

        tell(put(Path(wanted["pptx"]), slides(report, sample=snapshot.sample)))
    if wanted["html"] or wanted["pdf"] or wanted["png"]:
        _drawn(report, wanted, tell, sample=snapshot.sample)


def _drawn(report: Report, wanted: dict[str, Any], tell: Callable[[str], None], *, sample: bool) -> None:
    from dashboard.reports import browser as engine
    from dashboard.reports.written import TEMPLATE, fonts, written

    figures = [one for one in report.figures if one.figure is not None]
    with engine.browsing() as browser:
        shown = [one.figure for one in figures if one.figure is not None]
        if wanted["html"] or wanted["pdf"]:
            svgs = [svg.decode() for svg in engine.drawn(browser, shown, fonts())]
            html = written(report, svgs, sample=sample, template=Path(wanted["template"] or TEMPLATE))
            if wanted["html"]:
                tell(put(Path(wanted["html"]), html.encode()))
            if wanted["pdf"]:
                tell(put(Path(wanted["pdf"]), engine.printed(browser, html, footer=_plain(report.version))))
        if wanted["png"]:
            folder = Path(wanted["png"])
            for number, (one, png) in enumerate(
                zip(figures, engine.drawn(browser, shown, fonts(), png=True), strict=True), 1
            ):
                tell(put(folder / f"{number:02d}-{re.sub(r'[^a-z0-9]+', '-', one.piece.key)}.png", png, folder=True))


def _plain(words: str) -> str:
    return re.sub(r"[<>&]", " ", words)


if __name__ == "__main__":
    process(run)

"""A report as files: which outputs need the browser, in which order they are made, and what is done without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import StoreError
from dashboard.reports import browser as engine
from dashboard.reports.bundle import bundle, filed
from dashboard.reports.made import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DRAWN = ("html", "pdf", "png")
"""Outputs that show figures, which a browser draws."""
Tell = Callable[[str, float], None]
"""Told the stage (browser, figures, pages) and how much of it is done, 0 to 1."""


def outputs(
    report: Report,
    wanted: tuple[str, ...],
    *,
    sample: bool,
    template: Path | None = None,
    browser: Browser | None = None,
    tell: Tell = lambda stage, done: None,
) -> Iterator[tuple[str, str, bytes]]:
    """Each output as it is made.

    Args:
        report: from ``made``.
        wanted: of html, pdf, pptx, png, csv.
        sample: whether the articles are the shipped sample's.
        template: of HTML and PDF; None: ours.
        browser: from ``drawing``; None: HTML has tables in place of figures.
        tell: told the progress.

    Yields:
        Output, name of the file (of pictures, else empty), content.

    Raises:
        StoreError: PDF or PNG without a browser.
        InputError: the template cannot be used.
    """
    if "csv" in wanted:
        yield "csv", "", bundle(report, sample=sample)
    if "pptx" in wanted:
        from dashboard.reports.slides import slides

        yield "pptx", "", slides(report, sample=sample)
    if not set(DRAWN) & set(wanted):
        return
    from dashboard.reports.written import TEMPLATE, fonts, written

    figures = [(one.figure, engine.WIDTH) for one in report.figures if one.figure is not None]
    if "html" in wanted:
        figures += [(one.narrow, engine.NARROW) for one in report.figures if one.narrow is not None]
    svgs: list[str] = []
    if browser is not None:
        svgs = engine.drawn(browser, figures, fonts(), tell=lambda n: tell("figures", n / len(figures)))
    tell("pages", 0)
    html = written(report, svgs, sample=sample, template=template or TEMPLATE)
    if "html" in wanted:
        yield "html", "", html.encode()
    if browser is None:
        if set(wanted) & {"pdf", "png"}:
            engine.found()
        return
    if "pdf" in wanted:
        pdf = engine.printed(
            browser,
            html,
            title=report.title,
            language=report.language,
            footer=f"{report.title} · {report.version}",
            conforms=template is None,
        )
        yield "pdf", "", pdf
    if "png" in wanted:
        own = html if template is None else written(report, svgs, sample=sample)
        shown = [one for one in report.figures if one.figure is not None] or report.figures
        for number, (one, png) in enumerate(zip(shown, engine.pictured(browser, own), strict=True), 1):
            yield "png", f"{filed(number, one.key)}.png", png


@contextmanager
def drawing(wanted: tuple[str, ...], warn: Callable[[str], None]) -> Iterator[Browser | None]:
    """The browser for these outputs; none where none of them needs it, or HTML alone is made and none is installed.

    Raises:
        StoreError: no browser, and PDF or PNG is wanted.
    """
    if not set(DRAWN) & set(wanted):
        yield None
        return
    try:
        engine.found()
    except StoreError as error:
        if {"pdf", "png"} & set(wanted):
            raise
        warn(f"{error}; the HTML has tables in place of figures")
        yield None
        return
    with engine.browsing() as browser:
        yield browser

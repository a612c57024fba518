"""A report as files: which outputs need the browser, in which order they are made, and what is done without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.reports.browser import DRAWN, found
from dashboard.reports.bundle import bundle, filed
from dashboard.reports.made import Report

if TYPE_CHECKING:
    from dashboard.reports.drawer import Drawer

Tell = Callable[[str, float], None]
"""Told the stage (browser, figures, pages) and how much of it is done, 0 to 1."""


def outputs(
    report: Report,
    wanted: tuple[str, ...],
    *,
    sample: bool,
    template: Path | None = None,
    drawer: Drawer | None = None,
    tell: Tell = lambda stage, done: None,
) -> Iterator[tuple[str, str, bytes]]:
    """Each output as it is made.

    Args:
        report: from ``made``.
        wanted: of html, pdf, pptx, png, csv.
        sample: whether the articles are the shipped sample's.
        template: of HTML and PDF; None: ours.
        drawer: from ``browser.drawing``; None: HTML has tables in place of figures.
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
    from dashboard.reports.drawer import NARROW, WIDTH
    from dashboard.reports.written import TEMPLATE, written

    figures = [(one.figure, WIDTH) for one in report.figures if one.figure is not None]
    if "html" in wanted:
        figures += [(one.narrow, NARROW) for one in report.figures if one.narrow is not None]
    svgs: list[str] = []
    if drawer is not None:
        svgs = drawer.drawn(figures, tell=lambda n: tell("figures", n / len(figures)))
    tell("pages", 0)
    html = written(report, svgs, sample=sample, template=template or TEMPLATE)
    if "html" in wanted:
        yield "html", "", html.encode()
    if drawer is None:
        if set(wanted) & {"pdf", "png"}:
            found()
        return
    if "pdf" in wanted:
        pdf = drawer.printed(
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
        for number, (one, png) in enumerate(zip(shown, drawer.pictured(own), strict=True), 1):
            yield "png", f"{filed(number, one.key)}.png", png

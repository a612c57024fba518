"""A report as one HTML file that stands alone: fonts, figures and tables inside, nothing to fetch, nothing that runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from analysis.errors import InputError
from dashboard.reports.faces import fonts
from dashboard.reports.made import Report

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "templates" / "report.html.j2"


def written(report: Report, svgs: Sequence[str], *, sample: bool, template: Path = TEMPLATE) -> str:
    """The report as HTML.

    Args:
        report: from ``made.make``.
        svgs: one for each figure that is drawn, in order, then, where a phone may show them, one for each drawn for it;
            none at all: their tables stand open.
        sample: whether the articles are the shipped sample's, which is then said.
        template: a Jinja2 file; it sees ``report``, ``figures`` (pairs of a figure and its SVG, or None), ``narrow`` (for each
            of them the SVG for a phone, or None), ``fonts``, ``sample``.

    Raises:
        InputError: the template cannot be read or fails.
    """
    try:
        shown = _environment(template.parent).get_template(template.name)
        left = iter(svgs)
        wide, narrow = _placed(report, left), _placed(report, left)
        figures = list(zip(report.figures, wide, strict=True))
        return shown.render(report=report, figures=figures, narrow=narrow, fonts=fonts(), sample=sample)
    except (TemplateError, OSError, UnicodeError) as error:
        raise InputError(
            f"the template {template} cannot be used: got {str(error)[:200]}; see {TEMPLATE.name}"
        ) from error


def _environment(folder: Path) -> Environment:
    return SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _placed(report: Report, svgs: Iterator[str]) -> list[str | None]:
    """For each figure the next SVG; None where it is not drawn, or none is left."""
    return [next(svgs, None) if figure.figure is not None else None for figure in report.figures]

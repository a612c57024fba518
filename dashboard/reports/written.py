"""A report as one HTML file that stands alone: fonts, figures and tables inside, nothing to fetch, nothing that runs."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from analysis.errors import InputError, ModelError
from dashboard.reports.made import Report

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "templates" / "report.html.j2"
FONTS = HERE.parent / "static" / "fonts"
_SUBSETS = {
    "vietnamese": "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, U+0303-0304, "
    "U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB",
    "latin-ext": "U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, "
    "U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
}
_WEIGHTS = (400, 600)


@cache
def fonts() -> str:
    """CSS with the faces of the product's font inside."""
    return "".join(
        f"@font-face {{ font-family: 'Be Vietnam Pro'; font-weight: {weight}; unicode-range: {span}; "
        f"src: url(data:font/woff2;base64,{_data(subset, weight)}) format('woff2'); }}"
        for subset, span in _SUBSETS.items()
        for weight in _WEIGHTS
    )


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


def _data(subset: str, weight: int) -> str:
    path = FONTS / f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    try:
        return base64.b64encode(path.read_bytes()).decode("ascii")
    except OSError as error:
        raise ModelError(
            f"the product's font {path.name} cannot be read: got {error.strerror}; install it again"
        ) from error

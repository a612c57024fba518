"""One report made, in a process of its own: its settings come as one line of JSON, what was written goes out line by line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from dashboard.reports.browser import drawing
from dashboard.reports.process import process, put, tried
from dashboard.strings import LANGUAGES

if TYPE_CHECKING:
    from dashboard.reports.made import Report

TARGETS = ("html", "pdf", "pptx", "png", "csv")


def run(wanted: dict[str, Any], tell: Callable[[str], None]) -> None:
    """Make a report and write what is asked for.

    Args:
        wanted: ``store``, ``scope`` (as a link has it), ``kind``, ``language``, ``about``, ``name``, ``against``, ``title``,
            ``address``, ``template``; and where to: ``html``, ``pdf``, ``pptx``, ``csv`` (files), ``png`` (a folder);
            empty: not. ``letter``: file for the subject and the text that the report is sent with, as JSON; empty: not.
        tell: told each path written.

    Raises:
        InputError: a setting that cannot be used, or nothing to write.
        StoreError: the store cannot be read, no browser, or a target that cannot be written.
    """
    if wanted["language"] not in LANGUAGES:
        raise InputError(f"unknown language: got {wanted['language'][:20]!r}, allowed {', '.join(LANGUAGES)}")
    targets = tuple(name for name in TARGETS if wanted[name])
    if not targets:
        raise InputError(
            "nothing to write: give at least one of --html FILE, --pdf FILE, --pptx FILE, --csv FILE, --png DIR"
        )
    for target in targets:
        place = Path(wanted[target])
        tried(place / "figure" if target == "png" else place, folder=target == "png")
    # The questions are asked beside the start of the browser, which takes as long.
    with ThreadPoolExecutor(1) as aside:
        asking = aside.submit(_asked, wanted)
        with drawing(targets, lambda said: print(said, file=sys.stderr)) as drawer:
            report, sample = asking.result()
            from dashboard.reports.outputs import outputs

            template = Path(wanted["template"]) if wanted["template"] else None
            for output, name, content in outputs(report, targets, sample=sample, template=template, drawer=drawer):
                path = Path(wanted[output])
                tell(put(path / name if name else path, content, folder=bool(name)))
            if wanted["letter"]:
                from dashboard.reports.letter import letter

                sent = letter(report, [Path(wanted[name]).name for name in targets if name != "png"])
                Path(wanted["letter"]).write_text(json.dumps(sent), "utf-8")


def _asked(wanted: dict[str, Any]) -> tuple[Report, bool]:
    """Pandas, Plotly and the questions are loaded beside the start of the browser, too."""
    from dashboard.reports.asked import asked

    return asked(wanted)


if __name__ == "__main__":
    process(run)

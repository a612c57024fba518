"""One report made, in a process of its own: its settings come as one line of JSON, what was written goes out line by line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.scope import Scope
from analysis.store.snapshot import Snapshot, open_snapshot
from dashboard.reports.kinds import PAGES, narrowed, pieces, title, view
from dashboard.reports.made import Report, make
from dashboard.reports.outputs import drawing, outputs
from dashboard.reports.process import process, put, tried
from dashboard.strings import LANGUAGES, name_topics

TARGETS = ("html", "pdf", "pptx", "png", "csv")
WEEK = timedelta(6)
"""From its first day to its last."""
AT_ONCE = 2
"""Questions asked at a time."""


def run(wanted: dict[str, Any], tell: Callable[[str], None]) -> None:
    """Make a report and write what is asked for.

    Args:
        wanted: ``store``, ``scope`` (as a link has it), ``kind``, ``language``, ``about``, ``name``, ``against``, ``title``,
            ``address``, ``template``; and where to: ``html``, ``pdf``, ``pptx``, ``csv`` (files), ``png`` (a folder);
            empty: not.
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
    snapshot = open_snapshot(Path(wanted["store"]))
    name_topics(snapshot.topics)
    chosen = pieces(wanted["kind"], about=wanted["about"], name=wanted["name"], against=wanted["against"])
    # The questions are asked beside the start of the browser, which takes as long.
    with ThreadPoolExecutor(1) as asking:
        asked = asking.submit(_made, snapshot, wanted, chosen)
        with drawing(targets, lambda said: print(said, file=sys.stderr)) as browser:
            report = asked.result()
            template = Path(wanted["template"]) if wanted["template"] else None
            for output, name, content in outputs(
                report, targets, sample=snapshot.sample, template=template, browser=browser
            ):
                path = Path(wanted[output])
                tell(put(path / name if name else path, content, folder=bool(name)))


def _made(snapshot: Snapshot, wanted: dict[str, Any], chosen: Any) -> Report:
    about = {name: wanted[name] for name in ("about", "name")}
    against = wanted["against"]
    scope = Scope.parse(wanted["scope"])
    if wanted["kind"] == "weekly" and not (scope.since or scope.until):
        scope = _last_week(snapshot, scope)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return make(
            snapshot,
            scope,
            chosen,
            language=wanted["language"],
            title=wanted["title"] or title(wanted["kind"], wanted["language"], against=against, **about),
            address=wanted["address"],
            page=PAGES[wanted["kind"]],
            view=view(wanted["kind"], against=against, **about),
            brief=wanted["kind"] == "weekly",
            newest=narrowed(wanted["kind"], scope, **about),
            each_of=lambda draw, wanted: list(pool.map(draw, wanted)),
        )


def _last_week(snapshot: Snapshot, scope: Scope) -> Scope:
    """The scope within the last seven days of the corpus; as it is where the corpus is empty."""
    last = snapshot.meta.get("until", "")
    return scope.with_(since=date.fromisoformat(last) - WEEK, until=date.fromisoformat(last)) if last else scope


if __name__ == "__main__":
    process(run)

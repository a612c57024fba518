"""The numbers of a report as one ZIP: README, a CSV for each figure, how each is counted, how to cite."""

from __future__ import annotations

import re

from analysis.export import to_csv
from dashboard.reports.archives import zipped
from dashboard.reports.figures import Figure
from dashboard.reports.made import Report
from dashboard.strings import document, strings


def bundle(report: Report, *, sample: bool) -> bytes:
    """The report's numbers, all rows of them, with everything that is needed to read and to cite them.

    Args:
        report: from ``made.make``.
        sample: whether the articles are the shipped sample's, which is then said.
    """
    named = [(f"data/{filed(number, one.key)}.csv", one) for number, one in enumerate(report.figures, 1)]
    return zipped(
        {
            "README.md": _readme(report, named, sample=sample).encode(),
            "METHODS.md": _methods(report).encode(),
            "CITATION.txt": (cited(report) + "\n").encode(),
            # With a byte-order mark: spreadsheets then read the marks of Vietnamese.
            **{name: b"\xef\xbb\xbf" + to_csv(one.whole).encode() for name, one in named},
        }
    )


def filed(number: int, key: str) -> str:
    """Name of a figure's file, without its ending.

    >>> filed(3, "overview.keywords"), filed(1, "../../Bộ 🤖")
    ('03-overview-keywords', '01-b')
    """
    return f"{number:02d}-{re.sub(r'[^a-z0-9]+', '-', key.lower()).strip('-') or 'x'}"


def cited(report: Report) -> str:
    """How the report is cited: product, title, scope, period and n, version of the data, link."""
    return f"Nhịp Tin. {report.title}. {report.scope}. {report.facts}. {report.say('report.version')}: {report.version}. {report.link}"


def _readme(report: Report, named: list[tuple[str, Figure]], *, sample: bool) -> str:
    say = report.say
    facts = [
        f"{say('report.scope')}: {report.scope}",
        report.facts,
        f"{say('report.sources')}: {report.sources}",
        f"{say('report.version')}: {report.version}{' · ' + say('app.sample') if sample else ''}",
        f"{say('report.here')}: {report.link}",
        say("report.encoding"),
    ]
    lines = [f"# {report.title}", "", *(f"- {fact}" for fact in facts), ""]
    for name, one in named:
        lines += [
            f"## {name}",
            "",
            f"{one.title}. {one.subtitle}. {len(one.whole)} × {len(one.whole.columns)}".replace("..", "."),
            "",
        ]
        lines += [f"- `{column}`: {strings(report.language).get(f'columns.{column}', column)}" for column in one.whole]
        lines += ["", *([one.note, ""] if one.note else [])]
    return "\n".join(lines)


def _methods(report: Report) -> str:
    lines = [f"# {report.say('report.methods')}", "", f"{report.say('report.here')}: {report.methods}", ""]
    for one in report.figures:
        lines += [f"## {one.title}", "", one.method or report.say("frame.method_page"), ""]
    return "\n".join([*lines, document(report.language, "methods")])

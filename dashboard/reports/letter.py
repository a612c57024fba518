"""The letter that a report goes out with: what it is of, the short text, where the live view is, what is attached."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.reports.made import Report


def letter(report: Report, files: Sequence[str]) -> dict[str, str]:
    """Subject and text of the mail.

    Args:
        report: from ``made.make``.
        files: names of what is attached.
    """
    about = [
        report.title,
        report.facts,
        f"{report.say('report.scope')}: {report.scope}",
    ]
    close = [
        f"{report.say('report.attached')}: {', '.join(files)}",
        f"{report.say('report.version')}: {report.version}",
        *([f"{report.say('report.live')}: {report.link}"] if report.linked else []),
    ]
    parts = ("\n".join(part) for part in (about, report.clauses, close) if part)
    subject = ": ".join(part for part in (report.title, report.period) if part)
    return {"subject": subject, "text": "\n\n".join(parts) + "\n"}

"""The clauses of a short report in words, the same on the page and on paper."""

from __future__ import annotations

from typing import Any

from dashboard import labels
from dashboard.charts.told import counted
from dashboard.strings import text


def said(row: Any, language: str) -> str:
    """One row of ``brief_clauses`` in the reader's language, as plain text."""
    subject = text(language, f"charts.topic.{row.subject}") if row.clause.startswith("topic") else row.subject
    values = {
        "subject": subject,
        "n": counted(row.n, row.unit, language),
        "unit": text(language, f"charts.unit.{row.unit}"),
        "total": labels.number(row.total, language),
        "first": labels.percent(row.first_share, language),
        "last": labels.percent(row.last_share, language),
        "expected": labels.number(row.expected, language, 1),
        "q": labels.probability(row.q, language),
        "since": labels.day(row.since, language),
        "until": labels.day(row.until, language),
    }
    told = text(language, f"brief.{row.clause}", **values)
    return f"{told} {text(language, 'brief.cause', terms=row.cause)}" if row.cause else told

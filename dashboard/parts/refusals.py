"""Refused rows as a table in the reader's language; their CSV keeps the sentences of the store."""

from __future__ import annotations

import pandas as pd

from dashboard.state.reader import language, say
from dashboard.strings.reasons import place, told


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with line, field, reason, raw, and file where they are of several, under headings as they are read."""
    worded = {
        "field": [place(field, language()) for field in frame["field"]],
        "reason": [told(reason, language()) for reason in frame["reason"]],
    }
    return frame.assign(**worded).rename(columns={name: say(f"data.refused.columns.{name}") for name in frame.columns})

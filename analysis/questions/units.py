"""What the unit ``outlets`` leaves out of an answer, in one place: ``docs/words.md`` says why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.scope import Scope


def tested(scope: Scope) -> bool:
    """Whether units may be tested as independent of each other: the same outlets stand on both sides of a contrast."""
    return scope.unit != "outlets"


def sampled(frame: pd.DataFrame, scope: Scope, *columns: str) -> pd.DataFrame:
    """The frame, in outlets without what is only defined over a sample of independent units.

    Args:
        frame: an answer before it gets its shape.
        columns: intervals, tests and evidence; NaN in outlets. A ``verdict`` is ``none`` there.

    >>> frame = pd.DataFrame({"n": [1], "low": [0.2]})
    >>> sampled(frame, Scope(unit="outlets"), "low")["low"].isna().tolist()
    [True]
    """
    if tested(scope):
        return frame
    verdict = {"verdict": "none"} if "verdict" in frame else {}
    return frame.assign(**dict.fromkeys(columns, np.nan), **verdict)

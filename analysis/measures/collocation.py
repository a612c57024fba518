"""Collocation: which terms and names stand in one sentence with a term more often than by chance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.significance import LEVEL, benjamini_hochberg, chi2_tail, log_dice, log_likelihood

FEWEST = 5
"""Joint sentences below which the score says more of chance than of the language."""
FEWEST_STORIES = 3


def neighbours(counts: pd.DataFrame, *, sentences: int, tests: int | None = None) -> pd.DataFrame:
    """The neighbours of a term with clear evidence, strongest tie first.

    The score is logDice over all sentences of the scope, the window is the sentence. The test, G² of the fourfold table
    of sentences, takes only the first article of each story, since copies are no further evidence.

    Args:
        counts: one row a neighbour: sentences (with both), f_term and f_other (with each), stories (with both), and the
            same over first articles of stories: own, own_term, own_other.
        sentences: sentences of the first articles of all stories.
        tests: neighbours that could have been found, for the correction, when ``counts`` leaves out some.

    Returns:
        The rows with at least 5 joint sentences in at least 3 stories, q < .05 and more joint sentences than expected;
        log_dice, g2, q added.

    Source: Rychlý (2008) for logDice, Dunning (1993) for G².
    """
    joint, one, other = (counts[name].to_numpy(float) for name in ("own", "own_term", "own_other"))
    g2 = log_likelihood(joint, one, other - joint, np.maximum(sentences - one, 0))
    p = np.where(joint * sentences > one * other, chi2_tail(g2), 1.0)
    dice = log_dice(counts["sentences"], counts["f_term"], counts["f_other"])
    frame = counts.assign(log_dice=dice, g2=g2, q=benjamini_hochberg(p, tests=tests))
    frame = frame[(frame["q"] < LEVEL) & (frame["sentences"] >= FEWEST) & (frame["stories"] >= FEWEST_STORIES)]
    return frame.sort_values(["log_dice", "g2"], ascending=False, kind="stable", ignore_index=True)

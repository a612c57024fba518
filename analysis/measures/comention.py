"""Co-mention: which two entities stand in one sentence more often than by chance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.significance import LEVEL, benjamini_hochberg, chi2_tail, log_dice, log_likelihood

FEWEST_STORIES = 3
"""A pair met in fewer stories is not shown: one text, copied, would draw an edge."""


def associated(pairs: pd.DataFrame, *, sentences: int, tests: int | None = None) -> pd.DataFrame:
    """Pairs with clear evidence, surest first: by logDice alone, names met three times would lead every list.

    The weight is logDice = 14 + log2(2·f_ab / (f_a + f_b)) over all sentences of the scope. The test, G² of the
    fourfold table of sentences, takes only the first article of each story, since copies are no further evidence.

    Args:
        pairs: a, b, sentences (with both), f_a, f_b (with each), stories (with both), and the same counts over first
            articles of stories: own, own_a, own_b.
        sentences: sentences of the first articles of all stories.
        tests: pairs that could have been found, for the correction, when ``pairs`` leaves out some.

    Returns:
        The rows with q < .05, at least 3 stories and more joint sentences than expected; log_dice (14 = always
        together), g2, p, q added.

    Source: Rychlý (2008), "A lexicographer-friendly association score"; Dunning (1993).
    """
    joint, one, other = (pairs[name].to_numpy(float) for name in ("own", "own_a", "own_b"))
    g2 = log_likelihood(joint, one, other - joint, np.maximum(sentences - one, 0))
    p = np.where(joint * sentences > one * other, chi2_tail(g2), 1.0)
    dice = log_dice(pairs["sentences"], pairs["f_a"], pairs["f_b"])
    frame = pairs.assign(log_dice=dice, g2=g2, p=p, q=benjamini_hochberg(p, tests=tests))
    frame = frame[(frame["q"] < LEVEL) & (frame["stories"] >= FEWEST_STORIES)]
    return frame.sort_values(["g2", "log_dice"], ascending=False, kind="stable", ignore_index=True)

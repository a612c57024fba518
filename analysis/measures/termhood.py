"""How much a run of words is a term: C-value and normalised pointwise mutual information."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

Run = tuple[int, ...]
"""Words by number, two or more."""


def c_values(counts: Mapping[Run, int]) -> dict[Run, float]:
    """C-value of every candidate: its frequency outside longer candidates, weighted by its length.

    Args:
        counts: occurrences of every candidate, those inside longer ones among them.

    Returns:
        log2(words) × (occurrences − mean occurrences of the longer candidates that contain it). Empty for no candidate.

    Source: Frantzi, Ananiadou and Mima 2000, "Automatic recognition of multi-word terms: the C-value/NC-value method",
    International Journal on Digital Libraries 3.

    >>> values = c_values({(1, 2): 10, (1, 2, 3): 4, (0, 1, 2): 2})
    >>> values[1, 2], round(values[1, 2, 3], 3)
    (7.0, 6.34)
    """
    inside: dict[Run, list[int]] = defaultdict(list)
    for run, times in counts.items():
        parts = {run[at : at + size] for size in range(2, len(run)) for at in range(len(run) - size + 1)}
        for part in parts:
            if part in counts:
                inside[part].append(times)
    values = {}
    for run, times in counts.items():
        longer = inside.get(run, [])
        mean = sum(longer) / len(longer) if longer else 0.0
        values[run] = math.log2(len(run)) * (times - mean)
    return values


def npmi(both: int, left: int, right: int, total: int) -> float:
    """Normalised pointwise mutual information of two parts that stand side by side: 1 always together, 0 by chance.

    Args:
        both: how often the two stand together.
        left, right: how often each stands anywhere.
        total: places in the corpus.

    Source: Bouma 2009, "Normalized (pointwise) mutual information in collocation extraction", GSCL.

    >>> npmi(5, 5, 5, 1000), round(npmi(4, 20, 20, 100), 3)
    (1.0, 0.0)
    """
    if both >= total:
        return 1.0
    return math.log(both * total / (left * right)) / -math.log(both / total)

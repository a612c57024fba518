"""One story: its articles, and what each says otherwise."""

from __future__ import annotations

from difflib import SequenceMatcher

import pandas as pd

from analysis.store.select import ABOUT
from analysis.store.snapshot import Snapshot
from analysis.stories.shingles import Words, shingles
from analysis.stories.similar import jaccard

LONGEST = 1_500
"""Words of a text that are looked through for differences."""
MOST = 200
"""Articles of a story that are told: reports made from one form may be thousands."""
SHOWN = 300
"""Characters of a difference that are told."""


def members(store: Snapshot, key: str) -> pd.DataFrame:
    """The first ``MOST`` articles of the story of one, and that one; no row where the key is unknown.

    Returns:
        key, day, published, has_time, source, title, url, date_origin, first (whether it is the earliest), alike (Jaccard coefficient
        of its pairs of syllables with those of the article asked for), added and removed (what it has and what it lacks
        below the title beside that article, cut), rows (articles of the story in all).
    """
    frame = store.query(
        f"""
        WITH story AS (SELECT *, row_number() OVER (ORDER BY article_id) AS place, count(*) OVER () AS rows
                       FROM articles WHERE story_id = (SELECT story_id FROM articles WHERE key = $key))
        SELECT {ABOUT}, a.article_id = a.story_id AS first, t.text, a.rows
        FROM story a JOIN texts t USING (article_id) WHERE place <= $most OR a.key = $key ORDER BY a.article_id
        """,
        {"key": key, "most": MOST},
    )
    texts = frame["text"].tolist()
    own = next((text for one, text in zip(frame["key"], texts, strict=True) if one == key), "")
    codes, begins = shingles([own, *texts], Words())
    sets = [codes[begins[n] : begins[n + 1]] for n in range(len(texts) + 1)]
    cut = store.shown or None
    told = [differences(_below_title(own[:cut]), _below_title(text[:cut])) for text in texts]
    frame["alike"] = [1.0 if text == own else jaccard(sets[0], one) for text, one in zip(texts, sets[1:], strict=True)]
    frame["added"] = pd.Series([added for added, _ in told], dtype="str")
    frame["removed"] = pd.Series([removed for _, removed in told], dtype="str")
    return frame.drop(columns="text")


def differences(one: str, other: str) -> tuple[str, str]:
    """What another text has and what it lacks, as runs of words.

    >>> differences("Ngày 5/11, tỉnh họp", "Tỉnh họp sáng nay")
    ('Tỉnh … sáng nay', 'Ngày 5/11, tỉnh')
    """
    a, b = one.split()[:LONGEST], other.split()[:LONGEST]
    added, removed = [], []
    for kind, a_from, a_to, b_from, b_to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            removed.append(" ".join(a[a_from:a_to]))
            added.append(" ".join(b[b_from:b_to]))
    return _cut(added), _cut(removed)


def _below_title(text: str) -> str:
    """The text without its title, which is told by itself; a text of one line is all there is."""
    return text.partition("\n")[2] or text


def _cut(parts: list[str]) -> str:
    told = " … ".join(filter(None, parts))
    return told if len(told) <= SHOWN else told[:SHOWN].rpartition(" ")[0] + " …"

"""A made corpus for machines without a real one: deterministic, streamed, shaped like headlines with leads.

Vocabulary is Zipf over the syllables and phrases of the shipped lexicons and of the sample corpus, so that the
text rooms meet real Vietnamese syllables; dates run over nine months, outlets have outages.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from analysis.paths import SAMPLE

OUTLETS = ("Báo Một", "Báo Hai", "Báo Ba")


def sentences_of_sample() -> list[str]:
    """Sentences of the shipped sample, the material that articles are put together from."""
    found: list[str] = []
    for path in sorted(SAMPLE.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            found += [
                s.strip() for s in (row["summary"] + "\n" + row["text"]).replace("\n", ". ").split(". ") if len(s) > 30
            ]
    return found


def articles(count: int, *, seed: int = 7) -> Iterator[dict[str, object]]:
    """``count`` articles in order of time; the same seed gives the same articles."""
    dice = random.Random(seed)
    material = sentences_of_sample()
    start, span = datetime(2025, 8, 9, 6, 0), timedelta(days=265)
    for number in range(count):
        when = start + span * (number / count)
        outlet = OUTLETS[dice.choices((0, 1, 2), (5, 3, 2))[0]]
        if outlet == OUTLETS[2] and when.day in (3, 4):
            outlet = OUTLETS[0]
        words = [s.split() for s in dice.choices(material, k=3)]
        # Halves of different sentences are joined: every text is new, every syllable real.
        body = ". ".join(
            " ".join(a[: len(a) // 2] + b[len(b) // 2 :]) for a, b in zip(words, words[1:] + words[:1], strict=True)
        )
        yield {
            "id": number,
            "published_at": when.isoformat(timespec="seconds") + "+07:00",
            "title": " ".join(words[0][:10]),
            "summary": body + ".",
            "source": outlet,
            "url": f"https://made.example/{number}",
            "section": ["Tổng hợp"],
        }


def write(path: Path, count: int) -> Path:
    """The made corpus as JSONL."""
    with path.open("w", encoding="utf-8") as out:
        for row in articles(count):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path

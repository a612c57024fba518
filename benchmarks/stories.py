"""Near-copies: articles of a corpus with planted copies; precision and recall by how much was edited, speed, memory.

``python -m benchmarks.stories CORPORA [--articles 3000] [--peers]``: of each corpus, articles in a row with planted copies,
one in four. A planted copy appears within three days under another outlet's name; a share of its syllables is edited,
half of the copies word by word (runs of one to four syllables replaced, taken out or put in), half by whole stretches
(the end cut, something else put before). Recall is over planted pairs; a found pair is wrong where it ties a planted copy to an
article that was no copy of its original before anything was planted. Pairs that nobody planted are counted as natural.
"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pandas as pd

from analysis.stories.grouping import stories
from analysis.stories.shingles import syllables
from analysis.stories.similar import ALIKE, BANDS, ROWS, Piece, copies
from benchmarks.measure import show

RATES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
FILES = ("headlines-2025-08_2026-04.parquet", "articles-2025-10.parquet")
LATEST = 3 * 24 * 3600
Pairs = Iterable[tuple[int, int]]
Origin = dict[int, tuple[int, float, bool]]


def originals(path: Path, count: int) -> list[Piece]:
    """``count`` articles in a row from the middle of a corpus, in order of time."""
    frame = pd.read_parquet(path).fillna("")
    at = pd.to_datetime(frame["published_at"].str[:19], format="ISO8601").astype("datetime64[s]").astype("int64")
    frame = frame.assign(at=at).sort_values("at", kind="stable")
    frame = frame.iloc[max(0, (len(frame) - count) // 2) :].head(count)
    body = frame["text"] if "text" in frame else pd.Series("", frame.index)
    rows = zip(frame["at"], frame["source"], frame["title"], frame["summary"], body, strict=True)
    return [
        Piece(number, at, source, "\n".join(part for part in texts if part))
        for number, (at, source, *texts) in enumerate(rows)
    ]


def edited(text: str, rate: float, dice: random.Random, others: list[str], *, by_words: bool) -> str:
    """The text with about this share of its syllables edited."""
    words = text.split(" ")
    left = round(rate * len(words))
    if not by_words and left:
        cut = min(left // 2, len(words) - 1)
        return " ".join([*dice.choice(others).split()[: left - cut], *words[: len(words) - cut]])
    while left > 0:
        run = min(left, dice.randint(1, 4))
        place = dice.randrange(max(1, len(words) - run))
        donor = dice.choice(others).split()
        begin = dice.randrange(len(donor))
        kind = dice.choice(("take out", "put in", "replace"))
        words[place : place + (0 if kind == "put in" else run)] = (
            [] if kind == "take out" else donor[begin : begin + run]
        )
        left -= run
    return " ".join(words)


def planted(path: Path, articles: int, *, seed: int = 7) -> tuple[list[Piece], Origin]:
    """Articles with copies among them, in order of time; copy → (original, share edited, whether word by word)."""
    dice = random.Random(seed)
    whole = originals(path, round(articles * 0.75))
    texts = [piece.text for piece in whole]
    pieces, origin = list(whole), Origin()
    for number, piece in enumerate(dice.sample(whole, min(len(whole), articles - len(whole)))):
        rate, by_words = RATES[number % len(RATES)], number % 2 == 0
        text = edited(piece.text, rate, dice, texts, by_words=by_words)
        pieces.append(Piece(len(pieces), piece.published + dice.randrange(60, LATEST), "another outlet", text))
        origin[len(pieces) - 1] = (piece.article, rate, by_words)
    return sorted(pieces, key=lambda piece: (piece.published, piece.article)), origin


def judged(pairs: Pairs, origin: Origin, natural: list[int]) -> tuple[Counter[object], Counter[object], int]:
    """(planted pairs found, wrong pairs) by (share, word by word), and natural pairs."""
    right: Counter[object] = Counter()
    wrong: Counter[object] = Counter()
    others = 0
    for pair in {tuple(sorted(pair)) for pair in pairs}:
        copied = [article for article in pair if article in origin]
        roots = {natural[origin[article][0] if article in origin else article] for article in pair}
        for article in copied:
            what = origin[article][1:]
            right[what] += origin[article][0] in pair
            wrong[what] += len(roots) > 1
        others += not copied
    return right, wrong, others


def datasketch_pairs(pieces: list[Piece]) -> Pairs:
    """The same shingles through datasketch: MinHash of 144 numbers, LSH at the same threshold, no window, no decision after."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found, unused-ignore]

    index = MinHashLSH(threshold=ALIKE, num_perm=BANDS * ROWS)
    for piece in pieces:
        words = syllables(piece.text)
        sketch = MinHash(num_perm=BANDS * ROWS)
        sketch.update_batch([f"{a} {b}".encode() for a, b in pairwise(words)])
        for other in index.query(sketch):
            yield other, piece.article
        index.insert(piece.article, sketch)


def peak_mb(pieces: list[Piece]) -> float:
    """Most memory that finding copies holds beside the texts, in MB."""
    tracemalloc.start()
    for _ in copies(pieces):
        pass
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def run(path: Path, articles: int, *, peers: bool) -> None:
    """Print the tables of one corpus."""
    pieces, origin = planted(path, articles)
    before = [piece for piece in pieces if piece.article not in origin]
    natural = stories(len(pieces), copies(before)).tolist()
    ways: dict[str, Callable[[list[Piece]], Pairs]] = {"stories": copies}
    if peers:
        ways["datasketch"] = datasketch_pairs
    speeds = []
    for name, find in ways.items():
        began = time.process_time()
        pairs = list(find(pieces))
        seconds = time.process_time() - began
        right, wrong, others = judged(pairs, origin, natural)
        rows = []
        for rate in RATES:
            row: dict[str, object] = {"edited": f"{rate:.0%}"}
            for by_words, how in ((True, "words"), (False, "stretches")):
                many = sum(of[1:] == (rate, by_words) for of in origin.values())
                hits, errors = right[rate, by_words], wrong[rate, by_words]
                row |= {
                    how: many,
                    f"recall {how}": hits / many,
                    f"precision {how}": hits / max(1, hits + errors),
                }
            rows.append(row)
        show(f"{path.stem}: {name}, {len(pieces):,} articles, {others} natural pairs", rows)
        speeds.append({"way": name, "articles/s": round(len(pieces) / seconds), "CPU s": seconds})
    show(f"{path.stem}: speed of one core; copies() holds {peak_mb(pieces):.0f} MB beside the texts", speeds)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("corpora", type=Path)
    ask.add_argument("--articles", type=int, default=3_000)
    ask.add_argument("--peers", action="store_true", help="beside datasketch (benchmarks/requirements.txt)")
    a = ask.parse_args()
    for name in FILES:
        run(a.corpora / name, a.articles, peers=a.peers)


if __name__ == "__main__":
    main()

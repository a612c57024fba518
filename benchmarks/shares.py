"""Do the intervals of topic shares hold what they promise? Resampled corpora whose true shares are known.

``python -m benchmarks.shares GOLD.jsonl [--record]``. Every marked text gets the topics that a model which had not
seen it assigns. One round: draw the shares of technology and of its topics; draw a corpus of 1,000 texts with those
shares, some of them copied; draw the texts again that the rates are measured on (bootstrap); ask for the shares. The
truth is the share in the distribution the corpus is drawn from. ``--record`` puts the coverage into
``data/quality.json``, where the page of methods draws it.

``--draws 999`` sets the closed form beside a bootstrap: stories of the corpus and marked texts are drawn again with
replacement, 999 times, and the interval is between the 2.5th and the 97.5th percentile of the shares (Efron & Tibshirani 1993, 13.3).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import learn_topics, marked, topic_marks
from analysis.measure_topics import GENERAL, OTHER, Held, figures
from analysis.measures.topics import adjusted
from analysis.paths import QUALITY
from analysis.quality import Rates
from analysis.schema import TOPICS
from analysis.text.grams import grams
from analysis.text.prose.clean import clean

ROUNDS, TEXTS, COPIES = 1000, 1000, 0.1
MEASURED, CORPORA = 1, 25
"""Beside the bootstrap: times the rates are measured, and corpora for each."""


def held_out(gold: Path) -> list[Held]:
    """The marked texts of the file and of data/marked (without the test sample), as the classifier sees them unseen."""
    rows = [row for row in marked.read(gold) if row.get("topics")]
    more, known = topic_marks.read()
    more = [(mark, found) for mark, found in more if mark.sample != "test"]
    return learn_topics.cross_validate(
        [*(grams(clean(row["text"]).text) for row in rows), *(found for _, found in more)],
        [*(row["topics"] for row in rows), *(mark.topics for mark, _ in more)],
        [*("gold" for _ in rows), *(mark.sample for mark, _ in more)],
        known,
    )


def pools(texts: Sequence[Held]) -> list[list[Held]]:
    """The texts a corpus is drawn from, by main topic: technology from gold and uniform, the rest from uniform alone."""
    return [
        [t for t in texts if t.marked[0] == code and t.sample in ((GENERAL,) if code == OTHER else ("gold", GENERAL))]
        for code in TOPICS
    ]


def corpus(by_topic: list[list[Held]], dice: np.random.Generator) -> tuple[list[Held], list[int], dict[str, float]]:
    """Texts, the size of each one's story, and the true share of each topic."""
    technology = dice.uniform(0.1, 1.0)
    weights = np.append(technology * dice.dirichlet(np.full(len(TOPICS) - 1, 2.0)), 1 - technology)
    truth = dict.fromkeys(TOPICS, 0.0)
    for weight, pool in zip(weights, by_topic, strict=True):
        for text in pool:
            for code in {*text.marked}:
                truth[code] += weight / len(pool)
    found: list[Held] = []
    sizes: list[int] = []
    for topic in dice.choice(len(TOPICS), TEXTS, p=weights):
        size = min(int(dice.geometric(1 - COPIES)), TEXTS - len(found))
        found += [by_topic[topic][dice.integers(len(by_topic[topic]))]] * size
        sizes += [size] * size
        if len(found) == TEXTS:
            break
    return found, sizes, truth


def counted(texts: list[Held], sizes: list[int]) -> pd.DataFrame:
    """The counts that ``measures.topics.adjusted`` asks for."""
    size = np.array(sizes)
    technology = np.array([text.given[0] != OTHER for text in texts])
    rows = []
    for code in TOPICS:
        own = np.array([code in text.given for text in texts])
        rows.append({"topic": code, "n": own.sum(), "weight": size[own].sum()})
    whole = {"total": len(texts), "whole": len(texts), "squares": size.sum()}
    return pd.DataFrame(rows).assign(**whole, technology=technology.sum(), technology_weight=size[technology].sum())


def coverage(texts: Sequence[Held], *, rounds: int = ROUNDS, seed: int = 11) -> pd.DataFrame:
    """How often the 95 % interval held the truth, how wide it was, and how far off the share, by topic."""
    dice = np.random.default_rng(seed)
    by_topic = pools(texts)
    results = []
    for _ in range(rounds):
        found, sizes, truth = corpus(by_topic, dice)
        measured = figures([texts[row] for row in dice.integers(len(texts), size=len(texts))])["assigned"]
        rates = {code: Rates(**row) for code, row in measured.items()}
        frame = adjusted(counted(found, sizes), rates)
        true = frame["topic"].map(truth)
        results.append(
            frame.assign(
                held=(frame["low"] <= true) & (true <= frame["high"]),
                width=frame["high"] - frame["low"],
                error=(frame["share"] - true).abs(),
                raw_error=(frame["raw"] - true).abs(),
            )
        )
    table = pd.concat(results).groupby("topic")[["held", "width", "error", "raw_error"]].mean()
    return table.loc[list(TOPICS)]


def beside_bootstrap(texts: Sequence[Held], *, draws: int, seed: int = 12) -> pd.DataFrame:
    """The closed form and a bootstrap on the same corpora: coverage of both, and the ratio of their widths, by topic."""
    dice = np.random.default_rng(seed)
    by_topic = pools(texts)
    results = []
    for _ in range(MEASURED):
        seen = [texts[row] for row in dice.integers(len(texts), size=len(texts))]
        corpora = [corpus(by_topic, dice) for _ in range(CORPORA)]
        table = pd.concat([counted(found, sizes).assign(period=p) for p, (found, sizes, _) in enumerate(corpora)])
        closed = adjusted(table.reset_index(drop=True), rates_of(seen))
        stories = [gathered(found, sizes) for found, sizes, _ in corpora]
        shares = np.empty((draws, len(closed)))
        for draw in range(draws):
            again = drawn(stories, closed[["topic", "period"]], dice)
            rates = rates_of([seen[row] for row in dice.integers(len(seen), size=len(seen))])
            shares[draw] = adjusted(again, rates)["share"]
        low, high = np.quantile(shares, [0.025, 0.975], axis=0)
        true = np.array([truth[code] for _, _, truth in corpora for code in TOPICS])
        results.append(
            pd.DataFrame(
                {
                    "topic": closed["topic"],
                    "closed": (closed["low"] <= true) & (true <= closed["high"]),
                    "bootstrap": (low <= true) & (true <= high),
                    "closed_width": closed["high"] - closed["low"],
                    "bootstrap_width": high - low,
                }
            )
        )
    table = pd.concat(results).groupby("topic").mean().loc[list(TOPICS)]
    return table.assign(ratio=table["closed_width"] / table["bootstrap_width"])


def rates_of(texts: Sequence[Held]) -> dict[str, Rates]:
    return {code: Rates(**row) for code, row in figures(texts)["assigned"].items()}


def gathered(texts: list[Held], sizes: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """A row a story: how many articles get each topic (the last column: any of technology), and its size."""
    starts = [0]
    while starts[-1] < len(texts):
        starts.append(starts[-1] + sizes[starts[-1]])
    kept = starts[:-1]
    given = np.array([[code in texts[at].given for code in TOPICS] + [texts[at].given[0] != OTHER] for at in kept])
    return given * np.array(sizes)[kept][:, None], np.array(sizes)[kept]


def drawn(stories: list[tuple[np.ndarray, np.ndarray]], rows: pd.DataFrame, dice: np.random.Generator) -> pd.DataFrame:
    """Counts of as many stories of each corpus, drawn again; what only intervals ask for is left at the number of articles."""
    counts = []
    for given, sizes in stories:
        times = np.bincount(dice.integers(len(sizes), size=len(sizes)), minlength=len(sizes))
        n, total = times @ given, times @ sizes
        counts.append(np.column_stack([n[:-1], np.full(len(TOPICS), total), np.full(len(TOPICS), n[-1])]))
    n, total, technology = np.concatenate(counts).T
    whole = {
        "total": total,
        "whole": total,
        "squares": total,
        "technology": technology,
        "technology_weight": technology,
    }
    return rows.assign(n=n, weight=n, **whole)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("gold", type=Path)
    ask.add_argument("--rounds", type=int, default=ROUNDS)
    ask.add_argument("--draws", type=int, help="set the closed form beside a bootstrap of this many draws instead")
    ask.add_argument("--record", action="store_true")
    a = ask.parse_args()
    if a.draws:
        beside = beside_bootstrap(held_out(a.gold), draws=a.draws)
        print(beside.round(4).to_string())
        print(beside.mean().round(4).to_string())
        return
    table = coverage(held_out(a.gold), rounds=a.rounds)
    print(table.round(4).to_string())
    print(table.mean().round(4).to_string())
    if a.record:
        known = json.loads(QUALITY.read_text("utf-8"))
        known["topic_intervals"] = {"rounds": a.rounds, "held": table["held"].round(3).to_dict()}
        QUALITY.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

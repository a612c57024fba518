"""Comparison of two periods beside a straight reference: plain loops over SciPy and statsmodels, digit by digit.

``python -m benchmarks.compare STORE [--since 2025-10-27 --until 2025-11-02 --against weeks] [--lens all] [--top 10]``
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pandas as pd

from analysis import questions as q
from analysis.questions.compare import LEAST
from analysis.scope import Scope
from analysis.store.select import lens_acts
from analysis.store.snapshot import Snapshot, open_snapshot
from benchmarks.measure import median_ms, show

CHECKED = ("n", "total", "n_b", "total_b", "log_ratio", "low", "high", "lrc", "g2", "q")


def articles(store: Snapshot, scope: Scope) -> pd.DataFrame:
    """The articles of a period: article_id, size (articles of the same story in it)."""
    first, last = scope.since or "0001-01-01", scope.until or "9999-12-31"
    lens = "AND main_topic <> 'other'" if lens_acts(store, scope) else ""
    frame = store.query(f"SELECT article_id, story_id FROM articles WHERE day BETWEEN '{first}' AND '{last}' {lens}")
    return frame.assign(size=frame.groupby("story_id")["article_id"].transform("count"))


def counts(store: Snapshot, inside: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Term → articles that hold it, and the sizes of their stories summed; from the occurrences, one by one."""
    rows = store.query(
        "SELECT DISTINCT term, article_id FROM occurrences JOIN terms USING (term_id) WHERE phrase AND NOT stop "
        "AND article_id IN (SELECT id FROM inside)",
        inside=inside["article_id"].to_numpy("int32"),
    )
    sizes = dict(zip(inside["article_id"], inside["size"], strict=True))
    met: dict[str, tuple[int, int]] = {}
    for term, article in zip(rows["term"], rows["article_id"], strict=True):
        n, weight = met.get(term, (0, 0))
        met[term] = (n + 1, weight + sizes[article])
    return met


def worth(n: int, total: int, weight: int, squares: int) -> float:
    """Independent articles that a share is worth (Cochran 1977, ratio to size)."""
    share = n / total
    if 0 < share < 1:
        variance = (weight * (1 - share) ** 2 + (squares - weight) * share**2) / total**2
        trials = share * (1 - share) / variance
    else:
        trials = total**2 / squares
    return min(max(trials, 1.0), total)


def reference(store: Snapshot, a: Scope, b: Scope) -> pd.DataFrame:
    """Every compared term with its measures, one after the other, formulas as in the papers."""
    from scipy.stats import beta, chi2, chi2_contingency
    from statsmodels.stats.multitest import multipletests

    sides = [articles(store, scope) for scope in (a, b)]
    met = [counts(store, side) for side in sides]
    totals, squares = [len(side) for side in sides], [int(side["size"].sum()) for side in sides]
    terms = sorted(t for t in met[0] | met[1] if met[0].get(t, (0, 0))[0] + met[1].get(t, (0, 0))[0] >= LEAST)
    alpha = 0.05 / len(terms) / 2
    rows: list[dict[str, Any]] = []
    for term in terms:
        (n, w), (m, v) = met[0].get(term, (0, 0)), met[1].get(term, (0, 0))
        share, other = n / totals[0], m / totals[1]
        trials = [worth(n, totals[0], w, squares[0]), worth(m, totals[1], v, squares[1])]
        x, y = share * trials[0], other * trials[1]
        low = -math.inf if x == 0 else beta.ppf(alpha, x, y + 1)
        high = math.inf if y == 0 else beta.ppf(1 - alpha, x + 1, y)
        low, high = (
            part if math.isinf(part) else math.log2(trials[1] / trials[0] * part / (1 - part)) for part in (low, high)
        )
        g2 = chi2_contingency(
            [[x, trials[0] - x], [y, trials[1] - y]], correction=False, lambda_="log-likelihood"
        ).statistic
        ratio = math.log2(((n or 0.5) / totals[0]) / ((m or 0.5) / totals[1]))
        lrc = max(low, 0) if share >= other else min(high, 0)
        rows.append(
            {"term": term, "n": n, "total": totals[0], "n_b": m, "total_b": totals[1], "log_ratio": ratio}
            | {"low": low, "high": high, "lrc": lrc, "g2": g2, "p": chi2.sf(g2, 1)}
        )
    frame = pd.DataFrame(rows)
    return frame.assign(q=multipletests(frame["p"], method="fdr_bh")[1]).set_index("term")


def run(store: Path, scope: Scope, against: str, *, top: int = 10) -> dict[str, Any]:
    """The product's table, its largest difference from the reference, and its time."""
    snapshot = open_snapshot(store)
    asked = {"against": against, "phrases": True, "top": top}
    frame = q.keyword_comparison(snapshot, scope, **asked)
    links = q.comparison_totals(snapshot, scope, against=against)["link"]
    straight = reference(snapshot, *(Scope.parse(parse_qs(link)) for link in links))
    other = straight.loc[frame["term"]]
    apart = {
        name: max(0.0 if one == two else abs(one - two) for one, two in zip(frame[name], other[name], strict=True))
        for name in CHECKED
    }
    best = straight[straight["log_ratio"] > 0].sort_values(["lrc", "g2"], ascending=False).head(top).index.tolist()
    shown = ["term", "n", "n_b", "log_ratio", "low", "high", "lrc", "g2", "q"]
    show(f"{links[0]} against {links[1]}", [{n: row[n] for n in shown} for row in frame.to_dict("records")])
    times = {
        "phrases": median_ms(lambda: q.keyword_comparison(snapshot, scope, **asked)),
        "all terms": median_ms(lambda: q.keyword_comparison(snapshot, scope, against=against)),
    }
    told = {
        "terms compared": len(straight),
        "largest difference": max(apart.values()),
        "same order": best == frame[frame["log_ratio"] > 0]["term"].tolist(),
        **{f"{name} ms": value for name, value in times.items()},
    }
    show("beside the straight reference", [told])
    return {**told, "apart": apart, "terms": frame["term"].tolist()}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("store", type=Path)
    ask.add_argument("--since", default="2025-10-27")
    ask.add_argument("--until", default="2025-11-02")
    ask.add_argument("--against", default="weeks")
    ask.add_argument("--lens", default="auto")
    ask.add_argument("--top", type=int, default=10)
    a = ask.parse_args()
    run(a.store, Scope.parse({"since": a.since, "until": a.until, "lens": a.lens}), a.against, top=a.top)


if __name__ == "__main__":
    main()

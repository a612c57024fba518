"""Figures of several sizes become tables: percentiles over questions and scopes, exponents, and what failed."""

from __future__ import annotations

from benchmarks.growth import exponent
from benchmarks.latency import FILTERS, PERIODS
from benchmarks.scale import by_question, latencies, short, table


def answers(factor: float) -> dict[str, object]:
    row = {"question": "scope_totals", "kind": PERIODS, "scope": "a year", "first": 4 * factor, "page": 0.1}
    return {
        "rows": [
            row | {"again": [factor, factor]},
            row | {"scope": "a month", "again": [3 * factor, 3 * factor]},
            {"question": "scope_totals", "kind": PERIODS, "scope": "everything", "failed": "too long"},
            {"question": "scope_totals", "kind": FILTERS, "scope": "a topic", "first": 9 * factor, "again": [9.0]},
        ],
        "cold": [{"question": "scope_totals", "ms": 20 * factor}, {"question": "article_volume", "ms": 2.0}],
        "search": [{"what": "words", "found": 3, "ms": 5.0}, {"what": "phrase", "found": 1, "ms": factor}],
    }


def test_exponent() -> None:
    assert round(exponent({10: 2.0, 1_000: 20.0}), 9) == 0.5
    assert exponent({10: 2.0}) != exponent({10: 2.0}), "one point tells nothing"


def test_tables() -> None:
    found = {10_000: answers(1.0), 100_000: answers(10.0)}
    times = latencies(found)
    assert times[f"{PERIODS}, again, p50"] == {10_000: 2.0, 100_000: 20.0}
    assert times[f"{FILTERS}, first, p95"] == {10_000: 9.0, 100_000: 90.0}
    assert times["everything, cold, slowest"] == {10_000: 20.0, 100_000: 200.0}
    assert times["search of words, slowest"] == {10_000: 5.0, 100_000: 5.0}
    lines = table(times, list(found), {f"{PERIODS}, again, p50": 60.0})
    assert f"| {PERIODS}, again, p50 | 2 | 20 | 1.00 | 200 | 60 |" in lines
    assert by_question(found, list(found))[-1] == (
        "| `scope_totals` | 2, 3 (fails: everything) | 9 | 20, 30 (fails: everything) | 90 |"
    )


def test_numbers_as_tables_show_them() -> None:
    assert [short(value) for value in (1234.5, 12.34, 0.0123, 20.0, float("nan"))] == [
        "1,234",
        "12.3",
        "0.0123",
        "20",
        "",
    ]

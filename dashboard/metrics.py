"""What a server counts about itself, in Prometheus' form: pages, scripts, questions, the store and its feeds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from prometheus_client import Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from analysis.errors import AnalysisError
from analysis.paths import default_store
from dashboard.state.warm import READING

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
SCRIPTS = Histogram("nhiptin_script_seconds", "Time of a page's script", ["page"], buckets=BUCKETS)
QUESTIONS = Histogram(
    "nhiptin_question_seconds", "Time of a question asked of the store", ["question"], buckets=BUCKETS
)
ASKED = Counter("nhiptin_questions_asked_total", "Questions asked by pages, those answered from the cache among them")
REFUSED = Counter("nhiptin_refused_total", "Requests and changes that were refused", ["why"])
EXPORTS = Counter("nhiptin_exports_total", "Files that left")


class Now(Collector):
    """What is looked up when somebody asks: open pages, kept answers, age of the build, health of the feeds.

    Args:
        sessions: how many pages are open.
        kept: how many answers are kept.
    """

    def __init__(self, sessions: Callable[[], int], kept: Callable[[], int]) -> None:
        self._sessions, self._kept = sessions, kept

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("nhiptin_sessions", "Open pages", self._sessions())
        yield GaugeMetricFamily("nhiptin_answers_kept", "Answers in the cache", self._kept())
        yield from _of_the_store()

    def describe(self) -> Iterator[Metric]:
        """Nothing is looked up for the sake of names."""
        yield from ()


def _of_the_store() -> Iterator[Metric]:
    if READING.locked():
        return
    from analysis.store.crawl import health
    from analysis.store.snapshot import open_snapshot

    store = default_store()
    try:
        age = time.time() - (store / "CURRENT").stat().st_mtime
        articles = int(open_snapshot(store).meta.get("articles", 0))
        feeds = health(store)
    except (OSError, AnalysisError):
        yield GaugeMetricFamily("nhiptin_store_up", "Whether the store can be read", 0)
        return
    yield GaugeMetricFamily("nhiptin_store_up", "Whether the store can be read", 1)
    yield GaugeMetricFamily("nhiptin_build_age_seconds", "Since the published snapshot was made", max(0.0, age))
    yield GaugeMetricFamily("nhiptin_articles", "Articles in the published snapshot", articles)
    family = GaugeMetricFamily("nhiptin_feeds", "Feeds that were ever visited", labels=["state"])
    family.add_metric(["good"], sum(not one.error for one in feeds))
    family.add_metric(["failing"], sum(bool(one.error) for one in feeds))
    yield family

"""The questions of the product: (snapshot, scope, settings) -> a small frame. Its table of contents.

Page, report, command line and notebook ask here and nowhere else. Every frame names its numerator, its
denominator and its unit; an empty scope gives an empty frame with the same columns, never an error.

Shared columns
    period      first day of the day, week (Monday) or month, Asia/Ho_Chi_Minh
    partial     True when the scope or the corpus covers only a part of the period
    gap         True when no article at all is in scope in that period: draw a gap, not a zero
    n           how many units (articles, stories or outlets, as ``scope.unit`` says) the numerator holds
    total       how many units the scope (or the period) holds: the denominator of ``share``
    share       n / total; ``low`` and ``high`` bound its 95 % interval
    unit        the scope's unit
    rows        how many rows the whole answer has where ``top``/``offset`` cut it
"""
from __future__ import annotations

import pandas as pd

from analysis.scope import Scope
from analysis.store.snapshot import Snapshot


def scope_totals(store: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row: n, unit, articles, stories, outlets, syllables, since, until, days (with any article), corpus_articles, tech (whether the lens acts)."""

def article_volume(store: Snapshot, scope: Scope, *, by: str = "auto") -> pd.DataFrame:
    """One row a period: period, n, total (=n), partial, gap, unit. by: auto, day, week, month (auto: <= 45 days day, <= 400 days week, else month)."""

def source_volume(store: Snapshot, scope: Scope, *, top: int = 50) -> pd.DataFrame:
    """One row an outlet, most first: source, n, total, share, low, high, first, last, unit, rows."""

def section_volume(store: Snapshot, scope: Scope, *, top: int = 50) -> pd.DataFrame:
    """One row a section, most first: section, n, total, share, low, high, unit, rows."""

def keyword_frequencies(store: Snapshot, scope: Scope, *, top: int = 30, sort: str = "n", stop: bool = False, find: str = "") -> pd.DataFrame:
    """One row a term: term, occurrences, per_million, syllables, n, total, share, low, high, dp_outlets, dp_days, unit, rows. sort: n | occurrences | per_million | dispersion. find: only terms whose folded form contains this folded text."""

def keyword_timeline(store: Snapshot, scope: Scope, *, term: tuple[str, ...] = (), by: str = "auto", top: int = 5) -> pd.DataFrame:
    """One row a term and period (every period of the scope): term, period, n, total, share, low, high, occurrences, per_million, syllables, partial, gap, unit. No term given: the ``top`` of keyword_frequencies."""

def keyword_changes(store: Snapshot, scope: Scope, *, by: str = "auto", top: int = 200) -> pd.DataFrame:
    """Trend of the most frequent terms: term, n, total, slope (share points a period, Theil-Sen), p (Mann-Kendall), q (BH), first_share, last_share (first and last third of the periods), verdict ('up' | 'down' | 'none'), periods, unit. 'none' when q > .05 or n < 20."""

def keyword_bursts(store: Snapshot, scope: Scope, *, term: tuple[str, ...] = (), top: int = 200) -> pd.DataFrame:
    """Burst days, surest first: term, day, n, expected, p, q, cause (terms that burst the same day, ", " joined), unit."""

def keyword_occurrences(store: Snapshot, scope: Scope, *, term: str, since: str = "", until: str = "", top: int = 20, offset: int = 0) -> pd.DataFrame:
    """EVIDENCE frame, newest first: the sentences that hold the term. Columns of every evidence frame: key, day, published, has_time, source, title, url, sentence, kind, text (the sentence in the original characters), marks (list of [start, end) in text), rule (why counted), rows (sentences in all), hits (occurrences in all), articles (articles in all). since/until narrow to one period of a chart."""

def entity_frequencies(store: Snapshot, scope: Scope, *, top: int = 30, type: tuple[str, ...] = (), sort: str = "n", find: str = "") -> pd.DataFrame:
    """One row an entity: name, type, mentions, n, total, share, low, high, dp_outlets, dp_days, unit, rows."""

def entity_timeline(store: Snapshot, scope: Scope, *, name: tuple[str, ...] = (), type: tuple[str, ...] = (), by: str = "auto", top: int = 5) -> pd.DataFrame:
    """One row an entity and period: name, type, period, n, total, share, low, high, mentions, partial, gap, unit."""

def entity_mentions(store: Snapshot, scope: Scope, *, name: str, since: str = "", until: str = "", top: int = 20, offset: int = 0) -> pd.DataFrame:
    """EVIDENCE frame of an entity's mentions, newest first."""

def entity_surfaces(store: Snapshot, scope: Scope, *, name: str) -> pd.DataFrame:
    """One row a written form: surface, mentions, n, total, rule."""

def entity_comentions(store: Snapshot, scope: Scope, *, name: str = "", type: tuple[str, ...] = (), top: int = 30) -> pd.DataFrame:
    """Pairs in one sentence: a, a_type, b, b_type, sentences (joint), stories, log_dice, g2, p, q, unit, rows. Only q < .05 and stories >= 3; name: only pairs with it."""

def comention_sentences(store: Snapshot, scope: Scope, *, a: str, b: str, top: int = 20, offset: int = 0) -> pd.DataFrame:
    """EVIDENCE frame of the sentences that mention both."""

def topic_shares(store: Snapshot, scope: Scope, *, by: str = "auto", main: bool = False) -> pd.DataFrame:
    """One row a topic and period: topic, period, n (assigned), total, raw (n/total), share (adjusted count), low, high, partial, gap, unit. by also takes 'all': one period."""

def topic_articles(store: Snapshot, scope: Scope, *, topic: str, since: str = "", until: str = "", top: int = 20, offset: int = 0) -> pd.DataFrame:
    """EVIDENCE frame whose sentence is each article's title (text, marks empty), rule says the score."""

def topic_terms(store: Snapshot, scope: Scope, *, topic: str, top: int = 15) -> pd.DataFrame:
    """Terms distinctive of the topic's articles against the rest of the scope: term, n, total, n_rest, total_rest, log_ratio, g2, q, unit."""

def article_search(store: Snapshot, scope: Scope, *, top: int = 20, offset: int = 0, sort: str = "newest") -> pd.DataFrame:
    """One row an article: key, day, published, has_time, source, title, url, main_topic, text (best sentence or lead), marks, story_size, rows."""

def article_reading(store: Snapshot, scope: Scope, *, key: str) -> pd.DataFrame:
    """One row: key, day, published, has_time, source, author, title, url, sections (list), topics (list), scores (list), keyphrases (list), syllables, text, origin, copies (list of keys). Unknown key: QuestionError."""

def article_annotations(store: Snapshot, scope: Scope, *, key: str) -> pd.DataFrame:
    """One row a span of the article: layer ('sentence' | 'mention' | 'term'), start, end, label (kind | type | ''), name, rule."""

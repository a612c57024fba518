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

from collections.abc import Callable

import pandas as pd

from analysis.questions.answers import COLUMNS
from analysis.questions.articles import article_annotations, article_reading, article_search
from analysis.questions.brief import brief_clauses
from analysis.questions.calendar import calendar_events
from analysis.questions.compare import comparison_sentences, comparison_totals, keyword_comparison
from analysis.questions.concepts import concept_forms
from analysis.questions.concordance import keyword_concordance
from analysis.questions.coverage import coverage_gaps, refused_rows, source_coverage
from analysis.questions.documents import document_citations
from analysis.questions.entities import entity_comentions, entity_frequencies, entity_surfaces, entity_timeline
from analysis.questions.evidence import comention_sentences, entity_mentions, keyword_occurrences, topic_articles
from analysis.questions.groups import group_sentences, keyword_groups
from analysis.questions.keywords import keyword_bursts, keyword_changes, keyword_frequencies, keyword_timeline
from analysis.questions.profiles import entity_changes, entity_company, entity_offices, entity_outlets
from analysis.questions.quotes import quotation_kinds, quotation_search, quotation_speakers, quotation_timeline
from analysis.questions.stories import story_articles
from analysis.questions.terms import keyword_entities, keyword_neighbours, keyword_sources, neighbour_sentences
from analysis.questions.topic_profiles import topic_discovery, topic_entities, topic_outlets, topic_overlaps
from analysis.questions.topics import topic_changes, topic_list, topic_shares, topic_terms
from analysis.questions.volume import article_volume, scope_totals, section_volume, source_volume
from analysis.store.select import unknown

QUESTIONS: dict[str, Callable[..., pd.DataFrame]] = {
    question.__name__: question
    for question in (
        scope_totals,
        article_volume,
        source_volume,
        section_volume,
        source_coverage,
        coverage_gaps,
        calendar_events,
        brief_clauses,
        refused_rows,
        keyword_frequencies,
        keyword_timeline,
        keyword_changes,
        keyword_bursts,
        keyword_occurrences,
        concept_forms,
        keyword_sources,
        keyword_neighbours,
        keyword_entities,
        keyword_groups,
        group_sentences,
        neighbour_sentences,
        keyword_concordance,
        comparison_totals,
        keyword_comparison,
        comparison_sentences,
        entity_frequencies,
        entity_timeline,
        entity_mentions,
        entity_surfaces,
        entity_comentions,
        comention_sentences,
        entity_company,
        entity_outlets,
        entity_offices,
        entity_changes,
        document_citations,
        quotation_search,
        quotation_speakers,
        quotation_kinds,
        quotation_timeline,
        topic_list,
        topic_shares,
        topic_articles,
        topic_terms,
        topic_changes,
        topic_entities,
        topic_outlets,
        topic_overlaps,
        topic_discovery,
        article_search,
        article_reading,
        article_annotations,
        story_articles,
    )
}
"""Every question by its name; their keyword-only parameters are the settings."""

__all__ = [
    "COLUMNS",
    "QUESTIONS",
    "article_annotations",
    "article_reading",
    "article_search",
    "article_volume",
    "brief_clauses",
    "calendar_events",
    "comention_sentences",
    "comparison_sentences",
    "comparison_totals",
    "concept_forms",
    "coverage_gaps",
    "document_citations",
    "entity_changes",
    "entity_comentions",
    "entity_company",
    "entity_frequencies",
    "entity_mentions",
    "entity_offices",
    "entity_outlets",
    "entity_surfaces",
    "entity_timeline",
    "group_sentences",
    "keyword_bursts",
    "keyword_changes",
    "keyword_comparison",
    "keyword_concordance",
    "keyword_entities",
    "keyword_frequencies",
    "keyword_groups",
    "keyword_neighbours",
    "keyword_occurrences",
    "keyword_sources",
    "keyword_timeline",
    "neighbour_sentences",
    "quotation_kinds",
    "quotation_search",
    "quotation_speakers",
    "quotation_timeline",
    "refused_rows",
    "scope_totals",
    "section_volume",
    "source_coverage",
    "source_volume",
    "story_articles",
    "topic_articles",
    "topic_changes",
    "topic_discovery",
    "topic_entities",
    "topic_list",
    "topic_outlets",
    "topic_overlaps",
    "topic_shares",
    "topic_terms",
    "unknown",
]

"""Shares of topics over time, and the terms that make a topic."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analysis.measures.intervals import with_shares
from analysis.measures.keyness import distinctive
from analysis.measures.labelled import unmeasured
from analysis.measures.topics import adjusted, compared
from analysis.quality import Rates, topic_rates
from analysis.questions.answers import answer
from analysis.questions.settings import count, one_of
from analysis.questions.timelines import timeline
from analysis.questions.units import sampled, tested
from analysis.scope import Scope
from analysis.store import counts_topics, counts_volume
from analysis.store.select import lens_acts, selection, span
from analysis.store.snapshot import Snapshot

OTHER = "other"
WAYS = ("auto", "before", "halves")


def topic_shares(store: Snapshot, scope: Scope, *, by: str = "auto", main: bool = False) -> pd.DataFrame:
    """Which share each topic has, corrected for what the classifier is known to get wrong.

    Args:
        by: auto, day, week, month, or all (one period).
        main: count only the main topic of each article.

    Returns:
        One row a topic and period of the scope: topic, period, n (units assigned the topic), total, raw (n/total),
        share (adjusted count, ``measures.topics.adjusted``; under the technology lens of what is technology in truth),
        low, high, corrected (False where the share is the raw one, because its errors are not measured, the
        scope itself asks for topics, or outlets are counted: errors are those of articles), measured (by what the topic's errors are known: classifier, labels of readers, none),
        checked (those labels), partial, gap, unit. The topic ``other`` is listed only where it was met.

    Raises:
        InputError: another ``by``.
    """
    frame = _counted(store, scope, by, main=main)
    if frame is None:
        return answer("topic_shares")
    known = counts_topics.measured(store)
    known = known.take(pd.Index(known["topic"]).get_indexer(frame["topic"])).reset_index(drop=True)
    counts = known.assign(**{name: frame[name] for name in ("sure", "weight", "squares")})
    shares = adjusted(frame.drop(columns="sure"), _rates(store, scope, main=main), lens=lens_acts(store, scope))
    if tested(scope):
        shares = unmeasured(counts, shares)
    shares = shares.assign(measured=known["measured"], checked=known["checked"])
    return answer("topic_shares", shares[(shares["topic"] != "other") | shares["topic"].map(_met(frame))], scope)


def topic_changes(store: Snapshot, scope: Scope, *, against: str = "auto", main: bool = False) -> pd.DataFrame:
    """Which topics took a larger or smaller share than before, and whether that is clear.

    Args:
        against: ``before`` (the equally long period right before the scope's, all other filters the same), ``halves``
            (the later half of the scope's days against the earlier), or ``auto``: before, and halves where no article
            lies before or the scope has no days of its own. A scope without days of its own is taken to reach over the middle 99 % of its articles.
        main: count only the main topic of each article.

    Returns:
        One row a topic, largest change first: topic, n, total, share, low, high of the later side, n_before,
        total_before, share_before, low_before, high_before of the earlier, change, change_low, change_high, q, verdict
        (up, down; none = no clear evidence, see ``measures.topics.compared``), since_before, until_before, since,
        until, unit. Empty where a side is.

    Raises:
        InputError: another ``against``.
    """
    way = one_of("against", against, WAYS)
    covered = span(store, scope)
    if covered and scope.since is None and scope.until is None:
        covered = counts_volume.core(selection(store, scope)) or covered
        way = "halves" if way == "auto" else way
    for earlier, later in _sides(scope, *covered, way=way) if covered else ():
        before, after = (_counted(store, side, "all", main=main) for side in (earlier, later))
        if before is not None and after is not None:
            found = compared(before, after, _rates(store, scope, main=main), lens=lens_acts(store, scope))
            found = sampled(found, scope, "change_low", "change_high", "q")
            met = found["topic"].map(_met(before)) | found["topic"].map(_met(after))
            ordered = found[met].sort_values("change", key=abs, ascending=False, kind="stable")
            days = {"since_before": earlier.since, "until_before": earlier.until, "since": later.since}
            return answer("topic_changes", ordered, scope, **days, until=later.until)
    return answer("topic_changes")


def _sides(scope: Scope, first: date, last: date, *, way: str) -> list[tuple[Scope, Scope]]:
    """(earlier, later) of each way that is allowed, the better first."""
    long = last - first + timedelta(1)
    if long.days < 2:
        return []
    whole = (scope.with_(since=first - long, until=first - timedelta(1)), scope.with_(since=first, until=last))
    middle = first + long // 2
    halves = (scope.with_(since=first, until=middle - timedelta(1)), scope.with_(since=middle, until=last))
    return [pair for name, pair in (("before", whole), ("halves", halves)) if way in ("auto", name)]


def _counted(store: Snapshot, scope: Scope, by: str, *, main: bool) -> pd.DataFrame | None:
    """Counts for ``measures.topics.adjusted``, every topic in every period; None without an article."""
    line = timeline(store, scope, by, whole=True)
    if line is None:
        return None
    counts = counts_topics.timeline(line.selection, main=main)
    frame = line.fill(pd.DataFrame({"topic": list(store.topics)}, dtype="str"), counts)
    every = selection(store, scope.with_(lens="all")).every(line.selection.by)
    whole = line.dated(counts_topics.technology(every))
    at = pd.Index(whole["period"]).get_indexer(pd.Index(frame["period"]))
    # A period in which the classifier looked at nothing is the last place, which holds 0.
    return frame.assign(**{name: np.append(whole[name].to_numpy(), 0)[at] for name in whole.columns[1:]})


def _rates(store: Snapshot, scope: Scope, *, main: bool) -> dict[str, Rates]:
    """Rates of topics that the classifier decides about alone, and of ``other``, from which technology is told.

    None where the scope chose its articles by the classifier's own decision, or where outlets are counted, of which one
    wrong article is enough: no correction holds there.
    """
    if scope.topic or not tested(scope):
        return {}
    known = counts_topics.measured(store)
    kept = {*known["topic"][known["measured"] == "classifier"], OTHER}
    return {code: rate for code, rate in topic_rates(layer="main" if main else "assigned").items() if code in kept}


def _met(frame: pd.DataFrame) -> pd.Series[bool]:
    return frame.groupby("topic")["n"].sum() > 0


def topic_list(store: Snapshot, scope: Scope) -> pd.DataFrame:
    """Which topics there are, shipped and people's own, and how many units each has.

    Returns:
        One row a topic in force, in the order of every list: topic (code), name_vi, name_en, seeds (joined by ``; ``), edit
        (number of the edit since which it is learned from its seeds; 0: as the classifier finds it), part_of (code of
        the topic it was split from), measured (by what its errors are known: classifier, labels, none), checked
        (labels in a random draw of what models that had not seen them give it), rightly (those whose label agrees), n,
        total, share (as counted), low, high, unit.
    """
    counts = counts_topics.listed(selection(store, scope))
    return answer("topic_list", with_shares(counts[counts["total"] > 0]), scope)


def topic_terms(store: Snapshot, scope: Scope, *, topic: str, top: int = 15) -> pd.DataFrame:
    """Which terms set a topic's articles apart from the rest of the scope.

    Args:
        topic: code of the topic.
        top: terms listed.

    Returns:
        One row a term, strongest evidence first (``measures.keyness.distinctive``): term, n and total (units of the
        topic), n_rest and total_rest (those of other articles), log_ratio, g2, q, unit. Empty where there is no rest. In
        outlets untested, by the difference of the shares.

    Raises:
        InputError: an unknown topic, or ``top`` out of range.
    """
    counts = counts_topics.contrast(selection(store, scope), one_of("topic", topic, tuple(store.topics)))
    tests = int(counts["tests"].iloc[0]) if len(counts) else 0
    found = distinctive(counts, tests=tests, tested=tested(scope))
    return answer("topic_terms", found.head(count("top", top)), scope)

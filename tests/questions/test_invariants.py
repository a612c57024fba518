"""What must hold for every scope."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import Scope, questions
from analysis.store.snapshot import Snapshot

days = st.one_of(st.none(), st.integers(-3, 20).map(lambda n: date(2025, 10, 6) + timedelta(days=n)))


@st.composite
def scopes(draw: st.DrawFn, units: tuple[str, ...] = ("articles", "stories")) -> Scope:
    since, until = draw(days), draw(days)
    if since and until and since > until:
        since, until = until, since

    def some(*values: str) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(values), unique=True, max_size=2)))

    return Scope(
        since=since,
        until=until,
        source=some("Báo Một", "Báo Hai", "Báo Ba"),
        section=some("Số"),
        topic=some("ai", "semiconductors", "data", "other"),
        entity=some("Lan Anh", "Bộ Khoa học và Công nghệ"),
        search=draw(st.sampled_from(["", "", "du lieu", '"bán dẫn"', "-lan"])),
        unit=draw(st.sampled_from(units)),
        lens=draw(st.sampled_from(["auto", "tech", "all"])),
    )


many = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def fair(frame: pd.DataFrame) -> None:
    """Numerator within denominator, share within its interval."""
    assert (frame["n"] >= 0).all() and (frame["n"] <= frame["total"]).all()
    known = frame[frame["total"] > 0]
    for low, high in (("low", "share"), ("share", "high")):
        assert (known[low] <= known[high]).all()
    assert known["low"].ge(0).all() and known["high"].le(1).all()
    assert frame.loc[frame["total"] == 0, "low"].isna().all()


@many
@given(scopes(("articles", "stories", "outlets")))
def test_volume_and_terms(nine: Snapshot, scope: Scope) -> None:
    totals = questions.scope_totals(nine, scope).iloc[0]
    assert totals["stories"] <= totals["articles"] and totals["n"] <= totals["articles"]
    volume = questions.article_volume(nine, scope, by="week")
    ranked = questions.keyword_frequencies(nine, scope, stop=True)
    series = questions.keyword_timeline(nine, scope, term=tuple(ranked["term"]), by="week")
    for frame in (questions.source_volume(nine, scope), questions.section_volume(nine, scope), ranked, series):
        fair(frame)
    assert set(ranked["total"]) <= {totals["n"]}
    summed = series.groupby("term")[["n", "occurrences"]].sum().reindex(ranked["term"])
    assert summed["occurrences"].tolist() == ranked["occurrences"].tolist()
    if scope.unit == "outlets":
        assert (volume["n"] <= totals["n"]).all()
    else:
        assert volume["n"].sum() == totals["n"]
        assert summed["n"].tolist() == ranked["n"].tolist()
    for term in ranked["term"][:2]:
        found = questions.keyword_occurrences(nine, scope, term=term, top=100)
        row = ranked.set_index("term").loc[term]
        assert set(found["hits"]) == {row["occurrences"]} and len(found) == found["rows"].iloc[0]
        counted = found["source"].nunique() if scope.unit == "outlets" else found["key"].nunique()
        assert counted == row["n"], "the sentences behind a number are those that were counted"


@many
@given(scopes())
def test_entities_and_topics(nine: Snapshot, scope: Scope) -> None:
    ranked = questions.entity_frequencies(nine, scope)
    series = questions.entity_timeline(nine, scope, name=tuple(ranked["name"]), by="day")
    topics = questions.topic_shares(nine, scope, by="week")
    for frame in (ranked, series, topics):
        fair(frame)
    assert series.groupby("name")["n"].sum().reindex(ranked["name"]).tolist() == ranked["n"].tolist()
    for row in ranked.itertuples():
        found = questions.entity_mentions(nine, scope, name=str(row.name), top=100)
        assert found["key"].nunique() == row.n and set(found["hits"]) == {row.mentions}
    whole = questions.topic_shares(nine, scope, by="all").set_index("topic")["n"]
    assert topics.groupby("topic")["n"].sum().reindex(whole.index).tolist() == whole.tolist()
    for topic, n in whole.items():
        assert len(questions.topic_articles(nine, scope, topic=str(topic), top=100)) == n


@many
@given(scopes())
def test_stories_never_outnumber_articles(nine: Snapshot, scope: Scope) -> None:
    articles = questions.keyword_frequencies(nine, scope.with_(unit="articles")).set_index("term")["n"]
    stories = questions.keyword_frequencies(nine, scope.with_(unit="stories")).set_index("term")["n"]
    assert set(articles.index) == set(stories.index), "copies hold the same terms"
    assert (stories <= articles.reindex(stories.index)).all()


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_every_period_of_a_scope_is_there(nine: Snapshot, by: str) -> None:
    frame = questions.article_volume(nine, Scope(), by=by)
    assert frame["period"].is_monotonic_increasing and frame["period"].is_unique
    if by == "week":
        assert (frame["period"].dt.day_of_week == 0).all()
    assert frame["n"].sum() == 9

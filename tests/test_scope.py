from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import AnalysisError, ScopeError
from analysis.schema import TOPICS
from analysis.scope import LENSES, UNITS, Scope

texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30).map(str.strip).filter(bool)
several = st.lists(texts, unique=True, max_size=3).map(tuple)
days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2040, 1, 1)))


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    since, until = draw(days), draw(days)
    if since and until and since > until:
        since, until = until, since
    return Scope(
        since=since,
        until=until,
        source=draw(several),
        section=draw(several),
        topic=tuple(draw(st.lists(st.sampled_from(TOPICS), unique=True, max_size=3))),
        entity=draw(several),
        search=draw(st.one_of(st.just(""), texts)),
        unit=draw(st.sampled_from(UNITS)),
        lens=draw(st.sampled_from(LENSES)),
        panel=draw(st.booleans()),
    )


@given(scopes())
def test_a_link_restores_the_scope(scope: Scope) -> None:
    assert Scope.parse(scope.params()) == scope
    flat = {name: values[0] if len(values) == 1 else values for name, values in scope.params().items()}
    assert Scope.parse(flat) == scope


@given(scopes())
def test_every_filter_is_said_in_words(scope: Scope) -> None:
    for language in ("vi", "en"):
        sentence = scope.sentence(language)
        for value in (*scope.source, *scope.section, *scope.entity, scope.search):
            assert value in sentence


def test_the_default_is_an_empty_link() -> None:
    assert Scope().params() == {}
    assert Scope.parse({}) == Scope()
    assert Scope.parse({"lang": "vi", "page": "2"}) == Scope(), "keys of others are left alone"


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"since": "2025-13-01"}, "since is not a day: got '2025-13-01', allowed YYYY-MM-DD"),
        ({"until": "hôm nay"}, "until is not a day"),
        ({"since": "2025-10-02", "until": "2025-10-01"}, "the period is reversed"),
        ({"unit": "words"}, "unknown unit: got 'words', allowed articles, stories, outlets"),
        ({"lens": "pink"}, "unknown lens: got 'pink', allowed auto, tech, all"),
        ({"panel": "maybe"}, "panel is on or off: got 'maybe', allowed panel=1 or panel=0"),
        ({"topic": "football"}, "unknown topic: got 'football', allowed ai"),
        ({"search": "x" * 301}, "search is too long: got 301 characters, allowed 300"),
    ],
)
def test_refusals_say_what_got_and_allowed(params: dict[str, str], sentence: str) -> None:
    with pytest.raises(ScopeError, match=sentence) as raised:
        Scope.parse(params)
    assert isinstance(raised.value, AnalysisError) and isinstance(raised.value, ValueError)


def test_control_characters_and_repeats_fall_away() -> None:
    assert Scope.parse({"source": ["Báo\x00 Một", "Báo Một"], "search": " chip\x1b "}) == Scope(
        source=("Báo Một",), search="chip"
    )

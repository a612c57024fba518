"""The scope bar: the same filters on top of every page, in the URL, and the scope in words under them."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from analysis import questions
from analysis.scope import UNITS, Scope
from dashboard import labels
from dashboard.labels import plain
from dashboard.parts import chips, controls, slips, views
from dashboard.state import url
from dashboard.state.asking import ask, chosen, problems, store
from dashboard.state.reader import called, language, say

PRESETS = ("all", "d7", "d30", "month", "quarter", "year", "own")
OUTLETS = 200
MONTHS = 24
"""The latest months that are offered by name, with their quarters and years."""


def draw() -> None:
    """Draw the bar and say what of the URL could not be used."""
    with st.container(key="scope-bar"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            with st.container(key="scope-search", width=250):
                controls.words("search", "scope.search", hint="scope.search_hint", about="search.help")
            with st.container(key="scope-period", width=200):
                _period()
            with st.container(key="scope-lens", width="content"):
                _lens()
            controls.granularity(draw=True)
            _more()
            views.popover()
        chips.draw(clear="scope.clear", general=store().general_news)
        chips.sentence()
    for sentence in [*problems(), *_unknown()]:
        st.warning(plain(sentence))
    slips.told(chosen().search)


def _last() -> date:
    return date.fromisoformat(store().meta.get("until") or "2025-01-01")


def _first() -> date:
    return date.fromisoformat(store().meta.get("since") or "2025-01-01")


def span(preset: str, last: date) -> tuple[date | None, date | None]:
    """First and last day of a preset, counted back from the corpus's last day, or of a month, quarter or year by its name.

    >>> span("d7", date(2025, 11, 9))
    (datetime.date(2025, 11, 3), datetime.date(2025, 11, 9))
    >>> span("quarter", date(2025, 11, 9))
    (datetime.date(2025, 10, 1), datetime.date(2025, 11, 9))
    >>> span("2025-10", date(2025, 11, 9)), span("2025-Q3", date(2025, 11, 9))[1], span("2025", date(2025, 11, 9))[1]
    ((datetime.date(2025, 10, 1), datetime.date(2025, 10, 31)), datetime.date(2025, 9, 30), datetime.date(2025, 11, 9))
    """
    if preset[:1].isdigit():
        first, months = _stretch(preset)
        return first, min(last, _after(first, months) - timedelta(1))
    match preset:
        case "d7":
            return last - timedelta(6), last
        case "d30":
            return last - timedelta(29), last
        case "month":
            return last.replace(day=1), last
        case "quarter":
            return last.replace(month=(last.month - 1) // 3 * 3 + 1, day=1), last
        case "year":
            return last.replace(month=1, day=1), last
        case _:
            return None, None


def _stretch(name: str) -> tuple[date, int]:
    """First day of a month (``2025-10``), quarter (``2025-Q4``) or year (``2025``), and its months."""
    year, _, part = name.partition("-")
    if not part:
        return date(int(year), 1, 1), 12
    return (date(int(year), 3 * int(part[1:]) - 2, 1), 3) if part[0] == "Q" else (date(int(year), int(part), 1), 1)


def _after(first: date, months: int) -> date:
    """First day so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _named() -> list[str]:
    """Quarters, years and months of the corpus, the newest first."""
    month = _last().replace(day=1)
    months: list[date] = []
    while month >= _first().replace(day=1) and len(months) < MONTHS:
        months.append(month)
        month = (month - timedelta(1)).replace(day=1)
    quarters = (f"{month.year}-Q{(month.month + 2) // 3}" for month in months)
    return [
        *dict.fromkeys(quarters),
        *dict.fromkeys(str(month.year) for month in months),
        *map("{:%Y-%m}".format, months),
    ]


def _called(preset: str) -> str:
    if not preset[:1].isdigit():
        return say(f"scope.preset.{preset}")
    first, months = _stretch(preset)
    match months:
        case 1:
            return say("scope.month", month=labels.period(first, "month", language()))
        case 3:
            return say("scope.quarter", quarter=preset[-1], year=first.year)
        case _:
            return say("scope.year", year=preset)


def _period() -> None:
    scope, last = chosen(), _last()
    now = (scope.since, scope.until)
    offered = [*PRESETS, *_named()]
    value = next((name for name in offered if name != "own" and span(name, last) == now), "own")
    widget = url.seed(controls.worded("w_period"), value)

    def changed() -> None:
        preset = st.session_state[widget]
        first, end = span(preset, last)
        if preset == "own":
            first, end = scope.since or _first(), scope.until or last
        url.put(since=str(first or ""), until=str(end or ""), page=None)

    st.selectbox(
        say("scope.period"),
        offered,
        offered.index(value),
        key=widget,
        format_func=_called,
        on_change=changed,
        help=say("scope.preset_help", day=labels.day(last, language())),
    )


def _lens() -> None:
    general = store().general_news
    options = ("tech", "all")
    controls.pick(
        "lens",
        "scope.lens",
        options,
        default="tech" if general else "all",
        show=lambda value: say(f"scope.lens_{value}"),
    )


def _more() -> None:
    scope = chosen()
    active = sum(
        bool(v) for v in (scope.source, scope.section, scope.topic, scope.entity, scope.unit != "articles", scope.panel)
    )
    with st.popover(say("scope.more", n=f" ({active})" if active else ""), key="scope-more"):
        _days()
        sources = ask(questions.source_volume, scope=Scope(lens="all"), top=OUTLETS)["source"].tolist()
        controls.several("source", "scope.source", sources)
        controls.several("topic", "scope.topic", store().topics, show=_topic)
        sections = ask(questions.section_volume, scope=Scope(lens="all"), top=OUTLETS)["section"].tolist()
        controls.several("section", "scope.section", sections)
        if scope.entity:
            controls.several("entity", "scope.entity", scope.entity, show=called)
        controls.pick(
            "unit",
            "scope.unit",
            UNITS,
            show=lambda unit: say(f"scope.unit_{unit}"),
            default="articles",
        )
        controls.switch("panel", "scope.panel", hint="scope.panel_help")
        controls.switch("events", "scope.events", default=True, hint="scope.events_help")


def _topic(code: str) -> str:
    return say(f"charts.topic.{code}")


def _days() -> None:
    """Any first and last day, also by keyboard; a period of one day stays a period."""
    columns = st.columns(2)
    for column, name, end in ((columns[0], "since", _first()), (columns[1], "until", _last())):
        with column:
            controls.day(name, f"scope.{name}", end, least=_first(), most=_last())


def _unknown() -> list[str]:
    """A sentence for each outlet, section or name of the URL that the store has never seen."""
    scope = chosen()
    told = [say("scope.bad.topic", got=code[:60]) for code in scope.topic if code not in store().topics]
    for name in ("source", "section", "entity"):
        for value in getattr(scope, name):
            alone = Scope(lens="all").with_(**{name: (value,)})
            if not ask(questions.scope_totals, scope=alone)["n"].sum():
                told.append(say(f"scope.unknown.{name}", value=value[:60]))
    return told

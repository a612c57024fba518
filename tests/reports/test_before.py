"""The period before in what leaves the house: beside the period that is shown on slides, under it in tables and files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from pptx import Presentation
from pptx.chart.chart import Chart

from analysis import Scope, questions
from analysis.questions.asked import Asked
from analysis.store.snapshot import open_snapshot
from dashboard.charts import topics, volume
from dashboard.reports.bundle import bundle
from dashboard.reports.figures import figure
from dashboard.reports.made import Report, looks, make
from dashboard.reports.slides import slides

OCTOBER = Scope(since=date(2025, 10, 1), until=date(2025, 10, 31))
SEPTEMBER = Scope(since=date(2025, 8, 31), until=date(2025, 9, 30))
"""The 31 days before: they touch one week more."""


@pytest.fixture(scope="module")
def report(sample_store: Path) -> Report:
    store = open_snapshot(sample_store)
    figures = []
    for key, question, chart, names, value in (
        ("overview.volume", questions.article_volume, volume.columns, "period", "n"),
        ("topics.multiples", questions.topic_shares, topics.multiples, "topic", "share"),
    ):
        now, was = (question(store, scope, by="week") for scope in (OCTOBER, SEPTEMBER))
        was.attrs["asked"] = Asked(question, SEPTEMBER, {"by": "week"}).plain()
        wide, narrow = (chart(now, look).to_dict() for look in looks("vi"))
        more = {"words": "tháng 10", "language": "vi", "names": names, "value": value, "before": was}
        figures.append(figure(key, now, (wide, narrow), **more))
    return replace(make(store, OCTOBER, [], language="vi"), figures=figures)


def there(values: tuple[float | None, ...]) -> list[float]:
    return [value for value in values if value is not None]


def held(frame: pd.DataFrame, value: str) -> list[float]:
    return frame[~frame["gap"]][value].astype(float).tolist()


@pytest.fixture(scope="module")
def charts(report: Report) -> list[Chart]:
    deck = Presentation(io.BytesIO(slides(report, sample=True)))
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_columns_stand_beside_those_of_the_period_before(report: Report, charts: list[Chart]) -> None:
    shown, plot = report.figures[0], charts[0].plots[0]
    was, now = plot.series
    assert (was.name, now.name) == ("Kỳ trước", "Kỳ này")
    assert there(was.values) == held(shown.before, "n") and there(now.values) == held(shown.frame, "n")
    longest = max(len(shown.before), len(shown.frame))
    assert len(was.values) == len(now.values) == len(plot.categories) == longest
    assert list(plot.categories)[:2] == ["29/09/2025", "06/10"], "the year where it is new"


def test_each_line_has_its_own_of_the_period_before(report: Report, charts: list[Chart]) -> None:
    shown, (*every,) = report.figures[1], charts[1].plots[0].series
    now, was = every[: len(every) // 2], every[len(every) // 2 :]
    assert [one.name for one in was] == [f"{one.name} · Kỳ trước" for one in now]
    code = str(shown.frame["topic"].iloc[0])
    assert there(was[0].values) == held(shown.before[shown.before["topic"] == code], "share")
    assert was[0].format.line.width < now[0].format.line.width


def test_tables_and_files_hold_both_and_say_the_days(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle(report, sample=True))) as files:
        rows = pd.read_csv(files.open("data/01-overview-volume.csv"))
    shown = report.figures[0]
    assert rows["part"].tolist() == ["now"] * len(shown.frame) + ["before"] * len(shown.before)
    assert rows["n"].tolist() == [*shown.frame["n"], *shown.before["n"]]
    said = [row[shown.headings.index("Kỳ so sánh")] for row in shown.cells]
    assert said == ["kỳ này"] * len(shown.frame) + ["kỳ trước"] * len(shown.before)
    assert "31/08/2025–30/09/2025" in shown.subtitle

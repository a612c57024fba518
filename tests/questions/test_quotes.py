"""Quotations counted by hand: three articles, four speakers, seven quotations."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from analysis import Scope, questions
from analysis.errors import InputError
from analysis.schema import CUE_KINDS, TOPICS, ZONE, Annotation, Article, Mention, Quotation, Sentence
from analysis.store import rows
from analysis.store.lake import Lake
from analysis.store.publish import publish
from analysis.store.snapshot import Snapshot, open_snapshot

LAN = ("PER", "Lê Thu Lan")
BO = ("ORG", "Bộ Sông Ngòi")
FIRST = (
    "Bà Lê Thu Lan cho biết đê đã xong. “Nước sẽ lên. Ta đã sẵn sàng”, bà nói.",
    [
        ("cho biết", "states", "indirect", "đê đã xong", "Lê Thu Lan", "Lê Thu Lan"),
        ("nói", "states", "direct", "Nước sẽ lên. Ta đã sẵn sàng", "Lê Thu Lan", "bà"),
    ],
)
SECOND = (
    "Bộ Sông Ngòi yêu cầu gia cố bờ. Bà Lê Thu Lan cảnh báo mưa lớn.",
    [
        ("yêu cầu", "proposes", "indirect", "gia cố bờ", "Bộ Sông Ngòi", "Bộ Sông Ngòi"),
        ("cảnh báo", "warns", "indirect", "mưa lớn", "Lê Thu Lan", "Lê Thu Lan"),
    ],
)


def annotated(article: Article, said: list[tuple[str, str, str, str, str, str]], topic: str) -> Annotation:
    text = article.text
    body = text.index("\n") + 1
    cut = [body, *(at + 2 for at in range(body, len(text) - 1) if text[at : at + 2] == ". "), len(text) + 1]
    sentences = [Sentence(0, body - 1, "title")]
    sentences += [Sentence(a, b - 1, "body") for a, b in pairwise(cut)]
    mentions = [
        Mention(kind, at, at + len(name), name, 1, "model")
        for kind, name in (LAN, BO)
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    found = []
    for cue, kind, manner, words, name, written in said:
        start, spoken = text.index(words), text.index(written, body)
        first = text.index(cue, body)
        named = next(m.start for m in mentions if m.name == name)
        sentence = next(i for i, s in enumerate(sentences) if s.start <= start < s.end)
        end = start + len(words)
        place = (spoken, spoken + len(written))
        found.append(Quotation(manner, start, end, first, first + len(cue), kind, name, named, *place, sentence))
    scores = tuple(0.9 if code == topic else 0.01 for code in TOPICS)
    return Annotation(20, tuple(sentences), (), tuple(mentions), (topic,), scores, (), tuple(found))


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("stores") / "said"
    pairs = []
    for day, source, (body, found), topic in (
        ("2025-10-06", "Báo Một", FIRST, "ai"),
        ("2025-10-07", "Báo Hai", SECOND, "data"),
        ("2025-10-20", "Báo Một", ("Trời đẹp.", []), "data"),
    ):
        when = datetime.fromisoformat(day).replace(tzinfo=ZONE)
        article = Article(source, when, False, f"Tin {day}", "", body, url=f"https://bao.example/{day}")
        pairs.append((article, annotated(article, found, topic)))
    Lake(folder).append(rows.articles_table(pairs, version="hand", written=1))
    publish(folder)
    return open_snapshot(folder)


def test_every_quotation_stands_in_its_sentence(said: Snapshot) -> None:
    frame = questions.quotation_search(said, Scope())
    assert frame["rows"].tolist() == [4] * 4 and frame["articles"].tolist() == [2] * 4
    assert frame["said"].tolist() == ["gia cố bờ", "mưa lớn", "đê đã xong", "Nước sẽ lên. Ta đã sẵn sàng"]
    for row in frame.to_dict("records"):
        ((start, end),) = row["marks"]
        assert row["text"][start:end] == row["said"]
        assert row["cue"] in row["text"] and row["written"] in row["text"]
    assert frame["text"].iloc[3] == "“Nước sẽ lên. Ta đã sẵn sàng”, bà nói."


def test_a_pronoun_is_its_speaker(said: Snapshot) -> None:
    row = questions.quotation_search(said, Scope(), manner="direct").iloc[0]
    assert (row["speaker"], row["written"], row["cue"], row["rows"]) == ("Lê Thu Lan", "bà", "nói", 1)


def test_the_citation_can_be_pasted(said: Snapshot) -> None:
    row = questions.quotation_search(said, Scope(), manner="direct").iloc[0]
    assert row["citation"] == (
        "Lê Thu Lan (nói): “Nước sẽ lên. Ta đã sẵn sàng”, Báo Một, “Tin 2025-10-06”, 06/10/2025, "
        "https://bao.example/2025-10-06"
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"name": ("Bộ Sông Ngòi",)}, ["gia cố bờ"]),
        ({"name": "Lê Thu Lan", "manner": "indirect"}, ["mưa lớn", "đê đã xong"]),
        ({"type": ("ORG",)}, ["gia cố bờ"]),
        ({"cue": ("warns", "proposes")}, ["gia cố bờ", "mưa lớn"]),
        ({"since": "2025-10-07"}, ["gia cố bờ", "mưa lớn"]),
        ({"until": "2025-10-06", "top": 1, "offset": 1}, ["Nước sẽ lên. Ta đã sẵn sàng"]),
        ({"name": ("Không Ai",)}, []),
    ],
)
def test_filters(said: Snapshot, settings: dict, words: list[str]) -> None:
    assert questions.quotation_search(said, Scope(), **settings)["said"].tolist() == words


def test_the_scope_filters_too(said: Snapshot) -> None:
    assert len(questions.quotation_search(said, Scope(topic=("ai",)))) == 2
    assert len(questions.quotation_search(said, Scope(source=("Báo Hai",)))) == 2
    assert questions.quotation_search(said, Scope(since=date(2025, 10, 20))).empty


def test_speakers_are_ranked_by_articles(said: Snapshot) -> None:
    frame = questions.quotation_speakers(said, Scope())
    assert frame[["name", "quotations", "direct", "n", "total", "rows"]].values.tolist() == [
        ["Lê Thu Lan", 3, 1, 2, 3, 2],
        ["Bộ Sông Ngòi", 1, 0, 1, 3, 2],
    ]
    assert frame["share"].round(3).tolist() == [0.667, 0.333]
    assert questions.quotation_speakers(said, Scope(), find="song")["name"].tolist() == ["Bộ Sông Ngòi"]


def test_kinds_are_always_all_six(said: Snapshot) -> None:
    frame = questions.quotation_kinds(said, Scope(), name=("Lê Thu Lan",)).set_index("cue_kind")
    assert list(frame.index) == list(CUE_KINDS)
    assert frame["quotations"].to_dict() == {
        **{"states": 2, "stresses": 0, "proposes": 0},
        **{"promises": 0, "denies": 0, "warns": 1},
    }
    assert (frame.loc["states", "n"], frame.loc["states", "direct"]) == (1, 1)


def test_a_timeline_has_every_period(said: Snapshot) -> None:
    frame = questions.quotation_timeline(said, Scope(), by="week")
    lan = frame[frame["name"] == "Lê Thu Lan"]
    assert lan["n"].tolist() == [2, 0, 0] and lan["quotations"].tolist() == [3, 0, 0]
    assert lan["gap"].tolist() == [False, True, False]
    nobody = questions.quotation_timeline(said, Scope(), name=("Không Ai",), by="month")
    assert nobody["n"].tolist() == [0] and nobody["type"].tolist() == [""]


def test_settings_outside_the_allowed_are_refused(said: Snapshot) -> None:
    with pytest.raises(InputError, match="unknown manner"):
        questions.quotation_search(said, Scope(), manner="aloud")
    with pytest.raises(InputError, match="unknown cue"):
        questions.quotation_speakers(said, Scope(), cue=("sings",))
    with pytest.raises(InputError, match="unknown type"):
        questions.quotation_kinds(said, Scope(), type=("DOC",))

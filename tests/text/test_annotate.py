"""Annotation of one article: offsets into the original, purity, and the parts agreeing with each other."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.paths import SAMPLE
from analysis.schema import ENTITY_TYPES, TOPICS, ZONE, Article, Citation
from analysis.sources.files import read
from analysis.text.annotate import annotate, annotate_all, annotate_text, annotation_version, load_rooms
from analysis.text.identity.offices import DOUBTFUL
from analysis.text.script.syllables import count_syllables

TITLE = "Bộ KH&CN bàn về chuyển đổi số tại Đà Nẵng"
SUMMARY = "Hội thảo sáng 3/6 bàn cách đưa Nghị quyết 57-NQ/TW vào cuộc sống."
BODY = (
    "Theo bà Lê Thị Ngọc Mai, chuyển đổi\u200b số cần dữ liệu mở.Các doanh nghiệp ở TP.HCM đồng tình.\n"
    "Toàn cảnh hội thảo. Ảnh: Báo Sông"
)


def article(title: str = TITLE, summary: str = SUMMARY, body: str = BODY) -> Article:
    return Article("Báo Sông", datetime(2025, 6, 3, tzinfo=ZONE), False, title, summary, body)


def test_offsets_lead_to_the_original_characters() -> None:
    made = article()
    found = annotate(made, rooms=load_rooms())
    surfaces = {made.text[m.start : m.end]: m for m in found.mentions}
    assert surfaces["Bộ KH&CN"].name == "Bộ Khoa học và Công nghệ"
    assert surfaces["Nghị quyết 57-NQ/TW"].type == "DOC"
    assert surfaces["TP.HCM"].name == "Thành phố Hồ Chí Minh"
    assert surfaces["Lê Thị Ngọc Mai"].type == "PER"
    phrases = [made.text[t.start : t.end] for t in found.terms if t.term == "chuyển đổi số"]
    assert phrases == ["chuyển đổi số", "chuyển đổi\u200b số"]


def test_sentences_know_their_kind() -> None:
    made = article()
    found = annotate(made, rooms=load_rooms())
    assert [made.text[s.start : s.end] for s in found.sentences if s.kind == "title"] == [TITLE]
    assert [made.text[s.start : s.end] for s in found.sentences if s.kind == "lead"] == [SUMMARY]
    assert [s.kind for s in found.sentences][-1] == "caption"


def test_a_title_or_summary_may_be_missing() -> None:
    rooms = load_rooms()
    assert {s.kind for s in annotate(article(summary=""), rooms=rooms).sentences} == {"title", "body", "caption"}
    assert [s.kind for s in annotate(article(title="", body=""), rooms=rooms).sentences] == ["lead"]
    assert {s.kind for s in annotate(article(title="", summary=""), rooms=rooms).sentences} == {"body", "caption"}


def test_the_same_article_gives_the_same_annotation() -> None:
    assert annotate(article(), rooms=load_rooms()) == annotate(article(), rooms=load_rooms())


def test_articles_annotated_together_are_annotated_as_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = load_rooms()
    made = [item for item in read([SAMPLE]) if isinstance(item, Article)][:12]
    empty = article("", "", ""), article("…", "", "\u200b"), article(BODY[:9], "", "\n\n“")
    together = [made[0], *empty, *made, article(), article(*(part.upper() for part in (TITLE, SUMMARY, BODY)))]
    alone = [annotate(one, rooms=rooms) for one in together]
    for characters in (0, 3000, 10**6):
        monkeypatch.setattr("analysis.text.annotate.TOGETHER", characters)
        assert annotate_all(together, rooms=rooms) == alone
    assert annotate_all([], rooms=rooms) == []


def test_composed_and_decomposed_texts_are_annotated_alike() -> None:
    rooms = load_rooms()
    composed = annotate(article(), rooms=rooms)
    apart = annotate(article(*(unicodedata.normalize("NFD", part) for part in (TITLE, SUMMARY, BODY))), rooms=rooms)
    assert [term.term for term in apart.terms] == [term.term for term in composed.terms]
    assert [(m.type, m.name) for m in apart.mentions] == [(m.type, m.name) for m in composed.mentions]
    assert apart.topics == composed.topics and apart.syllables == composed.syllables


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=60), st.text(max_size=200))
def test_any_text_is_annotated_inside_its_borders(title: str, summary: str, body: str) -> None:
    made = article(title, summary, body)
    found = annotate(made, rooms=load_rooms())
    size = len(made.text)
    for part in (*found.sentences, *found.terms, *found.mentions):
        assert 0 <= part.start < part.end <= size
    assert all(0 <= t.sentence < len(found.sentences) for t in (*found.terms, *found.mentions))
    assert found.syllables == 0 or count_syllables(made.text) > 0
    assert found.topics and len(found.topic_scores) == len(TOPICS)
    assert all(phrase in made.text for phrase in found.keyphrases)


def test_an_office_without_a_known_holder_names_nobody_and_stays_under_its_own_name() -> None:
    found = annotate(article(body="Thứ trưởng cho biết dữ liệu là nguồn lực. Thứ trưởng cảm ơn."), rooms=load_rooms())
    doubtful = [mention for mention in found.mentions if mention.type == "ROLE"]
    assert {(mention.name, mention.rule) for mention in doubtful} <= {("Thứ trưởng", DOUBTFUL)}
    assert "?" not in {mention.name for mention in found.mentions}


def test_every_document_is_cited_once_with_day_and_issuer() -> None:
    body = "Nghị quyết số 91-NQ/TW ngày 30/9/2025 của Bộ Chính trị ra đời. Nghị quyết 91 nêu ba mục tiêu."
    found = annotate(article(body=body), rooms=load_rooms())
    cited = Citation("Nghị quyết 91-NQ/TW", "Nghị quyết", "91", "Bộ Chính trị", date(2025, 9, 30))
    assert [document for document in found.citations if document.number == "91"] == [cited]


def test_a_plain_text_becomes_one_json_row() -> None:
    text = TITLE + "\n" + BODY
    row = annotate_text("a1", text, "2025-06-03")
    assert json.loads(json.dumps(row)) == row
    assert row["id"] == "a1" and row["topics"][0] in TOPICS
    assert {entity["type"] for entity in row["entities"]} <= set(ENTITY_TYPES)
    assert "Bộ KH&CN" in {text[e["start"] : e["end"]] for e in row["entities"]}
    assert all(phrase in text for phrase in row["keyphrases"])


def test_an_empty_text_has_nothing_but_a_topic() -> None:
    assert annotate_text("a2", "") == {
        **{"id": "a2", "date": None, "entities": [], "quotes": []},
        **{"topics": ["other"], "keyphrases": []},
    }


def test_the_version_follows_a_readers_own_terms() -> None:
    assert annotation_version() == load_rooms().version
    assert annotation_version(user_terms=("sông xanh",)) != annotation_version()

"""People's word on stories: joined and parted at once, undone one by one, the same at the next publishing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis import questions
from analysis.errors import InputError, QuestionError
from analysis.scope import Scope
from analysis.store import story_edits
from analysis.store.publish import publish
from analysis.store.snapshot import open_snapshot

LEAD = (
    "Khu công nghệ cao Sông Cầu khởi công nhà máy đóng gói chip đầu tiên của tỉnh với vốn đầu tư 900 tỷ đồng và "
    "sẽ chạy thử vào cuối năm sau khi tuyển đủ một nghìn kỹ sư trong vùng"
)


@pytest.fixture
def three(stored, pair) -> tuple[Path, list[str]]:
    """A text, its edited copy in another outlet, and other news; the store and the keys."""
    pairs = [
        pair("Xưởng chip", body=LEAD, day="2025-10-20T08:00"),
        pair("Nhà máy chip", body=LEAD.replace("900", "gần 1.000"), day="2025-10-20T09:00", source="Báo Bến Sông"),
        pair("Chợ nổi", body="Chợ nổi quét mã", day="2025-10-21T08:00", source="Báo Bến Sông"),
    ]
    return stored(*pairs), [article.key for article, _ in pairs]


def told(store: Path) -> list[int]:
    return open_snapshot(store).query("SELECT story_id FROM articles ORDER BY article_id")["story_id"].tolist()


def test_an_edit_counts_at_once_and_at_the_next_publishing(three: tuple[Path, list[str]]) -> None:
    store, keys = three
    assert told(store) == [0, 0, 2]
    number = story_edits.add(store, keys[1], who="An")
    assert told(store) == [0, 1, 2] and open_snapshot(store).meta["stories"] == "3"
    story_edits.add(store, keys[0], keys[2], who="An")
    assert told(store) == [0, 1, 0]
    publish(store)
    assert told(store) == [0, 1, 0], "edits are replayed over what is found"
    story_edits.undo(store, number, who="An")
    assert told(store) == [0, 0, 0], "the other edit stays"
    assert open_snapshot(store).meta["stories"] == "1"
    assert [one.other for one in story_edits.in_force(store)] == [keys[2]]


def test_the_preview_says_what_then_happens(three: tuple[Path, list[str]]) -> None:
    store, keys = three
    change = story_edits.effect(store, story_edits.wanted(store, keys[2], keys[1]))
    assert change[["key", "story_before", "story_after"]].values.tolist() == [[keys[2], keys[2], keys[0]]]
    assert told(store) == [0, 0, 2], "nothing happened yet"
    story_edits.add(store, keys[2], keys[1], who="An")
    assert told(store) == [0, 0, 0]
    assert story_edits.effect(store, story_edits.in_force(store)).empty


def test_versions_at_one_address_are_one_story(stored, pair) -> None:
    def at(title: str, day: str, url: str, source: str = "Nhịp Số"):
        article, annotation = pair(title, day=day, source=source)
        return replace(article, url=url), annotation

    here, section = "https://nhipso.example/cau-moi-thong-xe-20251020.html", "https://nhipso.example/cong-nghe"
    store = stored(
        at("Cầu mới thông xe", "2025-10-01", here),
        at("Xe đã chạy qua cầu", "2025-10-02", here),
        at("Cầu mới, chợ mới", "2025-10-25", here),
        at("Chip", "2025-10-26", section),
        at("Chợ", "2025-10-27", section),
        at("Cầu", "2025-10-28", here, "Báo Bến Sông"),
    )
    assert told(store) == [0, 0, 2, 3, 4, 5], "another time, a section, another outlet"


def test_what_cannot_be_said_is_refused(three: tuple[Path, list[str]]) -> None:
    store, keys = three
    for article, other in (("0" * 32, ""), (keys[0], "0" * 32), (keys[0], keys[0])):
        with pytest.raises(InputError):
            story_edits.add(store, article, other, who="An")
    with pytest.raises(InputError, match="nhiptin stories list"):
        story_edits.undo(store, 7, who="An")
    assert story_edits.in_force(store) == []


def test_a_story_tells_who_was_first_and_what_was_changed(three: tuple[Path, list[str]]) -> None:
    store, keys = three
    found = questions.story_articles(open_snapshot(store), Scope(), key=keys[0])
    assert found["key"].tolist() == keys[:2]
    assert found["first"].tolist() == [True, False] and set(found["rows"]) == {2}
    assert found["alike"].tolist()[0] == 1 and 0.8 < found["alike"].tolist()[1] < 1
    assert (found["added"].tolist()[1], found["removed"].tolist()[1]) == ("gần 1.000", "900")
    with pytest.raises(QuestionError):
        questions.story_articles(open_snapshot(store), Scope(), key="x")


def test_of_a_large_story_the_first_are_told_and_the_one_asked_for(
    stored, pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.store.counts_stories.MOST", 2)
    pairs = [pair(f"Xưởng chip {n}", body=LEAD, day=f"2025-10-2{n}T08:00", source=f"Báo {n}") for n in range(5)]
    found = questions.story_articles(open_snapshot(stored(*pairs)), Scope(), key=pairs[3][0].key)
    assert found["title"].tolist() == ["Xưởng chip 0", "Xưởng chip 1", "Xưởng chip 3"]
    assert set(found["rows"]) == {5}

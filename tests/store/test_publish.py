"""Lake to snapshot: every table counted by hand, the same ids each time, and a crash that costs nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import StoreError, StoreMissing
from analysis.schema import Citation, Mention
from analysis.store import issue, rows
from analysis.store.contract import SNAPSHOT_TABLES
from analysis.store.lake import Lake
from analysis.store.publish import STEPS, publish
from analysis.store.snapshot import Snapshot, current_version, open_snapshot
from analysis.text.identity.offices import DOUBTFUL


def table(snapshot: Snapshot, name: str) -> list[tuple]:
    return list(snapshot.query(f"SELECT * FROM {name}").itertuples(index=False, name=None))


@pytest.fixture
def small(stored, pair) -> Path:
    return stored(
        pair("chip và AI", day="2025-10-21T00:30", names=(("ORG", "chip", "Xưởng Chip"), ("ROLE", "AI", "An Nhiên"))),
        pair(
            "Chip và chip", day="2025-10-20", topic="other", names=(("PER", "Chip", "?"), ("PER", "chip", "An Nhiên"))
        ),
        pair("CHIP  VÀ,   chip.", day="2025-10-22", source="Bến Sông", topic="other", sections=("B", "A", "A")),
        pair("khác", day="2025-10-22T09:00", body="và khác", topic="other"),
    )


def test_the_tables_are_those_of_the_contract_counted_by_hand(small: Path) -> None:
    snapshot = open_snapshot(small)
    articles = snapshot.query(
        "SELECT article_id, title, story_id, day::VARCHAR AS day, published, has_time, main_topic FROM articles"
    )
    assert list(articles.title) == ["Chip và chip", "chip và AI", "CHIP  VÀ,   chip.", "khác"]
    assert list(articles.article_id) == [0, 1, 2, 3]
    assert list(articles.story_id) == [0, 1, 0, 3]
    assert list(articles.day) == ["2025-10-20", "2025-10-21", "2025-10-22", "2025-10-22"]
    assert articles.published[1] == dt.datetime(2025, 10, 21, 0, 30)
    assert list(articles.has_time) == [False, True, False, True]
    terms = {
        term: (number, stop)
        for number, term, stop in snapshot.query("SELECT term_id, term, stop FROM terms").itertuples(index=False)
    }
    assert terms["và"] == (terms["và"][0], True)
    assert sorted(number for number, _ in terms.values()) == list(range(len(terms)))
    chip = terms["chip"][0]
    counts = snapshot.query("SELECT article_id, occurrences FROM doc_terms WHERE term_id = ?", [chip])
    assert counts.values.tolist() == [[0, 2], [1, 1], [2, 1]]
    places = snapshot.query(
        'SELECT article_id, sentence, start, "end" FROM occurrences WHERE term_id = ?', [terms["và"][0]]
    )
    assert places.values.tolist() == [[0, 0, 5, 7], [1, 0, 5, 7], [3, 1, 5, 7]]
    assert table(snapshot, "article_sections") == [(2, "A"), (2, "B")]
    assert table(snapshot, "texts")[3] == (3, "khác\nvà khác")
    assert table(snapshot, "sentences")[3:] == [(3, 0, 0, 4, "title"), (3, 1, 5, 12, "body")]
    topics = snapshot.query("SELECT article_id, topic, score, rank FROM article_topics")
    assert topics.values.tolist()[1] == [1, "ai", 0.75, 1]


def test_an_office_counts_for_its_holder_and_nobody_for_an_unknown_one(small: Path) -> None:
    snapshot = open_snapshot(small)
    assert table(snapshot, "entities") == [(0, "An Nhiên", "PER"), (1, "Xưởng Chip", "ORG")]
    assert table(snapshot, "mentions") == [
        (0, 0, 0, 8, 12, "chip", "model", "An Nhiên", "PER", pd.NA),
        (0, 1, 0, 8, 10, "AI", "model", "An Nhiên", "PER", pd.NA),
        (1, 1, 0, 0, 4, "chip", "model", "Xưởng Chip", "ORG", pd.NA),
    ]
    assert table(snapshot, "hidden_mentions") == []
    assert snapshot.query("SELECT article_id, entity_id, mentions FROM article_mentions").values.tolist() == [
        [0, 0, 1],
        [1, 0, 1],
        [1, 1, 1],
    ]


def test_an_office_that_may_be_several_peoples_is_an_entity_of_its_own(stored, pair) -> None:
    article, note = pair("Thứ trưởng họp")
    doubtful = Mention("ROLE", 0, 10, "Thứ trưởng", 0, DOUBTFUL)
    snapshot = open_snapshot(stored((article, dataclasses.replace(note, mentions=(doubtful,)))))
    assert table(snapshot, "entities") == [(0, "Thứ trưởng", "ROLE")]
    assert snapshot.query("SELECT found_type, rule FROM mentions").values.tolist() == [["ROLE", DOUBTFUL]]


def test_names_that_differ_in_case_or_dashes_only_are_one_as_most_write_it(stored, pair) -> None:
    written = ["Hội nghị Cấp cao A-B", "Hội nghị cấp cao A - B", "HỘI NGHỊ CẤP CAO A – B", "Hội nghị cấp cao A - B"]
    pairs = [pair(f"tin {number}", names=(("EVENT", "tin", name),)) for number, name in enumerate(written)]
    other = pair("tin khác", names=(("ORG", "tin", "Hội Nghị Cấp Cao A-B"),))
    laws = [
        pair(f"luật {number}", names=(("DOC", "luật", name),))
        for number, name in enumerate(("Luật a", "Luật A", "Luật A"))
    ]
    cited = [
        (article, dataclasses.replace(note, citations=(Citation(note.mentions[0].name, "Luật", "", "", None),)))
        for article, note in laws
    ]
    snapshot = open_snapshot(stored(*pairs, other, *cited))
    names = snapshot.query(
        "SELECT name, type, count(*) AS n FROM mentions JOIN entities USING (entity_id) GROUP BY ALL"
    )
    assert {tuple(row) for row in names.values.tolist()} == {
        ("Hội nghị cấp cao A - B", "EVENT", 4),
        ("Hội Nghị Cấp Cao A-B", "ORG", 1),
        ("Luật A", "DOC", 3),
    }
    assert snapshot.query("SELECT name, articles FROM documents").values.tolist() == [["Luật A", 3]]


def test_a_document_is_what_most_articles_say_of_it(stored, pair) -> None:
    told = [
        Citation("Luật A", "Luật", "", "", None),
        Citation("Luật A", "Luật", "", "Quốc hội", dt.date(2025, 6, 1)),
        Citation("Luật A", "Luật", "", "Quốc hội", dt.date(2025, 6, 1)),
        Citation("Luật A", "Luật", "", "Bộ A", dt.date(2025, 7, 1)),
        Citation("Nghị định 9/2025", "Nghị định", "9/2025", "", None),
    ]
    pairs = [pair(f"tin {number}") for number in range(len(told))]
    store = stored(
        *(
            (article, dataclasses.replace(note, citations=(one,)))
            for (article, note), one in zip(pairs, told, strict=True)
        )
    )
    assert table(open_snapshot(store), "documents") == [
        ("Luật A", "Luật", "", "Quốc hội", pd.Timestamp("2025-06-01"), 4),
        ("Nghị định 9/2025", "Nghị định", "9/2025", "", pd.NaT, 1),
    ]


def test_a_lake_from_before_documents_were_kept_is_published_and_added_to(tmp_path: Path, pair) -> None:
    old = rows.articles_table([pair("tin cũ")], version="v0", written=1)
    old = old.drop_columns([name for name in old.column_names if name.startswith("cited_")])
    lake = Lake(tmp_path)
    lake.append(old)
    publish(tmp_path)
    assert table(open_snapshot(tmp_path), "documents") == []
    article, note = pair("tin mới")
    note = dataclasses.replace(note, citations=(Citation("Luật A", "Luật", "", "", None),))
    lake.append(rows.articles_table([(article, note)], version="v1", written=2))
    publish(tmp_path)
    assert [row[0] for row in table(open_snapshot(tmp_path), "documents")] == ["Luật A"]


def test_meta_says_what_is_in_the_snapshot(small: Path) -> None:
    snapshot = open_snapshot(small)
    assert snapshot.general_news is True
    assert snapshot.sample is False
    wanted = {
        "articles": "4",
        "stories": "3",
        "sources": "2",
        "rejects": "0",
        "since": "2025-10-20",
        "until": "2025-10-22",
    }
    assert wanted.items() <= snapshot.meta.items()
    named = {part.strip() for part in SNAPSHOT_TABLES["meta"][0].meaning.split(",")}
    assert named == set(snapshot.meta)


def test_one_lake_gives_one_snapshot(small: Path) -> None:
    first = open_snapshot(small)
    before = {name: table(first, name) for name in SNAPSHOT_TABLES if name != "meta"}
    second = Snapshot(small / "snapshots" / publish(small, stop_words={"và"}))
    assert first.version < second.version
    assert repr({name: table(second, name) for name in before}) == repr(before)


def test_only_the_newest_row_of_an_article_is_published(stored, pair) -> None:
    stored(pair("một hai"), pair("ba"), version="v1", written=1)
    folder = stored(pair("một hai", topic="data"), version="v2", written=2)
    assert sorted(row[2] for row in table(open_snapshot(folder), "article_topics")) == ["ai", "data"]
    assert open_snapshot(folder).meta["articles"] == "2"


def test_nothing_to_publish(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="nhiptin build"):
        publish(tmp_path)


def test_a_store_of_rejects_alone_has_an_empty_snapshot(tmp_path: Path) -> None:
    from analysis.schema import Reject

    Lake(tmp_path).append_rejects([("/a", Reject("a", 1, "row", "why"))], build="1")
    publish(tmp_path)
    snapshot = open_snapshot(tmp_path)
    assert snapshot.meta["articles"] == "0"
    assert table(snapshot, "rejects") == [("a", 1, "row", "why", "")]
    assert snapshot.search("gì").tolist() == []
    assert snapshot.search("").tolist() == []


def test_old_snapshots_go_but_the_last_stays(small: Path) -> None:
    versions = [current_version(small)] + [publish(small) for _ in range(3)]
    left = sorted(path.name for path in (small / "snapshots").iterdir())
    assert left == versions[-2:]


def test_a_disk_that_fails_leaves_the_last_snapshot(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = current_version(small)

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(issue, "_on_disk", full)
    with pytest.raises(StoreError, match="No space left"):
        publish(small)
    assert current_version(small) == before
    assert [path.name for path in (small / "snapshots").iterdir()] == [before]
    (small / "CURRENT").unlink()
    steps: list[str] = []
    with pytest.raises(StoreError, match="No space left"):
        publish(small, progress=steps.append)
    assert steps.count("texts") == 1, (
        "where nothing was published nothing is taken over: a second try would end the same"
    )


_KILLED = """
import os, signal, sys
from pathlib import Path
from analysis.store.publish import publish

def told(step):
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

publish(Path(sys.argv[1]), progress=told)
"""


@pytest.mark.parametrize("step", ["texts", "search", "occurrences", "rejects", "pointer"])
def test_kill_9_leaves_the_last_good_state(small: Path, step: str) -> None:
    assert step in STEPS
    before = current_version(small)
    done = subprocess.run([sys.executable, "-c", _KILLED, str(small), step], check=False)
    assert done.returncode == -signal.SIGKILL
    assert current_version(small) == before
    snapshot = Snapshot(small / "snapshots" / before)
    assert snapshot.search("chip").tolist() == [0, 1, 2]
    after = publish(small)
    assert current_version(small) == after
    assert not list((small / "snapshots").glob(".making-*"))


def test_readers_see_whole_snapshots_while_others_are_published(small: Path) -> None:
    stop, seen, faults = threading.Event(), set(), []

    def read() -> None:
        while not stop.is_set():
            try:
                snapshot = open_snapshot(small)
                articles = int(snapshot.query("SELECT count(*) AS n FROM articles").n[0])
                seen.add(snapshot.version)
                if (articles, len(snapshot.search("chip"))) != (4, 3):
                    faults.append(snapshot.version)
            except Exception as error:
                faults.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(6):
        publish(small)
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(seen) > 1


def test_a_snapshot_in_use_survives_its_removal(small: Path) -> None:
    held = open_snapshot(small)
    shutil.rmtree(small / "snapshots")
    assert int(held.query("SELECT count(*) AS n FROM articles").n[0]) == 4
    assert held.search("khác").tolist() == [3]

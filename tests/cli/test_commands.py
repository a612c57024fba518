"""The command line as a user runs it: output, exit codes, refusals in one sentence."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import questions
from analysis.scope import Scope
from analysis.store.snapshot import open_snapshot


def nhiptin(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a shell would."""
    command = [sys.executable, "-m", "analysis", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit code 2, one sentence on standard error that holds the words, no traceback."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_writes_all_rows_and_the_same_numbers_as_the_question(sample_store: Path) -> None:
    done = nhiptin("ask", "keyword_frequencies", "--store", sample_store, "--csv", "--since", "2025-10-01")
    assert done.returncode == 0
    scope = Scope.parse({"since": "2025-10-01"})
    answer = questions.keyword_frequencies(open_snapshot(sample_store), scope, top=5)
    told = rows(done.stdout)
    assert len(told) == int(answer["rows"].iloc[0])
    assert [(row["term"], int(row["n"])) for row in told[:5]] == list(zip(answer["term"], answer["n"], strict=True))
    assert "from 1 Oct 2025" in done.stderr or "since 1 Oct 2025" in done.stderr


def test_json_says_scope_and_snapshot(sample_store: Path) -> None:
    done = nhiptin(
        "ask", "topic_shares", "--by", "all", "--store", sample_store, "--json", "--source", "Nhịp Số", "--panel"
    )
    told = json.loads(done.stdout)
    assert told["scope"] == {"source": ["Nhịp Số"], "panel": ["1"]}
    assert told["snapshot"] == open_snapshot(sample_store).version
    assert all(row["low"] <= row["share"] <= row["high"] for row in told["rows"])


def test_describe_adds_up(sample_store: Path) -> None:
    told = json.loads(nhiptin("describe", "--store", sample_store, "--json").stdout)
    assert told["articles"] == sum(row["articles"] for row in told["sources"])
    assert told["articles"] == sum(row["articles"] for row in told["months"])
    assert told["stories"] <= told["articles"] and told["rejects"] == 0 and told["sample"] is True


def test_every_row_becomes_an_article_or_a_reject(tmp_path: Path) -> None:
    corpus = tmp_path / "tin.jsonl"
    good = {
        "published_at": "2025-10-01T08:00:00+07:00",
        "title": "Chip mới",
        "text": "Nhà máy chạy thử.",
        "source": "Báo A",
    }
    bad = {**good, "published_at": "30/02/2025"}
    corpus.write_text("\n".join([json.dumps(good), "{", json.dumps(bad), json.dumps(good)]), "utf-8")
    store = tmp_path / "kho"
    done = nhiptin("build", corpus, "--store", store)
    assert done.returncode == 0, done.stderr
    told = json.loads(nhiptin("describe", "--store", store, "--json").stdout)
    assert (told["articles"], told["rejects"]) == (1, 2)
    reasons = rows(nhiptin("describe", "--store", store, "--rejects").stdout)
    assert {(row["line"], row["field"]) for row in reasons} == {("2", "row"), ("3", "published")}


def test_a_corpus_without_any_article_is_refused_with_the_next_command(tmp_path: Path) -> None:
    corpus = tmp_path / "tin.csv"
    corpus.write_text("tieu_de,noi_dung\nA,B\n", "utf-8")
    refused(nhiptin("build", corpus, "--store", tmp_path / "kho"), "no article", "nhiptin describe --rejects")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", "keyword_ranks"], ["unknown question", "keyword_frequencies"]),
        (["ask", "topic_shares", "--term", "chip"], ["takes no --term", "--by"]),
        (["ask", "entity_mentions"], ["needs --name"]),
        (["ask", "article_volume", "--since", "2025-11-01", "--until", "2025-10-01"], ["reversed"]),
        (["ask", "article_volume", "--since", "hôm qua"], ["YYYY-MM-DD"]),
        (["ask", "article_volume", "--unit", "pages"], ["unknown unit", "stories"]),
        (["ask", "article_volume", "--topic", "sport"], ["unknown topic", "cybersecurity"]),
        (["ask", "article_reading", "--key", "không có"], ["không có"]),
        (["serve", "--host", "0.0.0.0"], ["refused: no login is configured for a non-loopback address"]),
    ],
)
def test_bad_use_is_refused_in_a_sentence(sample_store: Path, arguments: list[str], words: list[str]) -> None:
    refused(nhiptin(*arguments, "--store", sample_store), *words)


def test_an_unknown_source_is_said_and_answers_nothing(sample_store: Path) -> None:
    done = nhiptin("ask", "article_search", "--source", "Báo Không Có", "--csv", "--store", sample_store)
    assert done.returncode == 0
    assert rows(done.stdout) == []
    assert "unknown source «Báo Không Có»" in done.stderr


def test_a_missing_store_names_the_next_command(tmp_path: Path) -> None:
    refused(nhiptin("ask", "article_volume", "--store", tmp_path / "nowhere"), "no store at", "nhiptin build")


def test_sample_and_real_articles_never_mix(sample_store: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "tin.txt"
    corpus.write_text(" date 2025-10-21 Một bài thật. Nội dung.", "utf-8")
    refused(nhiptin("build", corpus, "--store", sample_store), "never mix")


def test_annotations_point_into_the_given_text(tmp_path: Path) -> None:
    text = "Bộ KH&CN họp ở Hà Nội\nNghị quyết 57-NQ/TW được nhắc lại  ở TP.HCM."
    (tmp_path / "bai.jsonl").write_text(json.dumps({"id": 7, "text": text, "date": None, "other": 1}), "utf-8")
    done = nhiptin("annotate", tmp_path / "bai.jsonl")
    made = json.loads(done.stdout)
    assert made["id"] == 7
    names = {text[e["start"] : e["end"]]: (e["type"], e["name"]) for e in made["entities"]}
    assert names["Bộ KH&CN"] == ("ORG", "Bộ Khoa học và Công nghệ")
    assert names["TP.HCM"] == ("LOC", "Thành phố Hồ Chí Minh")
    assert names["Nghị quyết 57-NQ/TW"][0] == "DOC"


def test_a_broken_line_of_texts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bai.jsonl").write_text('{"id": 1, "text": "a"}\n{', "utf-8")
    refused(nhiptin("annotate", tmp_path / "bai.jsonl"), "bai.jsonl:2", "not JSON")

"""A real scheduler with worker processes on this machine: the same lake as one process makes, whoever is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from analysis import intake
from analysis.build import Progress, build
from analysis.engines import Job, annotated, dask
from analysis.engines.versions import refuse_others, versions
from analysis.errors import EngineError, InputError
from analysis.store.lake import Lake
from analysis.store.lake_view import content
from analysis.store.snapshot import open_snapshot

pytest.importorskip(
    "distributed", reason="no Dask here: install it with: pip install -c constraints.txt -e '.[cluster]'"
)


class Cluster:
    """A scheduler on a free port, and as many workers as are started."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        self._scheduler = self._dask("scheduler", "--host", "127.0.0.1", "--port", "0")
        while not self._file.exists():
            assert self._scheduler.poll() is None, "the scheduler has ended"
            time.sleep(0.05)
        self.address = json.loads(self._file.read_text())["address"].replace("tcp:", "dask:")

    def start(self) -> None:
        """One more worker process, with nobody that would start it again."""
        self.workers.append(
            self._dask("worker", "--no-nanny", "--nthreads", "1", "--local-directory", str(self._folder))
        )

    def kill(self) -> None:
        """End a worker without a word."""
        worker = self.workers.pop()
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()

    def close(self) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()

    def _dask(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard", "--scheduler-file", str(self._file)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("dask"))
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tin") / "tin.jsonl"
    rows = [
        {
            "date": f"2025-10-{number % 28 + 1:02}",
            "title": f"Xưởng chip số {number} ở Bến Sông mở lớp học",
            "text": f"Lớp học thứ {number} dạy chuyển đổi số cho người thợ. Học phí là {number} đồng.",
            "source": "Nhịp Số",
        }
        for number in range(60)
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_a_cluster_makes_the_same_lake_also_when_a_worker_is_killed(
    cluster: Cluster, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "CHUNK", 5)
    monkeypatch.setattr(intake, "COMMIT", 10)
    build([news], tmp_path / "one", processes=1)
    monkeypatch.setattr(intake, "monotonic", count().__next__)  # told of every chunk
    cluster.start()
    cluster.start()

    def kill_one(step: Progress) -> None:
        if step.stage == "read" and step.articles == 20:
            cluster.kill()

    report = build([news], tmp_path / "two", on=cluster.address, progress=kill_one)
    assert len(cluster.workers) == 1
    assert report.total().new == 60
    assert content(Lake(tmp_path / "two")) == content(Lake(tmp_path / "one"))
    articles = "SELECT * FROM articles ORDER BY article_id"
    assert open_snapshot(tmp_path / "two").query(articles).equals(open_snapshot(tmp_path / "one").query(articles))

    monkeypatch.setattr(dask, "versions", lambda: {**versions(), "numpy": "0.1"})
    with pytest.raises(EngineError, match=r"version of numpy, allowed 0\.1"):
        build([news], tmp_path / "three", on=cluster.address)
    assert Lake(tmp_path / "three").version == -1


def test_a_scheduler_without_workers_is_told_of(
    cluster: Cluster, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    while cluster.workers:
        cluster.kill()
    monkeypatch.setattr(dask, "PATIENCE", 0.3)
    with pytest.raises(EngineError, match=r"dask worker tcp://127\.0\.0\.1"):
        build([news], tmp_path / "store", on=cluster.address)


def test_a_scheduler_that_is_not_there_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "REACHED", 0.3)
    with pytest.raises(
        EngineError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9: .* start one with: dask scheduler"
    ):
        list(annotated([], Job(list, "v"), on="dask://127.0.0.1:9"))


def test_without_dask_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError, match="pip install"):
        list(annotated([], Job(list, "v"), on="dask://127.0.0.1:9"))


@pytest.mark.parametrize(
    "address", ["spark://h:1", "dask://h", "dask://h:x", "dask://", "dask://a@h:1", "dask://h:1/x"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="dask://HOST:PORT"):
        list(annotated([], Job(list, "v"), on=address))


def test_a_machine_works_only_for_its_like() -> None:
    refuse_others(versions())
    with pytest.raises(EngineError, match="got nothing as its version of Rust, allowed 1"):
        refuse_others({**versions(), "Rust": "1"})

"""A lake in object storage (S3), on a real server that keeps its data on disk and is killed in mid-run.

``python -m benchmarks.cluster.objects FILE [FILE2]``: build, publish, build again, add, two machines that commit at once,
the server killed and started again while articles are written. Each lake must say what one machine's lake says.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.fs as pafs

from analysis.store.lake import Lake
from analysis.store.lake_view import content
from analysis.store.snapshot import open_snapshot
from benchmarks.cluster.servers import Server, free_port
from benchmarks.measure import show

BUCKET = "nhiptin"
KEYS = {"AWS_ACCESS_KEY_ID": "benchmark", "AWS_SECRET_ACCESS_KEY": "benchmark-secret"}
Tell = Callable[[str, float, bool], None]
Same = Callable[[Path, Path], bool]
CONTENTS = "SELECT key, title, main_topic, story_id FROM articles ORDER BY article_id"


class Storage:
    """An S3 server on the loopback, with its data in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._ports = folder, [free_port() for _ in range(4)]
        (folder / "data").mkdir(parents=True)
        who = {"name": "b", "credentials": [{"accessKey": key, "secretKey": secret} for key, secret in [KEYS.values()]]}
        (folder / "s3.json").write_text(json.dumps({"identities": [{**who, "actions": ["Admin"]}]}))
        self.port = self._ports[-1]
        self.start()
        pafs.S3FileSystem(
            access_key=KEYS["AWS_ACCESS_KEY_ID"],
            secret_key=KEYS["AWS_SECRET_ACCESS_KEY"],
            endpoint_override=f"127.0.0.1:{self.port}",
            scheme="http",
            allow_bucket_creation=True,
        ).create_dir(BUCKET)

    def start(self) -> None:
        master, volume, filer, s3 = map(str, self._ports)
        weed = shutil.which("weed", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}") or "weed"
        self._server = Server(
            [weed, "server", f"-dir={self._folder / 'data'}", "-ip=127.0.0.1", f"-master.port={master}",
             f"-volume.port={volume}", f"-filer.port={filer}", "-s3", f"-s3.port={s3}",
             f"-s3.config={self._folder / 's3.json'}", "-master.volumeSizeLimitMB=256"],
            log=self._folder / "log",
        )  # fmt: skip
        self._server.listening(self.port)
        time.sleep(8)  # the parts of the server find each other

    def kill(self) -> None:
        self._server.kill()

    def environment(self) -> dict[str, str]:
        """What a command needs to reach it."""
        at = f"http://127.0.0.1:{self.port}"
        return {**KEYS, "AWS_ENDPOINT_URL": at, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1"}


def nhiptin(*words: object) -> subprocess.Popen[str]:
    """A command of the product, begun."""
    command = [sys.executable, "-m", "analysis", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def done(process: subprocess.Popen[str], *, code: int = 0) -> float:
    """Wait for a command; the seconds that took."""
    began = time.perf_counter()
    _, said = process.communicate()
    if process.returncode != code:
        raise RuntimeError(f"{process.args} ended with {process.returncode}: {said}")
    return time.perf_counter() - began


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path)
    ask.add_argument("more", type=Path, nargs="?")
    a = ask.parse_args()
    rows: list[dict[str, object]] = []

    def tell(what: str, seconds: float, held: bool) -> None:
        rows.append({"what": what, "seconds": seconds, "as one machine": "yes" if held else "NO"})
        print(f"{what}: {seconds:.1f} s", flush=True)

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        storage = Storage(folder / "storage")
        os.environ.update(storage.environment())
        try:
            _show(folder, a.file, a.more or a.file, storage, tell)
        finally:
            storage.kill()
    show("A lake in object storage", rows)
    if any(row["as one machine"] == "NO" for row in rows):
        sys.exit(1)


def _show(folder: Path, file: Path, more: Path, storage: Storage, tell: Tell) -> None:
    lake = f"s3://{BUCKET}/lake"
    alone, near, second = folder / "alone", folder / "near", folder / "second"

    def same(store: Path, other: Path) -> bool:
        told = [(content(Lake(s)), open_snapshot(s).query(CONTENTS).to_csv()) for s in (store, other)]
        return told[0] == told[1]

    tell("build on this disk", done(nhiptin("build", file, "--store", alone)), True)
    tell("build on S3", done(nhiptin("build", file, "--store", near, "--lake", lake)), same(near, alone))
    tell("the same again", done(nhiptin("build", file, "--store", near)), same(near, alone))
    tell(
        "publish from a second machine",
        done(nhiptin("publish", "--store", second, "--lake", lake)),
        same(second, alone),
    )
    _killed(folder, file, storage, alone, tell, same)
    both = [nhiptin("build", more, "--store", near), nhiptin("build", more, "--store", second)]
    seconds = max(map(done, both))
    done(nhiptin("build", more, "--store", alone))
    done(nhiptin("publish", "--store", near))
    tell("two machines add the same at once", seconds, same(near, alone))


def _killed(folder: Path, file: Path, storage: Storage, alone: Path, tell: Tell, same: Same) -> None:
    """The server is killed after the first commit, and is back after some seconds, or after the command has given up."""
    for name, away in (("server away for 5 s", 5.0), ("server away until the command gives up", None)):
        store = folder / name
        run = nhiptin("build", file, "--store", store, "--lake", f"s3://{BUCKET}/{name.replace(' ', '-')}")
        while run.poll() is None and (not (store / "LAKE").exists() or Lake(store).version < 0):
            time.sleep(0.3)
        storage.kill()
        began = time.perf_counter()
        if away is not None:
            time.sleep(away)
            storage.start()
        _, said = run.communicate()
        tell(f"{name}: exit {run.returncode}", time.perf_counter() - began, run.returncode == (0 if away else 1))
        if away is None:
            print(said.strip().splitlines()[-1])
            storage.start()
        tell("  the command once more", done(nhiptin("build", file, "--store", store)), same(store, alone))


if __name__ == "__main__":
    main()

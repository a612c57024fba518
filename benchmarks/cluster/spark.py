"""The lake of a store annotated again by Spark: the same function over its partitions, the same content, also when a worker dies.

``python -m benchmarks.cluster.spark STORE``: a master and two workers run on this machine. Deltalake names the data files,
Spark reads them, ``mapInArrow`` annotates, workers write Parquet, and one committer adds the files to a new lake's log: the
rows do not pass through it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.transaction import AddAction
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, date_format
from pyspark.sql.pandas.types import from_arrow_schema

from analysis.engines.annotator import job
from analysis.engines.versions import Versions, refuse_others, versions
from analysis.engines.work import Job, annotate_chunk
from analysis.store import lexicons, rows
from analysis.store.lake import Lake
from analysis.store.lake_tables import PARTED
from analysis.store.lake_view import content
from benchmarks.cluster.sparks import Standalone, session
from benchmarks.measure import show

PART = PARTED["articles"]
TASKS = 16
"""Pieces of work: a worker that dies costs one of them."""


def annotating(work: Job, wanted: Versions) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a worker does with the batches of a partition."""

    def annotate(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        refuse_others(wanted)
        for batch in batches:
            done = annotate_chunk(list(rows.articles(batch)), work)
            if done.failed:
                raise ValueError(f"articles that cannot be annotated: {done.failed}")
            yield from done.table.to_batches()

    return annotate


def annotate(spark: SparkSession, lake: Lake, store: Path, target: Path) -> int:
    """Write annotated rows of a lake as data files of a new one and commit them; how many files they are."""
    raw = spark.read.parquet(*lake.files("articles")).select([name for name, _ in rows.RAW])
    made = raw.repartition(TASKS, "key").mapInArrow(
        annotating(job(lexicons.terms(store)), versions()), from_arrow_schema(rows.ARTICLES)
    )
    table = target / "lake" / "articles"
    made.withColumn(PART, date_format(col("day"), "yyyy-MM")).write.partitionBy(PART).parquet(str(table))
    return commit(table)


def commit(table: Path) -> int:
    """Add data files that lie in a table's folder to its log, all at once."""
    files = sorted(table.glob(f"{PART}=*/*.parquet"))
    schema = pa.schema([*rows.ARTICLES, (PART, pa.string())])
    log = DeltaTable.create(table.as_uri(), schema=schema, partition_by=[PART])
    actions = [
        AddAction(
            path=str(file.relative_to(table)),
            size=file.stat().st_size,
            partition_values={PART: file.parent.name.partition("=")[2]},
            modification_time=int(file.stat().st_mtime * 1000),
            data_change=True,
            stats=json.dumps({"numRecords": pq.read_metadata(file).num_rows}),
        )
        for file in files
    ]
    log.create_write_transaction(actions, mode="append", schema=log.schema(), partition_by=[PART])
    return len(files)


def killing(spark: SparkSession, cluster: Standalone) -> threading.Thread:
    """Kill a worker once the first tasks are done."""

    def watch() -> None:
        tracker = spark.sparkContext.statusTracker()
        while True:
            stages = [tracker.getStageInfo(number) for number in tracker.getActiveStageIds()]
            if any(stage and 1 < stage.numCompletedTasks < stage.numTasks == TASKS for stage in stages):
                cluster.kill_one()
                return
            time.sleep(0.05)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("store", type=Path)
    a = ask.parse_args()
    lake, told = Lake(a.store), []
    wanted, articles = content(lake), len(lake.known())
    with tempfile.TemporaryDirectory() as place:
        cluster = Standalone(Path(place) / "spark")
        try:
            with session(cluster) as spark:
                for name, kill in (("two workers", False), ("one of two killed in mid-run", True)):
                    target = Path(place) / name.replace(" ", "-")
                    killed = killing(spark, cluster) if kill else None
                    began = time.perf_counter()
                    files = annotate(spark, lake, a.store, target)
                    seconds = time.perf_counter() - began
                    same = content(Lake(target)) == wanted and (killed is None or not killed.is_alive())
                    told.append(
                        {"run": name, "articles": articles, "seconds": seconds, "articles/s": articles / seconds,
                         "files": files, "content as one machine's": "yes" if same else "NO"}
                    )  # fmt: skip
        finally:
            cluster.close()
    show("Annotated by Spark", told)
    if any(row["content as one machine's"] == "NO" for row in told):
        sys.exit(1)


if __name__ == "__main__":
    main()

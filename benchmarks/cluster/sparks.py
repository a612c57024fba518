"""A Spark master and workers as real processes of this machine, and a session on them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

from benchmarks.cluster.servers import Server, free_port


class Standalone:
    """A master and workers, a core each.

    Args:
        folder: for their files.
        workers: how many.
    """

    def __init__(self, folder: Path, *, workers: int = 2) -> None:
        folder.mkdir(parents=True)
        runs = Path(pyspark.__file__).parent / "bin" / "spark-class"
        env = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "SPARK_NO_DAEMONIZE": "1"}
        os.environ.update(env)
        port = free_port()
        self.address = f"spark://127.0.0.1:{port}"
        words = [
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--webui-port",
            "0",
        ]
        self._master = Server([str(runs), *words], log=folder / "master.log")
        self._master.listening(port)
        self.workers = []
        for number in range(workers):
            words = ["--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", "2g"]
            words = ["org.apache.spark.deploy.worker.Worker", *words, "--work-dir", str(folder / f"work{number}")]
            worker = Server([str(runs), *words, self.address], log=folder / f"worker{number}.log")
            worker.said("Successfully registered with master")
            self.workers.append(worker)

    def kill_one(self) -> None:
        """SIGKILL to a worker, its executor and its Python processes."""
        self.workers.pop().kill()

    def close(self) -> None:
        for server in (*self.workers, self._master):
            server.kill()


@contextmanager
def session(cluster: Standalone) -> Iterator[SparkSession]:
    """A session whose tables are exact: UTC, microseconds, whole batches of a chunk of articles."""
    spark = (
        SparkSession.builder.master(cluster.address)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "1g")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "400")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()

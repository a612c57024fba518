"""Every question asked of Spark: the same functions, their SQL transpiled by sqlglot, over the same tables as Parquet.

``python -m benchmarks.cluster.questions STORE``: each query of each question is asked of DuckDB and of Spark, and the frames
are compared; what a question makes of them is compared too. Questions that count by arrays read rows with SQL and count them
in Python: their rows come from Spark, their arrays are made here.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
from pyspark.sql import SparkSession

from analysis import questions as q
from analysis.errors import AnalysisError
from analysis.scope import Scope
from analysis.store.contract import SNAPSHOT_TABLES
from analysis.store.places import SERVE, current_version, snapshots
from analysis.store.snapshot import Snapshot
from benchmarks.cluster.dialect import transpiled
from benchmarks.cluster.sparks import Standalone, session
from benchmarks.measure import show
from benchmarks.questions import settings

_WIDE = {4: "int", 8: "bigint"}
"""Bytes of a number of an article or of a place → Spark's type."""


class OnSpark(Snapshot):
    """A snapshot whose SQL is run by Spark, and by DuckDB beside it to compare.

    Args:
        path: the snapshot's folder.
        spark: has the tables as views.
        known: answers of Spark to queries that other questions asked.

    Attributes:
        asked: of the question that is being asked: ``query`` or ``array`` → how many.
        wrong: why a query was not the same.
    """

    def __init__(self, path: Path, spark: SparkSession, known: dict[str, pd.DataFrame | str]) -> None:
        self._spark: SparkSession | None = None
        super().__init__(path)
        self._spark, self._known = spark, known
        self.asked: Counter[str] = Counter()
        self.wrong: list[str] = []

    def query(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = (), **ids: npt.NDArray[Any]) -> pd.DataFrame:
        wanted = super().query(sql, params, **ids)
        if self._spark is None:
            return wanted
        self.asked["query"] += 1
        found = self._same(sql, params, ids, wanted)
        return wanted if found is None else found

    def stream(self, sql: str, params: Mapping[str, Any] | None = None, **where: Any) -> Iterator[tuple[Any, ...]]:
        parts = list(super().stream(sql, params, **where))
        if not parts or where.get("rollups"):
            yield from parts
            return
        self.asked["array"] += 1
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
        wanted = pd.DataFrame(dict(enumerate(columns)))
        found = self._same(sql, params or {}, {}, wanted)
        yield tuple(columns) if found is None else tuple(found[name].to_numpy() for name in found)

    def _same(
        self,
        sql: str,
        params: Sequence[Any] | Mapping[str, Any],
        ids: Mapping[str, npt.NDArray[Any]],
        wanted: pd.DataFrame,
    ) -> pd.DataFrame | None:
        """Spark's rows where they are DuckDB's."""
        key = repr((sql, params, [(name, array.tobytes()) for name, array in ids.items()]))
        if key not in self._known:
            self._known[key] = self._run(sql, params, ids, wanted)
        found = self._known[key]
        if isinstance(found, str):
            self.wrong.append(f"{found} [{' '.join(sql.split())[:2000]}]")
            return None
        return found.copy()

    def _run(
        self,
        sql: str,
        params: Sequence[Any] | Mapping[str, Any],
        ids: Mapping[str, npt.NDArray[Any]],
        wanted: pd.DataFrame,
    ) -> pd.DataFrame | str:
        """Spark's rows, or why they are not DuckDB's."""
        assert self._spark is not None
        views = {name: f"{name}_{len(self._known)}" for name in ids}
        for name, array in ids.items():
            self._spark.createDataFrame(
                pd.DataFrame({"id": array}), f"id {_WIDE[array.dtype.itemsize]}"
            ).createOrReplaceTempView(views[name])
        try:
            found = self._spark.sql(transpiled(sql, params, views)).toPandas()
        except Exception as error:
            return f"{type(error).__name__}: {str(error)[:300]}"
        found.columns = wanted.columns
        found = _cast(found, wanted)
        if not _sorted(found).equals(_sorted(wanted)):
            return f"other rows: {_first(_sorted(found), _sorted(wanted))}"
        if "ORDER BY" in sql and not _plain(found).equals(_plain(wanted)):
            return f"another order: {_first(_plain(found), _plain(wanted))}"
        return found


def _cast(found: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    """The same values in the types that DuckDB gives."""
    out = {}
    for name, dtype in like.dtypes.items():
        values = found[name]
        if dtype.kind == "O":
            # Lists come as lists here and as arrays there.
            values = pd.Series([v.tolist() if hasattr(v, "tolist") else v for v in values], dtype=object)
        out[name] = values if values.dtype == dtype or not len(values) else values.astype(dtype)
    return pd.DataFrame(out)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Values that can be compared and ordered: floats to the last digits that an order of summing leaves alone."""

    def told(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            value = value.tolist()
        if isinstance(value, list | tuple):
            return repr([told(one) for one in value])
        if isinstance(value, float | np.floating):
            return f"{value:.9g}"
        if isinstance(value, bool | np.bool_):
            return str(bool(value))
        return "-" if value is None or value is pd.NaT or value is pd.NA else str(value)

    return pd.DataFrame({name: [told(v) for v in frame[name].astype(object)] for name in frame}, dtype=object)


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    plain = _plain(frame)
    return plain.sort_values(list(plain.columns), ignore_index=True) if len(plain.columns) else plain


def _first(mine: pd.DataFrame, theirs: pd.DataFrame) -> str:
    if len(mine) != len(theirs):
        return f"{len(mine)} rows, not {len(theirs)}"
    at = next((n for n in range(len(mine)) if list(mine.iloc[n]) != list(theirs.iloc[n])), 0)
    return f"row {at}: {list(mine.iloc[at])} not {list(theirs.iloc[at])}"[:400]


def export(path: Path, folder: Path) -> None:
    """The tables of a snapshot as Parquet files."""
    folder.mkdir()
    with duckdb.connect(path / SERVE, read_only=True) as db:
        for name in SNAPSHOT_TABLES:
            db.execute(f"COPY {name} TO '{folder / name}.parquet' (FORMAT parquet)")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("store", type=Path)
    ask.add_argument("--only", default="", help="questions, joined by commas")
    a = ask.parse_args()
    path = snapshots(a.store) / current_version(a.store)
    told: list[dict[str, Any]] = []
    known: dict[str, pd.DataFrame | str] = {}
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        export(path, tables := Path(place) / "tables")
        plain = stack.enter_context(Snapshot(path))
        needs = settings(plain)
        last = str(plain.meta["until"])
        scopes = [
            Scope(lens="all"),
            Scope.parse({"lens": "tech", "since": last[:8] + "01", "unit": "stories", "search": "công nghệ"}),
        ]
        cluster = Standalone(Path(place) / "spark")
        try:
            with session(cluster) as spark:
                for file in tables.iterdir():
                    spark.read.parquet(str(file)).createOrReplaceTempView(file.stem)
                for name in a.only.split(",") if a.only else q.QUESTIONS:
                    told.append(_asked(name, OnSpark(path, spark, known), plain, scopes, needs.get(name, {})))
                    print(told[-1]["question"], told[-1]["same"], flush=True)
        finally:
            cluster.close()
    for row in told:
        for why in dict.fromkeys(row.pop("wrong")):
            print(row["question"], why, file=sys.stderr)
    show("Questions on Spark", told)
    sys.exit(any(row["same"] == "NO" for row in told))


def _asked(
    name: str, store: OnSpark, plain: Snapshot, scopes: Sequence[Scope], needs: Mapping[str, Any]
) -> dict[str, Any]:
    same = True
    with store:
        for scope in scopes:
            try:
                wanted = q.QUESTIONS[name](plain, scope, **needs)
            except AnalysisError:
                continue  # a question that has no meaning in this scope
            same &= _plain(q.QUESTIONS[name](store, scope, **needs)).equals(_plain(wanted))
    return {
        "question": name,
        "queries": store.asked["query"],
        "arrays": store.asked["array"],
        "counted by": "arrays" if store.asked["array"] else "SQL" if store.asked["query"] else "neither",
        "same": "yes" if same and not store.wrong else "NO",
        "wrong": store.wrong,
    }


if __name__ == "__main__":
    main()

"""DuckDB's SQL with its parameters as Spark's SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import sqlglot
from sqlglot import exp


def transpiled(sql: str, params: Sequence[Any] | Mapping[str, Any], views: Mapping[str, str]) -> str:
    """A query in Spark's dialect.

    Args:
        sql: in DuckDB's.
        params: values of ``?`` or ``$name``; they are written into the text as literals.
        views: relation → the name that it has in Spark.
    """
    tree = sqlglot.parse_one(sql, read="duckdb")
    left = iter(params if not isinstance(params, Mapping) else ())
    for node in list(tree.find_all(exp.Placeholder, exp.Parameter)):
        name = node.name
        value = params[name] if isinstance(params, Mapping) else next(left)
        node.replace(_literal(value))
    for table in tree.find_all(exp.Table):
        if table.name in views:
            table.set("this", exp.to_identifier(views[table.name]))
            if not table.alias:
                table.set(
                    "alias",
                    exp.TableAlias(this=exp.to_identifier(next(k for k, v in views.items() if v == table.name))),
                )
    return tree.sql(dialect="spark")


def _literal(value: Any) -> exp.Expression:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, list | tuple | set | frozenset | np.ndarray):
        return exp.Array(expressions=[_literal(one) for one in value])
    if isinstance(value, datetime):
        return exp.cast(exp.Literal.string(value.isoformat(" ")), "timestamp")
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "date")
    return exp.convert(value)

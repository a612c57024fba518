"""DuckDB's SQL with its parameters as Spark's SQL: sqlglot's work, and what it cannot know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import sqlglot
from sqlglot import exp

_LEN = re.compile(r"\blen\(", re.IGNORECASE)


def transpiled(sql: str, params: Sequence[Any] | Mapping[str, Any], views: Mapping[str, str]) -> str:
    """A query in Spark's dialect.

    Args:
        sql: in DuckDB's.
        params: values of ``?`` or ``$name``; they are written into the text as literals.
        views: relation → the name that it has in Spark.
    """
    # In our SQL ``len`` is of lists and ``length`` of texts; to DuckDB both are one.
    tree = sqlglot.parse_one(_LEN.sub("array_length(", sql), read="duckdb")
    left = iter(params if not isinstance(params, Mapping) else ())
    for node in list(tree.find_all(exp.Placeholder, exp.Parameter)):
        node.replace(_literal(params[node.name] if isinstance(params, Mapping) else next(left)))
    for part in tree.find_all(exp.CTE):
        part.set("materialized", None)  # Spark decides by itself
    for table in tree.find_all(exp.Table):
        if (name := table.name) in views:
            table.set("this", exp.to_identifier(views[name]))
            if not table.alias:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(name)))
    for node in list(tree.find_all(exp.Bracket)):
        _slice(node)
    for listed in list(tree.find_all(exp.ArrayAgg)):
        _ordered(listed)
    for joined in list(tree.find_all(exp.GroupConcat)):
        _joined(joined)
    return tree.sql(dialect="spark")


def _slice(node: exp.Bracket) -> None:
    """``list[1:3]`` as Spark's ``slice(list, 1, 3)``: a start and a length."""
    if len(node.expressions) == 1 and isinstance(part := node.expressions[0], exp.Slice):
        start, end = part.this or exp.Literal.number(1), part.expression
        if end is not None:
            long = exp.Greatest(
                this=exp.Literal.number(0),
                expressions=[exp.Add(this=exp.Sub(this=end, expression=start), expression=exp.Literal.number(1))],
            )
            node.replace(exp.Anonymous(this="slice", expressions=[node.this, start, long]))


def _ordered(node: exp.ArrayAgg) -> None:
    """``list(x ORDER BY y)``: Spark's list has no order, so pairs are listed, put in order, and ``x`` is taken out again."""
    order = node.this
    if not isinstance(order, exp.Order):
        return
    keys = [
        exp.Neg(this=exp.Paren(this=key.this.copy())) if key.args.get("desc") else key.this.copy()
        for key in order.expressions
    ]
    value = exp.alias_(order.this.copy(), "v")
    named = [exp.alias_(key, f"k{number}") for number, key in enumerate(keys)]
    listed: exp.Expression = exp.Anonymous(
        this="collect_list", expressions=[exp.Anonymous(this="struct", expressions=[*named, value])]
    )
    whole: exp.Expression = node
    if isinstance(node.parent, exp.Filter):
        whole = node.parent
        listed = exp.Filter(this=listed, expression=node.parent.expression.copy())
    put = exp.Anonymous(this="array_sort", expressions=[listed])
    taken = exp.Lambda(this=exp.column("v", "e"), expressions=[exp.to_identifier("e")])
    whole.replace(exp.Anonymous(this="transform", expressions=[put, taken]))


def _joined(node: exp.GroupConcat) -> None:
    """``string_agg(DISTINCT x, s ORDER BY x)``: Spark's ``listagg`` fails beside another ``DISTINCT``, so a set is put in order."""
    order = node.this
    if not isinstance(order, exp.Order) or not isinstance(order.this, exp.Distinct):
        return
    (value,) = order.this.expressions
    kept = exp.Anonymous(this="array_sort", expressions=[exp.Anonymous(this="collect_set", expressions=[value.copy()])])
    joined = exp.Anonymous(this="array_join", expressions=[kept, node.args["separator"].copy()])
    any_there = exp.GT(this=exp.Count(this=value.copy()), expression=exp.Literal.number(0))
    node.replace(exp.If(this=any_there, true=joined, false=exp.Null()))


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

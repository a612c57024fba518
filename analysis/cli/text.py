"""``nhiptin annotate``, ``evaluate`` and ``train``: the text rooms by themselves."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Objects of a JSONL file with their line numbers.

    Raises:
        InputError: no such file, not UTF-8, or a line that is no JSON object with a text.
    """
    from analysis.errors import InputError

    if not path.is_file():
        raise InputError(f"no such file: {path}; give a JSONL file with the fields id, text and date")
    rows = []
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise InputError(
                        f"{path.name}:{number} is not JSON ({error}); allowed: one object a line"
                    ) from None
                if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
                    raise InputError(f"{path.name}:{number} has no id or no text; needed: id, text, and date or null")
                rows.append((number, row))
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from None
    return rows


def annotate(
    texts: Annotated[Path, typer.Argument(help="JSONL with the fields id, text, date; other fields are ignored.")],
) -> None:
    """Annotate texts: one JSON line a text to standard output, offsets into the given text."""
    rows = _rows(texts)
    from analysis.text.annotate import annotate_text

    for _, row in rows:
        made = annotate_text(row["id"], row["text"], row.get("date"))
        sys.stdout.write(json.dumps(made, ensure_ascii=False) + "\n")


def evaluate(
    gold: Annotated[Path, typer.Argument(help="JSONL of marked texts.")],
    record: Annotated[bool, typer.Option("--record", help="Write the figures to data/quality.json.")] = False,
) -> None:
    """Score the text rooms against marked texts."""
    from analysis import evaluate as room

    _rows(gold)
    figures = room.evaluate(gold)
    typer.echo(room.render(figures))
    if record:
        room.record(figures)
        typer.echo("recorded in data/quality.json", err=True)


def train(
    gold: Annotated[Path, typer.Argument(help="JSONL of marked texts to learn from.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the models; default: data/models.")] = None,
) -> None:
    """Train the recogniser of names and the topic classifier; deterministic."""
    from analysis import train as room
    from analysis.paths import MODELS

    _rows(gold)
    room.train(gold, out or MODELS, progress=lambda line: typer.echo(line, err=True))

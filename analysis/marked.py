"""Texts marked by hand, as training and evaluation read them: one JSON object a line.

Fields: ``id``, ``text``, ``date`` (or null), ``entities`` (start, end, type, name), ``topics`` (main first), and for
evaluation ``quotes`` and ``keyphrases``. Offsets count Python characters of ``text``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.schema import ENTITY_TYPES, TOPICS

Marked = dict[str, Any]
_INLINE = re.compile(r"\[\[(\w+):([^\[\]]+)\]\]")
_LINE_END = " ¶ "


def read(path: Path) -> list[Marked]:
    """All marked texts of a file, in order.

    Raises:
        InputError: the file cannot be read, or a line is not a marked text; the sentence names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"cannot read the marked texts {path.name}: {error}; give a JSONL file as in data/README.md"
        ) from error
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"{path.name} line {number}: not JSON: {error}") from error
            if problem := _problem(row):
                raise InputError(f"{path.name} line {number}: {problem}")
            found.append(row)
    if not found:
        raise InputError(f"{path.name} holds no marked text; allowed is one JSON object a line")
    return found


def read_inline(path: Path) -> list[Marked]:
    """All texts of a file with names marked in the running text, ``[[ORG:Bộ Y tế]] họp``; one text a line.

    ``" ¶ "`` stands for a line end of the text; lines that begin with ``#`` are comments. The texts have no topics.

    Raises:
        InputError: the file cannot be read, or a mark has an unknown type; the sentence names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"cannot read the marked texts {path.name}: {error}; get them back with: git checkout {path.name}"
        ) from error
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        text, entities, last = "", [], 0
        for mark in _INLINE.finditer(line):
            text += line[last : mark.start()].replace(_LINE_END, "\n")
            entities.append({"start": len(text), "end": len(text) + len(mark[2]), "type": mark[1], "name": mark[2]})
            text += mark[2]
            last = mark.end()
        text += line[last:].replace(_LINE_END, "\n")
        row = {"id": f"{path.stem}-{number}", "date": None, "text": text, "entities": entities, "topics": []}
        problem = "a mark is written [[TYPE:name]]" if "[[" in text or "]]" in text else _problem(row)
        if problem:
            raise InputError(f"{path.name} line {number}: {problem}")
        found.append(row)
    return found


def _problem(row: Any) -> str:
    """What is wrong with one line, or nothing."""
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str):
        return "a marked text needs an id and a text, both strings"
    topics = row.get("topics", [])
    if not isinstance(topics, list) or any(topic not in TOPICS for topic in topics):
        return f"topics are {topics!r}, allowed are {', '.join(TOPICS)}"
    for entity in row.get("entities", []):
        start, end, kind = (
            (entity.get(name) for name in ("start", "end", "type")) if isinstance(entity, dict) else (None,) * 3
        )
        if kind not in ENTITY_TYPES:
            return f"entity type {kind!r}, allowed are {', '.join(ENTITY_TYPES)}"
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(row["text"])):
            return f"entity from {start!r} to {end!r} in a text of {len(row['text'])} characters"
    return ""

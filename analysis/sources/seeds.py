"""Plain text: ` date YYYY-MM-DD ` and then an article, once or several times in a file, each at the start of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from analysis.schema import Reject
from analysis.sources.inputs import Meter
from analysis.sources.lines import BadLine, lines
from analysis.sources.records import LIMITS, Row

_TOKEN = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})(?:\s+|$)")
_SHORT = re.compile(r"(?:^|[\s(“\"'])(?:\w|TP|Tp|GS|PGS|TS|ThS|ThS|BS|CN|KS|NSND|NSƯT|LS|St|Mr|Mrs|Ms|Dr|No|Vol)\.$")
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[^\W\d_a-z])")
_MOST = 2 * LIMITS["text"]


def rows(data: BinaryIO, meter: Meter, *, name: str) -> Iterator[Row | Reject]:
    """One row for each date token; a file that does not begin with one is refused as a whole."""
    start, day, parts, length = 0, "", [""], 0
    said = False
    for entry in lines(data, meter):
        if isinstance(entry, BadLine):
            said = True
            yield Reject(name, entry.line, "file" if entry.fatal else "row", entry.reason, entry.raw)
            continue
        number, line = entry
        token = _TOKEN.match(line)
        if token is not None:
            if day:
                yield _row(start, day, parts)
            start, day, parts = number, token[1], [line[token.end() :]]
            length = len(parts[0])
        elif not day and line.strip() and not said:
            said = True
            reason = (
                f"the text has no date: got {line.strip()[:40]!r}, allowed a first line such as ' date 2025-10-21 …'"
            )
            yield Reject(name, number, "file", reason, line[:2000])
        elif day and length <= _MOST:
            parts.append(line)
            length += len(line) + 1
    if day:
        yield _row(start, day, parts)
    elif not said:
        yield Reject(name, 0, "file", "the file is empty: allowed ' date YYYY-MM-DD ' and an article")


def _row(start: int, day: str, parts: list[str]) -> Row:
    text = "\n".join(parts).strip()
    title, body = split_title(text)
    return Row(start, {"published": day, "title": title, "text": body}, f"date {day} {text[:2000]}")


def split_title(text: str) -> tuple[str, str]:
    """(first sentence, the rest); the first sentence ends with its line at the latest.

    >>> split_title("Ông Lê V. Bình ở TP. Huế. Câu hai.\\nDòng hai.")
    ('Ông Lê V. Bình ở TP. Huế.', 'Câu hai.\\nDòng hai.')
    """
    first, _, rest = text.partition("\n")
    for end in _END.finditer(first):
        if not _SHORT.search(first[: end.end()]):
            return first[: end.end()].strip(), f"{first[end.end() :].strip()}\n{rest}".strip()
    return first.strip(), rest.strip()

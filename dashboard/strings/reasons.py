"""Why a row, a file or a page was refused, as each language says it; ``told(reason, language)`` reads them.

A store keeps one English sentence for each refusal, and so do CSV and the command line. Only where a reader of Vietnamese
sees it does it have another form.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from dashboard.strings import FOLDER, strings


@cache
def listed() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each sentence as a pattern of what it may say, and its Vietnamese form."""
    lines = (FOLDER / "reasons.vi.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((_pattern(english), vietnamese) for english, vietnamese in pairs)


def _pattern(english: str) -> re.Pattern[str]:
    parts = Formatter().parse(english)
    return re.compile(
        "".join(re.escape(words) + (f"(?P<{name}>.*?)" if name else "") for words, name, *_ in parts), re.S
    )


def place(field: str, language: str) -> str:
    """The name of what was at fault: a field of an article, or the row, file or page as a whole.

    >>> place("published", "vi"), place("row", "en"), place("else", "en")
    ('Ngày đăng', 'whole row', 'else')
    """
    words = strings(language)
    return words.get(f"import.fields.{field}") or words.get(f"data.refused.places.{field}", field)


def told(reason: str, language: str) -> str:
    """A reason as a reader of this language reads it; as it is where the list has no other form.

    >>> told("the date lies in the future: got 2031-02-01, allowed until tomorrow", "vi")
    'Ngày ở tương lai: gặp 2031-02-01; nhận đến hết ngày mai'
    >>> told("the title is too long: got 2400 characters, allowed 2000", "vi"), told("no rule of ours", "vi")
    ('Trường “Tiêu đề” quá dài: 2400 ký tự; nhận tối đa 2000', 'no rule of ours')
    >>> told("bao.example: its robots.txt cannot be read: got HTTP 503", "vi")
    'bao.example: Không đọc được robots.txt: HTTP 503'
    """
    if language != "vi":
        return reason
    for pattern, vietnamese in listed():
        if (found := pattern.fullmatch(reason)) is not None:
            got = found.groupdict()
            return vietnamese.format(**got | {"field": place(got.get("field", ""), language)})
    host, ends, rest = reason.partition(": ")
    return f"{host}: {told(rest, language)}" if ends and " " not in host else reason

"""What an article says about its own names: acronyms it introduces, long forms of short names, places of its agencies.

Everything here is read off one article's names in order; nothing is remembered from one article to the next. All
tables are dictionaries of prefixes and suffixes, so that the time grows with the number of names and not its square.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from analysis.text.identity.spelling import foreign
from analysis.text.naming.mending import Name

Key = tuple[str, str]
"""Type and written form."""

_OPENS = re.compile(r"\s*\(\s*(?:gọi tắt là|gọi là|viết tắt là|viết tắt|tên tiếng Anh là|tiếng Anh:)?\s*\Z")
_INSIDE = re.compile(r"\w(?<!\bdo)(?<!\bvà)(?<!\bvới)(?<!\btại)(?<!\btheo)(?<!\bcho)(?<!\bbởi)(?<!\blà) \Z")
"""A word right before a name that may belong to a longer one (``Hiệp hội Phóng viên`` Sao Mai)."""
_CLOSES = (")", ",", ";", " -", " –")
LONGEST = 24
"""Words; a longer name has no short forms."""
COMPANY = re.compile(
    r"(?:công ty|tổng công ty|tập đoàn|ngân hàng|chứng khoán|hãng|tạp chí|nhà xuất bản|bệnh viện|trường|quỹ|hiệp hội)\s",
    re.IGNORECASE,
)
"""Words that open the full name of an organisation known by the end of it (``Công ty cổ phần Xây dựng Sao Mai``)."""
HEADS = frozenset(
    (
        *("Bộ", "Sở", "Cục", "Tổng cục", "Vụ", "Ủy ban", "Ban", "Ban Chỉ đạo", "Ban Tổ chức", "Hội đồng", "Viện"),
        *("Học viện", "Trung tâm", "Hiệp hội", "Tập đoàn", "Tổng công ty", "Công ty", "Ngân hàng", "Liên minh"),
        *("Trường", "Đại học", "Bệnh viện", "Quỹ", "Văn phòng", "Liên đoàn", "Diễn đàn", "Mặt trận"),
    )
)
"""Words that name an institution only together with others."""
_FIRST = frozenset(head.split(" ", 1)[0] for head in HEADS) | {"Tổ", "Cơ", "Khối", "Hãng", "Báo", "Đài", "Tòa", "Đảng"}
"""First words of institutions."""
_LEGAL = re.compile(
    r"(?:công ty|tổng công ty|tập đoàn|ngân hàng|hãng|cổ phần|cp|tnhh|mtv|một thành viên|tmcp)\s+", re.IGNORECASE
)
_MORE = re.compile(r"\s(?:thuộc|và|do|để|với|cho|đưa|là|-|–)\s")
"""What follows a whole name: with it a longer one is two names, or a name and more."""
_ROAD = re.compile(
    r"(?:đường|phố|phường|xã|quận|huyện|thị trấn|thị xã|sông|sân bay|cảng|cầu|núi|đảo|khu đô thị|khu công nghiệp)"
    r"(?:\s(?:mới|quốc tế|cao tốc|tỉnh|quốc gia))?",
    re.IGNORECASE,
)


def introduced(
    text: str,
    found: Sequence[Name],
    surfaces: Sequence[str],
    alone: Callable[[str, str], tuple[str, str]],
    listed: Container[Key],
) -> Iterator[tuple[Key, str]]:
    """Names with another one in brackets right behind them: both are one, under the name the lists know, else the longer.

    Args:
        text: the article.
        found, surfaces: its names in order and their written forms.
        alone: name and rule of a written form by itself.
        listed: names that the lists know.
    """
    for before, after, first, second in zip(found, found[1:], surfaces, surfaces[1:], strict=False):
        if not _one_kind(before.type, after.type) or not _OPENS.fullmatch(text[before.end : after.start]):
            continue
        kind = before.type
        long, short = (first, second) if len(first) >= len(second) else (second, first)
        if " " in short or len(short) * 2 >= len(long) or not short[:1].isalnum():
            continue
        if kind != after.type and any((one, alone(one, short)[0]) in listed for one in (kind, after.type)):
            continue
        if not text.startswith(_CLOSES, after.end) or (kind == "LOC" and not _initials(short, long)):
            continue
        one, other = alone(kind, long)[0], alone(kind, short)[0]
        sure = _initials(short, long)
        if (kind, other) in listed:
            other_listed = (kind, one) in listed and one != other
            words = long.split(" ")
            holds = any(alone(kind, " ".join(words[size:]))[0] == other for size in range(1, len(words)))
            if other_listed or holds or not (sure or words[0] in _FIRST or COMPANY.match(long) or foreign(long)):
                continue
            one = other
        elif (kind, one) in listed and not sure and _INSIDE.search(text, max(before.start - 9, 0), before.start):
            continue
        for one_kind in dict.fromkeys((kind, after.type)):
            yield (one_kind, long), one
            yield (one_kind, short), one


def _one_kind(before: str, after: str) -> bool:
    """Whether names of these types may be one: a forum is an event to one and an organisation to another."""
    return before not in ("PER", "ROLE") and (before == after or {before, after} <= {"ORG", "EVENT"})


def _initials(short: str, long: str) -> bool:
    """Whether the letters of an acronym are capitals of the long form in order."""
    letters = iter(word[:1].casefold() for word in long.replace("-", " ").split())
    return short.isupper() and all(any(letter == first for first in letters) for letter in short.casefold())


def full_names(surfaces: Iterable[str]) -> dict[str, str]:
    """Parts of a person's name to the full name, when the article has just one full name that ends or begins so.

    >>> full_names(["Donald Trump", "Trump", "Trần Thị Hoa", "Hoa", "Lê Hoa", "N.T.H.", "H."])
    {'Trump': 'Donald Trump', 'H.': 'N.T.H.'}
    """
    every = list(dict.fromkeys(surfaces))
    parts: dict[str, set[str]] = {}
    for name in every:
        words = name.split(" ")
        for size in range(1, min(len(words), LONGEST)):
            parts.setdefault(" ".join(words[:size]), set()).add(name)
            parts.setdefault(" ".join(words[size:]), set()).add(name)
        if len(words) == 1 and name.endswith(".") and name.count(".") > 1:
            parts.setdefault(name[name.rindex(".", 0, -1) + 1 :], set()).add(name)
    return {short: next(iter(full)) for short in every if len(full := parts.get(short, set())) == 1}


def longer(names: Iterable[Key], listed: Iterable[Key]) -> dict[Key, str]:
    """Short names to the one longer name of the article that they stand for.

    An organisation by its beginning (``Cục Sao Mai`` → ``Cục Sao Mai Thái Lan``), an event without its year, a company
    by its end (``Coteccons``), a product by its end (``S25`` → ``Galaxy S25``), a street by its name (``đường Lê Lợi``).

    Args:
        names: type and name of each, repeats allowed.
        listed: those that the lists know: they are never a short form.
    """
    known = set(listed)
    every = [
        (key, key[1].casefold().split()) for key in dict.fromkeys(names) if key[0] in ("ORG", "EVENT", "PROD", "LOC")
    ]
    starts: dict[tuple[str, str], list[str]] = {}
    ends: dict[tuple[str, str], list[str]] = {}
    for (kind, name), words in every:
        for size in range(1, min(len(words), LONGEST)):
            if kind in ("ORG", "EVENT"):
                starts.setdefault((kind, " ".join(words[:size])), []).append(name)
            ends.setdefault((kind, " ".join(words[size:])), []).append(name)
    found: dict[Key, str] = {}
    for (kind, name), words in every:
        if (kind, name) not in known and (one := _one(kind, name, words, starts, ends)):
            found[kind, name] = one
    return {key: _last(key, found) for key in found}


def last_named(found: Sequence[Name], names: Sequence[str]) -> dict[int, str]:
    """Heads that stand alone (``Bộ``, ``Ban Chỉ đạo``) to the institution of that kind named last before, by place.

    Args:
        found: the names of the article in order.
        names: their canonical names.
    """
    last: dict[str, str] = {}
    meant = {}
    for index, (name, written) in enumerate(zip(found, names, strict=True)):
        if name.type != "ORG":
            continue
        if written in HEADS:
            if written in last:
                meant[index] = last[written]
        else:
            words = written.split(" ")
            for size in (1, 2):
                last[" ".join(words[:size])] = written
    return meant


def _one(
    kind: str,
    name: str,
    words: Sequence[str],
    starts: Mapping[tuple[str, str], Sequence[str]],
    ends: Mapping[tuple[str, str], Sequence[str]],
) -> str | None:
    low = " ".join(words)
    candidates = list(starts.get((kind, low), ())) if len(words) > 1 or kind == "EVENT" else []
    candidates = [full for full in candidates if not _MORE.match(full[len(low) :])]
    if kind == "EVENT":
        candidates = [full for full in candidates if full[len(low) :].strip().isdecimal()]
    elif not candidates and kind == "PROD":
        candidates = list(ends.get((kind, low), ()))
    elif not candidates and kind == "ORG":
        core, head = _LEGAL.sub("", low), words[0] if COMPANY.match(low) else ""
        candidates = [
            full
            for full in ends.get((kind, core), ())
            if len(full) > len(name) and COMPANY.match(full) and full.casefold().startswith(head)
        ]
    elif not candidates and kind == "LOC":
        size = len(low)
        candidates = [full for full in ends.get((kind, low), ()) if _ROAD.fullmatch(full[: -size - 1])]
    return candidates[0] if len(candidates) == 1 else None


def _last(key: Key, found: Mapping[Key, str]) -> str:
    kind, name = key
    for _ in range(3):
        if (kind, name) not in found:
            break
        name = found[kind, name]
    return name

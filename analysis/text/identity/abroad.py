"""Institutions named without their country: ``Quốc hội`` in an article about Japan is not the one of Vietnam.

The country is the one written right behind the name; else, where nothing in the article is Vietnamese, the one foreign
country that the article is about. Where two could be meant the name stays that of Vietnam, as the lists have it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from analysis.text.naming.mending import Name

HOME = "Việt Nam"
SHARED = frozenset(
    (
        *("Chính phủ Việt Nam", "Quốc hội Việt Nam", "Nhà nước Việt Nam", "Bộ Quốc phòng", "Bộ Ngoại giao"),
        *("Bộ Tài chính", "Bộ Tư pháp", "Bộ Y tế", "Bộ Nội vụ", "Bộ Giao thông vận tải", "Bộ Xây dựng"),
    )
)
"""Institutions that other states have under the same name."""
SHARE = 0.6
"""Of all countries named, from which one country is what an article is about."""


def countries(
    text: str,
    found: Sequence[Name],
    names: Sequence[str],
    home: Container[str],
    abroad: Mapping[str, str],
) -> dict[int, str]:
    """The foreign country of each institution that stands without one, by its place in ``found``.

    Args:
        text: the article.
        found: its names in order.
        names: their canonical names.
        home: canonical names that show an article to be about Vietnam.
        abroad: every foreign country and the form in which names of institutions hold it.
    """
    meant: dict[int, str] = {}
    open_ones = [
        i
        for i, name in enumerate(found)
        if name.type == "ORG" and names[i] in SHARED and not text.endswith(HOME, name.start, name.end)
    ]
    if not open_ones:
        return meant
    for i in open_ones:
        after = found[i + 1] if i + 1 < len(found) else None
        if after and after.type == "LOC" and names[i + 1] in abroad and text[found[i].end : after.start] == " ":
            meant[i] = abroad[names[i + 1]]
    known = [one for i, one in enumerate(names) if i not in meant and one not in SHARED]
    if any(one in home for one in known):
        return meant
    named = Counter(one for i, one in enumerate(names) if found[i].type == "LOC" and one in abroad)
    leading = [country for country, count in named.items() if count >= SHARE * named.total()]
    if len(leading) == 1:
        meant |= {i: abroad[leading[0]] for i in open_ones if i not in meant}
    return meant


def named(name: str, country: str) -> str:
    """The institution of another country.

    >>> named("Quốc hội Việt Nam", "Nhật Bản"), named("Bộ Quốc phòng", "Nga")
    ('Quốc hội Nhật Bản', 'Bộ Quốc phòng Nga')
    """
    return f"{name.removesuffix(' ' + HOME)} {country}"

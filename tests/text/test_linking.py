"""What linking promises for any text and any names in it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analysis.schema import ENTITY_TYPES
from analysis.text.identity import aliases
from analysis.text.naming.mending import Name

WORDS = (
    *(
        "Bộ",
        "Sở",
        "Y",
        "tế",
        "Chính",
        "phủ",
        "Thủ",
        "tướng",
        "Lê",
        "An",
        "(",
        ")",
        "SXVN",
        "Nghị",
        "quyết",
        "57",
        "57-NQ/TW",
    ),
    *(
        "tỉnh",
        "Lâm",
        "Đồng",
        "UBND",
        "TP.HCM",
        "H.",
        "\n",
        ",",
        "của",
        "Công",
        "ty",
        "“",
        "”",
        "–",
        "&",
        "\u200b",
        "\u202e",
        "ß",
    ),
)
TEXT = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Name]]:
    text = draw(TEXT)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if text[a:b].strip()]
    return text, [Name(draw(st.sampled_from(ENTITY_TYPES)), a, b, "model") for a, b in spans]


@given(marked(), DAYS)
def test_every_name_gets_one_name_and_one_rule(article: tuple[str, list[Name]], day: date | None) -> None:
    text, found = article
    linker = aliases.load()
    resolved = linker.resolve(text, found, day)
    assert len(resolved) == len(found)
    assert all(name.strip() and rule for name, rule in resolved)
    assert linker.resolve(text, found, day) == resolved
    cited = {document.name for document in linker.documents(text, found, resolved)}
    assert cited == {name for (name, _), one in zip(resolved, found, strict=True) if one.type == "DOC"}


@given(st.sampled_from(ENTITY_TYPES), TEXT.filter(str.strip))
def test_a_name_is_spelled_once_and_for_all(kind: str, surface: str) -> None:
    lists = aliases.load().lists
    name, _ = lists.alone(kind, " ".join(surface.split()))
    assert name.strip() and lists.alone(kind, name)[0] == name


def test_a_long_article_is_linked_as_its_parts_are() -> None:
    one = "Bộ trưởng Bộ Y tế Lê An nói. Bộ trưởng cười. "
    names = [("ORG", "Bộ Y tế"), ("PER", "Lê An"), ("ROLE", "Bộ trưởng cười")]
    text, found = one * 3000, []
    for number in range(3000):
        for kind, surface in names:
            start = number * len(one) + one.index(surface)
            found.append(Name(kind, start, start + len(surface.removesuffix(" cười")), "model"))
    resolved = aliases.load().resolve(text, found, date(2025, 6, 3))
    assert set(resolved) == {("Bộ Y tế", "model"), ("Lê An", "model"), ("Lê An", "same article")}

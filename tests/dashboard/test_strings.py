"""The words of the pages: both languages hold the same, and the code and the words know each other."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from analysis.paths import ROOT
from analysis.questions import COLUMNS
from analysis.schema import ENTITY_TYPES, TOPICS
from dashboard.strings import FORMS, LANGUAGES, document, strings, text

ROOM = ROOT / "dashboard"
CODE = sorted(path for path in ROOM.rglob("*.py") if path.name != "__init__.py" or path.parent != ROOM / "strings")
READERS = {"say", "text", "_optional"}
CARD = ("title", "subtitle", "method", "empty")
"""What ``place(…, key=…)`` reads below its key; ``title`` must exist, the others may."""
NO_TABLES = ("scope_totals", "article_annotations")
Wanted = tuple[Path, int, str]


def _pattern(node: ast.expr) -> str | None:
    """A key as written: the text itself as a pattern, what is filled in as ``.+``; None where it is no literal."""
    match node:
        case ast.Constant(value=str(word)):
            return re.escape(word)
        case ast.JoinedStr(values=values):
            return "".join((_pattern(v) or "") if isinstance(v, ast.Constant) else ".+" for v in values)
        case _:
            return None


def _branches(node: ast.expr) -> list[ast.expr]:
    return [*_branches(node.body), *_branches(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _calls(path: Path) -> list[tuple[str, ast.Call]]:
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(getattr(call.func, "id", getattr(call.func, "attr", "")), call) for call in calls]


def _read(path: Path) -> list[Wanted]:
    """Patterns of the keys that a file reads, from literal and half-literal keys."""
    out = []
    for name, call in _calls(path):
        if name in READERS:
            nodes = call.args[1:2] if name == "text" else call.args[:1]
        elif name == "place":
            nodes = [keyword.value for keyword in call.keywords if keyword.arg == "key"]
        else:
            nodes = []
        for node in (branch for given in nodes for branch in _branches(given)):
            found = _pattern(node)
            if found is not None:
                out.append((path, call.lineno, found + (r"\.title" if name == "place" else "")))
    return out


WANTED = [wanted for path in CODE for wanted in _read(path)]


def _fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def test_both_languages_say_the_same_things() -> None:
    vi, en = (strings(language) for language in LANGUAGES)
    assert vi.keys() == en.keys()
    assert len(vi) > 200
    differ = {key: (_fields(vi[key]), _fields(en[key])) for key in vi if _fields(vi[key]) != _fields(en[key])}
    assert not differ


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_empty_or_holds_markup_of_html(language: str) -> None:
    for key, words in strings(language).items():
        assert words.strip() == words != "", key
        assert not re.search(r"<(?!br>)[a-z/!]", words), key


def test_every_key_of_the_code_exists() -> None:
    assert len(WANTED) > 100, "the reader of the code found too little to be right"
    keys = set(strings("vi"))
    lost = [
        f"{path.relative_to(ROOM)}:{line} {pattern}"
        for path, line, pattern in WANTED
        if not any(re.fullmatch(pattern, key) for key in keys)
    ]
    assert not lost


def test_every_key_is_read_somewhere() -> None:
    """A key counts as read when a call reads it, or when it stands as a literal anywhere in the code."""
    patterns = [re.compile(pattern) for _, _, pattern in WANTED]
    cards = [pattern.removesuffix(r"\.title") for _, _, pattern in WANTED if pattern.endswith(r"\.title")]
    patterns += [re.compile(rf"{card}\.{part}") for card in cards for part in CARD]
    code = "\n".join(path.read_text("utf-8") for path in [*CODE, *ROOM.rglob("*.j2")])
    idle = [
        key
        for key in strings("vi")
        if f'"{key}"' not in code and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert not idle


@pytest.mark.parametrize("language", LANGUAGES)
def test_closed_lists_have_a_word_for_each_member(language: str) -> None:
    assert all(text(language, f"charts.topic.{code}") for code in TOPICS)
    assert all(text(language, f"charts.type.{kind}") for kind in ENTITY_TYPES)
    assert all(text(language, f"charts.unit.{unit}") for unit in ("articles", "stories", "outlets"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_name_their_columns(language: str) -> None:
    """Every column of an answer that counts something has a heading of its own in each language."""
    for question, columns in COLUMNS.items():
        if "key" in columns or question in NO_TABLES:
            continue
        headings = [text(language, f"columns.{column}") for column in columns]
        assert len(set(headings)) == len(headings), question


def test_values_are_filled_in_as_letters() -> None:
    assert text("vi", "scope.unknown.source", value="{0} <b>") == text("vi", "scope.unknown.source", value="X").replace(
        "X", "{0} <b>"
    )
    with pytest.raises(KeyError):
        text("en", "no.such.key")


def test_the_method_page_has_the_same_rows_in_both_languages() -> None:
    tables = [
        [line for line in document(language, "methods").splitlines() if line.startswith("|")] for language in LANGUAGES
    ]
    assert len(tables[0]) == len(tables[1]) > 10
    assert {line.count("|") for table in tables for line in table} == {5}


def test_a_word_after_a_number_has_the_form_that_the_number_asks_for() -> None:
    """Every string of English with 1 in the place of each number: no “1 outlets”, no “1 rows are”."""
    plurals = {form["other"].split()[0] for words in strings("en").values() for form in FORMS.finditer(words)}
    assert {"articles", "stories", "outlets", "rows", "days", "are"} <= plurals
    wrong = re.compile(rf"(?<![\d.,])\b1\*{{0,2}} (?:more |shipped |stop |stray )*(?:{'|'.join(plurals)})\b")
    for key, words in strings("en").items():
        said = text("en", key, **dict.fromkeys(_fields(words), "1"))
        assert not wrong.search(said), f"{key}: {said}"


def test_every_other_number_asks_for_the_other_form() -> None:
    for unit in ("articles", "stories", "outlets"):
        for n in ("0", "2", "11", "21", "1,001", "0.1"):
            assert text("en", f"charts.counted.{unit}", n=n) == f"{n} {unit}"

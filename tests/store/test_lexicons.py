"""People's edits over the shipped lists: which terms and concepts are in force, and what the lake knows of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.store import lexicons, state
from analysis.store.lexicons import Terms
from analysis.text.lexicons import concepts as shipped

BASE = {"trí tuệ nhân tạo": ("trí tuệ nhân tạo", "ai"), "bán dẫn": ("bán dẫn", "semi")}


@pytest.mark.parametrize(
    ("edits", "wanted"),
    [
        ([], BASE),
        ([("add", "trí tuệ nhân tạo = ttnt")], BASE | {"trí tuệ nhân tạo": ("trí tuệ nhân tạo", "ai", "ttnt")}),
        ([("remove", "trí tuệ nhân tạo = AI")], {"bán dẫn": BASE["bán dẫn"]}),
        ([("add", "bán dẫn = AI")], {"bán dẫn": ("bán dẫn", "ai", "semi")}),
        (
            [("add", "ai = trí tuệ nhân tạo")],
            BASE | {"trí tuệ nhân tạo": ("trí tuệ nhân tạo",)} | {"ai": ("ai", "trí tuệ nhân tạo")},
        ),
        ([("add", "bán dẫn = chip"), ("remove", "bán dẫn = chip")], BASE),
        (
            [("add", "công nghệ = bán dẫn")],
            {"trí tuệ nhân tạo": BASE["trí tuệ nhân tạo"], "công nghệ": ("công nghệ", "bán dẫn", "semi")},
        ),
    ],
)
def test_edits_of_concepts(edits: list[tuple[str, str]], wanted: dict[str, tuple[str, ...]]) -> None:
    found = lexicons.applied(BASE, edits)
    several = {name: forms for name, forms in wanted.items() if len(forms) > 1}
    assert {name: (forms[0], *sorted(forms[1:])) for name, forms in found.items()} == {
        name: (forms[0], *sorted(forms[1:])) for name, forms in several.items()
    }


@pytest.mark.parametrize("entry", ["ai", "ai =", "= ai", "ai = AI", " = "])
def test_what_is_no_form_of_a_concept_is_refused(entry: str) -> None:
    with pytest.raises(InputError, match="allowed «concept = form»"):
        lexicons.pair(entry)


def test_terms_in_force_and_terms_known(tmp_path: Path) -> None:
    assert lexicons.terms(tmp_path) == lexicons.known_terms(tmp_path) == Terms()
    for action, entry in (
        ("add", "làng sương mù"),
        ("add", "chuyển đổi số"),
        ("remove", "bất động sản"),
        ("remove", "xa lạ"),
    ):
        state.add_lexicon_edit(tmp_path, lexicon="phrases", action=action, entry=entry, who="An")
    wanted = Terms(("làng sương mù",), ("bất động sản",))
    assert lexicons.terms(tmp_path) == wanted, "what is shipped need not be added, what is not cannot be removed"
    assert wanted.changed(Terms()) == {"làng sương mù", "bất động sản"}
    lexicons.remember_terms(tmp_path, wanted)
    assert lexicons.known_terms(tmp_path) == wanted
    (tmp_path / lexicons.KNOWN).write_text("[broken", "utf-8")
    assert lexicons.known_terms(tmp_path) == Terms(), "then all terms count as new: more work, no wrong number"


def test_the_shipped_concepts_are_sound() -> None:
    found, problems = shipped.read()
    assert problems == []
    assert len(found) >= 100
    assert found["trí tuệ nhân tạo"][:2] == ("trí tuệ nhân tạo", "ai")


def test_every_shipped_form_of_several_syllables_is_counted_whole() -> None:
    from analysis.text.lexicons.lexicon import load

    forms = {one for forms in shipped.load().values() for one in forms if " " in one}
    assert sorted(forms - load().phrases.keys()) == []


def test_a_list_of_concepts_with_slips(tmp_path: Path) -> None:
    (tmp_path / "concepts.tsv").write_text("a\tb; c\nd\tb\ne\t\nf\tf; F\ng\n", "utf-8")
    found, problems = shipped.read(tmp_path)
    assert found == {"a": ("a", "b", "c")}
    assert [problem.line for problem in sorted(problems)] == [2, 3, 4, 5]

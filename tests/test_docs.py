"""What is documented is what is there: commands, options, questions, settings, links between documents."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from analysis import questions
from analysis.__main__ import app
from analysis.paths import LEXICON, ROOT

COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")
DOCUMENTS = [path for path in ROOT.rglob("*.md") if not {".venv", "node_modules"} & set(path.parts)]


def commands(group: TyperGroup, above: str = "nhiptin") -> Iterator[tuple[str, TyperCommand]]:
    """Every command with its full name, those of groups (``nhiptin lexicon check``) among them."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}", command  # type: ignore[misc]


EVERY_COMMAND = dict(commands(get_command(app)))  # type: ignore[arg-type]


def section(title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}$(.*?)(?=^#|\Z)", COMMANDS, re.M | re.S)
    assert found, f"docs/commands.md has no section {title}"
    return found[1]


@pytest.mark.parametrize("name", sorted(EVERY_COMMAND))
def test_every_command_and_option_is_documented(name: str) -> None:
    told = section(name)
    for option in EVERY_COMMAND[name].params:
        if option.param_type_name == "option" and option.name != "help":
            assert f"`{option.opts[0]}`" in told, option.opts


@pytest.mark.parametrize("name", sorted(questions.QUESTIONS))
def test_every_question_setting_and_column_is_documented(name: str) -> None:
    told = section(name)
    settings = inspect.signature(questions.QUESTIONS[name]).parameters.values()
    wanted = [setting.name for setting in settings if setting.kind is setting.KEYWORD_ONLY]
    for word in [*wanted, *questions.COLUMNS[name]]:
        assert f"`{word}`" in told, word


@pytest.mark.parametrize("name", sorted(path.name for path in LEXICON.iterdir()))
def test_every_lexicon_says_who_made_it_and_is_described(name: str) -> None:
    assert (LEXICON / name).read_text("utf-8").startswith("#"), "a lexicon begins with a header: who, when, why"
    assert name in (ROOT / "data" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_the_readme_shows_both_commands_and_one_picture() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make run" in readme and "make test" in readme
    assert len(re.findall(r"!\[", readme)) == 1

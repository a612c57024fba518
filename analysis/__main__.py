"""The command line ``nhiptin``: its commands, its exit codes, its one place for errors.

Exit codes: 0 done, 1 failed, 2 refused (bad use or bad input).
"""

from __future__ import annotations

import sys

import typer

from analysis.cli import (
    access,
    alerts,
    ask,
    backup,
    build,
    calendar,
    corrections,
    fetch,
    imports,
    lexicon,
    removal,
    report,
    serve,
    stories,
    text,
    topics,
    transfer,
    words,
)
from analysis.errors import AnalysisError, InputError, QuestionError, ScopeError, StoreMissing

REFUSED = (InputError, ScopeError, StoreMissing, QuestionError)
"""Errors whose cause is what the caller gave: exit code 2."""

app = typer.Typer(
    name="nhiptin",
    help="Vietnamese technology-policy news by numbers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(build.build)
app.command()(build.publish)
app.command()(build.describe)
app.command()(fetch.fetch)
app.command()(ask.ask)
app.command()(report.report)
app.command()(report.screenshot)
app.command()(transfer.export)
app.command("import")(transfer.import_)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(removal.delete)
app.command()(removal.vacuum)
app.command()(serve.serve)
app.command()(serve.run)
app.command()(access.audit)
app.command()(text.annotate)
app.command()(text.evaluate)
app.command()(text.train)
for correction in (corrections.merge, corrections.rename, corrections.split, corrections.retype, corrections.hide):
    lexicon.app.command()(correction)
lexicon.app.command()(corrections.undo)
lexicon.app.command("list")(corrections.list_)
lexicon.app.command()(corrections.export)
lexicon.app.command("import")(corrections.import_)
lexicon.app.command()(words.discover)
lexicon.app.add_typer(words.app, name="words")
lexicon.app.add_typer(topics.app, name="topics")
app.add_typer(access.app, name="users")
app.add_typer(imports.app, name="imports")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(stories.app, name="stories")
app.add_typer(calendar.app, name="calendar")
app.add_typer(alerts.app, name="alert")


def main() -> None:
    """Run one command; an error of ours is one sentence on standard error and an exit code."""
    try:
        app()
    except REFUSED as error:
        sys.exit(_said(error, 2))
    except AnalysisError as error:
        sys.exit(_said(error, 1))


def _said(error: AnalysisError, code: int) -> int:
    sentence = str(error)
    print(sentence if sentence.startswith("refused:") else f"nhiptin: {sentence}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()

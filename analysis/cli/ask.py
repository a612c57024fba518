"""``nhiptin ask``: any question of the product, as a table, CSV or JSON."""

from __future__ import annotations

import inspect
import json
import sys
from typing import Annotated, Any

import typer

from analysis.cli import options as o


def ask(
    question: Annotated[str, typer.Argument(help="Name of the question; `nhiptin ask list` shows them.")],
    store: o.Store = None,
    since: o.Since = "",
    until: o.Until = "",
    source: o.Source = None,
    section: o.Section = None,
    topic: o.Topic = None,
    entity: o.Entity = None,
    search: o.Search = "",
    unit: o.Unit = "",
    lens: o.Lens = "",
    panel: o.Panel = False,
    by: Annotated[str, typer.Option(help="Period: auto, day, week, month; topic_shares also all.")] = "",
    top: Annotated[int | None, typer.Option(min=1, help="Rows wanted; with --csv and --json all by default.")] = None,
    offset: Annotated[int | None, typer.Option(min=0, help="Rows to skip, where the question pages.")] = None,
    sort: Annotated[str, typer.Option(help="Order, where the question offers several.")] = "",
    term: Annotated[list[str] | None, typer.Option(help="Term; repeat where several are allowed.")] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="Entity asked about; repeat where several are allowed.")
    ] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="Entity type: PER ORG LOC DOC EVENT PROD.")] = None,
    find: Annotated[str, typer.Option(help="Only rows whose name holds this text; marks may be left out.")] = "",
    other: Annotated[str, typer.Option(help="Second term of a pair of neighbours.")] = "",
    group: Annotated[str, typer.Option(help="Word group that holds the term.")] = "",
    manner: Annotated[str, typer.Option(help="Quotations: all, direct or indirect.")] = "",
    cue: Annotated[
        list[str] | None, typer.Option(help="Kind of saying: states, stresses, proposes, promises, denies, warns.")
    ] = None,
    factors: Annotated[int | None, typer.Option(min=1, help="Themes looked for by topic_discovery.")] = None,
    from_: Annotated[
        str, typer.Option("--from", help="First day of one period of the answer; the scope stays as it is.")
    ] = "",
    to: Annotated[str, typer.Option("--to", help="Last day of that period.")] = "",
    key: Annotated[str, typer.Option(help="Key of one article.")] = "",
    a: Annotated[str, typer.Option(help="First entity of a pair.")] = "",
    b: Annotated[str, typer.Option(help="Second entity of a pair.")] = "",
    about: Annotated[str, typer.Option(help="Topic code that the question is about (--topic filters articles).")] = "",
    against: Annotated[
        str,
        typer.Option(
            help="Side B of a comparison (side A is what the scope options say): before, the equally long period right "
            "before; weeks, the four weeks before; rest, all other articles; or filters as in a link, in quotes: "
            "'since=2025-09-01&until=2025-09-30', 'source=NAME', 'topic=ai'."
        ),
    ] = "",
    side: Annotated[str, typer.Option(help="Side of a comparison whose sentences are wanted: a or b.")] = "",
    least: Annotated[int | None, typer.Option(min=1, help="Articles that a compared term must be in.")] = None,
    stop: Annotated[bool, typer.Option("--stop", help="Count stop words too.")] = False,
    phrases: Annotated[
        bool, typer.Option("--phrases", help="Only terms of several syllables, foreign words, acronyms.")
    ] = False,
    nested: Annotated[bool, typer.Option("--nested", help="Count a term inside longer terms too.")] = False,
    concepts: Annotated[bool, typer.Option("--concepts", help="Count the forms of a concept as one term.")] = False,
    main: Annotated[bool, typer.Option("--main", help="Main topics only.")] = False,
    family: Annotated[bool, typer.Option("--family", help="Count predecessors and successor as one.")] = False,
    within: Annotated[str, typer.Option("--within", help="What two names share: sentence or article.")] = "",
    csv: Annotated[bool, typer.Option("--csv", help="CSV with all rows to standard output.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON with scope, unit and all rows.")] = False,
) -> None:
    """Ask the store a question. The same numbers as on the pages; the scope is said in words on standard error."""
    from analysis import questions
    from analysis.errors import QuestionError, ScopeError
    from analysis.questions.settings import MOST
    from analysis.store.found import unclear
    from analysis.store.select import lens_acts, unknown
    from analysis.store.snapshot import open_snapshot

    if question == "list":
        for known, function in questions.QUESTIONS.items():
            typer.echo(f"{known:24} {(inspect.getdoc(function) or '').splitlines()[0]}")
        return
    if question not in questions.QUESTIONS:
        raise QuestionError(f"unknown question: got {question!r}, allowed {', '.join(questions.QUESTIONS)}")
    scope = o.scope(since, until, source, section, topic, entity, search, unit, lens, panel)
    given = {"by": by, "top": top, "offset": offset, "sort": sort, "term": term, "name": name, "type": type_}
    given |= {
        "find": find,
        "key": key,
        "a": a,
        "b": b,
        "topic": about,
        "stop": stop,
        "phrases": phrases,
        "main": main,
        "family": family,
        "within": within,
    }
    given |= {"nested": nested, "concepts": concepts}
    given |= {"against": against, "side": side, "least": least, "other": other}
    given |= {"group": group, "manner": manner, "cue": cue, "factors": factors, "since": from_, "until": to}
    if top is None and (csv or as_json):
        given["top"] = MOST
    snapshot = open_snapshot(o.store_path(store))
    if told := unclear(scope.search, store=snapshot):
        raise ScopeError(told[0])
    function = questions.QUESTIONS[question]
    frame = function(snapshot, scope, **settings(question, function, given, forgiving=() if top else ("top",)))
    for sentence in unknown(snapshot, scope):
        typer.echo(f"nhiptin: {sentence}", err=True)
    words = scope.sentence("en", tech=lens_acts(snapshot, scope))
    if as_json:
        from analysis.export import to_records

        answer = {
            "question": question,
            "scope": scope.params(),
            "scope_sentence": words,
            "snapshot": snapshot.version,
            "rows": to_records(frame),
        }
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    typer.echo(f"nhiptin: {question}, {words}", err=True)
    if csv:
        from analysis.export import to_csv

        sys.stdout.write(to_csv(frame))
        return
    from analysis.cli.terminal import print_frame

    print_frame(frame)


def settings(question: str, function: Any, given: dict[str, Any], *, forgiving: tuple[str, ...]) -> dict[str, Any]:
    """The given options as the keyword settings that this question takes.

    Raises:
        InputError: an option that the question does not take, or one that it needs and did not get.
    """
    from analysis.errors import InputError
    from analysis.questions.asked import option as called

    takes = {p.name: p for p in inspect.signature(function).parameters.values() if p.kind is p.KEYWORD_ONLY}
    out: dict[str, Any] = {}
    for option, value in given.items():
        if value in ("", None, [], False):
            continue
        shown = called(option)
        if option not in takes:
            if option in forgiving:
                continue
            allowed = ", ".join(map(called, takes)) or "none"
            raise InputError(f"{question} takes no {shown}: allowed {allowed}, and the scope options")
        if isinstance(value, list):
            several = "tuple" in str(takes[option].annotation)
            if not several and len(value) > 1:
                raise InputError(f"{question} takes one {shown}: got {len(value)}")
            out[option] = tuple(value) if several else value[0]
        else:
            out[option] = value
    missing = [name for name, p in takes.items() if p.default is p.empty and name not in out]
    if missing:
        needed = ", ".join(map(called, missing))
        raise InputError(f"{question} needs {needed}")
    return out

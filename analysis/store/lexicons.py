"""The word lists as they are in force in one store: the shipped ones with people's edits over them.

Edits are kept in ``state.sqlite`` (``analysis.store.state``); here they are read as stop words, terms and concepts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from analysis.errors import InputError
from analysis.store import state
from analysis.store.places import sync_folder
from analysis.text.lexicons import concepts as shipped_concepts
from analysis.text.lexicons import lexicon
from analysis.text.lexicons.concepts import Concepts, form
from analysis.text.lexicons.lists import Problem
from analysis.text.lexicons.lists import read as read_list

SIGN = " = "
"""Between the term a concept is shown under and one of its forms, as an edit of concepts is kept."""
LISTS = ("stopwords", "phrases", "concepts", "proposals")
"""Lists that people may edit; a removed entry of ``proposals`` is not proposed again."""
KNOWN = "terms.json"
"""File of the store: people's terms as the annotations of the lake know them."""
_SYLLABLE = re.compile(r"\w*[^\W\d_]\w*")


@dataclass(frozen=True, slots=True)
class Terms:
    """People's terms over the shipped ones, each list sorted."""

    added: tuple[str, ...] = ()
    """Counted whole besides the shipped ones."""
    removed: tuple[str, ...] = ()
    """Shipped, and no longer counted whole."""

    def changed(self, other: Terms) -> set[str]:
        """Terms that are counted whole by one of the two only."""
        return {*self.added} ^ {*other.added} | {*self.removed} ^ {*other.removed}


def terms(store: Path) -> Terms:
    """People's terms in force; the newest edit of a term decides."""
    shipped = lexicon.load().phrases
    newest = {edit.entry: edit.action for edit in state.lexicon_edits(store) if edit.lexicon == "phrases"}
    return Terms(
        tuple(sorted(entry for entry, action in newest.items() if action == "add" and entry not in shipped)),
        tuple(sorted(entry for entry, action in newest.items() if action == "remove" and entry in shipped)),
    )


def known_terms(store: Path) -> Terms:
    """People's terms as the lake's annotations know them; none where nobody ever added one."""
    try:
        told = json.loads((store / KNOWN).read_text("utf-8"))
        return Terms(tuple(map(str, told["added"])), tuple(map(str, told["removed"])))
    except (OSError, ValueError, KeyError, TypeError):
        return Terms()


def remember_terms(store: Path, known: Terms) -> None:
    """Keep which of people's terms the lake's annotations know; on disk when this returns."""
    fresh = store / f"{KNOWN}.new"
    fresh.write_text(json.dumps({"added": known.added, "removed": known.removed}, ensure_ascii=False), "utf-8")
    fresh.replace(store / KNOWN)
    sync_folder(store)


def runs(changed: Iterable[str]) -> set[str]:
    """Runs of syllables by which ``Lake.holding`` finds the articles that hold one of these terms.

    >>> runs(["cách mạng công nghiệp 4.0"]), sorted(runs(["ai tạo sinh"]))
    ({'cách mạng công nghiệp'}, ['ai tạo sinh', 'ai đại từ tạo sinh'])
    """
    other = lexicon.load().homographs
    found = set()
    for term in changed:
        syllables = [(one, " ".join(_SYLLABLE.findall(other.get(one, one)))) for one in _SYLLABLE.findall(term)]
        found |= {" ".join(each) for each in product(*map(dict.fromkeys, syllables))}
    return found - {""}


def concepts(store: Path) -> Concepts:
    """The concepts in force: term it is shown under → its forms, that term first.

    An edit moves a form: the newest edit of a form decides to which concept it belongs. A concept that is left with
    no other form is none.
    """
    return applied(
        shipped_concepts.load(), [(e.action, e.entry) for e in state.lexicon_edits(store) if e.lexicon == "concepts"]
    )


def applied(shipped: Concepts, edits: list[tuple[str, str]]) -> Concepts:
    """Concepts with edits over them.

    Args:
        shipped: the concepts before.
        edits: (``add`` or ``remove``, ``concept = form``), oldest first.

    >>> applied({"bán dẫn": ("bán dẫn", "chip")}, [("add", "chip = con chip"), ("add", "bán dẫn = semi")])
    {'bán dẫn': ('bán dẫn', 'semi'), 'chip': ('chip', 'con chip')}
    """
    if not edits:
        return shipped
    of = {one: name for name, forms in shipped.items() for one in forms}
    for action, entry in edits:
        name, one = pair(entry)
        if action == "add":
            if of.get(name, name) != name:
                del of[name]
            of.setdefault(name, name)
            # A concept that becomes a form of another brings its own forms along.
            of |= {each: name for each, owner in of.items() if owner == one}
            of[one] = name
        elif of.get(one) == name:
            del of[one]
    found: dict[str, list[str]] = {}
    for one, name in of.items():
        found.setdefault(name, [name])
        if one != name:
            found[name].append(one)
    return {name: tuple(forms) for name, forms in found.items() if len(forms) > 1}


def pair(entry: str) -> tuple[str, str]:
    """Concept and form of an edit as it is kept.

    Raises:
        InputError: it is not ``concept = form`` with two different terms.
    """
    name, sign, one = (form(part) for part in entry.partition(SIGN.strip()))
    if not name or not one or not sign or name == one:
        raise InputError(f"a form of a concept cannot be kept: got {entry[:80]!r}, allowed «concept = form», two terms")
    return name, one


def check(list_: str, action: str, entry: str) -> str:
    """The entry as it is kept.

    Raises:
        InputError: unknown list or action, or an entry that is none of this list.
    """
    if list_ not in LISTS or action not in state.ACTIONS:
        raise InputError(
            f"a list cannot be edited so: got {list_[:40]!r} {action[:40]!r}, "
            f"allowed {', '.join(LISTS)} with {', '.join(state.ACTIONS)}"
        )
    if list_ == "concepts":
        return SIGN.join(pair(entry))
    kept = form(entry)
    if not _SYLLABLE.search(kept) or any(not sign.isprintable() for sign in kept):
        raise InputError(f"a term needs a letter and no control characters: got {entry[:60]!r}, e.g. chuyển đổi số")
    return kept


def edit(store: Path, list_: str, action: str, entry: str, *, who: str) -> state.LexiconEdit:
    """Keep one edit; what it changes is applied by ``analysis.build.apply``.

    Raises:
        InputError: an edit that ``check`` refuses, or that is in force already.
        StoreMissing: there is no such store.
    """
    kept = check(list_, action, entry)
    newest = {each.entry: each for each in state.lexicon_edits(store) if each.lexicon == list_}
    if kept in newest and newest[kept].action == action:
        raise InputError(f"nothing to edit: got {action} {kept!r}, which edit {newest[kept].id} did already")
    return state.add_lexicon_edit(store, lexicon=list_, action=action, entry=kept, who=who)


def written(store: Path) -> str:
    """The edits in force as lines of a list: list, action, entry, separated by tabs; oldest first."""
    rows = (f"{one.lexicon}\t{one.action}\t{one.entry}\n" for one in state.lexicon_edits(store))
    return "# Edits of the word lists; columns, tab-separated: list, action, entry.\n" + "".join(rows)


def take_in(store: Path, file: Path, *, who: str) -> tuple[list[state.LexiconEdit], list[Problem]]:
    """Keep the edits of a file (as ``written`` writes them) and tell what is wrong with the other lines.

    Edits that are in force already are passed over.

    Raises:
        ModelError: the file cannot be read.
        StoreMissing: there is no such store.
    """
    rows, problems = read_list(file, columns=3)
    added = []
    for line, (list_, action, entry) in rows:
        try:
            kept = check(list_, action, entry)
            newest = {each.entry: each.action for each in state.lexicon_edits(store) if each.lexicon == list_}
            if newest.get(kept) != action:
                added.append(edit(store, list_, action, entry, who=who))
        except InputError as error:
            problems.append(Problem(file.name, line, str(error)))
    return added, sorted(problems)

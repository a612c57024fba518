"""The topics in force in one store: the shipped ones with people's edits replayed over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from analysis.errors import TopicRefused
from analysis.schema import TOPICS
from analysis.store.taxonomy.edits import TopicEdit, formed
from analysis.taxonomy import topics as shipped

OTHER = TOPICS[-1]


@dataclass(frozen=True, slots=True)
class Listed:
    """One topic in force."""

    code: str
    name_vi: str
    name_en: str
    seeds: tuple[str, ...]
    edit: int = 0
    """Number of the edit that made it or gave it these seeds: then it is learned from them; 0 as the classifier finds it."""
    part_of: str = ""
    """Code of the topic it was split from; empty for any other."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """What the edits make of the shipped topics."""

    topics: dict[str, Listed]
    """By code, in the order in which they are listed; ``other`` last."""
    learned: tuple[Listed, ...] = ()
    """Topics to learn, in the order of their edits, those that were merged into others among them."""
    moves: dict[str, str] = field(default_factory=dict)
    """Merged topic → topic that takes its articles."""
    without_effect: tuple[TopicEdit, ...] = ()
    """Edits that find nothing to act on any more, because one before them was taken back."""


def replay(edits: Iterable[TopicEdit]) -> Taxonomy:
    """Replay edits, oldest first.

    >>> merged = replay([TopicEdit(1, "", "", "merge", "green", "industry")])
    >>> len(merged.topics), merged.moves
    (12, {'green': 'industry'})
    """
    topics = {one.code: Listed(one.code, one.name_vi, one.name_en, one.seeds) for one in shipped()}
    last = topics.pop(OTHER)
    learned: dict[str, Listed] = {}
    moves: dict[str, str] = {}
    idle = []
    for one in edits:
        if _problem(topics, learned, one):
            idle.append(one)
            continue
        match one.action:
            case "add" | "split":
                code, parent = (one.code, "") if one.action == "add" else (one.becomes, one.code)
                topics[code] = learned[code] = Listed(code, one.name_vi, one.name_en, one.seeds, one.id, parent)
            case "rename":
                topics[one.code] = replace(topics[one.code], name_vi=one.name_vi, name_en=one.name_en)
            case "reseed":
                topics[one.code] = replace(topics[one.code], seeds=one.seeds, edit=one.id)
                learned[one.code] = topics[one.code]
            case "merge":
                del topics[one.code]
                moves = {was: one.becomes if to == one.code else to for was, to in moves.items()}
                moves[one.code] = one.becomes
    return Taxonomy({**topics, OTHER: last}, tuple(learned.values()), moves, tuple(idle))


def checked(edits: Sequence[TopicEdit], one: TopicEdit) -> TopicEdit:
    """An edit as it is kept, fit to follow those in force.

    Raises:
        TopicRefused: its form is wrong, or it contradicts them: an unknown or merged topic, a code that is taken, a
            circle of merges.
    """
    made = formed(one)
    now = replay(edits)
    topics = {code: topic for code, topic in now.topics.items() if code != OTHER}
    if problem := _problem(topics, {topic.code: topic for topic in now.learned}, made, now.moves):
        raise TopicRefused(*problem)
    return made


def _problem(
    topics: dict[str, Listed], learned: dict[str, Listed], one: TopicEdit, moves: dict[str, str] | None = None
) -> tuple[str, str] | None:
    """Why an edit cannot be made (see ``TopicRefused``); None when it can."""
    allowed = f"allowed {', '.join(topics)}"
    new = {"add": one.code, "split": one.becomes}.get(one.action, "")
    if new and (new in topics or new in learned):
        return (
            "taken",
            f"there is such a topic already: got {new!r}; give another code, or edit it with rename or reseed",
        )
    named = [] if one.action == "add" else [one.code] + ([one.becomes] if one.action == "merge" else [])
    for code in named:
        if moves and code in moves:
            return (
                "gone",
                f"no such topic any more: got {code!r}, merged into {moves[code]!r}; take that merge back first",
            )
        if code not in topics:
            said = "the rest of all topics cannot be edited" if code == OTHER else "unknown topic"
            return "unknown", f"{said}: got {code[:40]!r}, {allowed}"
    if one.action == "merge" and one.code == one.becomes:
        return "same", f"a topic cannot be merged into itself: got {one.code!r}, {allowed}"
    return None

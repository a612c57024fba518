"""One article -> its annotation: the only place where the rooms of text meet.

Pure: the same article, rules, lists and models give the same annotation. Everything is found on the cleaned text and
handed out with offsets into the original.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.paths import MODELS
from analysis.schema import Annotation, Article, Mention, Quotation, Sentence, Term
from analysis.text import topics
from analysis.text.identity import aliases, offices, titles
from analysis.text.identity.aliases import Aliases
from analysis.text.lexicons import lexicon
from analysis.text.lexicons.lexicon import Lexicon
from analysis.text.naming import names
from analysis.text.naming.mending import Name
from analysis.text.naming.names import Recogniser
from analysis.text.prose.clean import Cleaned, clean
from analysis.text.prose.sentences import sentences
from analysis.text.script.syllables import count_syllables
from analysis.text.speech import cues
from analysis.text.speech.cues import Cues
from analysis.text.speech.heard import Said
from analysis.text.speech.quotations import quotations
from analysis.text.topics import Classifier
from analysis.text.wording.keyphrases import keyphrases
from analysis.text.wording.words import Word, all_words

TOGETHER = 16_000
"""Characters of articles that are annotated in one go: what they need stays in the processor's own memory."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What annotation needs, loaded once a process."""

    lexicon: Lexicon
    recogniser: Recogniser
    aliases: Aliases
    classifier: Classifier
    cues: Cues
    version: str
    """See ``annotation_version``."""


def load_rooms(*, user_terms: Sequence[str] = (), without: Sequence[str] = ()) -> Rooms:
    """The shipped lists and models, with a user's own terms on top.

    Args:
        user_terms: phrases counted whole besides the shipped ones.
        without: shipped phrases that are not.

    Raises:
        ModelError: a list or model is missing or malformed.
    """
    terms = tuple(user_terms)
    return Rooms(
        lexicon=lexicon.load(user_terms=terms, without=tuple(without)),
        recogniser=names.load(),
        aliases=aliases.load(),
        classifier=topics.load(),
        cues=cues.load(),
        version=annotation_version(user_terms=terms),
    )


@lru_cache(maxsize=8)
def annotation_version(*, user_terms: tuple[str, ...] = ()) -> str:
    """Twelve hex digits over rules (the files of this room), lists, models and a user's terms.

    It changes whenever an annotation could; articles annotated under another version are annotated again.
    """
    digest = hashlib.sha256(lexicon.version(user_terms=user_terms).encode())
    for path in (*sorted(Path(__file__).parent.rglob("*.py")), MODELS / names.MODEL, MODELS / topics.MODEL):
        digest.update(path.name.encode() + b"\0" + (path.read_bytes() if path.exists() else b"") + b"\0")
    return digest.hexdigest()[:12]


def annotate(article: Article, *, rooms: Rooms) -> Annotation:
    """The annotation of one article; offsets are into ``article.text``.

    A mention by office alone whose holder is not known names nobody: it stays, under the name of the office.
    """
    return annotate_all([article], rooms=rooms)[0]


def annotate_all(articles: Iterable[Article], *, rooms: Rooms) -> list[Annotation]:
    """``annotate`` of each of many articles; several times faster where they are short."""
    made: list[Annotation] = []
    asked: list[_Asked] = []
    size = 0
    for article in articles:
        if size > TOGETHER:
            made += [_annotation(found, rooms) for found in _find(asked, rooms)]
            asked, size = [], 0
        asked.append(_asked(article))
        size += len(asked[-1].text)
    return made + [_annotation(found, rooms) for found in _find(asked, rooms)]


def _asked(article: Article) -> _Asked:
    title_end = len(article.title)
    lead_end = (
        title_end + 1 + len(article.summary) if article.title and article.summary else len(article.summary) or title_end
    )
    return _Asked(article.text, title_end, max(title_end, lead_end), article.day)


def _annotation(found: _Found, rooms: Rooms) -> Annotation:
    cleaned, mentions = found.cleaned, []
    for name, (canonical, rule) in zip(found.names, found.canonical, strict=True):
        start, end = cleaned.raw_span(name.start, name.end)
        unknown = canonical == offices.UNKNOWN
        called = rooms.aliases.offices.title(cleaned.text[name.start : name.end]) if unknown else canonical
        mentions.append(Mention(name.type, start, end, called, found.sentence_at(name.start), rule))
    return Annotation(
        syllables=count_syllables(cleaned.text),
        sentences=tuple(Sentence(*cleaned.raw_span(start, end), kind) for start, end, kind in found.sentences),
        terms=_terms(found),
        mentions=tuple(mentions),
        topics=found.topics.codes,
        topic_scores=found.topics.scores,
        keyphrases=found.keyphrases(rooms),
        citations=tuple(rooms.aliases.documents(cleaned.text, found.names, found.canonical)),
        quotations=tuple(_quotation(said, found) for said in found.quotations),
    )


def _terms(found: _Found) -> tuple[Term, ...]:
    if found.cleaned.starts is None:
        return tuple([Term(*word, index) for index, row in enumerate(found.words) for word in row])
    span = found.cleaned.raw_span
    return tuple(
        [Term(term, *span(start, end), index) for index, row in enumerate(found.words) for term, start, end in row]
    )


def _quotation(said: Said, found: _Found) -> Quotation:
    span = found.cleaned.raw_span
    return Quotation(
        said.kind,
        *span(said.start, said.end),
        *span(*said.cue),
        said.cue_kind,
        said.speaker.known.name,
        span(said.speaker.known.start, said.speaker.known.end)[0],
        *span(said.speaker.start, said.speaker.end),
        found.sentence_at(said.start),
    )


def annotate_text(identity: str, text: str, day: str | None = None, *, rooms: Rooms | None = None) -> dict[str, Any]:
    """One plain text as a JSON-ready row: ``id entities quotes topics keyphrases``, offsets into ``text``.

    Args:
        identity: handed back as ``id``.
        text: the first line is the title when there are several lines.
        day: day of publication, ISO; None when unknown (then an office is resolved only when it had one holder).
        rooms: loaded rooms; the shipped ones by default.
    """
    rooms = rooms or load_rooms()
    title_end = max(text.find("\n"), 0)
    (found,) = _find([_Asked(text, title_end, title_end, _day(day))], rooms)
    entities = []
    for name, (canonical, rule) in zip(found.names, found.canonical, strict=True):
        start, end = found.cleaned.raw_span(name.start, name.end)
        entities.append({"start": start, "end": end, "type": name.type, "name": canonical, "rule": rule})
    quotes = []
    for said in found.quotations:
        start, end = found.cleaned.raw_span(said.start, said.end)
        first, last = found.cleaned.raw_span(*said.cue)
        told = {"start": start, "end": end, "kind": said.kind, "speaker": said.speaker.known.name}
        quotes.append(told | {"cue": text[first:last], "cue_kind": said.cue_kind})
    return {
        "id": identity,
        "date": day,
        "entities": entities,
        "quotes": quotes,
        "topics": list(found.topics.codes),
        "keyphrases": list(found.keyphrases(rooms)),
    }


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError as error:
        raise InputError(f"date {written!r} is not a day, allowed are days such as 2025-06-03 or null") from error


@dataclass(frozen=True, slots=True)
class _Asked:
    """One text to annotate."""

    text: str
    title_end: int
    lead_end: int
    day: date | None


@dataclass(frozen=True, slots=True)
class _Found:
    """All that was found in one cleaned text."""

    cleaned: Cleaned
    sentences: list[tuple[int, int, str]]
    words: list[list[Word]]
    names: list[Name]
    canonical: list[tuple[str, str]]
    topics: topics.Topics
    quotations: list[Said]

    def sentence_at(self, start: int) -> int:
        return max(bisect_right([first for first, _, _ in self.sentences], start) - 1, 0)

    def keyphrases(self, rooms: Rooms) -> tuple[str, ...]:
        marks = [(name.type, name.start, name.end) for name in self.names]
        return keyphrases(self.cleaned, self.sentences, self.words, marks, rooms.lexicon)


def _find(asked: Sequence[_Asked], rooms: Rooms) -> list[_Found]:
    """Everything in each text. What pays for each call, not for each word, is called once for them all."""
    cleaned = [clean(one.text) for one in asked]
    texts = [one.text for one in cleaned]
    parts = [
        sentences(made.text, made.clean_at(one.title_end), made.clean_at(one.lead_end))
        for one, made in zip(asked, cleaned, strict=True)
    ]
    names = list(map(titles.without_titles, texts, rooms.recogniser.all_names(texts)))
    rows = all_words(
        (
            (text, [(start, end) for start, end, _ in spans], [(name.start, name.end) for name in found])
            for text, spans, found in zip(texts, parts, names, strict=True)
        ),
        rooms.lexicon,
    )
    return [_found(*one, rooms) for one in zip(asked, cleaned, parts, names, rows, strict=True)]


def _found(
    asked: _Asked,
    cleaned: Cleaned,
    parts: list[tuple[int, int, str]],
    names: list[Name],
    rows: list[list[Word]],
    rooms: Rooms,
) -> _Found:
    text = cleaned.text
    canonical = rooms.aliases.resolve(text, names, asked.day)
    said = quotations(text, parts, names, [who for who, _ in canonical], rooms.cues)
    return _Found(cleaned, parts, rows, names, canonical, rooms.classifier.decide(text), said)

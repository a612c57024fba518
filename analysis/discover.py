"""Terms and abbreviations that a corpus uses and the lexicon does not know: proposals for people to accept or not.

Candidates are runs of words (``analysis.candidates``) ranked by C-value, held together by mutual information, with the
parts of speech of a term; abbreviations are those that articles introduce in brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import numpy as np

from analysis import abbreviations, candidates
from analysis.abbreviations import Introduced
from analysis.candidates import Corpus, Counts, Found
from analysis.measures.termhood import c_values, npmi
from analysis.parts_of_speech import tags
from analysis.store import lexicons, state
from analysis.store.lake import Lake
from analysis.store.proposals import Proposal, keep
from analysis.text.lexicons import lexicon

MOST = 300
"""Proposals of terms kept."""
CONSIDERED = 3
"""Times as many candidates are looked at closely."""
FEWEST = 5
"""Articles that a candidate must be in."""
ARTICLES = 150_000
"""Articles read at most."""
TOGETHER = 0.25
"""Least mutual information of the two parts of a candidate where it is loosest."""
EXAMPLES = 3
PATTERN = re.compile(r"(?:N[bu]?|V|A)(?: (?:N[bu]?|V|A))+")
"""Parts of speech of a term: nouns, verbs and adjectives; at least one noun, and none a name."""

Tell = Callable[[str, float], None]
Ranked = tuple[str, Found, float, float, float]
"""A candidate: the term, where it was found, its C-value, mutual information, and share of articles about technology."""


def discover(store: Path, *, fewest: int = FEWEST, progress: Tell = lambda step, share: None) -> list[Proposal]:
    """Look through a store's articles and keep the proposals in it.

    Args:
        store: the store's folder.
        fewest: articles that a term or an abbreviation must be in.
        progress: told each step and how much of it is done, 0 to 1.

    Returns:
        Terms by C-value times their share of articles about technology, then abbreviations by articles. What is shipped, added or refused is not proposed.

    Raises:
        StoreError: the lake cannot be read.
    """
    lake, corpus, pairs = Lake(store), Corpus(), []
    known = lexicon.load(user_terms=lexicons.terms(store).added)
    refused = {edit.entry for edit in state.lexicon_edits(store) if edit.lexicon == "proposals"}
    files = lake.files("articles")
    for batch in lake.batches(candidates.COLUMNS, size=1024):
        corpus.add(batch)
        pairs += list(_abbreviations(batch.to_pylist()))
        progress("read", min(corpus.articles / ARTICLES, 1.0))
        if corpus.articles >= ARTICLES:
            break
    progress("count", 0.0)
    counts = candidates.count(corpus, stop=known.stopwords, weak=known.weak, fewest=fewest)
    words = list(corpus.words)
    wanted = _ranked(counts, words, known.phrases.keys() | refused, fewest)
    progress("read again", 0.0)
    close = _closely(lake, corpus, counts, wanted) if files else {}
    terms = [
        Proposal(
            "term",
            text,
            "",
            len(found.places),
            found.articles,
            round(score, 1),
            round(tie, 2),
            round(tech, 2),
            *close[text],
        )
        for text, found, score, tie, tech in wanted
        if text in close and _is_term(close[text][0])
    ][:MOST]
    forms = {one: name for name, all_ in lexicons.concepts(store).items() for one in all_}
    shorts = [
        Proposal("abbreviation", short, long, times, times, 0.0, 0.0, 0.0, "", ())
        for long, short, times in abbreviations.agreed(pairs, fewest=max(3, fewest // 2), stop=known.stopwords)
        if not (short in forms and forms[short] == forms.get(long, long))
        and f"{long}{lexicons.SIGN}{short}" not in refused
    ]
    keep(store, [*terms, *shorts], articles=corpus.articles)
    return [*terms, *shorts]


def _abbreviations(rows: list[dict[str, list[int]]]) -> Iterator[Introduced]:
    for row in rows:
        text = candidates.text_of(*(str(row[name]) for name in ("title", "summary", "body")))
        names = zip(row["mention_start"], row["mention_end"], strict=True)
        yield from dict(abbreviations.introduced(text, names)).items()


def _ranked(counts: Counts, words: list[str], known: Collection[str], fewest: int) -> list[Ranked]:
    """Candidates that hold together, best first: much used, and in articles about technology."""
    values = c_values(counts.runs)
    best: dict[str, Ranked] = {}
    for found in counts.found:
        text = " ".join(words[number] for number in found.run)
        if values[found.run] < fewest or text in known or "(" in text:
            continue
        tie = min(
            npmi(len(found.places), _times(counts, found.run[:at]), _times(counts, found.run[at:]), counts.places)
            for at in (1, len(found.run) - 1)
        )
        # One row of syllables may have been cut into words in two ways: the more frequent cut stands for both.
        if tie >= TOGETHER and (text not in best or values[found.run] > best[text][2]):
            tech = float(counts.tech[np.unique(counts.article[found.places])].mean())
            best[text] = (text, found, values[found.run], tie, tech)
    ranked = sorted(best.values(), key=lambda row: (-row[2] * row[4], row[0]))
    return ranked[: MOST * CONSIDERED]


def _times(counts: Counts, run: tuple[int, ...]) -> int:
    return int(counts.alone[run[0]]) if len(run) == 1 else counts.runs[run]


def _is_term(pattern: str) -> bool:
    return PATTERN.fullmatch(pattern) is not None and "N" in pattern


def _closely(
    lake: Lake, corpus: Corpus, counts: Counts, wanted: list[Ranked]
) -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
    """Term → its parts of speech and a few sentences (key of the article, sentence) of different articles."""
    spots: dict[int, list[tuple[str, int]]] = {}
    for text, found, *_ in wanted:
        articles = dict.fromkeys(int(counts.article[place]) for place in found.places[::-1][:50])
        for article in list(articles)[:EXAMPLES]:
            spots.setdefault(article, []).append((text, len(found.run)))
    patterns: dict[str, Counter[str]] = {}
    examples: dict[str, list[tuple[str, str]]] = {}
    number = 0
    for batch in lake.batches((*candidates.COLUMNS, "sentence_start", "sentence_end"), size=1024):
        for place in range(batch.num_rows):
            for text, size in spots.get(number + place, ()):
                row = batch.slice(place, 1).to_pylist()[0]
                for sentence, tagged in _in(row, text, size):
                    patterns.setdefault(text, Counter())[tagged] += 1
                    examples.setdefault(text, []).append((row["key"], sentence))
                    break
        number += batch.num_rows
        if number >= corpus.articles:
            break
    return {text: (kinds.most_common(1)[0][0], tuple(examples[text])) for text, kinds in patterns.items()}


def _in(row: dict[str, list[int]], wanted: str, size: int) -> Iterator[tuple[str, str]]:
    """(sentence, tags of the run) of every place where a run of words stands in an article."""
    text = candidates.text_of(*(str(row[name]) for name in ("title", "summary", "body")))
    terms = row["term"]
    for at in range(len(terms) - size + 1):
        if " ".join(map(str, terms[at : at + size])) != wanted or len({*row["term_sentence"][at : at + size]}) > 1:
            continue
        number = row["term_sentence"][at]
        first = row["term_sentence"].index(number)
        inside = [place for place in range(first, len(terms)) if row["term_sentence"][place] == number]
        told = tags([text[row["term_start"][place] : row["term_end"][place]] for place in inside])
        sentence = text[row["sentence_start"][number] : row["sentence_end"][number]]
        yield sentence[:400], " ".join(told[at - first : at - first + size])

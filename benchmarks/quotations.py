"""Speed of the extraction of quotations alone: ``python -m benchmarks.quotations TEXTS.jsonl`` (fields ``id text date``).

Names, sentences and cleaning are made before and not counted; the median of seven runs over all texts, one core, CPU time.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

from analysis.text.annotate import load_rooms
from analysis.text.prose.clean import clean
from analysis.text.prose.sentences import sentences
from analysis.text.script.syllables import count_syllables
from analysis.text.speech.quotations import quotations

RUNS = 7


def main(path: Path) -> None:
    rooms = load_rooms()
    made = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)["text"]
        text = clean(raw).text
        names = rooms.recogniser.names(text)
        called = [who for who, _ in rooms.aliases.resolve(text, names, None)]
        made.append((text, sentences(text, max(text.find("\n"), 0)), names, called))
    syllables = sum(count_syllables(text) for text, *_ in made)
    times, found = [], 0
    for _ in range(RUNS):
        began = time.process_time()
        found = sum(len(quotations(*one, rooms.cues)) for one in made)
        times.append(time.process_time() - began)
    spent = statistics.median(times)
    print(f"{len(made)} texts, {syllables:,} syllables, {found:,} quotations: {syllables / spent:,.0f} syllables/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

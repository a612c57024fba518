"""``python -m benchmarks [--corpora DIR] [--only pipeline,questions,pages,reports,speed]``; ``--only recognition --gold A.jsonl,B.jsonl``."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks import corpus, pages, pipeline, questions, recognition, reports

HEADLINES = "headlines-2025-08_2026-04.parquet"
ARTICLES = "articles-2025-10.parquet"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--corpora", type=Path, help=f"folder that holds {HEADLINES}; without it a corpus is made")
    ask.add_argument("--articles", type=int, default=20_000, help="size of the made corpus")
    ask.add_argument("--store", type=Path, help="use this store for questions and pages instead of building one")
    ask.add_argument("--only", default="pipeline,questions,pages")
    ask.add_argument(
        "--gold", default="", help="marked texts, files joined by commas: what recognition learns and is scored on"
    )
    ask.add_argument("--json", type=Path, help="also write all figures to this file")
    a = ask.parse_args()
    wanted = set(a.only.split(","))
    if "recognition" in wanted and not a.gold:
        ask.error("recognition is measured on marked texts: --gold FILE[,FILE]")
    figures: dict[str, object] = {}
    if "recognition" in wanted:
        figures["recognition"] = recognition.run([Path(file) for file in a.gold.split(",")])
    with tempfile.TemporaryDirectory() as folder:
        texts = a.corpora / HEADLINES if a.corpora else corpus.write(Path(folder) / "made.jsonl", a.articles)
        store = a.store or Path(folder) / "store"
        if "pipeline" in wanted:
            figures["pipeline"] = pipeline.run(texts, Path(folder) / "store")
        elif a.store is None and wanted & {"questions", "pages", "reports"}:
            pipeline.build(texts, store)
        if "speed" in wanted:
            files = [texts, a.corpora / ARTICLES] if a.corpora else [texts]
            figures["speed"] = {file.name: pipeline.speeds(file) for file in files}
        if "questions" in wanted:
            figures["questions"] = questions.run(store)
        if "pages" in wanted:
            figures["pages"] = pages.run(store)
            figures["scripts"] = pages.scripts(store)
        if "reports" in wanted:
            figures["reports"] = reports.run(store)
    if a.json:
        a.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()

"""Terms: keyphrases beside their peers, speed of finding phrases, and fifty policy phrases counted in two ways.

``python -m benchmarks.terms [--gold dev.jsonl] [--store DIR]``: keyphrases need marked texts, counts a store of full articles.
YAKE comes from ``benchmarks/requirements.txt``.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analysis.paths import LEXICON
from analysis.store.snapshot import Snapshot, open_snapshot
from analysis.text.script.fold import plain
from benchmarks.measure import show

PHRASES = (
    *("trí tuệ nhân tạo", "mô hình ngôn ngữ lớn", "công nghiệp hóa", "tự động hóa", "robot hình người"),
    *("bán dẫn", "công nghiệp bán dẫn", "thiết kế chip", "đất hiếm", "kiểm soát xuất khẩu"),
    *("dữ liệu cá nhân", "cơ sở dữ liệu", "trung tâm dữ liệu", "dữ liệu lớn", "chia sẻ dữ liệu"),
    *("hạ tầng số", "điện toán đám mây", "hạ tầng giao thông", "phát thải khí nhà kính", "giao thông thông minh"),
    *("chuyển đổi số", "chính phủ số", "dịch vụ công", "dịch vụ công trực tuyến", "thủ tục hành chính"),
    *("cải cách hành chính", "hiện đại hóa", "chữ ký số", "chính quyền địa phương hai cấp", "công nghiệp văn hóa"),
    *(
        "kinh tế số",
        "thương mại điện tử",
        "tài sản số",
        "thanh toán không dùng tiền mặt",
        "chăm sóc sức khỏe",
    ),
    *("mạng xã hội", "kỹ năng số", "nguồn nhân lực", "nguồn nhân lực chất lượng cao", "không gian mạng"),
    *("an ninh mạng", "an toàn thông tin", "tội phạm mạng", "lừa đảo trực tuyến", "đổi mới sáng tạo"),
    *("khoa học công nghệ", "khoa học và công nghệ", "chuyển đổi xanh", "năng lượng tái tạo", "kinh tế tư nhân"),
)
"""Fifty phrases of technology policy, some with syllables that are written in two tone styles."""
KINDS = (
    *("counted by both", "inside a longer phrase", "inside a name", "overlaps another phrase", "overlaps a name"),
    *("only ours: old tones, composition or invisible characters", "only ours: other blanks", "unexplained"),
)
_BLANKS = re.compile(r"\s+")


def counts(store: Snapshot) -> list[dict[str, Any]]:
    """Occurrences of each phrase by the product and by a plain search in lower case, and why they differ."""
    texts = store.query("SELECT article_id, text FROM texts ORDER BY 1")
    told: dict[str, Counter[str]] = {phrase: Counter() for phrase in PHRASES}
    known = set(_listed())
    for first in range(0, len(texts), 500):
        part = texts.iloc[first : first + 500]
        found = _found(store, int(part["article_id"].min()), int(part["article_id"].max()))
        for article, text in zip(part["article_id"], part["text"], strict=True):
            low = text.lower()
            for phrase in PHRASES:
                for kind in _compare(phrase, text, low if len(low) == len(text) else text, found[article], known):
                    told[phrase][kind] += 1
    rows = []
    for phrase in PHRASES:
        each = told[phrase]
        ours = each["counted by both"] + sum(n for kind, n in each.items() if kind.startswith("only ours"))
        string = each["counted by both"] + sum(each[kind] for kind in (*KINDS[1:5], "unexplained"))
        rows.append({"phrase": phrase, "ours": ours, "plain string": string, **{kind: each[kind] for kind in KINDS}})
    whole = {name: sum(row[name] for row in rows) for name in rows[0] if name != "phrase"}
    return [*rows, {"phrase": "all fifty", **whole}]


def _listed() -> Iterator[str]:
    for line in (LEXICON / "phrases.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")[0]


Term = tuple[int, int, str, bool]
"""Start, end, term, whether it is a name."""


def _found(store: Snapshot, first: int, last: int) -> dict[int, list[Term]]:
    frame = store.query(
        """
        SELECT o.article_id, o.start, o."end", term, m.start IS NOT NULL AS named
        FROM occurrences o JOIN terms USING (term_id)
        LEFT JOIN (SELECT DISTINCT article_id, start, "end" FROM mentions WHERE article_id BETWEEN $a AND $b) m
          ON m.article_id = o.article_id AND m.start = o.start AND m."end" = o."end"
        WHERE o.article_id BETWEEN $a AND $b ORDER BY 1, 2
        """,
        {"a": first, "b": last},
    )
    rows: dict[int, list[Term]] = defaultdict(list)
    for article, *term in frame.itertuples(index=False):
        rows[article].append(tuple(term))  # type: ignore[arg-type]
    return rows


def _compare(phrase: str, text: str, low: str, terms: list[Term], known: set[str]) -> Iterator[str]:
    """The kind of every place where either of the two counts a phrase."""
    ours = {(start, end) for start, end, term, _ in terms if term == phrase}
    starts = [start for start, *_ in terms]
    for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", low):
        if match.span() in ours:
            ours.discard(match.span())
            yield "counted by both"
            continue
        start, end = match.span()
        near = terms[max(0, bisect_right(starts, start) - 2) : bisect_right(starts, end)]
        over = [term for term in near if term[0] < end and term[1] > start]
        around = [term for term in over if term[0] <= start and term[1] >= end]
        if around:
            yield "inside a name" if around[0][3] or around[0][2] not in known else "inside a longer phrase"
        elif any(term[3] for term in over):
            yield "overlaps a name"
        elif any(term[2] in known for term in over):
            yield "overlaps another phrase"
        else:
            yield "unexplained"
    for start, end in ours:
        surface = text[start:end]
        spaced = _BLANKS.sub(" ", surface)
        yield "only ours: other blanks" if spaced != surface and spaced.lower() == phrase else KINDS[5]


def keyphrases(gold: Path) -> list[dict[str, Any]]:
    """Recall of ten keyphrases a text: ours, TF-IDF over multi-syllable words, YAKE."""
    from underthesea import word_tokenize

    from analysis.evaluate import score
    from analysis.text.annotate import annotate_text, load_rooms
    from analysis.text.wording import background

    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    rooms, common = load_rooms(), background.load()

    def ours(text: str) -> list[str]:
        return list(annotate_text("", text, rooms=rooms)["keyphrases"])

    def tf_idf(text: str) -> list[str]:
        words = Counter(plain(word) for line in text.splitlines() for word in word_tokenize(line) if " " in word)
        return sorted(words, key=lambda word: -words[word] * common.rarity(word))[:10]

    def yaked(text: str) -> list[str]:
        import yake

        stop = {line for line in (LEXICON / "stopwords.txt").read_text("utf-8").splitlines() if line[:1] != "#"}
        found = yake.KeywordExtractor(lan="vi", n=4, top=10, stopwords=stop).extract_keywords(text)
        return [str(phrase) for phrase, _ in found]

    told = []
    systems: dict[str, Callable[[str], list[str]]] = {
        "ours": ours,
        "TF-IDF, underthesea words": tf_idf,
        "YAKE, 1-4 syllables": yaked,
    }
    for name, system in systems.items():
        began = time.process_time()
        predicted = [{"id": row["id"], "keyphrases": system(row["text"])} for row in rows]
        seconds = time.process_time() - began
        recall = score(rows, predicted)["keyphrase_recall_at_10"]
        told.append({"keyphrases": name, "recall at 10": recall, "s": seconds})
    return told


def speed(store: Snapshot, *, articles: int = 600) -> list[dict[str, Any]]:
    """Syllables a second on one core: finding phrases, beside every phrase searched for alone."""
    from analysis.text.lexicons.lexicon import load
    from analysis.text.prose.clean import clean

    texts = [clean(text).text for text in store.query(f"SELECT text FROM texts LIMIT {articles}")["text"]]
    syllables = sum(len(text.split()) for text in texts)
    matcher, listed = load().matcher, sorted(_listed())
    regex = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(listed, key=len, reverse=True)))})(?!\w)")
    ways: dict[str, Callable[[str], object]] = {
        "our matcher (Aho-Corasick, best cover)": matcher.spans,
        "one regular expression, longest first": lambda text: regex.findall(text.lower()),
        "str.count, phrase by phrase": lambda text: [text.lower().count(phrase) for phrase in listed],
    }
    told = []
    for name, way in ways.items():
        some = texts if name.startswith("our") else texts[::10]
        count = sum(len(text.split()) for text in some)
        began = time.process_time()
        for text in some:
            way(text)
        told.append(
            {"finding phrases": name, "phrases": len(listed), "syll/s/core": int(count / (time.process_time() - began))}
        )
    return [*told, {"finding phrases": f"({syllables:,} syllables)", "phrases": len(listed), "syll/s/core": 0}]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--gold", type=Path, help="marked texts with keyphrases")
    ask.add_argument("--store", type=Path, help="store of full articles")
    a = ask.parse_args()
    if a.gold:
        show("Keyphrases", keyphrases(a.gold))
    if a.store:
        store = open_snapshot(a.store)
        show("Finding phrases", speed(store))
        rows = counts(store)
        show("Fifty phrases: ours, and a plain search for whole words", [_short(row) for row in rows])
        share = rows[-1]["ours"] / max(rows[-1]["plain string"], 1)
        print(
            f"ours / plain: {share:.3f}; unexplained: {rows[-1]['unexplained']}; ln ratio {math.log(max(share, 1e-9)):+.3f}"
        )


def _short(row: dict[str, Any]) -> dict[str, Any]:
    names = (
        "phrase",
        "ours",
        "plain",
        "both",
        "in phrase",
        "in name",
        "over phrase",
        "over name",
        "tones",
        "blanks",
        "?",
    )
    return dict(zip(names, row.values(), strict=True))


if __name__ == "__main__":
    main()

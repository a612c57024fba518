"""What reads bytes from outside, each as a function of bytes: it answers, or refuses in the way that is meant.

Whatever else comes out of one is a finding. Text is what the bytes are in UTF-8, with marks for what they are not.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from analysis import taxonomy
from analysis.access import settings, users
from analysis.cli import options
from analysis.errors import AnalysisError
from analysis.paths import LEXICON, SAMPLE
from analysis.schema import Article, Reject
from analysis.scope import Scope
from analysis.sources import dates, encodings, files
from analysis.sources.inputs import Input, Meter
from analysis.sources.markup import strip_markup
from analysis.sources.records import Reading
from analysis.sources.web import addresses, feeds, pages, robots
from analysis.sources.web.limits import Unfetched
from analysis.store import calendar, correction_lines, found, lexicons
from analysis.store.highlight import needles
from analysis.store.query_reader import parse
from analysis.store.snapshot import Snapshot, open_snapshot
from analysis.store.state_file import FILE
from analysis.store.taxonomy import lines
from analysis.text.lexicons import concepts, lists

Target = Callable[[bytes], object]
STORE = "NHIPTIN_FUZZ_STORE"
"""Environment variable: a small store for searches that are carried out."""
ADDRESS = "https://bao.example/tin"


@cache
def shelf() -> Path:
    """A folder in memory for files that are read from disk."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))


def put(name: str, data: bytes) -> Path:
    """The bytes as a file."""
    path = shelf() / name
    path.write_bytes(data)
    return path


def text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def scope(data: bytes) -> None:
    """A link: read, written back, read again, said in both languages."""
    with suppress(AnalysisError):
        made = Scope.parse(parse_qs(text(data), keep_blank_values=True))
        assert Scope.parse(made.params()) == made, "a scope that is not read back"
        made.sentence("vi")
        made.sentence("en")


def command_line(data: bytes) -> None:
    """The same from the options of a command."""
    parts = [*text(data).split("\n"), *[""] * 10][:10]
    since, until, search, unit, lens, *more = parts
    with suppress(AnalysisError):
        one, two, three, four, panel = more
        made = options.scope(since, until, [one], [two, one], [three], [four], search, unit, lens, panel == "1")
        assert Scope.parse(made.params()) == made, "a scope that is not read back"


def search(data: bytes) -> None:
    """The syntax of a search, which never fails, and what is marked of it."""
    typed = text(data)
    parse(typed, named={"của mình": "own-1"})
    needles(typed)


@cache
def store() -> Snapshot:
    return open_snapshot(Path(os.environ[STORE]))


def searching(data: bytes) -> None:
    """A search carried out."""
    with suppress(AnalysisError):
        found.found(store(), text(data))


def read(name: str, data: bytes) -> None:
    """A file of articles: each row an article or a refusal with its reason."""
    path = put(name, data)
    with suppress(AnalysisError):
        for item in files.read_input(Input(path, name, len(data)), Reading(), Meter()):
            assert isinstance(item, Article | Reject) and (not isinstance(item, Reject) or item.reason)


def reader(name: str) -> Target:
    return lambda data: read(name, data)


def packed(data: bytes) -> None:
    """A zip whose members are any bytes, and any bytes as a zip."""
    read("a.zip", data)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, part in enumerate(data.split(b"\0\0")[:4]):
            archive.writestr(f"{number}.{('csv', 'jsonl', 'txt', 'tsv')[number]}", part)
    read("b.zip", held.getvalue())


def day(data: bytes) -> None:
    for way in (None, "dmy", "mdy", "epoch", "%d/%m/%Y %H:%M"):
        with suppress(dates.DateError):
            dates.reader(way)(text(data), Reading().now)


def feed(data: bytes) -> None:
    with suppress(Unfetched):
        feeds.listing(data, address=ADDRESS, headers={"content-type": "application/xml"}, limit=1_000_000)


def page(data: bytes) -> None:
    """A page of the web. Its reader is a process of its own, which lives through any exception; here it is asked directly."""
    with suppress(ValueError, UnicodeError):
        pages.extract(data, address=ADDRESS, declared="")


def web(data: bytes) -> None:
    """An address, a robots.txt, markup, a character set."""
    typed = text(data)
    with suppress(Unfetched, ValueError):
        addresses.refusal(addresses.canonical(typed, base=ADDRESS))
    rules = robots.Rules(typed)
    rules.allows(ADDRESS)
    strip_markup(typed)
    with suppress(UnicodeError, LookupError):
        encodings.decoded(data, declared=typed[:20])


def events(name: str) -> Target:
    """A file of events; they are kept in a store, since that is what reading them does."""

    def take(data: bytes) -> None:
        with suppress(AnalysisError):
            calendar.take_in(shelf(), name, data, who="fuzz")
        for file in shelf().glob(f"{FILE}*"):
            file.unlink()

    return take


def lists_(data: bytes) -> None:
    """Lists that people bring: corrections, topics, terms, users, settings."""
    path = put("list.tsv", data)
    with suppress(AnalysisError):
        correction_lines.read(path)
    with suppress(AnalysisError):
        lines.read(path, edits=[], labels=[], known=set)
    with suppress(AnalysisError):
        rows, _ = lists.read(path, columns=3)
        for _, (list_, action, entry) in rows:
            with suppress(AnalysisError):
                lexicons.check(list_, action, entry)
    with suppress(AnalysisError):
        users.read(path)
    path.chmod(0o600)
    with suppress(AnalysisError):
        settings.load(path, {})


def shipped(data: bytes) -> None:
    """The lists of the product, as somebody may have edited them."""
    with suppress(AnalysisError):
        taxonomy.read(put("topics.tsv", data))
    put(concepts.FILE, data)
    with suppress(AnalysisError):
        concepts.read(shelf())
    with suppress(AnalysisError):
        calendar.shipped(put("events.tsv", data))


TARGETS: dict[str, Target] = {
    "scope": scope,
    "command_line": command_line,
    "search": search,
    "searching": searching,
    "seeds": reader("a.txt"),
    "jsonl": reader("a.jsonl"),
    "csv": reader("a.csv"),
    "tsv": reader("a.tsv"),
    "parquet": reader("a.parquet"),
    "zip": packed,
    "dates": day,
    "feeds": feed,
    "pages": page,
    "web": web,
    "ics": events("a.ics"),
    "events": events("a.csv"),
    "lists": lists_,
    "shipped": shipped,
}


def seeds(name: str) -> list[bytes]:
    """What a target's inputs are made from, at first."""
    article = '{"date": "2025-10-22", "title": "Tin về chip", "text": "Câu một. Câu hai.", "source": "Báo Một"}'
    table = (
        'date,title,text,source\n2025-10-22,"Tin, về chip",Câu một.,Báo Một\n22/10/2025,Tin hai,"a ""b"" c",Báo Hai\n'
    )
    sample = [path.read_bytes()[:1500] for path in sorted(SAMPLE.glob("*.jsonl"))[:2]]
    given = {
        "scope": ["since=2025-10-01&until=2025-10-31&source=B%C3%A1o+M%E1%BB%99t&source=a&lens=tech&unit=stories&panel=1"
                  "&topic=ai&entity=VNPT&search=%22chip%22+-x&section=s"],
        "command_line": ["2025-10-01\n2025-10-31\nchip AND -ai\nstories\nall\nBáo Một\nmục\nai\nVNPT\n1"],
        "search": ['"chuyển đổi số" AND (chip OR bán*) -thue NEAR("a b", c, 5) source:"Báo Một" topic:ai NOT doc:x', "a NEAR/3 b"],
        "seeds": [" date 2025-10-21 Tin về chip. Câu hai.\n date 2025-10-22 Tin hai.\n"],
        "jsonl": [article + "\n" + article],
        "csv": [table],
        "tsv": [table.replace(",", "\t")],
        "dates": ["2025-10-22T10:00:00+07:00", "Wed, 22 Oct 2025 10:00:00 GMT", "22/10/2025 10:30", "1761100000", "Thứ tư, 22/10/2025, 10:30 (GMT+7)"],
        "feeds": ['<?xml version="1.0"?><rss version="2.0"><channel><item><title>a</title><link>https://bao.example/a</link>'
                  "<pubDate>Wed, 22 Oct 2025 10:00:00 +0700</pubDate><description>&lt;b&gt;x</description></item></channel></rss>",
                  '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://bao.example/a</loc></url></urlset>'],
        "pages": ['<html><head><meta property="article:published_time" content="2025-10-22T10:00:00+07:00"><title>Tin</title>'
                  "</head><body><article><h1>Tin</h1><p>" + "Một câu dài vừa đủ để được coi là bài. " * 8 + "</p></article></body></html>"],
        "web": ["https://bao.example:443/a/../b?x=1#y", "User-agent: *\nDisallow: /a*b$\nCrawl-delay: 4", "<p>a&amp;b<br></p>", "http://[::1]/", "utf-16"],
        "ics": ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20251022\r\nDTEND;VALUE=DATE:20251024\r\nSUMMARY:Họp\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"],
        "events": ["first,last,name\n2025-10-22,2025-10-23,Họp\n"],
        "lists": ["merge\tA\t\tB\tAn\t2026-11-02\n", "add\tgreen\t\tXanh\tGreen\tđiện gió;điện mặt trời\tAn\t2026-11-02\nyes\tai\t" + "0" * 32 + "\t\t\t\tAn\t2026-11-02\n",
                  "phrases\tadd\tbán dẫn\nconcepts\tadd\tAI = trí tuệ\n", "lan@example.vn\teditor\n", '[login]\nkind = "proxy"\naddresses = ["10.0.0.5/32"]\n[limits]\nrows = 5\n'],
        "shipped": [one.read_text("utf-8")[:800] for one in (LEXICON / "topics.tsv", LEXICON / concepts.FILE, calendar.FILE)],
    }  # fmt: skip
    given["searching"] = given["search"]
    made = [one.encode() for one in given.get(name, [])]
    if name == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        held = io.BytesIO()
        pq.write_table(pa.table({"date": ["2025-10-22", None], "title": ["Tin", "Hai"], "text": ["Câu.", "x"]}), held)
        made = [held.getvalue()]
    if name == "zip":
        made = [b"\0\0".join([table.encode(), article.encode(), b" date 2025-10-21 a", b"x\ty"])]
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("a/b.jsonl", article)
        made.append(held.getvalue())
    return made + (sample if name == "jsonl" else [])

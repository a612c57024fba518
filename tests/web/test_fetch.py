"""Feeds and pages of a real server on loopback, through the whole way to a store."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.fetch import fetch
from analysis.schema import ZONE
from analysis.sources.web.limits import Limits
from analysis.store import crawl
from analysis.store.lake import Lake
from analysis.store.snapshot import open_snapshot

QUICK = Limits(delay=0.0, back_off=0.0, stall=2.0, whole=3.0)
NOW = datetime.now(ZONE).replace(microsecond=0)
BODY = (
    "Sở Khoa học và Công nghệ cho biết trung tâm dữ liệu mới đặt tại Bến Sông sẽ mở cửa trong quý tới, phục vụ các doanh "
    "nghiệp nhỏ và vừa trong vùng. Trung tâm có hai phòng máy và một lớp học về chuyển đổi số cho người dân."
)


def page(title: str, published: str, *, extra: str = "") -> str:
    """A page in the shape of a Vietnamese outlet's."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title} - Báo Bến Sông</title>
<meta property="og:title" content="{title}"><meta name="description" content="Hai phòng máy phục vụ doanh nghiệp nhỏ.">
<meta property="article:published_time" content="{published}"></head><body>
<div class="menu"><a href="/">Trang chủ</a><a href="/so">Số hóa</a></div>
<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="/so">Số hóa</a></li></ul>{extra}
<article><h1>{title}</h1><p>{BODY}</p><p>{BODY[::1].replace("Bến Sông", "Cầu Đá")}</p><p>{BODY.replace("hai", "ba")}</p>
<p>Lê Thử Nghiệm</p></article><footer>Giấy phép số 1</footer></body></html>"""


def feed(*items: tuple[str, str, str]) -> str:
    """RSS of (path, title, date)."""
    inside = "".join(
        f"<item><title>{title}</title><link>{link}?utm_source=rss</link><pubDate>{when}</pubDate>"
        f"<description><![CDATA[<img src='a.jpg'/>Hai phòng máy phục vụ doanh nghiệp nhỏ.]]></description></item>"
        for link, title, when in items
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tin</title>{inside}</channel></rss>'
    )


def outlets(folder: Path, *addresses: str) -> Path:
    """A list of one outlet with these feeds."""
    feeds = ", ".join(f'{{section = "Số hóa", address = "{address}"}}' for address in addresses)
    listed = folder / "sources.toml"
    listed.write_text(f'[[outlet]]\ndomain = "127.0.0.1"\nname = "Báo Bến Sông"\nfeeds = [{feeds}]\n', "utf-8")
    return listed


def rows(store: Path) -> list[dict[str, object]]:
    frame = open_snapshot(store).query("SELECT * EXCLUDE (keyphrases) FROM articles ORDER BY title")
    return frame.to_dict("records")


def test_a_feed_becomes_a_store_and_the_second_run_adds_nothing(site, tmp_path: Path) -> None:
    an_hour_ago = NOW - timedelta(hours=1)
    when = format_datetime(an_hour_ago)
    links = [site.put(f"/bai-{n}.htm", page(f"Trung tâm dữ liệu số {n}", an_hour_ago.isoformat())) for n in (1, 2)]
    gone = site.address + "/khong-con.htm"
    secret = site.put("/rieng/bai-3.htm", page("Trang riêng", an_hour_ago.isoformat()))
    site.put("/robots.txt", "User-agent: *\nDisallow: /rieng/\n")
    items = [(link, f"Trung tâm dữ liệu số {n}", when) for n, link in enumerate(links, 1)]
    items += [
        (gone, "Không còn", when),
        (secret, "Trang riêng", when),
        ("https://quang-cao.example/x", "Quảng cáo", when),
    ]
    listed = outlets(tmp_path, site.put("/tin.rss", feed(*items), ETag='"1"'), site.address + "/hong.rss")
    store, steps = tmp_path / "store", []

    first = fetch(store, listed=listed, private=True, limits=QUICK, progress=steps.append, processes=1)

    assert (first.visited.feeds, first.visited.found, first.visited.fetched, first.new) == (1, 4, 2, 2)
    assert [address for address, _ in first.visited.failures] == [site.address + "/hong.rss"]
    assert {address: reason.split(": got")[0] for _, address, reason in first.visited.refused} == {
        gone: "the server refuses",
        secret: f"robots.txt of {site.address[7:]} forbids it",
    }
    assert "/rieng/bai-3.htm" not in site.asked
    assert {step.stage for step in steps} == {"feeds", "fetch", "read", "publish"}
    one, two = rows(store)
    assert (one["title"], one["url"], one["source"], one["author"]) == (
        "Trung tâm dữ liệu số 1", links[0], "127.0.0.1", "Lê Thử Nghiệm",
    )  # fmt: skip
    assert one["published"] == an_hour_ago.replace(tzinfo=None)
    assert (one["date_origin"], one["origin"]) == ("feed", f"{site.address}/tin.rss")
    assert one["batch"] == two["batch"] == f"fetch-{datetime.now(ZONE):%Y%m%d}"
    assert abs(one["fetched"] - NOW.replace(tzinfo=None)) < timedelta(minutes=5)
    (kept,) = (a for a in Lake(store).articles({bytes.fromhex(str(one["key"]))}))
    assert kept.sections == ("Số hóa",) and len(kept.raw_hash) == 64
    assert kept.summary == "Hai phòng máy phục vụ doanh nghiệp nhỏ."
    assert "Giấy phép" not in kept.body and "Trang chủ" not in kept.body
    refused = open_snapshot(store).query("SELECT file FROM rejects ORDER BY file")
    assert sorted(refused.file) == sorted([gone, secret])

    asked = len(site.asked)
    second = fetch(store, listed=listed, private=True, limits=QUICK, processes=1)
    assert (second.visited.unchanged, second.visited.found, second.visited.fetched, second.new) == (1, 0, 0, 0)
    assert site.asked[asked:] == ["/robots.txt", "/tin.rss", "/hong.rss"]
    assert rows(store) == [one, two]
    good, bad = sorted(crawl.health(store), key=lambda one: one.error)
    assert (good.address, good.error, good.a_day, good.refused) == (f"{site.address}/tin.rss", "", 4.0, 2)
    assert bad.error.startswith("the server refuses: got HTTP 404") and not bad.succeeded


def test_a_run_that_ended_while_pages_waited_goes_on_where_it_was(site, tmp_path: Path) -> None:
    when = NOW - timedelta(hours=2)
    link = site.put("/bai.htm", page("Bài đã tải về", when.isoformat()))
    listed = outlets(tmp_path, site.put("/tin.rss", feed((link, "Bài đã tải về", format_datetime(when))), ETag='"1"'))
    store = tmp_path / "store"
    store.mkdir()

    def stop(step: object) -> None:
        if getattr(step, "stage", "") == "fetch":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(store, listed=listed, private=True, limits=QUICK, progress=stop, processes=1)
    asked = len(site.asked)
    report = fetch(store, listed=listed, private=True, limits=QUICK, processes=1)
    assert report.new == 1
    assert "/bai.htm" not in site.asked[asked:], "it was fetched already"


def test_dates_seven_hours_off_are_put_right_and_say_so(site, tmp_path: Path) -> None:
    early, late = NOW - timedelta(hours=9), NOW - timedelta(minutes=30)
    items = []
    for number in range(3):
        true = early + timedelta(minutes=7 * number)
        shown = f'<span class="date">{true:%d/%m/%Y, %H:%M} (GMT+7)</span>'
        link = site.put(
            f"/som-{number}.htm", page(f"Bài sớm {number}", (true - timedelta(hours=7)).isoformat(), extra=shown)
        )
        items.append((link, f"Bài sớm {number}", format_datetime(true - timedelta(hours=7))))
    alone = site.put("/mot-minh.htm", page("Bài một mình", "hôm qua"))
    items.append((alone, "Bài một mình", format_datetime(late - timedelta(hours=7))))
    store, listed = tmp_path / "store", outlets(tmp_path, site.put("/tin.rss", feed(*items)))
    fetch(store, listed=listed, private=True, limits=QUICK, processes=1)
    found = {row["title"]: (row["published"], row["date_origin"]) for row in rows(store)}
    assert found["Bài một mình"] == (late.replace(tzinfo=None), "feed+7h")
    assert found["Bài sớm 2"] == ((early + timedelta(minutes=14)).replace(tzinfo=None), "feed+7h")


def test_named_pages_and_only_those(site, tmp_path: Path) -> None:
    link = site.put("/2025/10/20/bai", page("Bài được dán vào", ""))
    report = fetch(tmp_path / "store", addresses=[link, "file:///etc/passwd"], private=True, limits=QUICK, processes=1)
    assert report.new == 1
    assert [reason for _, _, reason in report.visited.refused] == [
        "the address cannot be fetched: got 'file:///etc/passwd'"
    ]
    (row,) = rows(tmp_path / "store")
    assert (row["published"], row["has_time"], row["date_origin"]) == (datetime(2025, 10, 20), False, "url")


def test_a_named_page_is_fetched_again_and_nothing_else_that_waits(site, tmp_path: Path) -> None:
    store, when = tmp_path / "store", NOW - timedelta(hours=2)
    waits = site.put("/cho.htm", "", status=503)
    listed = outlets(tmp_path, site.put("/tin.rss", feed((waits, "Đang chờ", format_datetime(when)))))
    assert fetch(store, listed=listed, private=True, limits=QUICK, processes=1).new == 0
    named = site.address + "/bai.htm"
    gone = fetch(store, addresses=[named], private=True, limits=QUICK, processes=1)
    assert [address for _, address, _ in gone.visited.refused] == [named]
    site.put("/bai.htm", page("Nay đã có", when.isoformat()))
    site.put("/cho.htm", page("Đang chờ", when.isoformat()))
    with crawl.opened(store) as db:
        db.execute("UPDATE pages SET due = '2000-01-01' WHERE address = ?", (waits,))
    asked = len(site.asked)
    assert fetch(store, addresses=[named], private=True, limits=QUICK, processes=1).new == 1
    assert site.asked[asked:] == ["/robots.txt", "/bai.htm"]
    assert fetch(store, addresses=[named], private=True, limits=QUICK, processes=1).new == 0
    assert [row["title"] for row in rows(store)] == ["Nay đã có"]


def test_entries_older_than_asked_for_are_left_out(site, tmp_path: Path) -> None:
    old = NOW - timedelta(days=10)
    there = site.put("/tin.rss", feed((site.address + "/cu.htm", "Cũ", format_datetime(old))), ETag='"1"')
    listed = outlets(tmp_path, there)
    since = date.today() - timedelta(days=3)
    report = fetch(tmp_path / "store", listed=listed, since=since, private=True, limits=QUICK, processes=1)
    assert (report.visited.feeds, report.visited.found) == (1, 0)
    report = fetch(tmp_path / "store", listed=listed, private=True, limits=QUICK, processes=1)
    assert (report.visited.unchanged, report.visited.found) == (0, 1), "what was left out is found by who asks for all"


def test_sitemaps_lead_to_sitemaps(site, tmp_path: Path) -> None:
    when = NOW - timedelta(hours=3)
    link = site.put("/bai.htm", page("Bài trong sơ đồ", when.isoformat()))
    inner = site.put(
        "/trong.xml",
        f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{link}</loc></url></urlset>",
    )
    index = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{inner}</loc></sitemap></sitemapindex>"
    listed = outlets(tmp_path, site.put("/sitemap.xml", index))
    fetch(tmp_path / "store", listed=listed, private=True, limits=QUICK, processes=1)
    (row,) = rows(tmp_path / "store")
    assert (row["title"], row["date_origin"]) == ("Bài trong sơ đồ", "page")


def test_the_store_of_the_sample_takes_no_real_article(sample_store: Path) -> None:
    with pytest.raises(InputError, match="never mix"):
        fetch(sample_store, addresses=["https://bao.example/"])
    assert json.dumps(crawl.health(sample_store)) == "[]"

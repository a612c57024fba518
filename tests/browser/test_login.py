"""Login with a real provider on loopback, through the shipped nginx: who comes in, who does not, what each role may do, and
what is written down."""

from __future__ import annotations

import json
import os
import re
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser

from analysis.access import users
from analysis.paths import ROOT
from analysis.store.audited import rows
from dashboard.reports.live import READY
from tests.serving import wait
from tools.proxy import Proxy, free_ports, proxied

pytestmark = pytest.mark.browser
SECRET = "a secret of these tests, long enough for all"
OPENED = "!document.querySelector('.st-key-topics-list').getAnimations({subtree: true}).length"
"""The list stands open. While it opens, what is in it moves: a click that began on the button ended on the table."""
DEEP = "/keywords?search=chip&since=2025-10-01&lang=en"


@dataclass
class Shared:
    """A shared deployment: its address, whom to trust there, its store, its list of users, its log."""

    address: str
    trust: ssl.SSLContext
    store: Path
    users: Path
    log: Path


@pytest.fixture(scope="module")
def shared(nginx: str, sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    folder = tmp_path_factory.mktemp("shared")
    store = folder / "store"
    # What other tests did to the sample is not of this deployment.
    shutil.copytree(sample_store, store, ignore=shutil.ignore_patterns("state.sqlite*"))
    port, away, theirs = free_ports(3)
    (folder / "nginx").mkdir()
    # The second of the two seats stays empty: whoever is led there is passed on.
    with proxied(folder / "nginx", [port, away]) as front:
        yield from deployed(folder, store, front, port, theirs)


def deployed(folder: Path, store: Path, front: Proxy, port: int, theirs: int) -> Iterator[Shared]:
    """The app and the provider behind a proxy that runs."""
    back = f"{front.address}/oauth2callback"
    users.put(folder / "users.tsv", "@example.vn", "viewer")
    users.put(folder / "users.tsv", "lan@example.vn", "admin")
    settings = folder / "serving.toml"
    settings.write_text(
        f'users = "users.tsv"\n[login]\nkind = "oidc"\nclient_id = "tin"\nclient_secret = "{SECRET}"\n'
        f'server_metadata_url = "http://127.0.0.1:{theirs}/.well-known/openid-configuration"\n'
        f'redirect_uri = "{back}"\ncookie_secret = "{SECRET}"\n[limits]\nsessions_per_user = 2\n',
        "utf-8",
    )
    settings.chmod(0o600)
    log = folder / "log.txt"
    serve = ["-m", "analysis", "serve", "--store", store, "--port", port, "--settings", settings, "--log", "json"]
    provider = [Path(__file__).with_name("provider.py"), theirs, "tin", SECRET, back]
    with log.open("wb") as out, (folder / "provider.txt").open("wb") as beside:
        started = [
            subprocess.Popen([sys.executable, *map(str, command)], cwd=ROOT, stdout=to, stderr=to, env=os.environ)
            for command, to in ((provider, beside), (serve, out))
        ]
        try:
            wait(f"http://127.0.0.1:{theirs}/jwks", started[0])
            wait(f"http://127.0.0.1:{port}/health/ready", started[1])
            trust = ssl.create_default_context(cafile=str(front.folder / "certificate.pem"))
            yield Shared(front.address, trust, store, folder / "users.tsv", log)
        finally:
            for one in started:
                one.terminate()
            assert [one.wait(20) for one in started][1] in (0, -15), "the server ends when it is asked to"


def log_in(client: httpx2.Client, shared: Shared, target: str = DEEP, **person: object) -> httpx2.Response:
    """As a browser does it: from the page asked for to the provider and back."""
    first = client.get(shared.address + target)
    assert first.url.path == "/login", first.url
    button = re.search(r'class="go" href="([^"]+)"', first.text)
    assert button
    form = client.get(f"{shared.address}{button[1]}")
    asked = parse_qs(form.url.query.decode())
    assert asked["code_challenge_method"] == ["S256"] and asked["nonce"] and asked["state"]
    return client.post(form.url, data={name: str(value) for name, value in person.items()})


@pytest.fixture
def client(shared: Shared) -> Iterator[httpx2.Client]:
    with httpx2.Client(follow_redirects=True, timeout=30, trust_env=False, verify=shared.trust) as made:
        yield made


def test_a_stranger_gets_nothing_but_the_way_in(shared: Shared, client: httpx2.Client) -> None:
    for path in ("/_stcore/host-config", "/media/a.csv", "/static/js/a.js", "/app/static/style.css"):
        assert client.get(shared.address + path, follow_redirects=False).status_code in (401, 403), path
    assert client.put(f"{shared.address}/_stcore/upload_file/a/b").status_code == 401
    assert client.post(f"{shared.address}/_stcore/agent/interact").status_code == 401
    answer = client.get(shared.address + DEEP, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/login?next=%2Fkeywords")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert client.get(f"{shared.address}/health/ready").json()["ready"] is True
    # Headers by which the gate tells pages who asks come from nobody else.
    spoofed = {"X-Nhiptin-Person": "lan@example.vn", "X-Forwarded-Email": "lan@example.vn"}
    assert client.get(shared.address + DEEP, headers=spoofed, follow_redirects=False).status_code == 303
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    with pytest.raises(InvalidStatus):
        stream = f"{shared.address.replace('http', 'ws')}/_stcore/stream"
        connect(stream, additional_headers=spoofed, ssl=shared.trust, proxy=None).close()


def test_a_login_leads_to_the_page_that_was_asked_for(shared: Shared, client: httpx2.Client) -> None:
    done = log_in(client, shared, email="minh@example.vn")
    assert done.status_code == 200 and str(done.url) == shared.address + DEEP and 'id="root"' in done.text
    cookie = next(one for one in client.cookies.jar if one.name == "_streamlit_user")
    client.cookies.set("_streamlit_user", str(cookie.value)[:-3] + "AAA", domain=cookie.domain, path="/")
    assert client.get(shared.address + DEEP).url.path == "/login", "a cookie that was tampered with is none"


@pytest.mark.parametrize(
    "person",
    [
        {"email": "lan@example.vn", "forged": 1},
        {"email": "lan@example.vn", "lifetime": -3600},
        {"email": "lan@example.vn", "age": 13 * 3600},
        {"email": "lan@example.vn", "age": -3600},
        {"email": "lan@example.vn", "verified": "no"},
    ],
    ids=["signed by somebody else", "expired token", "login of yesterday", "from the future", "not verified"],
)
def test_a_token_that_is_not_good_lets_nobody_in(
    shared: Shared, client: httpx2.Client, person: dict[str, object]
) -> None:
    log_in(client, shared, **person)
    assert client.get(shared.address + DEEP).url.path == "/login"


def test_who_is_not_on_the_list_is_told_so(shared: Shared, client: httpx2.Client) -> None:
    done = log_in(client, shared, email="ngoc@example.vn.evil.test")
    assert done.status_code == 403 and "ngoc@example.vn.evil.test" in done.text
    assert client.get(f"{shared.address}/_stcore/host-config").status_code == 403


@pytest.mark.parametrize("target", ["//evil.test/a", "https://evil.test", "/\\evil.test", "/login?next=/login"])
def test_a_login_never_leads_away(shared: Shared, client: httpx2.Client, target: str) -> None:
    asked = httpx2.URL(f"{shared.address}/login", params={"next": target})
    button = re.search(r'class="go" href="([^"]+)"', client.get(asked).text)
    assert button
    form = client.get(f"{shared.address}{button[1]}")
    done = client.post(form.url, data={"email": "minh@example.vn"})
    assert str(done.url) == f"{shared.address}/"


def test_a_new_snapshot_is_served_without_a_new_start_and_a_damaged_one_is_not_ready(
    shared: Shared, client: httpx2.Client
) -> None:
    ready = f"{shared.address}/health/ready"
    pointer = shared.store / "CURRENT"
    version = pointer.read_text("ascii")
    assert client.get(ready).json()["snapshot"] == version.strip()
    fresh = f"{version.strip()}-copy"
    shutil.copytree(shared.store / "snapshots" / version.strip(), shared.store / "snapshots" / fresh)
    pointer.write_text(f"{fresh}\n", "ascii")
    assert client.get(ready).json() == {"ready": True, "snapshot": fresh}
    pointer.write_text("no such version\n", "ascii")
    assert client.get(ready).status_code == 503 and client.get(f"{shared.address}/health/live").status_code == 200
    pointer.write_text(version, "ascii")
    assert client.get(ready).status_code == 200


def test_roles_deep_link_audit_and_logout_in_a_browser(shared: Shared, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN", ignore_https_errors=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{shared.address}/data?since=2025-10-01")
    page.get_by_role("link", name="Đăng nhập").click()
    page.get_by_role("textbox").fill("minh@example.vn")
    page.get_by_role("button").click()
    page.wait_for_url("**/data?since=2025-10-01*")
    page.wait_for_function(READY)
    words = page.locator('[data-testid="stMain"]').inner_text()
    assert "minh@example.vn" in words and "người xem" in words
    assert "Nhật ký thay đổi" not in words and page.get_by_text("Chỉ nhập được khi").count() == 1
    page.locator(".st-key-topics-list summary").click()
    page.wait_for_function(OPENED)
    with page.expect_download() as download:
        page.locator(".st-key-csv-topics button").click()
    assert download.value.suggested_filename.startswith("nhiptin-")
    users.put(shared.users, "minh@example.vn", "admin")
    page.reload()
    page.wait_for_function(READY)
    words = page.locator('[data-testid="stMain"]').inner_text()
    assert "quản trị" in words and "Nhật ký thay đổi" in words
    noted = rows(shared.store, top=5, what="export")
    assert noted["who"].tolist() == ["minh@example.vn"]
    assert json.loads(noted["detail"][0]) == {"file": download.value.suggested_filename, "page": "/data"}
    # A third page of one person is told to wait; the list counts at once.
    others = [context.new_page() for _ in range(2)]
    for other in others:
        other.goto(f"{shared.address}/methods")
        other.wait_for_function(READY)
    assert "quá nhiều trang" in others[1].locator('[data-testid="stMain"]').inner_text()
    for other in others:
        other.close()
    page.get_by_role("link", name="Đăng xuất").click()
    page.wait_for_url("**/login*")
    page.goto(f"{shared.address}/data")
    assert urlsplit(page.url).path == "/login"
    context.close()


def test_the_log_says_who_came_in_and_why_others_did_not(shared: Shared) -> None:
    told = [json.loads(line) for line in shared.log.read_text("utf-8").splitlines() if line.startswith("{")]
    assert {"logged in", "refused: not on the list"} <= {line["told"] for line in told}
    failed = " ".join(line.get("error", "") for line in told)
    assert "BadSignatureError" in failed and "ExpiredTokenError" in failed, "refused for the reason meant"
    assert not [line for line in told if line["level"] == "error" or "code=" in line["told"]]

"""Two processes behind a real nginx with the shipped configuration: what visitors get, and who does not get through."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from analysis.access import users
from analysis.paths import ROOT
from tests.serving import wait
from tools import proxy

from .shipped import UNITS, commands, here, image

SECRET = "the secret of these tests, long enough"
SHIPPED = (proxy.SHIPPED / "nhiptin" / "login-proxy.conf").read_text("utf-8")
LAN, STRANGER = ("lan@example.vn", "of lan"), ("x@other.example", "of x")
PATIENCE = 60
"""Seconds after which something counts as hanging on a busy machine."""
ONCE = (
    "content-security-policy", "x-frame-options", "x-content-type-options", "referrer-policy", "strict-transport-security",
)  # fmt: skip


def password(who: tuple[str, str] | None) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(':'.join(who).encode()).decode()}"} if who else {}


@dataclass
class Apps:
    """The processes of the app, by port."""

    environment: dict[str, str]
    log: Path
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """As ``systemctl start nhiptin@PORT`` does."""
        (command,) = commands(UNITS / "nhiptin@.service")
        with self.log.open("ab") as out:
            self.running[port] = subprocess.Popen(
                here(command, **{"%i": str(port)}), cwd=ROOT, env=self.environment, stdout=out, stderr=out
            )


@dataclass
class Site:
    apps: Apps
    proxy: proxy.Proxy
    trust: ssl.SSLContext

    def visitor(self, who: tuple[str, str] | None = LAN, source: str = "127.0.0.1") -> httpx2.Client:
        transport = httpx2.HTTPTransport(verify=self.trust, local_address=source)
        return httpx2.Client(
            transport=transport, base_url=self.proxy.address, headers=password(who), timeout=PATIENCE, trust_env=False
        )

    def socket(self, visitor: httpx2.Client, origin: str = "") -> ClientConnection:
        """The socket of a page, as a browser opens it."""
        sent = visitor.build_request("GET", "/").headers
        return connect(
            f"wss://{urlsplit(self.proxy.address).netloc}/_stcore/stream",
            ssl=self.trust,
            origin=Origin(origin or self.proxy.address),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={name: sent[name] for name in ("authorization", "cookie") if name in sent},
            max_size=None,
            open_timeout=PATIENCE,
            proxy=None,
        )

    def open_pages(self) -> dict[int, int]:
        """Pages open at each process, as it counts them itself."""
        told = {
            port: httpx2.get(f"http://127.0.0.1:{port}/metrics", trust_env=False, timeout=PATIENCE).text
            for port in self.apps.running
        }
        return {port: int(float(re.findall(r"^nhiptin_sessions (\S+)", text, re.M)[0])) for port, text in told.items()}


@pytest.fixture(scope="module")
def site(nginx: str, sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("deployed")
    store = Path(shutil.copytree(sample_store, folder / "store"))
    users.put(store / users.FILE, LAN[0], "viewer")
    settings = folder / "serving.toml"
    settings.write_text(
        f'[login]\nkind = "proxy"\naddresses = ["127.0.0.1/32"]\nsecret = "{SECRET}"\ncookie_secret = "{SECRET}"\n',
        "utf-8",
    )
    settings.chmod(0o600)
    apps = Apps(os.environ | {"NHIPTIN_STORE": str(store), "NHIPTIN_SETTINGS": str(settings)}, folder / "apps.log")
    ports = proxy.free_ports(2)
    (folder / "nginx").mkdir()
    with ExitStack() as stack:
        for port in ports:
            apps.start(port)
            stack.callback(lambda port=port: (apps.running[port].terminate(), apps.running[port].wait(20)))
        for port in ports:
            wait(f"http://127.0.0.1:{port}/health/ready", apps.running[port])
        login = SHIPPED.replace("WRITE-THE-SECRET-OF-THE-SETTINGS-HERE", SECRET)
        running = stack.enter_context(proxy.proxied(folder / "nginx", ports, login=login))
        (folder / "nginx" / "nhiptin" / "passwords").write_text(
            "".join(f"{name}:{{PLAIN}}{word}\n" for name, word in (LAN, STRANGER)), "utf-8"
        )
        yield Site(apps, running, ssl.create_default_context(cafile=str(running.folder / "certificate.pem")))
    told = apps.log.read_text("utf-8", "replace")
    assert "Traceback" not in told, told[-3000:]


def seat(answer: httpx2.Response) -> int:
    """The process that a visitor was given."""
    return int(answer.cookies["nhiptin_seat"])


def test_a_page_comes_through_tls_compressed_with_each_header_once(site: Site) -> None:
    with site.visitor() as visitor:
        page = visitor.get("/keywords?search=chip")
        assert page.status_code == 200 and 'id="root"' in page.text and page.headers["content-encoding"] == "gzip"
        script = visitor.get(re.findall(r'src="\.?(/static/js/[^"]+)"', page.text)[0])
        assert script.headers["content-encoding"] == "gzip" and "accept-encoding" in script.headers["vary"].lower()
        nowhere = visitor.get("/metrics")
        assert nowhere.status_code == 404
    for answer in (page, script, nowhere):
        assert {name: len(answer.headers.get_list(name)) for name in ONCE} == dict.fromkeys(ONCE, 1)
        assert answer.headers["server"] == "nginx", "and no version"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    cookie = page.headers["set-cookie"]
    assert all(word in cookie for word in ("nhiptin_seat=", "Secure", "HttpOnly", "SameSite=Lax"))


def test_without_tls_there_is_only_the_way_to_it(site: Site) -> None:
    answer = httpx2.get(f"{site.proxy.plain}/keywords?a=1", trust_env=False)
    assert answer.status_code == 301 and answer.headers["location"] == "https://localhost/keywords?a=1"


def test_nobody_comes_in_without_a_login_or_around_the_proxy(site: Site) -> None:
    forged = {"X-Forwarded-Email": LAN[0], "X-Nhiptin-Proxy": "guessed", "X-Nhiptin-Person": LAN[0]}
    for who, status in ((None, 401), ((LAN[0], "guessed"), 401), (STRANGER, 403)):
        with site.visitor(who) as visitor:
            assert visitor.get("/", headers=forged).status_code == status
            with pytest.raises(InvalidStatus):
                site.socket(visitor).close()
    for port in site.apps.running:
        direct = httpx2.get(f"http://127.0.0.1:{port}/", headers=forged, trust_env=False, timeout=PATIENCE)
        assert direct.status_code == 403 and "answers its proxy only" in direct.text
        with pytest.raises(InvalidStatus):
            connect(f"ws://127.0.0.1:{port}/_stcore/stream", additional_headers=forged, proxy=None).close()


def test_a_page_stays_with_the_process_of_its_socket(site: Site) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(site.visitor())
        one = seat(first.get("/"))
        before = site.open_pages()
        for _ in range(4):
            assert stack.enter_context(site.socket(first)).subprotocol == "streamlit"
            assert "nhiptin_seat" not in first.get("/").headers.get("set-cookie", ""), "the seat stays"
        assert site.open_pages()[one] == before[one] + 4
        newcomers = [stack.enter_context(site.visitor()) for _ in range(4)]
        assert {seat(one.get("/")) for one in newcomers} == set(site.apps.running), "newcomers take turns"
        with pytest.raises(InvalidStatus):
            site.socket(first, origin="https://evil.example").close()


def test_the_image_knows_whether_it_is_well(site: Site) -> None:
    (nobody,) = proxy.free_ports(1)
    for port, code in ((min(site.apps.running), 0), (nobody, 1)):
        asked = [sys.executable, *(word.replace("8501", str(port)) for word in image("HEALTHCHECK")[1:])]
        assert subprocess.run(asked, capture_output=True, check=False).returncode == code


def test_too_much_is_refused_at_the_door_and_others_notice_nothing(site: Site) -> None:
    with site.visitor(None, source="127.0.0.7") as flood, site.visitor() as peaceful:
        codes = [flood.get("/").status_code]
        while codes[-1] == 401 and len(codes) < 3000:
            codes.append(flood.get("/").status_code)
        assert codes[-1] == 429 and len(codes) > 120
        refused = flood.get("/")
        assert refused.status_code == 429 and len(refused.headers.get_list("content-security-policy")) == 1
        assert peaceful.get("/").status_code == 200
        time.sleep(0.5)
        assert flood.get("/").status_code == 401, "and it is over at once"


@pytest.mark.parametrize(("path", "size"), [("/", 70_000), ("/_stcore/upload_file/a/b", 52 << 20)])
def test_an_upload_that_is_too_large_is_refused_before_it_comes(site: Site, path: str, size: int) -> None:
    way = http.client.HTTPSConnection(urlsplit(site.proxy.address).netloc, context=site.trust, timeout=PATIENCE)
    way.request("PUT", path, headers=password(LAN) | {"Content-Length": str(size)})
    assert way.getresponse().status == 413
    way.close()


def test_when_a_process_dies_another_one_serves_its_visitors(site: Site) -> None:
    with site.visitor() as visitor:
        one = seat(visitor.get("/"))
        with site.socket(visitor) as socket:
            site.apps.running[one].send_signal(signal.SIGKILL)
            site.apps.running[one].wait()
            with pytest.raises(ConnectionClosed):
                while True:
                    socket.recv(timeout=PATIENCE)
        with site.socket(visitor) as socket:
            assert socket.response
            (given,) = re.findall(r"nhiptin_seat=(\d+)", socket.response.headers["set-cookie"])
        assert int(given) in site.apps.running and int(given) != one
        assert seat(visitor.get("/")) == int(given), "and gives them the same seat for what they fetch"
        assert all(visitor.get("/").status_code == 200 for _ in range(5))

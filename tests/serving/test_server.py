"""What browsers get of the preview's server: the site's files, and news."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.serving.messages import News
from generator.serving.server import Audience, address_of_path, server_of

FINDING = json.dumps([{"path": "content/site.yml", "code": "bad-value"}])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site/plans").mkdir(parents=True)
    for name in ("index.html", "404.html", "plans/index.html", "plans/a.html", "plans/规划.html"):
        (tmp_path / "site" / name).write_text(f"<body>{name}</body>", "utf-8")
    (tmp_path / "site/data.csv").write_bytes(b"\xef\xbb\xbfa\r\n")
    (tmp_path / "secret.html").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def audience(site: Path) -> Audience:
    return Audience(site)


@pytest.fixture
def server(site: Path, audience: Audience) -> Iterator[ThreadingHTTPServer]:
    from socket import create_server

    running = server_of(create_server(("127.0.0.1", 0)), site, audience)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def get(server: ThreadingHTTPServer, path: str) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request("GET", quote(path))
    answer = connection.getresponse()
    return answer.status, answer.headers["Content-Type"], answer.read()


def without_script(content: bytes) -> bytes:
    own, scripts = re.subn(
        rb'<script src="/-preview/preview.js" data-state="[0-9a-f]+-\d+" defer></script>', b"", content
    )
    assert scripts == 1
    return own


@pytest.mark.parametrize(
    ("path", "name"),
    [("/", "index.html"), ("/plans/", "plans/index.html"), ("/plans/a.html", "plans/a.html"), ("/plans/规划.html", "plans/规划.html")],
)  # fmt: skip
def test_page_is_the_file_and_a_script(server: ThreadingHTTPServer, site: Path, path: str, name: str) -> None:
    status, kind, content = get(server, path)
    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert without_script(content) == (site / name).read_bytes()


def test_other_files_are_as_they_are(server: ThreadingHTTPServer) -> None:
    assert get(server, "/data.csv") == (200, "text/csv; charset=utf-8", b"\xef\xbb\xbfa\r\n")
    assert b"EventSource" in get(server, "/-preview/preview.js")[2]


@pytest.mark.parametrize(
    "path", ["/no.html", "/no.csv", "/no/", "/../secret.html", "/plans/../../secret.html", "/%2e%2e/secret.html"]
)
def test_what_is_not_there_is_the_site_s_own_page(server: ThreadingHTTPServer, path: str) -> None:
    status, _, content = get(server, path)
    assert (status, without_script(content)) == (404, b"<body>404.html</body>")


def test_folder_leads_to_its_own_address(server: ThreadingHTTPServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request("GET", "/plans")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, "/plans/")


def test_early_page_stands_for_the_file_until_the_next_news(server: ThreadingHTTPServer, audience: Audience) -> None:
    audience.tell(News(early={"plans/a.html": b"early"}, changed=frozenset(), findings="[]"))
    assert without_script(get(server, "/plans/a.html")[2]) == b"early"
    audience.tell(News(early={}, changed=frozenset(("plans/a.html",)), findings="[]"))
    assert without_script(get(server, "/plans/a.html")[2]) == b"<body>plans/a.html</body>"


class Listening:
    """A browser that shows a page and hears of news."""

    def __init__(self, server: ThreadingHTTPServer, path: str) -> None:
        page = get(server, path)[2].decode("utf-8")
        state = re.search(r'data-state="([^"]+)"', page)
        assert state
        self._connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        self._connection.request("GET", f"/-preview/news?page={quote(path)}&state={state[1]}")
        self._answer = self._connection.getresponse()

    def __enter__(self) -> Listening:
        return self

    def __exit__(self, *_: object) -> None:
        self._answer.close()
        self._connection.close()

    def event(self) -> tuple[str, object]:
        name = self._answer.readline().decode("utf-8").removeprefix("event: ").strip()
        data = json.loads(self._answer.readline().decode("utf-8").removeprefix("data: "))
        assert self._answer.readline() == b"\n"
        return name, data


def test_browser_hears_of_findings_and_of_its_own_page(server: ThreadingHTTPServer, audience: Audience) -> None:
    with Listening(server, "/plans/a.html") as browser:
        assert browser.event() == ("findings", [])
        audience.tell(News(early={}, changed=frozenset(("plans/other.html",)), findings="[]"))
        audience.tell(News(early={}, changed=frozenset(), findings=FINDING))
        assert browser.event() == ("findings", json.loads(FINDING))
        audience.tell(News(early={}, changed=frozenset(("plans/a.html",)), findings="[]"))
        assert browser.event() == ("findings", [])
        assert browser.event() == ("reload", {})


@pytest.mark.parametrize("changed", ["index.html", "assets/guihua.css"])
def test_page_is_loaded_again_when_it_or_what_every_page_loads_has_changed(
    server: ThreadingHTTPServer, audience: Audience, changed: str
) -> None:
    with Listening(server, "/") as browser:
        browser.event()
        audience.tell(News(early={}, changed=frozenset((changed,)), findings="[]"))
        assert browser.event() == ("reload", {})


def test_page_whose_early_version_does_not_stand_is_loaded_again(
    server: ThreadingHTTPServer, audience: Audience
) -> None:
    audience.tell(News(early={"plans/a.html": b"early"}, changed=frozenset(), findings="[]"))
    with Listening(server, "/plans/a.html") as browser:
        browser.event()
        audience.tell(News(early={}, changed=frozenset(), findings=FINDING))
        assert [browser.event()[0] for _ in range(2)] == ["findings", "reload"]


def test_page_that_is_as_its_early_version_was_is_not_loaded_again(
    server: ThreadingHTTPServer, audience: Audience, site: Path
) -> None:
    audience.tell(News(early={"plans/a.html": b"early"}, changed=frozenset(), findings="[]"))
    with Listening(server, "/plans/a.html") as browser:
        browser.event()
        (site / "plans/a.html").write_bytes(b"early")
        audience.tell(News(early={}, changed=frozenset(("plans/a.html",)), findings="[]"))
        (site / "plans/a.html").write_bytes(b"later")
        audience.tell(News(early={}, changed=frozenset(("plans/a.html", "x")), findings=FINDING))
        assert [browser.event()[0] for _ in range(2)] == ["findings", "reload"]


def test_style_that_is_early_is_sent_and_loads_every_page_again(
    server: ThreadingHTTPServer, audience: Audience
) -> None:
    with Listening(server, "/plans/a.html") as browser:
        browser.event()
        audience.tell(News(early={"assets/guihua.css": b"early"}, changed=frozenset(), findings="[]"))
        assert browser.event() == ("reload", {})
        assert get(server, "/assets/guihua.css") == (200, "text/css", b"early")


def test_change_between_the_page_and_its_listening_is_not_missed(
    server: ThreadingHTTPServer, audience: Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = get(server, "/plans/a.html")
    audience.tell(News(early={}, changed=frozenset(("plans/a.html",)), findings="[]"))
    monkeypatch.setattr("tests.serving.test_server.get", lambda *_: loaded)
    with Listening(server, "/plans/a.html") as browser:
        assert [browser.event()[0] for _ in range(2)] == ["findings", "reload"]


def test_browser_of_a_former_run_loads_its_page_again(server: ThreadingHTTPServer, site: Path) -> None:
    _, state = "", Audience(site).file("index.html")[0]
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request("GET", f"/-preview/news?page=/&state={state}")
    answer = connection.getresponse()
    lines = [answer.readline() for _ in range(6)]
    assert lines[3] == b"event: reload\n"
    connection.close()


def test_pages_in_view_are_those_of_browsers_that_listen_the_last_first(audience: Audience) -> None:
    with audience.listening("a.html", ""), audience.listening("b.html", ""):
        with audience.listening("a.html", ""), audience.listening("c.html", ""):
            assert audience.in_view() == ("c.html", "a.html", "b.html")
        assert audience.in_view() == ("b.html", "a.html")
    assert audience.in_view() == ()


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", "index.html"), ("/plans/", "plans/index.html"), ("/plans/a.html?x=1#c", "plans/a.html"),
        ("//etc/passwd", "passwd"), ("/a/../../b", "a/b"), ("/%E8%A7%84.html", "规.html"),
    ],
)  # fmt: skip
def test_address_of_a_path_is_within_the_site(path: str, address: str) -> None:
    assert address_of_path(path) == address

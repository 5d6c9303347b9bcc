"""The serving process: answers browsers of this machine, and tells them what has changed.

Pages are sent with a script that is in none of the files. It keeps a connection open on which it hears that its page has
another content now (server-sent events), or that the project has errors.
"""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, Queue
from socket import socket
from typing import Any, BinaryIO
from urllib.parse import parse_qs, unquote, urlsplit

from generator.serving.messages import Edited, News
from generator.serving.watching import Watcher
from generator.shipped import PLACE, TEMPLATES

OWN_ADDRESSES = "/-preview/"
"""The addresses that are not of the site begin so."""
NEWS, SCRIPT = f"{OWN_ADDRESSES}news", f"{OWN_ADDRESSES}preview.js"
TAG = f'<script src="{SCRIPT}" data-state="{{}}" defer></script>'
ON_EVERY_PAGE, EVERY_PAGE = ("assets/",), "*"
"""Where that is what every page loads, and what stands for all addresses when it changes."""
STILL_THERE = 15.0
"""Seconds after which an open connection is used, so that a browser that has gone is noticed."""


class Audience:
    """The browsers that listen, and what they are to hear; used by many threads.

    The state of the site is counted up with all news. A page is sent with the state in which it was made, so that a browser
    that begins to listen hears of what has changed since.
    """

    def __init__(self, site: Path) -> None:
        self._site = site
        self._lock = threading.Lock()
        self._listeners: dict[Queue[str], str] = {}
        self._run = os.urandom(4).hex()
        self._count = 0
        self._changed: dict[str, int] = {}
        self._findings = "[]"
        self._early: dict[str, bytes] = {}

    def in_view(self) -> tuple[str, ...]:
        """The addresses of the pages that browsers show, the last opened first."""
        with self._lock:
            return tuple(dict.fromkeys(reversed(self._listeners.values())))

    def file(self, address: str) -> tuple[str, bytes | None]:
        """The state of the site, and the content of a file, or what stands for it until all is made."""
        with self._lock:
            return f"{self._run}-{self._count}", self._content(address)

    def _content(self, address: str) -> bytes | None:
        return self._early[address] if address in self._early else content_of(self._site / address)

    def tell(self, news: News) -> None:
        with self._lock:
            self._count += 1
            shown = {address: self._content(address) for address in (*self._early, *news.early)}
            self._early = dict(news.early)
            changed = {address for address, content in shown.items() if content != self._content(address)}
            changed |= news.changed - shown.keys()
            if any(address.startswith(ON_EVERY_PAGE) for address in changed):
                changed |= {EVERY_PAGE}
            self._changed.update(dict.fromkeys(changed, self._count))
            for listener, address in self._listeners.items():
                if news.findings != self._findings:
                    listener.put(_event("findings", news.findings))
                if not changed.isdisjoint((address, EVERY_PAGE)):
                    listener.put(RELOAD)
            self._findings = news.findings

    @contextmanager
    def listening(self, address: str, state: str) -> Iterator[Queue[str]]:
        """A queue with the events for a browser that shows the page as it was in this state; the first are the findings."""
        listener = Queue[str]()
        run, _, count = state.partition("-")
        with self._lock:
            listener.put(_event("findings", self._findings))
            last = max(self._changed.get(address, 0), self._changed.get(EVERY_PAGE, 0))
            if run != self._run or not count.isdecimal() or int(count) < last:
                listener.put(RELOAD)
            self._listeners[listener] = address
        try:
            yield listener
        finally:
            with self._lock:
                del self._listeners[listener]


def _event(name: str, data: str) -> str:
    """An event of the stream; ``data`` is JSON."""
    return f"event: {name}\ndata: {json.dumps(json.loads(data), ensure_ascii=False)}\n\n"


RELOAD = _event("reload", "{}")


class _Handler(SimpleHTTPRequestHandler):
    """``audience`` is set by ``server_of``."""

    audience: Audience
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012  # as the base class has it
        **SimpleHTTPRequestHandler.extensions_map, ".html": "text/html; charset=utf-8", ".js": "text/javascript",
        ".atom": "application/atom+xml", ".ics": "text/calendar; charset=utf-8", ".csv": "text/csv; charset=utf-8",
        ".txt": "text/plain; charset=utf-8", ".parquet": "application/vnd.apache.parquet",
        ".jsonld": "application/ld+json", ".jsonl": "application/x-ndjson", ".webmanifest": "application/manifest+json",
    }  # fmt: skip

    def do_GET(self) -> None:
        with suppress(ConnectionError, TimeoutError):
            path = urlsplit(self.path).path
            if path == NEWS:
                self._news()
            elif path == SCRIPT:
                self._send(HTTPStatus.OK, "text/javascript", (PLACE / TEMPLATES / "preview/preview.js").read_bytes())
            else:
                super().do_GET()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Pages are sent with the script; all other files as they are."""
        address = address_of_path(self.path)
        if (Path(self.directory, address, "index.html")).is_file() and not urlsplit(self.path).path.endswith("/"):
            return super().send_head()  # to the folder's own address
        state, content = self.audience.file(address)
        if content is not None and not address.endswith(".html"):
            self._begin(HTTPStatus.OK, self.guess_type(address), len(content))
            return BytesIO(content)
        status = HTTPStatus.NOT_FOUND if content is None else HTTPStatus.OK
        page = content or content_of(Path(self.directory, "404.html")) or b"<!doctype html><title>404</title>"
        content = page + TAG.format(state).encode("ascii")
        self._begin(status, "text/html; charset=utf-8", len(content))
        return BytesIO(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Requests are not logged: the terminal is for findings."""

    def _begin(self, status: HTTPStatus, kind: str, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self._begin(status, kind, len(content))
        self.wfile.write(content)

    def _news(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        (shown,), (state,) = asked.get("page", ["/"])[:1], asked.get("state", [""])[:1]
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with self.audience.listening(address_of_path(shown), state) as listener:
            while True:
                try:
                    event = listener.get(timeout=STILL_THERE)
                except Empty:
                    event = ":\n\n"  # a comment
                self.wfile.write(event.encode("utf-8"))
                self.wfile.flush()


def address_of_path(path: str) -> str:
    """The address of the file that the path of a request is about, from the site's root; never one outside it."""
    plain = unquote(urlsplit(path).path, errors="surrogatepass")
    parts = [part for part in plain.split("/") if part not in ("", ".", "..")]
    return "/".join((*parts, "index.html") if plain.endswith("/") or not parts else parts)


def content_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def server_of(listening: socket, site: Path, audience: Audience) -> ThreadingHTTPServer:
    """A server with the files of ``site``, for the socket, which listens."""
    handler = type("Handler", (_Handler,), {"audience": audience})
    here: tuple[str, int] = listening.getsockname()
    server = ThreadingHTTPServer(here, partial(handler, directory=os.fspath(site)), bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    server.server_port = here[1]
    return server


def answer(
    listening: socket, root: Path, site: Path, watched: tuple[tuple[str, ...], tuple[Path, ...]], builder: Connection
) -> None:
    """Answers on the socket with the files of ``site``, and tells of edits, until the builder has gone. ``watched`` is what
    ``Watcher`` takes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the builder ends, and this with it
    audience = Audience(site)
    Watcher(root, *watched, lambda: builder.send(Edited(audience.in_view()))).start()
    builder.send(Edited(()))  # what is read from now on does not change unseen
    threading.Thread(target=server_of(listening, site, audience).serve_forever, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            audience.tell(builder.recv())
    os._exit(0)  # open connections would keep the process alive

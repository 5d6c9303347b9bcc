"""Headless Chromium on the built site, served under a sub-path by a plain static server on this machine."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

SUB_PATH = "xuchang"
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Quiet(SimpleHTTPRequestHandler):
    """A static server that does not chat and, as hosts do, answers a wrong address with the site's own 404 page."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / SUB_PATH / "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served: ``http://127.0.0.1:<port>/xuchang``."""
    root = tmp_path_factory.mktemp("served")
    (root / SUB_PATH).symlink_to(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{SUB_PATH}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert executable, "Chromium is missing: run nox -s browser, which installs it"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield launched
        launched.close()


@dataclass
class Visit:
    """A page and what went wrong on it: console errors, failed requests, requests that left the site."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on(
            "console", lambda each: self.complaints.append(each.text) if each.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda each: self.complaints.append(str(each)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", lambda each: self._watch(each.url))

    def _failed(self, request: Request) -> None:
        """A request that ends because the visitor has moved on to the next page is no fault of the site."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url} ({request.failure})")

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"left the site: {url}")

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.address}/{path}")
        return self.page


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A fresh visitor; the test fails if anything went wrong on the way."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    visitor = Visit(context.new_page(), address)
    yield visitor
    context.close()
    assert visitor.complaints == []

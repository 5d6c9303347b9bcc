"""Headless Chromium on the built site, served under a sub-path on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.serving import served

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


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served: ``http://127.0.0.1:<port>/xuchang``."""
    with served(site) as root:
        yield root


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
            "console",
            lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", lambda request: self._watch(request.url))

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


@pytest.fixture
def searching(visit: Visit) -> Page:
    return visit.go("search.html")

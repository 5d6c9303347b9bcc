"""A preview without a server: what it would tell browsers is kept, and edits are told by hand."""

from __future__ import annotations

import json
import shutil
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from generator.diagnostics import Report
from generator.rendering import Material
from generator.serving.messages import Edited, News
from generator.serving.preview import PreviewBuilder
from tests.conftest import City
from tests.writing.places import Tree, tree


class Line:
    """The builder's end of the connection to the server."""

    def __init__(self) -> None:
        self.sent: list[News] = []
        self.waiting: deque[Edited] = deque()
        self.polls = 0
        self.edit_after: int | None = None
        """After how many questions an edit comes."""
        self.on_edit: Callable[[], object] = lambda: None
        """What is edited then."""
        self.on_wait: Callable[[], object] = lambda: None
        """What happens while the builder waits for a while only."""

    def send(self, news: News) -> None:
        self.sent.append(news)

    def poll(self, timeout: float = 0.0) -> bool:
        if timeout:
            self.on_wait()
            return bool(self.waiting)
        self.polls += 1
        if self.polls == self.edit_after:
            self.on_edit()
            self.waiting.append(Edited(()))
        return bool(self.waiting)

    def recv(self) -> Edited:
        if not self.waiting:
            raise EOFError
        return self.waiting.popleft()


class Follower:
    """A preview of ``city``; ``told`` is what the terminal shows: findings, files, seconds."""

    def __init__(self, city: City) -> None:
        self.site = city.root / "build/preview"
        self.line = Line()
        self.told: list[tuple[Report, int, float]] = []
        material = Material(city.root / "mkdocs.yml")
        self._preview = PreviewBuilder(
            city.root, self.site, material, cast("Any", self.line), lambda *told: self.told.append(told)
        )

    def follow(self, *in_view: str) -> News:
        """Makes the site as after an edit; the last news."""
        self.line.sent.clear()
        self.line.waiting.append(Edited(in_view))
        self._preview.follow()
        news: News = self.line.sent[-1]
        return news

    def findings(self) -> list[str]:
        """The codes of the findings that the browsers were told last."""
        return [finding["code"] for finding in json.loads(self.line.sent[-1].findings)]


def cold(city: City, folder: Path) -> Tree:
    """What a build of a copy of the project makes."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(city.root, folder, ignore=shutil.ignore_patterns("build"))
    ran = City(folder).run("build")
    assert ran.code == 0, ran
    return tree(folder / "site")


def inodes(site: Path) -> dict[str, tuple[int, int]]:
    """Path → what becomes another when the file is written: its inode and its time."""
    facts = {path.relative_to(site).as_posix(): path.stat() for path in site.rglob("*") if path.is_file()}
    return {path: (fact.st_ino, fact.st_mtime_ns) for path, fact in facts.items()}

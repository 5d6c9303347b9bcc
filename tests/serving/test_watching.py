"""Edits are noticed, whichever way files are written; reading is none."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue

import pytest
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from generator.serving import watching
from generator.serving.watching import Watcher

PATIENCE = 30
QUIET = 1.0
"""Seconds in which an event of the system would have come."""


class Edits:
    def __init__(self) -> None:
        self._queue: Queue[None] = Queue()

    def put(self) -> None:
        self._queue.put(None)

    def come(self) -> bool:
        """Whether an edit is told, within a time that no machine needs; those after it, too, are taken."""
        try:
            self._queue.get(timeout=PATIENCE)
        except Empty:
            return False
        self.none()
        return True

    def none(self) -> bool:
        """Whether nothing is told."""
        time.sleep(QUIET)
        empty = self._queue.empty()
        while not self._queue.empty():
            self._queue.get()
        return empty


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "city/content/plans").mkdir(parents=True)
    (tmp_path / "city/datasets").mkdir()
    (tmp_path / "city/build").mkdir()
    (tmp_path / "city/content/plans/a.md").write_text("a")
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks/mkdocs.yml").write_text("a")
    return tmp_path / "city"


@pytest.fixture
def edits(root: Path) -> Edits:
    told = Edits()
    others = (root.parent / "looks/mkdocs.yml",)
    Watcher(root, ("content", "datasets", "site_templates", "mkdocs.yml"), others, told.put).start()
    told.none()
    return told


EDITS: dict[str, Callable[[Path], object]] = {
    "a file written": lambda root: (root / "content/plans/a.md").write_text("b"),
    "a file written beside and moved over it": lambda root: _moved(
        root / "content/plans/.a.md.swp", "content/plans/a.md"
    ),
    "a file more": lambda root: (root / "datasets/b.csv").write_text("b"),
    "a file less": lambda root: (root / "content/plans/a.md").unlink(),
    "a folder more": lambda root: _in_new_folder(root / "datasets/new/deep"),
    "settings that were not there": lambda root: (root / "mkdocs.yml").write_text("b"),
    "templates that were not there": lambda root: _in_new_folder(root / "site_templates/pages"),
    "a file elsewhere": lambda root: (root.parent / "looks/mkdocs.yml").write_text("b"),
}


def _moved(spare: Path, name: str) -> None:
    spare.write_text("b")
    spare.replace(spare.parents[2] / name)


def _in_new_folder(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "b.csv").write_text("b")


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_edit_is_told(root: Path, edits: Edits, edit: Callable[[Path], object]) -> None:
    edit(root)
    assert edits.come()


@pytest.mark.parametrize("name", ["site_templates", "content"])
def test_edit_in_a_folder_that_is_another_one_is_told(root: Path, edits: Edits, name: str) -> None:
    shutil.rmtree(root / name, ignore_errors=True)
    (root / name / "plans").mkdir(parents=True)
    assert edits.come()
    (root / name / "plans/new.md").write_text("new")
    assert edits.come()


def test_what_is_no_edit_is_not_told(root: Path, edits: Edits) -> None:
    (root / "content/plans/a.md").read_text()
    list((root / "content").rglob("*"))
    (root / "build/site.html").write_text("made")
    (root / "content/plans/.a.md.swp").write_text("an editor's own")
    (root / "content/plans/a.md~").write_text("an editor's own")
    (root.parent / "looks/other.yml").write_text("of nobody")
    assert edits.none()


def test_many_files_at_once_are_few_edits(root: Path) -> None:
    told: list[float] = []
    Watcher(root, ("content",), (), lambda: told.append(time.monotonic())).start()
    time.sleep(QUIET)
    for number in range(200):
        (root / f"content/plans/{number}.md").write_text("b")
    time.sleep(QUIET)
    assert 1 <= len(told) < 20


def test_files_are_looked_at_where_the_system_has_no_means_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Exhausted(PollingObserver):
        def start(self) -> None:
            raise OSError("inotify watch limit reached")

    told = Edits()
    monkeypatch.setattr(watching, "Observer", Exhausted)
    Watcher(root, ("content",), (), told.put).start()
    told.none()
    (root / "content/plans/a.md").write_text("another text")
    assert told.come()
    assert Observer is not PollingObserver

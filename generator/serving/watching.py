"""Watches what a build reads of a project, and of the program's own templates."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

EDITING = frozenset(("created", "modified", "moved", "deleted"))
"""Kinds of events; to open a file, or to close it, is none of them."""
SETTLED = 0.05
"""Seconds without an event after which an edit counts as finished: editors save in several steps, Git by the hundred."""


class Watcher:
    """Calls ``edited``, from a thread of its own, after each edit of the files of these ``names`` in ``root`` and of what is
    in the folders of these names, which may come and go; and of ``others``, which are there.
    """

    def __init__(
        self, root: Path, names: tuple[str, ...], others: tuple[Path, ...], edited: Callable[[], None]
    ) -> None:
        self._root, self._names, self._others = root, names, others
        self._edited = edited
        self._touched = threading.Event()
        self._watches: dict[Path, ObservedWatch] = {}

    def start(self) -> None:
        """Watches by the means of the system; where these are used up, by looking at every file again and again."""
        try:
            self._observe(Observer())
        except OSError:
            self._observe(PollingObserver())
        threading.Thread(target=self._tell, daemon=True).start()

    def _observe(self, observer: BaseObserver) -> None:
        observer.schedule(_Handler(partial(self._in_root, observer)), str(self._root))
        for place in (*(self._root / name for name in self._names), *self._others):
            if place.is_dir():
                self._watch(observer, place)
            elif place.is_file() and place.parent != self._root:
                observer.schedule(_Handler(partial(self._alone, place)), str(place.parent))
        observer.start()

    def _in_root(self, observer: BaseObserver, path: Path) -> None:
        if path.parent == self._root and path.name in self._names:
            if path.is_dir():
                self._watch(observer, path)
            self._touch(path)

    def _watch(self, observer: BaseObserver, folder: Path) -> None:
        """Watches all that is in the folder, which may be another one than before."""
        if folder in self._watches:
            with suppress(KeyError):
                observer.unschedule(self._watches[folder])
        self._watches[folder] = observer.schedule(_Handler(self._touch), str(folder), recursive=True)

    def _alone(self, file: Path, path: Path) -> None:
        if path == file:
            self._touch(path)

    def _touch(self, path: Path) -> None:
        if not (path.name.startswith((".", "#", "~")) or path.name.endswith("~")):  # an editor's own files
            self._touched.set()

    def _tell(self) -> None:
        while True:
            self._touched.wait()
            while self._touched.is_set():
                self._touched.clear()
                self._touched.wait(SETTLED)
            self._edited()


class _Handler(FileSystemEventHandler):
    """Calls ``touched`` with each path that an event has changed."""

    def __init__(self, touched: Callable[[Path], None]) -> None:
        self._touched = touched

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in EDITING and not (event.is_directory and event.event_type == "modified"):
            for path in filter(None, (event.src_path, event.dest_path)):
                self._touched(Path(str(path)))

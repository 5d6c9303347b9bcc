"""The interface to the site engine, which turns a folder of Markdown into a folder of HTML, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from generator.model import Site
from generator.writing.guard import OwnFolder

Nav = tuple[tuple[tuple[str, ...], str], ...]
"""(titles from the outermost, path of the Markdown file) pairs, in order."""


class Engine(Protocol):
    def render(self, staging: Path, out: OwnFolder, nav: Nav, site: Site) -> None:
        """Renders every page of ``staging`` into the empty folder ``out``, after ``out.will_hold`` was called with all names.

        Raises:
            StageError: the engine refused its settings, failed or warned.
        """

    def serve(
        self,
        site: Path,
        watched: tuple[Path, ...],
        rebuild: Callable[[], None],
        address: tuple[str, int],
        announce: Callable[[int], None],
    ) -> None:
        """Serves ``site`` until interrupted, calling ``rebuild`` and reloading the browser when a file changes.

        ``announce`` is called with the port once it is bound; port 0 in ``address`` lets the system choose one.

        Raises:
            OSError: the port cannot be bound.
        """

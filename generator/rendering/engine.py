"""What the system asks of a site engine: nothing but to turn a folder of Markdown into a folder of HTML."""

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
        """Renders every page of ``staging`` into the empty folder ``out``, which is told the names before the files come.

        Raises:
            StageError: the engine refused its settings, failed or warned.
        """

    def serve(
        self, site: Path, watched: tuple[Path, ...], rebuild: Callable[[], None], address: tuple[str, int]
    ) -> None:
        """Serves ``site`` until interrupted, calling ``rebuild`` and reloading the browser when a file changes."""

"""The interface to the site engine, which sets finished pages into the theme's frame, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from generator.model import Site

Nav = tuple[tuple[tuple[str, ...], str], ...]
"""(titles from the outermost, address of the page) pairs, in order."""


@dataclass(frozen=True, slots=True)
class PageBody:
    """What stands in the frame: ``facts`` for the theme (title, description, kind …) as HTML, and the page's ``html``."""

    address: str
    facts: Mapping[str, Any]
    html: str


class Frame(Protocol):
    """The theme with its navigation; it keeps nothing of the pages that it has framed."""

    def page(self, body: PageBody) -> bytes:
        """The whole page, minified.

        Raises:
            StageError: a template of the theme is broken.
        """

    def files(self, addresses: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of the theme's own files, the error page, and a sitemap of the pages at these addresses.

        Raises:
            StageError: a template of the theme is broken.
        """


class Engine(Protocol):
    def frame(self, nav: Nav, site: Site) -> Frame:
        """The frame of the pages.

        Raises:
            StageError: the engine refused its settings, failed or warned.
        """

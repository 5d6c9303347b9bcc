"""A mkdocs plugin for pages that are finished HTML: it bypasses the Markdown parser, which would take a quarter of a build.

A heading is in the page's table of contents when it has an id and is alone on its line. Of the theme's static files only
those that a page loads are published. Written pages are minified here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markdown.extensions.toc import nest_toc_tokens  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkdocsPage
from mkdocs.structure.toc import get_toc

from generator.templating import minifying

HEADING_TAG = re.compile(r'^<h(?P<level>[1-6]) id="(?P<id>[^"]+)"[^>]*>(?P<title>.*)</h(?P=level)>$', re.MULTILINE)
IN_OUTLINE = ("1", "2", "3")
PERMALINK = '<a class="headerlink" href="#{}" title="本条的链接">#</a>'


class FinishedPages(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Passes a page's body by the Markdown parser, adds permalinks to its headings and builds its table of contents.

    ``announce`` is called with the names of all files that mkdocs is about to write. Of the files in ``stock``, the theme's
    own folders, only those in ``used`` are loaded by pages; the others (its script, its search in thirty languages, source
    maps: 2.3 MB) are left out. ``used`` is ``None`` with another theme, of which all files are kept.
    """

    def __init__(
        self, announce: Callable[[Iterable[str]], object], stock: Sequence[str], used: frozenset[str] | None
    ) -> None:
        super().__init__()
        self.announce = announce
        self.stock = stock
        self.used = used
        self.body = ""

    def on_files(self, files: Files, /, *, config: MkDocsConfig, **_: Any) -> Files:
        """Called when mkdocs knows all files and has written none."""
        for file in [*files]:
            if self.used is not None and file.src_dir in self.stock and file.src_uri not in self.used:
                files.remove(file)
        self.announce((*(file.dest_uri for file in files), *config.theme.static_templates, "sitemap.xml.gz"))
        return files

    def on_page_markdown(self, markdown: str, /, **_: Any) -> str:
        self.body = markdown
        return ""

    def on_page_content(self, _html: str, /, *, page: MkdocsPage, **_: Any) -> str:
        headings = [
            {"level": int(heading["level"]), "id": heading["id"], "name": heading["title"]}
            for heading in HEADING_TAG.finditer(self.body)
            if heading["level"] in IN_OUTLINE
        ]
        page.toc = get_toc(nest_toc_tokens(headings))
        return HEADING_TAG.sub(_with_permalink, self.body)

    def on_post_page(self, output: str, /, **_: Any) -> str:
        return minifying.page(output)

    def on_post_template(self, output_content: str, /, *, template_name: str, **_: Any) -> str:
        return minifying.page(output_content) if template_name.endswith(".html") else output_content


def _with_permalink(heading: re.Match[str]) -> str:
    opening, _, closing = heading[0].rpartition("</")
    return f"{opening}{PERMALINK.format(heading['id'])}</{closing}"

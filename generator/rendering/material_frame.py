"""The frame of mkdocs-material: its templates are rendered for one page at a time, by mkdocs' own look-ups and filters.

mkdocs itself reads every page from a folder, parses it as Markdown and keeps it; here the pages are finished HTML, so that
only the theme is asked. The result is that of ``mkdocs build``, byte for byte (``tests/test_frame.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jinja2 import Environment, TemplateError
from markdown.extensions.toc import nest_toc_tokens  # type: ignore[import-untyped]
from mkdocs.commands.build import _build_template, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkdocsPage
from mkdocs.structure.toc import get_toc

from generator.deflating import gzipped
from generator.diagnostics import StageError
from generator.rendering.engine import Nav, PageBody
from generator.templating import minifying
from generator.templating.compiled import CompiledTemplates
from generator.templating.faults import template_problem
from generator.writing.mark import LITTER

HEADING_TAG = re.compile(r'^<h(?P<level>[1-6]) id="(?P<id>[^"]+)"[^>]*>(?P<title>.*)</h(?P=level)>$', re.MULTILINE)
"""A heading is in the page's table of contents when it has an id and is alone on its line."""
IN_OUTLINE = ("1", "2", "3")
PERMALINK = '<a class="headerlink" href="#{}" title="本条的链接">#</a>'
SITEMAP = "sitemap.xml"


class MaterialFrame:
    """``folders`` are the theme's folders that are the project's or ours, ``templates`` where faults of templates are
    looked for.

    Of the stock theme's static files only those that a page loads are published; its script, its search in thirty
    languages and its source maps (2.3 MB) are left out. With another theme all files are kept.
    """

    def __init__(self, config: MkDocsConfig, nav: Nav, folders: list[str], templates: tuple[Path, ...]) -> None:
        self.config = config
        self.folders = folders
        self.templates = templates
        self.environment: Environment = config.theme.get_env()
        self.environment.bytecode_cache = CompiledTemplates()
        known = Files([self._file(address) for _, address in nav])
        self.nav = get_navigation(known, config)
        self.in_nav = {page.url: page for page in self.nav.pages}
        self.template = self.environment.get_template("main.html")
        with suppress(TemplateError):  # told where a page is made
            self.whole(PageBody("index.html", dict.fromkeys(("title", "description", "kind", "image"), ""), ""))

    def page(self, body: PageBody) -> bytes:
        with self._faults():
            return minifying.page(self.whole(body)).encode("utf-8")

    def whole(self, body: PageBody) -> str:
        """The whole page as the theme has it, not minified."""
        page = self.in_nav.get(body.address) or MkdocsPage(None, self._file(body.address), self.config)
        headings = [
            {"level": int(heading["level"]), "id": heading["id"], "name": heading["title"]}
            for heading in HEADING_TAG.finditer(body.html)
            if heading["level"] in IN_OUTLINE
        ]
        page.markdown, page.meta = "", dict(body.facts)
        page.content = HEADING_TAG.sub(_with_permalink, body.html)
        page.toc = get_toc(nest_toc_tokens(headings))
        page.active = True
        try:
            return self.template.render(get_context(self.nav, [], self.config, page))
        finally:
            page.active = False
            page.content = None

    def files(self, addresses: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        with self._faults():
            yield from self._static_files()
            files = Files([self._file(address) for address in addresses])
            for file in files:
                MkdocsPage(None, file, self.config)
            for name in sorted(self.config.theme.static_templates):
                if name == SITEMAP and not self.config.site_url:
                    continue  # it needs full addresses
                text = _build_template(name, self.environment.get_template(name), files, self.config, self.nav)
                content = (minifying.page(text) if name.endswith(".html") else text).encode("utf-8")
                if content.strip():
                    yield name, content
                    if name == SITEMAP:
                        yield f"{name}.gz", gzipped(content)

    def _static_files(self) -> Iterator[tuple[str, bytes]]:
        """Those that pages load, and the project's overrides that are no templates."""
        files = Files([])
        files.add_files_from_theme(self.environment, self.config)
        styles = self.config.extra["styles"]
        used = {*styles, str(self.config.theme.get("favicon"))}
        for file in files:
            if not styles or file.src_dir in self.folders or file.src_uri in used:
                yield file.dest_uri, Path(str(file.abs_src_path)).read_bytes()
        for name, path in _hidden(self.folders):
            yield name, path.read_bytes()

    def _file(self, address: str) -> File:
        """The file that mkdocs would have read the page from; it is in no folder."""
        return File(
            source_of(address),
            None,
            self.config.site_dir,
            self.config.use_directory_urls,
            inclusion=InclusionLevel.INCLUDED,
        )

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except TemplateError as error:
            raise StageError(template_problem(error, self.templates)) from error


def source_of(address: str) -> str:
    """The path at which mkdocs would look for the page."""
    return address.removesuffix(".html") + ".md"


def _with_permalink(heading: re.Match[str]) -> str:
    opening, _, closing = heading[0].rpartition("</")
    return f"{opening}{PERMALINK.format(heading['id'])}</{closing}"


def _hidden(folders: list[str]) -> Iterator[tuple[str, Path]]:
    """(address, path) of the overrides with a dot at the beginning of a name, which the engine passes over: hosts want a
    ``.nojekyll`` or ``.well-known/security.txt``.
    """
    for folder in map(Path, folders):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and any(part.startswith(".") for part in name.parts) and path.name not in LITTER:
                yield name.as_posix(), path

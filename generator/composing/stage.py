"""The compose stage: renders the pages of every page type with their templates, each when it is asked for."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.composing.bundles import BUNDLES, bundles
from generator.composing.looks import Looks
from generator.composing.permanence import moved_places
from generator.composing.reads import Read, Reads
from generator.deflating import packed, unpacked
from generator.diagnostics import StageError
from generator.discovery import collect
from generator.linking.addresses import relative
from generator.model import Corpus, Plan, kinds
from generator.opendata import Exports
from generator.pages import Filled, Page, PageSpec, PageType
from generator.prose.prose import Prose
from generator.remembering import is_remembering
from generator.rendering.engine import PageBody
from generator.shipped import TEMPLATES, laid_over
from generator.templating.compiled import CompiledTemplates, compile_all
from generator.templating.faults import is_of_a_template, no_template_folder, template_problem
from generator.templating.macros import SYNTAX
from generator.wording import citing, words

ELEMENT_ID = re.compile(r'\bid="([^"]+)"')
CITED, CITE_PAGE = "gh-citethis", "sections/cite_page.j2"
"""The class by which a page has its own “how to cite” section, and the template that is appended where it has none."""
MOVED = "sections/moved.j2"
"""The template with the redirect targets of the anchors that have moved away from a page."""
HREF = re.compile(r'href="([^"]*)"')
SCHEME = re.compile(r"[a-z]+:")


@dataclass(frozen=True, slots=True)
class Composed:
    """A page, the ``files`` that are published with it, the anchors on it, and the addresses it links to that only the
    whole site can tell to be there (address → the link as it is written). ``reads`` is what it was made of, where that is
    noted (``Composition``); then ``packed`` is its html, for another frame.
    """

    body: PageBody
    files: Mapping[str, bytes]
    anchors: frozenset[str]
    links: Mapping[str, str]
    reads: frozenset[Read] = frozenset()
    packed: bytes = b""

    def unpacked(self) -> PageBody:
        return replace(self.body, html=unpacked(self.packed).decode("utf-8"))


class Composition:
    """The pages of the site, each composed when it is asked for, in any order and any process. Where it is remembered what
    was made (``remembering``), it is noted what each page reads.

    Raises:
        StageError: a template is missing or broken.
    """

    def __init__(self, corpus: Corpus, exports: Exports, root: Path) -> None:
        """``root`` is the project's folder, whose own templates come before the shipped ones."""
        if os.path.lexists(root / TEMPLATES) and not (root / TEMPLATES).is_dir():
            raise StageError(no_template_folder(TEMPLATES))
        self.corpus, self.root = corpus, root
        self.templates = laid_over(root / TEMPLATES, TEMPLATES)
        self.looks = Looks(root, self.templates) if is_remembering() else None
        self.reads = Reads(corpus, exports, self.looks) if self.looks else None
        if self.reads:
            corpus, exports = self.reads.corpus, self.reads.exports
        self.environment = _environment(corpus, self.templates, self.reads)
        self.pages: list[tuple[Template, PageSpec]] = []
        for page_type in page_types():
            with self._faults_of(page_type.template):
                template = self.environment.get_template(f"pages/{page_type.template}")
            self.pages += [(template, spec) for spec in page_type.pages(corpus, exports)]
        compile_all(self.environment, "sections")
        self.addresses = tuple(spec.address for _, spec in self.pages)
        self.nav = tuple((spec.nav, spec.address) for _, spec in self.pages if spec.nav)
        self.moved = moved_places(self.corpus.promises)
        self.known = frozenset((*self.addresses, *exports.files, *BUNDLES))

    def page(self, number: int) -> Composed:
        """The page with this position in ``addresses``.

        Raises:
            StageError: a template is broken.
        """
        if not self.reads:
            return self._page(number)
        with self.reads.noting() as reads:
            composed = self._page(number)
        return replace(composed, reads=frozenset(reads), packed=packed(composed.body.html.encode("utf-8")))

    def _page(self, number: int) -> Composed:
        template, spec = self.pages[number]
        with self._faults_of(str(template.name)):
            template = self.environment.get_template(str(template.name))
            page = spec.make()
            here = page.address
            html = template.render(page=page, here=here, **page.facts)
            if CITED not in html:
                html += self.environment.get_template(CITE_PAGE).render(page=page, here=here)
            html += f"\n{_script(page.about)}\n" if page.about else ""
            own = {address: _content(file, self.environment) for address, file in page.own_files().items()}
        anchors = frozenset(ELEMENT_ID.findall(html))
        links = dict(self._to_check(here, anchors, html))
        if here in self.moved:
            html += self.environment.get_template(MOVED).render(here=here, moved=self.moved[here])
        return Composed(PageBody(here, _facts(page), html), own, anchors, links)

    def bundles(self) -> dict[str, bytes]:
        """The bundles of scripts and styles, by address.

        Raises:
            StageError: a script or style has a syntax error.
        """
        return bundles(self.templates)

    def _to_check(self, here: str, anchors: frozenset[str], html: str) -> Iterator[tuple[str, str]]:
        for link in dict.fromkeys(HREF.findall(html)):
            if not SCHEME.match(link):
                path, _, fragment = link.partition("#")
                page = _joined(here, path.partition("?")[0]) if path else here
                there = page == here if fragment else page in self.known
                if not there or (fragment and fragment not in anchors):
                    yield f"{page}#{fragment}" if fragment else page, link

    @contextmanager
    def _faults_of(self, template: str) -> Iterator[None]:
        """Turns errors of a page's template, and of those it imports, into findings.

        Raises:
            StageError: a template is to be mended; other errors pass.
        """
        name = f"{TEMPLATES}/pages/{template.rpartition('/')[2]}"
        try:
            yield
        except Exception as error:
            if not is_of_a_template(error, self.templates):
                raise
            raise StageError(template_problem(error, self.templates, name)) from error


def _script(facts: Mapping[str, Any]) -> Markup:
    """The JSON-LD ``<script>`` of a page; ``<`` is escaped, so that no value can end the element."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False, separators=(",", ":"))
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text.replace("<", "\\u003c")))  # noqa: S704


def _content(file: bytes | Filled, environment: Environment) -> bytes:
    if isinstance(file, bytes):
        return file
    return environment.get_template(file.template).render(file.facts).encode("utf-8")


def page_types() -> tuple[PageType, ...]:
    """The page types of ``generator.pages``, by rank."""
    return tuple(sorted(collect("generator.pages", "PAGES", PageType), key=lambda page_type: page_type.rank))


def _facts(page: Page) -> dict[str, Any]:
    """What the theme's templates are told of a page, as HTML: they take title and description for that."""
    title, description = str(escape(page.title)), str(escape(page.description))
    facts: dict[str, Any] = {"title": title, "description": description, "kind": page.kind, "image": page.picture}
    if page.plan_id:
        facts["plan"] = page.plan_id
    if page.hide:
        facts["hide"] = list(page.hide)
    return facts


class _NotingEnvironment(Environment):
    """Notes the templates that are asked for, but by another template (``templating.macros``); ``reads`` is set by ``_environment``."""

    reads: Reads | None = None

    def get_template(self, name: str | Template, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002  # the library's name
        if self.reads and parent is None:
            self.reads.note_template(name if isinstance(name, str) else str(name.name))
        return super().get_template(name, parent, globals)


def _environment(corpus: Corpus, templates: tuple[Path, ...], reads: Reads | None) -> Environment:
    environment = _NotingEnvironment(
        loader=FileSystemLoader(templates),
        bytecode_cache=CompiledTemplates(),
        undefined=StrictUndefined,
        autoescape=True,
        **SYNTAX,
    )
    environment.reads = reads
    environment.globals.update(
        corpus=corpus, site=corpus.site, registry=corpus.registry, kinds=kinds, words=words, citing=citing
    )
    environment.filters.update(
        href=_href,
        link=_link,
        named=_named(corpus),
        html=Markup,
        number=words.number,
        size=words.size,
        due=words.due,
        day=words.day,
        period=words.period,
    )
    return environment


@pass_context
def _href(context: Context, target: Any) -> str:
    return relative(target, context["here"])


@pass_context
def _link(context: Context, target: Any, text: str = "", css: str = "") -> Markup:
    css_class = Markup(' class="{}"').format(css) if css else ""
    shown = text or getattr(target, "name", "") or getattr(target, "title", "")
    return Markup('<a href="{}"{}>{}</a>').format(relative(target, context["here"]), css_class, shown)


def _named(corpus: Corpus) -> Callable[..., Markup]:
    """The filter that links the names in a data cell, resolved as in the given plan."""

    @pass_context
    def named(context: Context, text: str, plan: Plan) -> Markup:
        prose = Prose(corpus, corpus.names[plan.id], context["here"], plan.id)
        return Markup(prose.plain(text))  # noqa: S704  # the Markdown renderer escapes text

    return named


def _joined(here: str, path: str) -> str:
    parts = here.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)

"""The compose stage: renders the pages of every page type with their templates into the staging tree."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.composing.bundles import bundles
from generator.composing.permanence import Present, check_promises, moved_places, promised, redirects
from generator.diagnostics import NOTHING, Diagnostic, Location, StageError, Text
from generator.discovery import collect
from generator.linking.addresses import all_places, relative
from generator.linking.names import NameIndex, name_index
from generator.model import Corpus, Plan, kinds
from generator.opendata import Exports
from generator.pages import Filled, Page, PageType
from generator.prose.prose import Prose
from generator.shipped import TEMPLATES, laid_over
from generator.templating.faults import is_of_a_template, no_template_folder, template_problem
from generator.wording import citing, words

ELEMENT_ID = re.compile(r'\bid="([^"]+)"')
CITED, CITE_PAGE = "gh-citethis", "sections/cite_page.j2"
"""The class by which a page has its own “how to cite” section, and the template that is appended where it has none."""
MOVED = "sections/moved.j2"
"""The template with the redirect targets of the anchors that have moved away from a page."""
HREF = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Staged:
    """The staging tree: ``files`` maps a path in it to its bytes; ``nav`` are (titles, path) pairs for the navigation;
    ``addresses`` are the permanent ones, sorted.
    """

    files: Mapping[str, bytes]
    nav: tuple[tuple[tuple[str, ...], str], ...]
    addresses: tuple[str, ...]


def compose(corpus: Corpus, exports: Exports, root: Path) -> Staged:
    """The staging tree of ``corpus``; ``root`` is the project's folder, whose own templates come before the shipped ones.

    Raises:
        StageError: a template is missing or broken, a page has a dead link, or a published address is gone.
        ValueError: two sources make a file of one address.
    """
    if os.path.lexists(root / TEMPLATES) and not (root / TEMPLATES).is_dir():
        raise StageError(no_template_folder(TEMPLATES))
    templates = laid_over(root / TEMPLATES, TEMPLATES)
    environment = _environment(corpus, templates)
    pages: dict[str, str] = {}
    nav = []
    origin: dict[str, str] = {}
    files = {**exports.files, **bundles(templates)}
    for page_type in page_types():
        name = f"{TEMPLATES}/pages/{page_type.template}"
        with _faults_of(name, templates):
            template = environment.get_template(f"pages/{page_type.template}")
        for spec in page_type.pages(corpus, exports):
            page = spec.make()
            with _faults_of(name, templates):
                text = template.render(page=page, here=page.address, **page.facts)
                if CITED not in text:
                    text += environment.get_template(CITE_PAGE).render(page=page, here=page.address)
            about = f"\n{_script(page.about)}\n" if page.about else ""
            pages[page.address], origin[page.address] = _front_matter(page) + text + about, name
            if spec.nav:
                nav.append((spec.nav, _staged_path(page.address)))
            own = page.own_files()
            if taken := own.keys() & files.keys():
                raise ValueError(f"two sources for {sorted(taken)}")
            with _faults_of(name, templates):
                files.update((address, _content(file, environment)) for address, file in own.items())
    places = {address: set(ELEMENT_ID.findall(text)) for address, text in pages.items()}
    _check_links(pages, places, set(files), origin)
    check_promises(corpus.promises, Present(files, places))
    files.update(redirects(corpus.promises, files, environment))
    for address, moved in moved_places(corpus.promises).items():
        pages[address] += environment.get_template(MOVED).render(here=address, moved=moved)
    sources = {_staged_path(address): text.encode("utf-8") for address, text in pages.items()}
    return Staged({**sources, **files}, tuple(nav), promised((*pages, *files, *all_places(corpus))))


def _script(facts: Mapping[str, Any]) -> Markup:
    """The JSON-LD ``<script>`` of a page; ``<`` is escaped, so that no value can end the element."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False, separators=(",", ":"))
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text.replace("<", "\\u003c")))  # noqa: S704


def _content(file: bytes | Filled, environment: Environment) -> bytes:
    if isinstance(file, bytes):
        return file
    return environment.get_template(file.template).render(file.facts).encode("utf-8")


@contextmanager
def _faults_of(name: str, templates: tuple[Path, ...]) -> Iterator[None]:
    """Turns errors of the template called ``name``, and of those it imports, into findings.

    Raises:
        StageError: a template is to be mended; other errors pass.
    """
    try:
        yield
    except Exception as error:
        if not is_of_a_template(error, templates):
            raise
        raise StageError(template_problem(error, templates, name)) from error


def page_types() -> tuple[PageType, ...]:
    """The page types of ``generator.pages``, by rank."""
    return tuple(sorted(collect("generator.pages", "PAGES", PageType), key=lambda page_type: page_type.rank))


def _staged_path(address: str) -> str:
    return address.removesuffix(".html") + ".md"


def _front_matter(page: Page) -> str:
    """The YAML front matter for the engine; title and description are escaped, since its theme takes them for HTML."""
    title, description = str(escape(page.title)), str(escape(page.description))
    facts: dict[str, Any] = {"title": title, "description": description, "kind": page.kind, "image": page.picture}
    if page.plan_id:
        facts["plan"] = page.plan_id
    if page.hide:
        facts["hide"] = list(page.hide)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def _environment(corpus: Corpus, templates: tuple[Path, ...]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
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

    @cache
    def index(plan_id: str) -> NameIndex:
        return name_index(corpus.registry, corpus.plans, plan_id)

    @pass_context
    def named(context: Context, text: str, plan: Plan) -> Markup:
        prose = Prose(corpus, index(plan.id), context["here"], plan.id)
        return Markup(prose.plain(text))  # noqa: S704  # the Markdown renderer escapes text

    return named


def _check_links(
    pages: Mapping[str, str], places: Mapping[str, set[str]], downloads: set[str], origin: Mapping[str, str]
) -> None:
    """Checks that every relative link of the ``pages`` resolves to a file, or a page and an anchor on it; links in authored
    text were checked before.

    Raises:
        StageError: a link is dead.
    """
    for address, text in pages.items():
        for target in HREF.findall(text):
            problem = _broken(address, target, places, downloads)
            if problem:
                raise StageError(_broken_link(origin[address], address, target, problem))


def _broken_link(template: str, address: str, target: str, problem: Text) -> Diagnostic:
    return Diagnostic(
        where=Location(template),
        code="template",
        what=Text(f"the page {address} links to {problem.en}", f"页面 {address} 链接到{problem.zh}"),
        found=target,
        fix=Text("correct the link in the template", "请改正模板里的链接"),
    )


def _broken(address: str, target: str, places: Mapping[str, set[str]], downloads: set[str]) -> Text:
    if re.match(r"[a-z]+:", target):
        return NOTHING
    path, _, fragment = target.partition("#")
    page = _joined(address, path) if path else address
    page, _, _ = page.partition("?")
    if page in downloads:
        return NOTHING
    if page not in places:
        return Text("a page that does not exist", "不存在的页面")
    if fragment and fragment not in places[page]:
        return Text("a place that is not on that page", "那一页上没有的位置")
    return NOTHING


def _joined(here: str, path: str) -> str:
    parts = here.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)

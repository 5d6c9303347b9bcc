"""The compose stage: every page type's pages, through their templates, to the files of the staging tree."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator import pages
from generator.composing import words
from generator.composing.page import Page, PageType, relative
from generator.composing.prose import Prose
from generator.discovery import collect
from generator.exporting import Exports
from generator.linking.names import NameIndex, name_index
from generator.model import Corpus, Plan

MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|])")
FRAGMENT = re.compile(r'\bid="([^"]+)"|\{#([^\s}]+)')
LINK = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Staged:
    """``files`` maps a path below the staging tree to its content; ``nav`` is the short navigation."""

    files: Mapping[str, bytes]
    nav: tuple[tuple[tuple[str, ...], str], ...]


class BrokenLinkError(Exception):
    """A page links to an address that no page has: a bug of ours, since authored links are checked before."""


def compose(corpus: Corpus, exports: Exports, templates: Path) -> Staged:
    environment = _environment(corpus, templates)
    made: dict[str, str] = {}
    nav = []
    for page_type in page_types():
        template = environment.get_template(f"pages/{page_type.template}")
        for page in page_type.pages(corpus, exports):
            made[page.address] = _front_matter(page) + template.render(page=page, here=page.address, **page.facts)
            if page.nav:
                nav.append((page.nav, _staged_path(page.address)))
    _check_links(made, set(exports.files))
    files = {_staged_path(address): text.encode("utf-8") for address, text in made.items()}
    return Staged({**files, **exports.files}, tuple(nav))


def page_types() -> tuple[PageType, ...]:
    return tuple(sorted(collect(pages, "PAGES", PageType), key=lambda each: each.rank))


def _staged_path(address: str) -> str:
    return address.removesuffix(".html") + ".md"


def _front_matter(page: Page) -> str:
    facts: dict[str, Any] = {"title": page.title, "description": page.description, "kind": page.kind}
    if page.plan_id:
        facts["plan"] = page.plan_id
    if page.hide:
        facts["hide"] = list(page.hide)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def _environment(corpus: Corpus, templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="{##",  # {#id} is how Markdown gives a heading its anchor
        comment_end_string="##}",
    )
    environment.globals.update(corpus=corpus, site=corpus.site, registry=corpus.registry, words=words)
    environment.filters.update(
        href=_href,
        link=_link,
        named=_named(corpus),
        md=_markdown_text,
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
    """The filter that links the names in a data cell, as they are understood in a plan."""

    @cache
    def index(plan_id: str) -> NameIndex:
        return name_index(corpus.registry, corpus.plans, plan_id)

    @pass_context
    def named(context: Context, text: str, plan: Plan) -> Markup:
        prose = Prose(corpus, index(plan.id), context["here"], plan.id)
        return Markup(prose.plain(text))  # noqa: S704  # the Markdown renderer escapes text

    return named


def _markdown_text(text: str) -> Markup:
    """Plain text for a Markdown heading: HTML-escaped, with Markdown's own signs made harmless."""
    safe = str(escape(text)).replace("&#34;", "&quot;")
    return Markup(MARKDOWN_SIGNS.sub(r"\\\1", safe))  # noqa: S704  # escaped in the line above


def _check_links(made: Mapping[str, str], downloads: set[str]) -> None:
    """Every relative link of every page leads to a page and a place on it."""
    places = {address: {a or b for a, b in FRAGMENT.findall(text)} for address, text in made.items()}
    for address, text in made.items():
        for target in LINK.findall(text):
            problem = _broken(address, target, places, downloads)
            if problem:
                raise BrokenLinkError(f"{address} links to {target}: {problem}")


def _broken(address: str, target: str, places: Mapping[str, set[str]], downloads: set[str]) -> str:
    if re.match(r"[a-z]+:", target):
        return ""
    path, _, fragment = target.partition("#")
    page = _joined(address, path) if path else address
    page, _, _ = page.partition("?")
    if page in downloads:
        return ""
    if page not in places:
        return "there is no such page"
    if fragment and fragment not in places[page]:
        return "there is no such place on that page"
    return ""


def _joined(here: str, path: str) -> str:
    parts = here.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)

"""A built page → its search records: one for the page itself, and one for each entity on it.

The searchable text of a page is its ``<article>`` without navigation, buttons, drawings, code to copy and how to cite it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import html

from generator.search.entities import Entity
from generator.search.tokens import INITIALS, START, phrase, runs, words

SKIPPED_TAGS = {"script", "style", "svg", "nav", "button", "form", "noscript", "template"}
SKIPPED_CLASSES = {"gh-nosearch", "headerlink"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
SPACED_TAGS = {
    *HEADINGS, "a", "p", "li", "tr", "td", "th", "dl", "dt", "dd", "div", "section", "figure", "figcaption", "details", "summary",
    "caption", "br", "small", "span",
}  # fmt: skip
"""Elements that are extracted with a space around them. A space separates words of Latin letters but not Chinese
characters, as in a plain-text search of the page; a line break in the page separates everything.
"""
PART_SIZE = 400
"""Words per part: a record's stored text is split into parts, which the search loads one by one for its snippets."""
ATOM_OF_TEXT = re.compile(r"[^。；！？\n]*(?:[。；！？\n]+|$)")
SPACES = re.compile(r"[ \t\xa0]+")
LINE_ENDS = re.compile(r"\s*\n\s*")


@dataclass(slots=True)
class Piece:
    """Text and headings as they are collected for one record, before whitespace is collapsed."""

    lines: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return LINE_ENDS.sub("\n", SPACES.sub(" ", "".join(self.lines))).strip()


@dataclass(frozen=True)
class SearchRecord:
    """A document of the index: one result with its ``headings`` and its ``text``, in which line breaks end sentences."""

    entity: Entity
    headings: tuple[str, ...]
    text: str

    @cached_property
    def atoms(self) -> tuple[tuple[str, list[str]], ...]:
        """(sentence or line, its words) pairs: the text is never cut within one of them."""
        return tuple((atom, words(atom)) for atom in ATOM_OF_TEXT.findall(self.text) if atom)

    @property
    def length(self) -> int:
        """The number of words in the text."""
        return sum(len(own) for _, own in self.atoms)

    def parts(self) -> list[str]:
        """The text in parts, so that the word at position ``n`` is in part ``n // PART_SIZE``; a sentence across a boundary is in
        both parts.
        """
        parts: list[list[str]] = [[]]
        position = 0
        for atom, own in self.atoms:
            first, last = position // PART_SIZE, max(position, position + len(own) - 1) // PART_SIZE
            parts += [[] for _ in range(last + 1 - len(parts))]
            for part in parts[first : last + 1]:
                part.append(atom)
            position += len(own)
        return ["".join(part).strip() for part in parts]

    def words(self) -> list[str]:
        """The terms of the record by position: those of the text, then of the other fields, each with its zone's letter."""
        terms = [word for _, own in self.atoms for word in own]
        for name in (self.entity.title, *self.entity.names):
            terms += whole_name(name)
        terms += words(self.entity.title, TITLE)
        for name in self.entity.names:
            terms += words(name, OTHER_NAME)
        for heading in self.headings:
            terms += words(heading, HEADING)
        for initials, whole in self.entity.spelled:
            terms += whole_name(whole) + words(START + whole, SPELLED)
            terms += whole_name(initials.translate(INITIALS)) + words(initials.translate(INITIALS), SPELLED)
        return terms


TITLE, OTHER_NAME, HEADING, SPELLED = "t", "u", "v", "z"
FIRST, INNER, LAST, ONLY = "q", "r", "s", "w"
"""Zones: letters at the end of a term. They tell the field (title, another name, heading, name in Pinyin), or the position
within a whole name (first, inner, last, only word), so that a query can ask for exact matches of a name.
"""


def whole_name(name: str) -> list[str]:
    """The terms of the phrase query that matches ``name`` as a whole, and no longer name that contains it."""
    terms = [word for run in runs(name) for word in phrase(run)]
    if len(terms) < 2:
        return [word + ONLY for word in terms]
    return [terms[0] + FIRST, *(word + INNER for word in terms[1:-1]), terms[-1] + LAST]


def records_of(page: bytes, address: str, known: Mapping[str, Entity]) -> list[SearchRecord]:
    """The records of a page (HTML in UTF-8); none where it has no ``<article>``.

    ``known`` are the entities of the page by the id of their element, the page's own under the empty string.
    """
    document = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    article = next(document.iter("article"), None)
    if article is None:
        return []
    reader = _ArticleReader(known)
    reader.read(article)
    metadata = {meta.get("name") or meta.get("property"): meta.get("content", "") for meta in document.iter("meta")}
    title = metadata.get("guihua:title") or metadata.get("og:title") or reader.title
    own = known.get("") or Entity(address=address, kind="page", title=title)
    entities = {"": own, **{anchor: entity for anchor, entity in known.items() if anchor}}
    return [
        SearchRecord(entity=entities[anchor], headings=tuple(piece.headings), text=piece.text)
        for anchor, piece in reader.pieces.items()
    ]


class _ArticleReader:
    """Walks the tree of an article and assigns its text to the entities on it by their anchor (the id of an element), and
    the rest to the page, whose anchor is empty.
    """

    def __init__(self, known: Mapping[str, Entity]) -> None:
        self.known = known
        self.pieces: dict[str, Piece] = {"": Piece()}
        self.anchor = ""
        self.level = 0
        self.title = ""

    def read(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if (
            not isinstance(tag, str)
            or tag in SKIPPED_TAGS
            or not SKIPPED_CLASSES.isdisjoint(element.get("class", "").split())
        ):
            return
        if tag in HEADINGS:
            self.heading(element, HEADINGS[tag])
            return
        anchor = element.get("id", "")
        if anchor and anchor in self.known:
            outer, self.anchor = self.anchor, anchor
            self.pieces[anchor] = Piece()
            self.inside(element, tag)
            self.anchor = outer
        else:
            self.inside(element, tag)

    def heading(self, element: html.HtmlElement, level: int) -> None:
        """The heading of an entity begins its text, which ends at the next heading of the same level or above."""
        anchor = element.get("id", "")
        if anchor in self.known and anchor:
            self.anchor, self.level = anchor, level
            self.pieces[anchor] = Piece()
        elif level <= self.level:
            self.anchor, self.level = "", 0
        before = len(self.piece.lines)
        self.inside(element, element.tag)
        text = "".join(self.piece.lines[before:]).strip()
        if level == 1 and not self.title:
            self.title = text
        elif anchor != self.anchor:
            self.piece.headings.append(text)

    def inside(self, element: html.HtmlElement, tag: str) -> None:
        """Collects the text of an element and of its descendants."""
        edge = " " if tag in SPACED_TAGS else ""
        self.add(edge)
        self.add(element.text)
        for child in element:
            self.read(child)
            self.add(child.tail)
        self.add(edge)

    @property
    def piece(self) -> Piece:
        return self.pieces[self.anchor]

    def add(self, text: str | None) -> None:
        if text:
            self.piece.lines.append(text)


def by_page(entities: Iterable[Entity]) -> dict[str, dict[str, Entity]]:
    """Address of a page → the entities on it, by the fragment of their address."""
    pages: dict[str, dict[str, Entity]] = {}
    for entity in entities:
        page, _, anchor = entity.address.partition("#")
        pages.setdefault(page, {})[anchor] = entity
    return pages

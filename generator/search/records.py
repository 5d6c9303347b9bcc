"""A built page → its search records: one for the page itself, and one for each entity on it.

The searchable text of a page is its ``<article>`` without navigation, buttons, drawings, code to copy and how to cite it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from lxml import html

from generator.search.entities import Entity
from generator.search.tokens import END, INITIALS, START, stream

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
"""Characters per part: a record's stored text is split into parts, which the search loads one by one for its snippets."""
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
    def atoms(self) -> tuple[tuple[str, str], ...]:
        """(sentence or line, its stream) pairs: the text is never cut within one of them."""
        return tuple((atom, stream_of_atom(atom)) for atom in ATOM_OF_TEXT.findall(self.text) if atom)

    @cached_property
    def stream(self) -> str:
        """The text as it is indexed (``tokens.stream``)."""
        return "".join(own for _, own in self.atoms)

    @property
    def length(self) -> int:
        """The number of letters and digits in the text."""
        return len(self.stream) - self.stream.count(END)

    @property
    def spelled(self) -> tuple[str, ...]:
        """The names in Pinyin as they are indexed: whole with ``START`` before it, and the initials in letters of their own."""
        return tuple(
            form for initials, whole in self.entity.spelled for form in (START + whole, initials.translate(INITIALS))
        )

    def parts(self) -> list[str]:
        """The text in parts, so that what is at position ``n`` of the stream is in part ``n // PART_SIZE``; a sentence across a
        boundary is in both parts.
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


@lru_cache(maxsize=100_000)
def stream_of_atom(atom: str) -> str:
    """``tokens.stream``, remembered: half of the sentences stand on several pages."""
    return stream(atom)


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

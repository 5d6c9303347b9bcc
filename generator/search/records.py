"""A built page → its search records: one for the page itself, and one for each entity on it.

The searchable text of a page is its ``<article>`` without navigation, buttons, drawings, code to copy and how to cite it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from generator.deflating import packed, unpacked
from generator.search.entities import Entity
from generator.search.tokens import END, stream

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
SENTENCE_STEP = 16
"""A sentence begins at a multiple of this in the stream: an edit of one seldom moves the others, whose postings stay as they are."""
SENTENCE_OR_LINE = re.compile(r"[^。；！？\n]*(?:[。；！？\n]+|$)")
META = re.compile(rb"<meta\b[^>]*>")
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


class SearchRecord:
    """A document of the index: one result with its ``headings`` and its ``text``, in which line breaks end sentences.

    Texts are kept compressed, the text itself and what is indexed of it: there are tens of thousands of them.
    """

    __slots__ = ("_cuts", "_stream", "_text", "entity", "headings", "length")

    def __init__(self, *, entity: Entity, headings: tuple[str, ...], text: str) -> None:
        self.entity, self.headings = entity, headings
        sentences = _sentences(text)
        streams = [aligned(stream_of_sentence(sentence)) for sentence in sentences]
        stream = "".join(streams)
        self._text = packed(text.encode("utf-8", "surrogatepass"))
        self._stream = packed(stream.encode("utf-16-le", "surrogatepass"))
        self._cuts = _cuts(map(len, sentences), map(len, streams))
        self.length = len(stream) - stream.count(END)
        """The number of letters and digits in the text."""

    @property
    def text(self) -> str:
        return unpacked(self._text).decode("utf-8", "surrogatepass")

    @property
    def sentences(self) -> list[str]:
        """The text in sentences and lines: it is never cut within one of them."""
        return _sentences(self.text)

    @property
    def units(self) -> bytes:
        """The text as it is indexed (``tokens.stream``), in UTF-16-LE."""
        return unpacked(self._stream)

    @property
    def stream(self) -> str:
        return self.units.decode("utf-16-le", "surrogatepass")

    def parts(self) -> list[str]:
        """The text in parts, so that what is at position ``n`` of the stream is in part ``n // PART_SIZE``; a sentence across a
        boundary is in both parts.
        """
        text = self.text
        return [text[start:end].strip() for start, end in self._cuts]


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE_OR_LINE.findall(text) if sentence]


def _cuts(sentences: Iterable[int], streams: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """(start, end) of each part in a text, from the lengths of its sentences and of their streams."""
    cuts = [(0, 0)]
    place = position = 0
    for length, own in zip(sentences, streams, strict=True):
        first, last = position // PART_SIZE, max(position, position + own - 1) // PART_SIZE
        if first < len(cuts):
            cuts[first] = (cuts[first][0], place + length)
        cuts += [(place, place + length)] * (last + 1 - len(cuts))
        place, position = place + length, position + own
    return tuple(cuts)


@lru_cache(maxsize=100_000)
def stream_of_sentence(sentence: str) -> str:
    """``tokens.stream``, remembered: half of the sentences stand on several pages."""
    return stream(sentence)


def aligned(stream: str) -> str:
    """``stream`` with as many more ``END`` that the next one begins at a multiple of ``SENTENCE_STEP``."""
    return stream + END * (-len(stream) % SENTENCE_STEP)


def records_of(page: bytes, address: str, known: Mapping[str, Entity]) -> list[SearchRecord]:
    """The records of a page (HTML in UTF-8); none where it has no ``<article>``.

    ``known`` are the entities of the page by the id of their element, the page's own under the empty string.
    """
    document = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
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


def read_of(page: bytes) -> bytes:
    """The part of a page of which records are made: its metadata and its article."""
    start, end = page.find(b"<article"), page.rfind(b"</article>")
    return b"".join([*META.findall(page), page[start : end if end > start else None]])


class _ArticleReader:
    """Walks the tree of an article and assigns its text to the entities on it by their anchor (the id of an element), and
    the rest to the page, whose anchor is empty.
    """

    def __init__(self, known: Mapping[str, Entity]) -> None:
        self.known = known
        self.pieces: dict[str, Piece] = {}
        self.level = 0
        self.title = ""
        self.begin("")

    def begin(self, anchor: str) -> None:
        self.pieces[anchor] = Piece()
        self.resume(anchor)

    def resume(self, anchor: str) -> None:
        self.anchor, self.piece = anchor, self.pieces[anchor]

    def read(self, element: etree._Element) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED_TAGS:
            return
        if (classes := element.get("class")) and not SKIPPED_CLASSES.isdisjoint(classes.split()):
            return
        if tag in HEADINGS:
            self.heading(element, HEADINGS[tag])
        elif (anchor := element.get("id")) and anchor in self.known:
            outer = self.anchor
            self.begin(anchor)
            self.inside(element, tag)
            self.resume(outer)
        else:
            self.inside(element, tag)

    def heading(self, element: etree._Element, level: int) -> None:
        """The heading of an entity begins its text, which ends at the next heading of the same level or above."""
        anchor = element.get("id", "")
        if anchor in self.known and anchor:
            self.begin(anchor)
            self.level = level
        elif level <= self.level:
            self.resume("")
            self.level = 0
        before = len(self.piece.lines)
        self.inside(element, element.tag)
        text = "".join(self.piece.lines[before:]).strip()
        if level == 1 and not self.title:
            self.title = text
        elif anchor != self.anchor:
            self.piece.headings.append(text)

    def inside(self, element: etree._Element, tag: str) -> None:
        """Collects the text of an element and of its descendants."""
        edge = " " if tag in SPACED_TAGS else ""
        self.piece.lines.append(edge + (element.text or ""))
        for child in element:
            self.read(child)
            if tail := child.tail:
                self.piece.lines.append(tail)
        self.piece.lines.append(edge)


def by_page(entities: Iterable[Entity]) -> dict[str, dict[str, Entity]]:
    """Address of a page → the entities on it, by the fragment of their address."""
    pages: dict[str, dict[str, Entity]] = {}
    for entity in entities:
        page, _, anchor = entity.address.partition("#")
        pages.setdefault(page, {})[anchor] = entity
    return pages

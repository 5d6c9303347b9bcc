"""A built page → what is found on it: the page itself, and the things that are results of their own.

What is searched of a page is its article, but for navigation, buttons, drawings, code to copy and how to cite it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import html

from generator.search.things import Thing
from generator.search.tokens import INITIALS, START, phrase, runs, words

PASSED_OVER = {"script", "style", "svg", "nav", "button", "form", "noscript", "template"}
UNSEARCHED = {"gh-nosearch", "headerlink"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
PARTED = {
    *HEADINGS, "a", "p", "li", "tr", "td", "th", "dl", "dt", "dd", "div", "section", "figure", "figcaption", "details", "summary",
    "caption", "br", "small", "span",
}  # fmt: skip
"""What is read with a space around it, which parts words of letters and not Chinese: who searches a page as plain text
finds what stands side by side in it. A line end in the page parts everything.
"""
PART = 400
"""How many words of a record's text go into one file of the texts that results show."""
ATOM = re.compile(r"[^。；！？\n]*(?:[。；！？\n]+|$)")
SPACES = re.compile(r"[ \t\xa0]+")
LINE_ENDS = re.compile(r"\s*\n\s*")


@dataclass(slots=True)
class Piece:
    """Text as it is read, in which a line end parts what does not belong together."""

    lines: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return LINE_ENDS.sub("\n", SPACES.sub(" ", "".join(self.lines))).strip()


@dataclass(frozen=True)
class SearchRecord:
    """One result: what it is, its ``headings`` and its ``text``."""

    thing: Thing
    headings: tuple[str, ...]
    text: str

    @cached_property
    def atoms(self) -> tuple[tuple[str, list[str]], ...]:
        """The sentences and lines of the text with their words."""
        return tuple((atom, words(atom)) for atom in ATOM.findall(self.text) if atom)

    @property
    def length(self) -> int:
        """How many words the text has."""
        return sum(len(own) for _, own in self.atoms)

    def parts(self) -> list[str]:
        """The text cut so that word ``n`` of it stands in part ``n // PART``; a sentence on the border is in both."""
        parts: list[list[str]] = [[]]
        place = 0
        for atom, own in self.atoms:
            first, last = place // PART, max(place, place + len(own) - 1) // PART
            parts += [[] for _ in range(last + 1 - len(parts))]
            for part in parts[first : last + 1]:
                part.append(atom)
            place += len(own)
        return ["".join(part).strip() for part in parts]

    def words(self) -> list[str]:
        """The words of the text, then those of title, names and headings once more, each marked with its zone."""
        found = [word for _, own in self.atoms for word in own]
        for name in (self.thing.title, *self.thing.names):
            found += exactly(name)
        found += words(self.thing.title, TITLE)
        for name in self.thing.names:
            found += words(name, NAME)
        for heading in self.headings:
            found += words(heading, HEADING)
        for initials, whole in self.thing.spelled:
            found += exactly(whole) + words(START + whole, SPELLED)
            found += exactly(initials.translate(INITIALS)) + words(initials.translate(INITIALS), SPELLED)
        return found


TITLE, NAME, HEADING, SPELLED = "t", "u", "v", "z"
FIRST, INNER, LAST, ONLY = "q", "r", "s", "w"
"""Zones of a word: in a title, another name, a heading, a name in Pinyin; and its place in a whole name, so that a query
can ask for it.
"""


def exactly(name: str) -> list[str]:
    """The words of a name that is asked for as a whole."""
    found = [word for run in runs(name) for word in phrase(run)]
    if len(found) < 2:
        return [word + ONLY for word in found]
    return [found[0] + FIRST, *(word + INNER for word in found[1:-1]), found[-1] + LAST]


def records_of(page: bytes, address: str, known: Mapping[str, Thing]) -> list[SearchRecord]:
    """The records of a page; none where it has no article.

    ``known`` are the things of the page by the id of their place on it, the page's own by the empty string.
    """
    document = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    article = next(document.iter("article"), None)
    if article is None:
        return []
    reader = _ArticleReader(known)
    reader.read(article)
    said = {meta.get("name") or meta.get("property"): meta.get("content", "") for meta in document.iter("meta")}
    title = said.get("guihua:title") or said.get("og:title") or reader.title
    own = known.get("") or Thing(address=address, kind="page", title=title)
    things = {"": own, **{place: thing for place, thing in known.items() if place}}
    return [
        SearchRecord(thing=things[place], headings=tuple(piece.headings), text=piece.text)
        for place, piece in reader.pieces.items()
    ]


class _ArticleReader:
    """Walks an article and sorts its text to the page (the empty place) and to the things on it."""

    def __init__(self, known: Mapping[str, Thing]) -> None:
        self.known = known
        self.pieces: dict[str, Piece] = {"": Piece()}
        self.place = ""
        self.level = 0
        self.title = ""

    def read(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if (
            not isinstance(tag, str)
            or tag in PASSED_OVER
            or not UNSEARCHED.isdisjoint(element.get("class", "").split())
        ):
            return
        if tag in HEADINGS:
            self.heading(element, HEADINGS[tag])
            return
        place = element.get("id", "")
        if place and place in self.known:
            outer, self.place = self.place, place
            self.pieces[place] = Piece()
            self.inside(element, tag)
            self.place = outer
        else:
            self.inside(element, tag)

    def heading(self, element: html.HtmlElement, level: int) -> None:
        """A heading of a thing opens it, until the next heading that is not below it."""
        place = element.get("id", "")
        if place in self.known and place:
            self.place, self.level = place, level
            self.pieces[place] = Piece()
        elif level <= self.level:
            self.place, self.level = "", 0
        before = len(self.piece.lines)
        self.inside(element, element.tag)
        text = "".join(self.piece.lines[before:]).strip()
        if level == 1 and not self.title:
            self.title = text
        elif place != self.place:
            self.piece.headings.append(text)

    def inside(self, element: html.HtmlElement, tag: str) -> None:
        edge = " " if tag in PARTED else ""
        self.add(edge)
        self.add(element.text)
        for child in element:
            self.read(child)
            self.add(child.tail)
        self.add(edge)

    @property
    def piece(self) -> Piece:
        return self.pieces[self.place]

    def add(self, text: str | None) -> None:
        if text:
            self.piece.lines.append(text)


def by_page(things: Iterable[Thing]) -> dict[str, dict[str, Thing]]:
    """Page → the things on it, by the id of their place."""
    found: dict[str, dict[str, Thing]] = {}
    for thing in things:
        page, _, place = thing.address.partition("#")
        found.setdefault(page, {})[place] = thing
    return found

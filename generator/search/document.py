"""A built page → the small document that is indexed: its article's text, one Han character a word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

HAN = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
PASSED_OVER = {"script", "style", "svg", "nav", "button", "form", "noscript"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {"p", "li", "td", "th", "dt", "dd", "figcaption", "summary", "caption", "tr", "div"}
UNINDEXED = "gh-nosearch"


def spaced(text: str) -> str:
    """``text`` with a space around every Han character: 5G基站 → 5G 基 站."""
    return " ".join(HAN.sub(r" \1 ", text).split())


@dataclass(slots=True)
class Document:
    """What is indexed of one page: ``sections`` are (heading id, heading, text) in order, the first without id."""

    title: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    sections: list[tuple[str, str, list[str]]] = field(default_factory=lambda: [("", "", [])])

    def html(self) -> str:
        """A page for the indexer, its text spaced; results show its whole title, a chapter's with its plan.

        The page's facts are metadata and not filters: Pagefind writes filters in a new order each time, and two
        builds of one input must be the same bytes.
        """
        body = []
        for anchor, heading, text in self.sections:
            if heading:
                body.append(f'<h2 id="{escape(anchor)}">{escape(spaced(heading))}</h2>' if anchor else "")
            body.append(f"<p>{escape(spaced(''.join(text)))}</p>")
        facts = "".join(
            f'<i data-pagefind-meta="{escape(name)}:{escape(value)}"></i>'
            for name, value in self.facts.items()
            if name != "title"
        )
        shown = self.facts.get("title", self.title)
        return (
            f'<!doctype html><html lang="zh"><head><title>{escape(shown)}</title></head><body>'
            f'<main data-pagefind-body><h1 data-pagefind-meta="title[data-title]" data-title="{escape(shown)}">'
            f"{escape(spaced(self.title))}</h1>"
            f"{facts}{''.join(body)}</main></body></html>"
        )


class ArticleParser(HTMLParser):
    """Reads one built page; ``document`` is ``None`` where it has no article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document: Document | None = None
        self.facts: dict[str, str] = {}
        self.open: list[str] = []
        self.skipped_from = 0
        self.heading: tuple[str, str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("name", "").startswith("guihua:"):
            self.facts[given["name"].removeprefix("guihua:")] = given.get("content", "")
        if tag == "article" and self.document is None:
            self.document = Document(facts=dict(self.facts))
        if tag in VOID:
            self.add(" ")
            return
        self.open.append(tag)
        if self.skipped_from or self.document is None:
            return
        classes = given.get("class", "").split()
        if tag in PASSED_OVER or UNINDEXED in classes or "headerlink" in classes:
            self.skipped_from = len(self.open)
        elif tag in HEADINGS:
            self.heading = (tag, given.get("id", ""), [])
        elif tag in BLOCKS:
            self.add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag not in self.open:
            return
        while self.open.pop() != tag:
            pass
        if self.skipped_from > len(self.open):
            self.skipped_from = 0
        elif self.heading and tag == self.heading[0] and self.document:
            level, anchor, text = self.heading
            title = " ".join("".join(text).split())
            if level == "h1" and not self.document.title:
                self.document.title = title
            else:
                self.document.sections.append((anchor, title, []))
            self.heading = None
        elif tag in BLOCKS:
            self.add(" ")

    def handle_data(self, data: str) -> None:
        if self.heading and not self.skipped_from:
            self.heading[2].append(data)
        else:
            self.add(data)

    def add(self, text: str) -> None:
        if self.document and "article" in self.open and not self.skipped_from:
            self.document.sections[-1][2].append(text)


def document_of(html: str) -> Document | None:
    """What to index of a built page; ``None`` for a page without an article."""
    parser = ArticleParser()
    parser.feed(html)
    return parser.document

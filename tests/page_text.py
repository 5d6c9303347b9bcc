"""A built page as the text a reader gets from it, so that a golden file of it can be read and reviewed.

One line for each paragraph, list item and table row, whatever the width of its cells: a changed figure changes one
line. Links are ``[words](target)`` with the target resolved from the site's root, files to take away say so, and of
a chart stand its title, its description and its labels. Scripts, styles and what is hidden from readers are left out.
Of HTML-to-text libraries, inscriptis pads all cells of a column to its widest and runs neighbouring spans together,
html2text breaks rows whose cells hold lists and drops links within the page: both hide which fact changed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from lxml import html

Element: TypeAlias = html.HtmlElement

CONTAINERS = {
    "article", "aside", "body", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "noscript", "ol", "p", "pre", "section", "summary", "svg",
    "table", "ul",
}  # fmt: skip
"""What begins a line of its own; all else runs on within its line."""
LEFT_OUT = {"script", "style", "template", "link", "meta"}
SIZE = re.compile(r"\b\d+(?:\.\d)? (?:B|KB|MB)\b")
"""Sizes of files depend on the versions of the libraries that pack them."""


def text_of(page: Path, site: Path, *, frame: bool = False) -> str:
    """The page's title, its description and the text of its article; with ``frame`` what stands around the article."""
    reader = Reader(page.relative_to(site).as_posix())
    root = html.parse(str(page), html.HTMLParser(encoding="utf-8")).getroot()
    described = root.xpath("string(//meta[@name='description']/@content)")
    article = next(iter(root.xpath("//article")), None)
    body = root.find("body")
    if frame:
        article.getparent().remove(article)
    shown = body if frame or article is None else article
    lines = [f"title: {root.findtext('.//title')}", f"description: {described}", "", *reader.lines(shown)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class Reader:
    """Reads elements of the page at the address ``here``."""

    def __init__(self, here: str) -> None:
        self.here = here

    def lines(self, element: Element) -> Iterator[str]:
        """What ``element`` holds, line by line: running text is one line as far as the next container or break."""
        running: list[str] = []
        for piece in self.pieces(element):
            if isinstance(piece, str):
                running.append(piece)
                continue
            yield from closed(running)
            running.clear()
            if piece.tag != "br":
                yield from self.block(piece)
        yield from closed(running)

    def pieces(self, element: Element) -> Iterator[str | Element]:
        """Running text, and the containers and line breaks in it. Neighbours that only the style parts get a space."""
        yield element.text or ""
        for child in element:
            if isinstance(child.tag, str) and not is_left_out(child):
                yield from (child,) if child.tag in CONTAINERS or child.tag == "br" else self.inline(child)
            tail = child.tail or ""
            yield tail or " "

    def inline(self, element: Element) -> Iterator[str | Element]:
        match element.tag:
            case "a":
                yield self.link(element)
            case "img":
                yield f"![{element.get('alt', '')}]({self.target(element.get('src', ''))})"
            case "input":
                yield f" [____{element.get('placeholder', '')}] " if element.get("type") != "checkbox" else ""
            case "button":
                yield f" [{' '.join(self.lines(element))}] "
            case _:
                yield from self.pieces(element)

    def link(self, element: Element) -> str:
        words, target = " / ".join(self.lines(element)), self.target(element.get("href", ""))
        if element.get("download") is not None:
            return f"[download {SIZE.sub('…', words)}]({target})"
        tip = f' "{element.get("title")}"' if element.get("title") else ""
        return f"[{words}]({target}{tip})"

    def target(self, address: str) -> str:
        """The address from the site's root; a place on the same page, and what leads out, as it is."""
        if re.match(r"[a-z]+:|/|#|$", address):
            return address
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.here), path)) + mark + rest

    def block(self, element: Element) -> Iterator[str]:
        match element.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield from ("", f"{'#' * int(element.tag[1])} {' '.join(self.lines(element))}", "")
            case "table":
                yield from ("", *self.table(element), "")
            case "ul" | "ol":
                yield from self.list(element)
            case "summary":
                yield from ("", f"▸ {' '.join(filter(None, self.lines(element)))}")
            case "pre":
                yield from ("```", *(element.text_content().strip("\n").split("\n")), "```")
            case "svg":
                yield from self.drawing(element)
            case _:
                yield from (f"{mark}{line}" for mark, line in self.marked(element))

    def marked(self, element: Element) -> Iterator[tuple[str, str]]:
        """The lines of a plain container, each with the mark of what it is."""
        if element.tag == "form":
            yield "", f"(form {self.target(element.get('action', ''))})".replace(" )", ")")
        if element.tag == "noscript":
            yield "", "(without script)"
        if element.tag == "figcaption":
            yield "", ""
        mark = {"dd": ": ", "figcaption": "* "}.get(element.tag, "")
        yield from ((mark, line) for line in self.lines(element))

    def table(self, element: Element) -> Iterator[str]:
        for row in element.iter("tr"):
            cells = [
                " / ".join(filter(None, map(str.strip, self.lines(cell)))) for cell in row if cell.tag in ("td", "th")
            ]
            yield f"| {' | '.join(cells)} |"
            if row.getparent().tag == "thead":
                yield f"|{' --- |' * len(cells)}"

    def list(self, element: Element) -> Iterator[str]:
        for number, item in enumerate(element.iterchildren("li"), start=1):
            mark = f"{number}." if element.tag == "ol" else "-"
            for at, line in enumerate(filter(None, self.lines(item))):
                yield f"{' ' * len(mark) if at else mark} {line}"

    def drawing(self, element: Element) -> Iterator[str]:
        """The chart as it is told, and what is written in it from the first to the last label; an icon says nothing."""
        if not element.get("aria-label"):
            return
        yield f"[chart] {element.get('aria-label')}"
        yield f"[chart] {' | '.join(label.text_content() for label in element.iter('text'))}"


def is_left_out(element: Element) -> bool:
    return (
        element.tag in LEFT_OUT
        or element.get("aria-hidden") == "true"
        or "headerlink" in element.get("class", "").split()
    )


def closed(running: list[str]) -> Iterator[str]:
    """One line of running text, without the white space of the markup."""
    if line := " ".join("".join(running).split()):
        yield line

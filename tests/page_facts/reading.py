"""A built site as its readers see it: the visible text of rows and cells, and where their links lead."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from lxml import html
from lxml.html import HtmlElement

UNSEEN = {"script", "style", "svg", "template"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}


class BuiltSite:
    """Pages by their address from the site's root; each is read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.page = cache(self._page)
        self.ids = cache(self._ids)

    def _page(self, address: str) -> HtmlElement:
        """What a page says: its article, without the frame around it."""
        written = (self.root / address).read_text("utf-8")
        start, end = written.find("<article"), written.rfind("</article>")
        assert 0 <= start < end, f"{address} has no article"
        return html.fragment_fromstring(written[start : end + len("</article>")])

    def _ids(self, address: str) -> dict[str, HtmlElement | None]:
        """Elements by their id; one that the page has twice is no place to lead to."""
        elements: dict[str, HtmlElement | None] = {}
        for element in self.page(address).iterfind(".//*[@id]"):
            elements[element.get("id")] = None if element.get("id") in elements else element
        return elements

    def addresses(self, pattern: str) -> list[str]:
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))

    def is_redirect(self, address: str) -> bool:
        """Whether a page only sends its readers on."""
        return 'http-equiv="refresh"' in (self.root / address).read_text("utf-8")[:2000]

    def place(self, address: str, anchor: str) -> HtmlElement | None:
        return self.ids(address).get(anchor)

    def section(self, address: str, anchor: str) -> list[HtmlElement]:
        """What stands below a heading, as far as the next of its level; nothing where the page has no such heading."""
        heading = self.place(address, anchor)
        return [] if heading is None else list(below(heading))


def below(heading: HtmlElement) -> Iterator[HtmlElement]:
    for element in heading.itersiblings():
        if HEADINGS.get(element.tag, 9) <= HEADINGS[heading.tag]:
            return
        yield element


def text(element: HtmlElement | None) -> str:
    """The visible text: a line break is a space, and so is any run of spaces."""
    return " ".join("".join(_pieces(element)).split()) if element is not None else ""


def _pieces(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN or "headerlink" in element.get("class", ""):
        return
    yield " " if element.tag == "br" else element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def leads_to(address: str, link: HtmlElement | None) -> str:
    """The address, from the site's root, to which a link of the page at ``address`` leads."""
    if link is None:
        return ""
    href: str = link.get("href")
    path, mark, fragment = href.partition("#")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(path))) if path else address
    return joined + mark + unquote(fragment)


def link_of(address: str, element: HtmlElement) -> str:
    """Where the first link in ``element`` leads."""
    return leads_to(address, next(element.iter("a"), None))


def rows_of(table: HtmlElement) -> Iterator[tuple[HtmlElement, dict[str, HtmlElement]]]:
    """The rows of a table's body, each with its cells by heading; a row that only groups others is passed over."""
    headings = [text(cell) for cell in table.iterfind("thead/tr/th")]
    for row in table.iterfind("tbody/tr"):
        cells = [cell for cell in row if cell.tag in ("th", "td")]
        if len(cells) == len(headings):
            yield row, dict(zip(headings, cells, strict=True))
        else:
            assert len(cells) == 1, f"{text(row)}: {len(cells)} cells under {len(headings)} headings"

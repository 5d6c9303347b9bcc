"""Notes on the print, as rows of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from tests.page_facts.ledger import Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import leads_to, text
from tests.page_facts.wording import NOTES, cited, clause_url, flat


def notes_expected(data: Published, notes: Iterable[Record]) -> Iterator[Row]:
    """By what they say, since most lists give them no id."""
    for note in notes:
        yield (
            flat(note["what"]),
            {
                "类型": NOTES[note["kind"]],
                "对象": f"{flat(note['subject'])} · {cited(data, note)}",
                "条款→": clause_url(data, note),
            },
        )


def notes_shown(address: str, items: Iterable[HtmlElement]) -> Iterator[Row]:
    """``items`` are the list's: a tag, what the note says, and what it is about with its place."""
    for item in items:
        kind, (what, about, *_) = item[0], list(item[1])
        yield (
            text(what),
            {
                "类型": text(kind),
                "对象": text(about),
                "条款→": leads_to(address, about.find(".//a")),
            },
        )

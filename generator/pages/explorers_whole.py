"""The tables of the explorers, whole and without script: to read, to print, and for a browser that runs none.

A large table has several pages: one of hundred thousand rows would be tens of megabytes, and no phone shows that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from generator.model import Corpus, Figure, Task
from generator.opendata import Exports
from generator.pages import Page, PageSpec, PageType
from generator.pages._explorer import whole_address
from generator.pages.explorers import EXPLORERS, explorer_of

ROWS_ON_A_PAGE = 5_000
"""A page has that many rows, unless a plan alone has more."""
Rows = tuple[int, int]
"""The first row, and the one after the last."""


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    for name in EXPLORERS:
        parts = _parts(corpus.figures if name == "figures" else corpus.tasks)
        for number in range(1, len(parts) + 1):
            yield PageSpec(whole_address(name, number), partial(_page, corpus, exports, name, parts, number))


def _parts(shown: Sequence[Figure | Task]) -> tuple[Rows, ...]:
    """The rows of each page; a plan is on one page."""
    parts, first, end = list[Rows](), 0, 0
    for _, own in groupby(shown, lambda one: one.plan.id):
        size = sum(1 for _ in own)
        if end > first and end + size - first > ROWS_ON_A_PAGE:
            parts.append((first, end))
            first = end
        end += size
    return (*parts, (first, end))


def _page(corpus: Corpus, exports: Exports, name: str, parts: Sequence[Rows], number: int) -> Page:
    explorer = explorer_of(corpus, exports, name, parts[number - 1])
    where = f"，第 {number} 页" if len(parts) > 1 else ""
    _, count = parts[-1]
    return Page(
        address=whole_address(name, number),
        kind="index",
        title=f"{explorer.title}（整张表{where}）",
        description=f"{count} {explorer.item}，按原文次序{where}。",
        hide=("navigation", "toc"),
        facts={
            "explorer": explorer,
            "pages": [whole_address(name, part) for part in range(1, len(parts) + 1)],
            "groups": ((plan, list(own)) for plan, own in groupby(explorer.rows(), lambda row: row["plan"])),
        },
    )


PAGES = PageType(template="explorer_whole.html.j2", pages=_pages)

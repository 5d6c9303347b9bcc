"""The tables of the explorers, whole and without script: to read, to print, and for a browser that runs none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageSpec, PageType
from generator.pages._explorer import whole_address
from generator.pages.explorers import EXPLORERS, explorer_of


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    for name in EXPLORERS:
        yield PageSpec(whole_address(name), partial(_page, corpus, exports, name))


def _page(corpus: Corpus, exports: Exports, name: str) -> Page:
    explorer = explorer_of(corpus, exports, name)
    rows = list(explorer.rows())
    return Page(
        address=explorer.whole_address,
        kind="index",
        title=f"{explorer.title}（整张表）",
        description=f"{len(rows)} {explorer.item}，按原文次序。",
        hide=("navigation", "toc"),
        facts={
            "explorer": explorer,
            "groups": [(plan, list(own)) for plan, own in groupby(rows, lambda row: row["plan"])],
        },
    )


PAGES = PageType(template="explorer_whole.html.j2", pages=_pages)

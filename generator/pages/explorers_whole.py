"""The tables of the explorers, whole and without script: to read, to print, and for a browser that runs none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageSpec, PageType
from generator.pages._explorer import Explorer
from generator.pages.explorers import explorers


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    for explorer in explorers(corpus, exports):
        yield PageSpec(explorer.whole_address, partial(_page, explorer))


def _page(explorer: Explorer) -> Page:
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

"""The search page: what a reader lands on with ``?q=``, and without script."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composing.page import Page, PageType
from generator.exporting import Exports
from generator.model import Corpus


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    yield Page(
        address="search.html",
        kind="search",
        title="搜索",
        description="在规划、指标、单位和数据里找。",
        hide=("navigation", "toc"),
        facts={},
    )


PAGES = PageType(template="search.html.j2", rank=17, pages=_pages)

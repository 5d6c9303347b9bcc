"""The search page: what a reader lands on with ``?q=``, and without script."""

from __future__ import annotations

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageType, single


def _page(corpus: Corpus, exports: Exports) -> Page:
    return Page(
        address="search.html",
        kind="search",
        title="搜索",
        description="在规划、指标、单位和数据里找。",
        hide=("navigation", "toc"),
        facts={},
    )


PAGES = PageType(template="search.html.j2", pages=single("search.html", _page))

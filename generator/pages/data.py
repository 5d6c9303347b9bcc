"""Data and downloads: every table, every format, every column explained."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composing.page import Page, PageType
from generator.exporting import Exports
from generator.model import Corpus


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    yield Page(
        address="data.html",
        kind="data",
        title="数据下载",
        description=f"{len(exports.tables)} 张表，每张有 CSV、Excel 用 CSV 和 JSON，每一列都有说明。",
        nav=("下载", "数据下载"),
        facts={
            "whole": exports.whole,
            "tables": exports.tables,
            "zips": tuple((plan, exports.by_plan[plan.id]) for plan in corpus.plans),
        },
    )


PAGES = PageType(template="data.html.j2", rank=14, pages=_pages)

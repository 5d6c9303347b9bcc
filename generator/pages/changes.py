"""What changed in the data from version to version, and where every version is kept."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageType


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    releases = tuple(reversed(corpus.promises.releases))
    released = corpus.site.released
    yield Page(
        address="changes.html",
        kind="page",
        title="数据的变动",
        description=f"数据现在是 {corpus.site.data_version} 版{'' if released else '，还没有定版'}。每一版改了什么、旧版在哪里下载。",
        nav=("下载", "数据的变动"),
        facts={"releases": releases, "released": released, "whole": exports.whole},
    )


PAGES = PageType(template="changes.html.j2", rank=12, pages=_pages)

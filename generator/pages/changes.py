"""What changed in the data from version to version, and where every version is kept."""

from __future__ import annotations

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageType, single


def _page(corpus: Corpus, exports: Exports) -> Page:
    releases = tuple(reversed(corpus.promises.releases))
    released = corpus.site.released
    return Page(
        address="changes.html",
        kind="page",
        title="数据的变动",
        description=f"数据现在是 {corpus.site.data_version} 版{'' if released else '，还没有定版'}。每一版改了什么、旧版在哪里下载。",
        facts={"releases": releases, "released": released, "whole": exports.whole},
    )


PAGES = PageType(template="changes.html.j2", rank=12, pages=single("changes.html", _page, ("下载", "数据的变动")))

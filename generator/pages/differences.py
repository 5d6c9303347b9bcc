"""Where the plans disagree with themselves or with one another, and what is wrong in the print."""

from __future__ import annotations

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageType, single
from generator.pages._views import by_plan


def _page(corpus: Corpus, exports: Exports) -> Page:
    return Page(
        address="differences.html",
        kind="page",
        title="矛盾与存疑",
        description=f"同一件事印了不同的数，有 {len(corpus.contradictions)} 件；原文有错或不清的，有 {len(corpus.notes)} 处。",
        facts={
            "others": tuple(case for case in corpus.cases if not case.contradiction),
            "note_groups": by_plan(corpus, ((note.plan, note) for note in corpus.notes)),
        },
    )


PAGES = PageType(
    template="differences.html.j2", rank=6, pages=single("differences.html", _page, ("对照", "矛盾与存疑"))
)

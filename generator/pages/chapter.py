"""A page per chapter of a long plan: its text under the printed outline, and the way to the chapters beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.linking.addresses import page_of
from generator.model import Clause, Corpus, Plan
from generator.opendata import Exports
from generator.pages import Page, PageSpec, PageType
from generator.pages._clauses import PlanText


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    for plan in corpus.plans:
        for number, chapter in enumerate(plan.chapters):
            yield PageSpec(page_of(chapter), partial(_page, corpus, plan, number, chapter))


def _page(corpus: Corpus, plan: Plan, number: int, chapter: Clause) -> Page:
    text = PlanText(corpus, plan)
    return Page(
        address=page_of(chapter),
        kind="plan",
        title=f"{chapter.title} – {plan.short_title}",
        description=f"《{plan.title}》（{plan.doc_number}）{chapter.title}。",
        plan_id=plan.id,
        like=f"plans/{plan.id}.html",
        facts={
            "plan": plan,
            "chapter": chapter,
            "clauses": tuple(text.clause(clause) for clause in plan.clauses if clause.chapter == chapter.anchor),
            "before": plan.chapters[number - 1] if number else None,
            "after": plan.chapters[number + 1] if number + 1 < len(plan.chapters) else None,
        },
    )


PAGES = PageType(template="chapter.html.j2", pages=_pages)

"""The index of plans."""

from __future__ import annotations

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageType, single


def _page(corpus: Corpus, exports: Exports) -> Page:
    return Page(
        address="plans/index.html",
        kind="index",
        title="规划和文件",
        description=f"{corpus.site.publication}收录的 {len(corpus.plans)} 份文件。",
        hide=("navigation", "toc"),
        facts={
            "rows": tuple(
                {
                    "plan": plan,
                    "figures": len(corpus.figures_of_plan.get(plan.id, ())),
                    "tasks": len(corpus.tasks_of_plan.get(plan.id, ())),
                    "projects": len(corpus.projects_of_plan.get(plan.id, ())),
                    "notes": len(corpus.notes_of_plan.get(plan.id, ())),
                }
                for plan in corpus.plans
            )
        },
    )


PAGES = PageType(template="plans.html.j2", rank=2, pages=single("plans/index.html", _page, ("规划", "规划和文件")))

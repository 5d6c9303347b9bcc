"""The home page: what this is, how much is in it, where to start."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composing.page import Page, PageType
from generator.exporting import Exports
from generator.model import Corpus
from generator.pages._views import dues


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    soon = tuple(each for each in dues(corpus.tasks) if not each.deadline.due.startswith("--"))
    yield Page(
        address="index.html",
        kind="home",
        title=corpus.site.name,
        description=corpus.site.description,
        nav=("首页",),
        hide=("navigation", "toc"),
        facts={
            "whole": exports.whole,
            "plan_cards": tuple(
                {
                    "plan": plan,
                    "figures": len(corpus.figures_of_plan.get(plan.id, ())),
                    "tasks": len(corpus.tasks_of_plan.get(plan.id, ())),
                    "projects": len(corpus.projects_of_plan.get(plan.id, ())),
                }
                for plan in corpus.plans
            ),
            "topics": tuple(
                (topic, sum(each.topic is topic for each in corpus.registry.indicators.values()))
                for topic in corpus.registry.topics.values()
            ),
            "busiest": tuple(
                sorted(
                    (
                        (corpus.registry.units[unit_id], len(duties))
                        for unit_id, duties in corpus.duties_of_unit.items()
                    ),
                    key=lambda pair: (-pair[1], pair[0].id),
                )[:6]
            ),
            "dues": soon[:6],
        },
    )


PAGES = PageType(template="home.md.j2", rank=1, pages=_pages)

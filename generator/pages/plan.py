"""A page per plan: facts, lead, text under the printed outline (of a long plan, the way to its chapters), indicators, tasks, projects, notes, downloads, source."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composing.page import Page, PageType
from generator.exporting import Exports
from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.pages._clauses import Shown
from generator.pages._views import dues, indicator_row


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    for plan in corpus.plans:
        figures = corpus.figures_of_plan.get(plan.id, ())
        tasks = corpus.tasks_of_plan.get(plan.id, ())
        shown = Shown(corpus, plan)
        indicators = {figure.indicator.id: figure.indicator for figure in figures}
        yield Page(
            address=address_of(plan),
            kind="plan",
            title=plan.title,
            description=plan.summary,
            nav=("规划", plan.short_title),
            plan_id=plan.id,
            facts={
                "plan": plan,
                "lead": shown.lead,
                "clauses": shown.clauses,
                "unwritten": not any(each.clause.body.strip() for each in shown.clauses),
                "rows": tuple(
                    indicator_row(
                        indicator,
                        tuple(each for each in figures if each.indicator is indicator),
                        corpus.site.region.id,
                    )
                    for indicator in indicators.values()
                ),
                "figure_count": len(figures),
                "tasks": tasks,
                "dues": dues(tasks),
                "left_tables": tuple(table for name, table in shown.tables.items() if name not in shown.placed),
                "left_boxes": tuple(box for number, box in shown.boxes.items() if number not in shown.placed),
                "project_count": len(corpus.projects_of_plan.get(plan.id, ())),
                "notes": corpus.notes_of_plan.get(plan.id, ()),
                "citations": corpus.citations_of_plan.get(plan.id, ()),
                "zip": exports.by_plan[plan.id],
                "tables": exports.tables_by_plan[plan.id],
            },
        )


PAGES = PageType(template="plan.md.j2", rank=3, pages=_pages)

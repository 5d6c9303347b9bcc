"""A page per plan: facts, lead, text under the printed outline, indicators, tasks, projects, notes, downloads, source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.composing.page import Page, PageType
from generator.composing.prose import Embed, Markup, Prose
from generator.exporting import Exports
from generator.linking.addresses import address_of
from generator.linking.names import name_index
from generator.model import Clause, Corpus, DataTable, FigureTable, Plan, Project, Task
from generator.pages._views import dues, indicator_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A 专栏 with its items in order, grouped under the box's own small headings."""

    number: str
    title: str
    groups: tuple[tuple[str, tuple[Project, ...]], ...]


Part = Markup | FigureTable | DataTable | Box


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    clause: Clause
    parts: tuple[Part, ...]
    tasks: tuple[Task, ...]


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    for plan in corpus.plans:
        figures = corpus.figures_of_plan.get(plan.id, ())
        tasks = corpus.tasks_of_plan.get(plan.id, ())
        shown = _Shown(corpus, plan)
        clauses = tuple(shown.clause(clause) for clause in plan.clauses)
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
                "lead": shown.prose.html(plan.lead),
                "clauses": clauses,
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


class _Shown:
    """Puts tables and boxes where the text wants them, and remembers which were placed."""

    def __init__(self, corpus: Corpus, plan: Plan) -> None:
        self.corpus = corpus
        self.prose = Prose(corpus, name_index(corpus.registry, corpus.plans, plan.id), address_of(plan), plan.id)
        self.tables: dict[str, FigureTable | DataTable] = {}
        self.tables.update((each.name, each) for each in corpus.data_tables if each.plan is plan)
        self.tables.update((each.name, each) for each in corpus.figure_tables if each.plan is plan)
        self.boxes = _boxes(corpus.projects_of_plan.get(plan.id, ()))
        self.placed: set[str] = set()

    def clause(self, clause: Clause) -> ClauseView:
        figures = self.corpus.figures_of_clause.get(clause.id, ())
        return ClauseView(
            clause=clause,
            parts=tuple(self.part(each) for each in self.prose.parts(clause.body, figures)),
            tasks=self.corpus.tasks_of_clause.get(clause.id, ()),
        )

    def part(self, part: Markup | Embed) -> Part:
        if isinstance(part, Markup):
            return part
        self.placed.add(part.name)
        return self.tables[part.name] if part.kind == "table" else self.boxes[part.name]


def _boxes(projects: tuple[Project, ...]) -> dict[str, Box]:
    boxes: dict[str, dict[str, list[Project]]] = {}
    titles: dict[str, str] = {}
    for project in projects:
        titles.setdefault(project.box_number, project.box_title)
        boxes.setdefault(project.box_number, {}).setdefault(project.item_group, []).append(project)
    return {
        number: Box(
            number=number,
            title=titles[number],
            groups=tuple((group, tuple(sorted(items, key=lambda each: each.order))) for group, items in groups.items()),
        )
        for number, groups in boxes.items()
    }


PAGES = PageType(template="plan.md.j2", rank=3, pages=_pages)

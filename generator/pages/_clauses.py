"""The text of a plan, clause by clause, as its own page and those of its chapters show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.linking.addresses import LinkScheme, address_of, page_of
from generator.model import Clause, Corpus, DataTable, FigureTable, Plan, Project, Task
from generator.prose.prose import Embed, HtmlFragment, Prose
from generator.prose.quotes import Quotable
from generator.wording.words import lines


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxView:
    """A 专栏 with its items in order, grouped under the box's own small headings."""

    number: str
    title: str
    groups: tuple[tuple[str, tuple[Project, ...]], ...]


Part = HtmlFragment | FigureTable | DataTable | BoxView


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    """A clause as pages show it: its text split at tables and boxes, and its tasks."""

    clause: Clause
    parts: tuple[Part, ...]
    tasks: tuple[Task, ...]

    @property
    def lines(self) -> int:
        """An estimate, rather too high, of the clause's lines on a phone: its size until it is rendered (lazily)."""
        text = lines(*filter(None, self.clause.body.split("\n")))
        return text + sum(map(_lines_of, self.parts)) + sum(len(task.duties) // 2 + 2 for task in self.tasks)


class PlanText:
    """A plan's clauses with tables and boxes embedded where the text asks for them."""

    def __init__(self, corpus: Corpus, plan: Plan) -> None:
        self.corpus = corpus
        pages = {address_of(plan), *map(page_of, plan.clauses)}
        figures = Quotable(corpus.figures_of_plan.get(plan.id, ()))
        self.prose = {page: Prose(corpus, corpus.names[plan.id], page, plan.id, figures) for page in pages}
        self.tables: dict[str, FigureTable | DataTable] = {}
        self.tables.update((table.name, table) for table in corpus.data_tables_of_plan.get(plan.id, ()))
        self.tables.update((table.name, table) for table in corpus.figure_tables_of_plan.get(plan.id, ()))
        self.boxes = _boxes(corpus.projects_of_plan.get(plan.id, ()))
        self.plan = plan
        self.seen: set[str] = set()

    @cached_property
    def lead(self) -> str:
        return self.prose[address_of(self.plan)].html(self.plan.lead)

    @cached_property
    def clauses(self) -> tuple[ClauseView, ...]:
        return tuple(map(self.clause, self.plan.clauses))

    @cached_property
    def placed(self) -> frozenset[str]:
        """The names of the tables and boxes that are embedded somewhere; pages show the rest separately."""
        return frozenset(self.seen) if self.clauses else frozenset()

    def clause(self, clause: Clause) -> ClauseView:
        figures = self.corpus.figures_of_clause.get(clause.id, ())
        return ClauseView(
            clause=clause,
            parts=tuple(self.part(part) for part in self.prose[page_of(clause)].parts(clause.body, figures)),
            tasks=self.corpus.tasks_of_clause.get(clause.id, ()),
        )

    def part(self, part: HtmlFragment | Embed) -> Part:
        if isinstance(part, HtmlFragment):
            return part
        self.seen.add(part.name)
        return self.tables[part.name] if part.scheme is LinkScheme.TABLE else self.boxes[part.name]


def _lines_of(part: Part) -> int:
    match part:
        case BoxView():
            return sum(lines(item.name, item.summary) + 1 for _, items in part.groups for item in items) + 3
        case FigureTable() | DataTable():
            return 3 * len(part.rows) + 4
        case _:
            return 0


def _boxes(projects: tuple[Project, ...]) -> dict[str, BoxView]:
    boxes: dict[str, dict[str, list[Project]]] = {}
    titles: dict[str, str] = {}
    for project in projects:
        titles.setdefault(project.box_number, project.box_title)
        boxes.setdefault(project.box_number, {}).setdefault(project.item_group, []).append(project)
    return {
        number: BoxView(
            number=number,
            title=titles[number],
            groups=tuple(
                (group, tuple(sorted(items, key=lambda project: project.order or 0))) for group, items in groups.items()
            ),
        )
        for number, groups in boxes.items()
    }

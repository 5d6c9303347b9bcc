"""A page per plan: facts, lead, text under the printed outline (of a long plan, the way to its chapters), indicators, tasks, projects, notes, downloads, source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from generator.charts.spark import Spark, spark
from generator.linking.addresses import address_of
from generator.model import Binding, Citation, Corpus, Figure, Origin, Plan, Role, Task, Unit
from generator.opendata import Exports
from generator.pages import Page, PageSpec, PageType
from generator.pages import _schema_org as schema_org
from generator.pages._clauses import PlanText
from generator.pages._preview import of_count, of_row
from generator.pages._related import related
from generator.pages._views import Charge, IndicatorRow, due_years, dues, indicator_rows, is_over

MOST_KEYS = 6
"""How many key figures stand at the top of the page."""
MOST_PLANS_IN_NAV = 40
"""Where there are more plans, the navigation, which is on every page, has only the index of plans."""


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    in_nav = len(corpus.plans) <= MOST_PLANS_IN_NAV
    for plan in corpus.plans:
        nav = ("规划", plan.short_title) if in_nav else ()
        yield PageSpec(address_of(plan), partial(_page, corpus, exports, plan), nav)


def _page(corpus: Corpus, exports: Exports, plan: Plan) -> Page:
    figures = corpus.figures_of_plan.get(plan.id, ())
    tasks = corpus.tasks_of_plan.get(plan.id, ())
    shown = PlanText(corpus, plan)
    rows = tuple(indicator_rows(figures, corpus.site.region.id))
    deadlines = dues(tasks)
    keys = _keys(rows)
    return Page(
        address=address_of(plan),
        kind="plan",
        title=plan.title,
        description=plan.summary,
        plan_id=plan.id,
        facts={
            "plan": plan,
            "lead": shown.lead,
            "clauses": shown.clauses,
            "unwritten": not any(clause.clause.body.strip() for clause in shown.clauses),
            "keys": keys,
            "rows": rows,
            "sparks": _sparks(rows, figures),
            "figure_count": len(figures),
            "tasks": tasks,
            "by_unit": _by_unit(tasks),
            "due_years": due_years(deadlines),
            "due_count": len(deadlines),
            "left_tables": tuple(table for name, table in shown.tables.items() if name not in shown.placed),
            "left_boxes": tuple(box for number, box in shown.boxes.items() if number not in shown.placed),
            "project_count": len(corpus.projects_of_plan.get(plan.id, ())),
            "notes": corpus.notes_of_plan.get(plan.id, ()),
            "citations": _by_document(corpus.citations_of_plan.get(plan.id, ())),
            "related": related(corpus, plan),
            "zip": exports.by_plan[plan.id],
            "tables": exports.tables_by_plan[plan.id],
        },
        about=schema_org.dataset(
            corpus.site,
            address_of(plan),
            plan.title,
            plan.summary,
            (exports.by_plan[plan.id],),
            address_of(plan),
            schema_org.of_plans((plan,)),
        ),
        preview=of_row(corpus, plan.doc_number, plan.short_title, keys[0], f"{keys[0].indicator.name}，")
        if keys
        else of_count(corpus, plan.doc_number, plan.short_title, f"{len(tasks)} 项任务", plan.summary),
    )


def _keys(rows: Iterable[IndicatorRow]) -> tuple[IndicatorRow, ...]:
    """The plan's key figures: targets, binding ones first, then those with a baseline, then those of tables."""

    def weight(row: IndicatorRow) -> tuple[bool, bool, bool]:
        target = row.target
        assert target
        return (target.binding is not Binding.BINDING, row.baseline is None, target.origin is not Origin.TABLE)

    numbers = [row for row in rows if row.target and _is_key(row.target)]
    return tuple(sorted(numbers, key=weight)[:MOST_KEYS])


def _is_key(target: Figure) -> bool:
    """Whether a reader understands the target by itself: a number of the whole, with a year that is still to come."""
    dated = target.role is Role.TARGET and bool(target.period) and not is_over(target)
    return dated and target.amount is not None and target.whole


def _sparks(rows: Iterable[IndicatorRow], figures: tuple[Figure, ...]) -> dict[str, Spark]:
    """Indicator id → sparkline, for rows whose baseline and target make a line."""
    drawn = {
        row.indicator.id: spark(
            tuple(figure for figure in figures if figure.indicator is row.indicator), row.baseline, row.target
        )
        for row in rows
    }
    return {indicator_id: small for indicator_id, small in drawn.items() if small}


def _by_unit(tasks: tuple[Task, ...]) -> tuple[tuple[Unit, tuple[Charge, ...]], ...]:
    """Units with what they have to do, the busiest first, then in the order in which they are named."""
    charges = [Charge(task=task, duty=duty) for task in tasks for duty in task.duties]
    units = {charge.duty.unit.id: charge.duty.unit for charge in charges}
    by_unit = [(unit, tuple(charge for charge in charges if charge.duty.unit is unit)) for unit in units.values()]
    return tuple(sorted(by_unit, key=lambda pair: len(pair[1]), reverse=True))


def _by_document(citations: Iterable[Citation]) -> tuple[tuple[Citation, ...], ...]:
    """Citations of one document together, in the order in which documents are first cited."""
    cited: defaultdict[tuple[str, str], list[Citation]] = defaultdict(list)
    for citation in citations:
        cited[(citation.cited_number, "" if citation.cited_number else citation.cited_title)].append(citation)
    return tuple(tuple(own) for own in cited.values())


PAGES = PageType(template="plan.html.j2", rank=3, pages=_pages)

"""View models that several page types share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.model import Clause, Corpus, Deadline, Duty, Figure, Indicator, Origin, Plan, Role, Task

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """An indicator with the one baseline and the one target that introduce it, from the first plan that has them.

    One part never speaks for the whole: where only parts are printed, and several, ``parts`` counts them.
    """

    indicator: Indicator
    baseline: Figure | None
    target: Figure | None
    count: int
    parts: int
    plans: tuple[Plan, ...]


def indicator_row(indicator: Indicator, figures: tuple[Figure, ...], city_id: str) -> IndicatorRow:
    """The row for an indicator, from ``figures`` of the city where there are any, else of all regions.

    The baseline is preferred to an actual value, a target of a table to one of running text, one to come to one that
    is over; growth counts as a target only where there is no other.
    """
    said = [figure for figure in figures if figure.says]
    here = [figure for figure in said if figure.region.id == city_id] or said
    whole = [figure for figure in here if figure.whole]
    parts = {figure.component for figure in here}
    several = not whole and len(parts) > 1
    first = whole or ([] if several else here)
    past = [figure for figure in first if figure.role in (Role.BASELINE, Role.ACTUAL)]
    promised = [figure for figure in first if figure.role in (Role.TARGET, Role.STANDARD, Role.GROWTH)]
    return IndicatorRow(
        indicator=indicator,
        baseline=min(past, key=lambda figure: figure.role is not Role.BASELINE, default=None),
        target=min(
            promised,
            key=lambda figure: (figure.role is Role.GROWTH, is_over(figure), figure.origin is not Origin.TABLE),
            default=None,
        ),
        count=len(figures),
        parts=len(parts) if several else 0,
        plans=tuple({figure.plan.id: figure.plan for figure in figures}.values()),
    )


def indicator_rows(figures: tuple[Figure, ...], city_id: str) -> Iterator[IndicatorRow]:
    """A row for each indicator of ``figures``, in the order in which they name them."""
    for indicator in {figure.indicator.id: figure.indicator for figure in figures}.values():
        yield indicator_row(indicator, tuple(figure for figure in figures if figure.indicator is indicator), city_id)


def is_over(target: Figure) -> bool:
    """Whether a plan looks back on ``target``: what was aimed at in the years before it."""
    start = target.plan.period_start
    return start is not None and target.last_year is not None and target.last_year < start


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A task together with what one unit has to do in it."""

    task: Task
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline together with its task."""

    deadline: Deadline
    task: Task


def dues(tasks: Iterable[Task]) -> tuple[Due, ...]:
    """All deadlines: those of every year, then the dated ones, soonest first."""
    unordered = [Due(deadline=deadline, task=task) for task in tasks for deadline in task.deadlines]
    return tuple(sorted(unordered, key=lambda due: (due.deadline.order, due.task.id)))


def due_years(deadlines: Iterable[Due]) -> tuple[tuple[str, tuple[Due, ...]], ...]:
    """Deadlines under 每年 or their year, in the order of ``dues``."""
    groups: defaultdict[str, list[Due]] = defaultdict(list)
    for due in deadlines:
        groups["每年" if due.deadline.due.startswith("--") else f"{due.deadline.due[:4]}年"].append(due)
    return tuple((year, tuple(members)) for year, members in groups.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGroup(Generic[T]):
    """Things of one plan under its name."""

    plan: Plan
    members: tuple[T, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGroup:
    """Figures of one printed table, or those of running text (no ``title``, each with a clause of its own)."""

    title: str
    clause: Clause | None
    figures: tuple[Figure, ...]


def by_table(figures: Iterable[Figure]) -> tuple[FigureGroup, ...]:
    """Figures of tables first, in authored order, then those of running text."""
    groups: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[(figure.table_title, figure.clause.id if figure.table_title else "")].append(figure)
    tables = [
        FigureGroup(title=title, clause=group[0].clause if title else None, figures=tuple(group))
        for (title, _), group in groups.items()
    ]
    return tuple(sorted(tables, key=lambda group: not group.title))


def by_plan(corpus: Corpus, things: Iterable[tuple[Plan, T]]) -> tuple[PlanGroup[T], ...]:
    """Things grouped by plan, in the order of plans."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    plans: dict[str, Plan] = {}
    for plan, thing in things:
        plans[plan.id] = plan
        groups[plan.id].append(thing)
    ordered = sorted(plans.values(), key=lambda plan: corpus.plan_order[plan.id])
    return tuple(PlanGroup(plan=plan, members=tuple(groups[plan.id])) for plan in ordered)

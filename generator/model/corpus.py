"""Everything linked. Back-links are lazy look-ups: computed on first use, cached, in a defined order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from generator.model.difference import Case, Difference, cases
from generator.model.figure import Figure, FigureTable
from generator.model.mention import Mention
from generator.model.note import Note
from generator.model.plan import Citation, Clause, DataTable, Duty, LeftOut, Plan, Project, Task
from generator.model.registry import Indicator, NearIndicators, Observation, Registry
from generator.model.release import Promises
from generator.model.site import Site, TextPage

T = TypeVar("T")


class Dictionary(Protocol):
    """The names that hold in one plan's text."""

    def find(self, text: str) -> Iterator[Mention]:
        """Mentions from left to right; they do not overlap."""


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """All tuples are in document order: plans by first page, the rest by plan and then as authored."""

    site: Site
    registry: Registry
    plans: tuple[Plan, ...]
    figures: tuple[Figure, ...]
    figure_tables: tuple[FigureTable, ...]
    data_tables: tuple[DataTable, ...]
    tasks: tuple[Task, ...]
    projects: tuple[Project, ...]
    citations: tuple[Citation, ...]
    notes: tuple[Note, ...]
    left_out: tuple[LeftOut, ...]
    differences: tuple[Difference, ...]
    pages: tuple[TextPage, ...]
    mentions: Mapping[str, tuple[Clause, ...]]
    """Clauses whose text names a unit, by unit id; a plan's lead is no clause."""
    names: Mapping[str, Dictionary]
    """By plan id."""
    promises: Promises

    @cached_property
    def plan_order(self) -> Mapping[str, int]:
        """Plan id → its position among the plans."""
        return {plan.id: position for position, plan in enumerate(self.plans)}

    @cached_property
    def plans_of_issuer(self) -> Mapping[str, tuple[Plan, ...]]:
        return _grouped(self.plans, lambda plan: plan.issuer.id)

    @cached_property
    def cited_plans_of_plan(self) -> Mapping[str, frozenset[str]]:
        """Plan id → the ids of the plans that it cites."""
        return {
            plan_id: frozenset(citation.cited_plan.id for citation in citations if citation.cited_plan)
            for plan_id, citations in self.citations_of_plan.items()
        }

    @cached_property
    def units_of_plan(self) -> Mapping[str, frozenset[str]]:
        """Plan id → the ids of the units that have tasks in it."""
        return {
            plan_id: frozenset(duty.unit.id for task in tasks for duty in task.duties)
            for plan_id, tasks in self.tasks_of_plan.items()
        }

    @cached_property
    def plan_by_id(self) -> Mapping[str, Plan]:
        return {plan.id: plan for plan in self.plans}

    @cached_property
    def clause_by_id(self) -> Mapping[str, Clause]:
        return {clause.id: clause for plan in self.plans for clause in plan.clauses}

    @cached_property
    def figures_of_indicator(self) -> Mapping[str, tuple[Figure, ...]]:
        return _grouped(self.figures, lambda figure: figure.indicator.id)

    @cached_property
    def indicators_of_topic(self) -> Mapping[str, tuple[Indicator, ...]]:
        return _grouped(self.registry.indicators.values(), lambda indicator: indicator.topic.id)

    @cached_property
    def indicators_of_measure(self) -> Mapping[str, tuple[Indicator, ...]]:
        measured = [indicator for indicator in self.registry.indicators.values() if indicator.measure]
        return _grouped(measured, lambda indicator: indicator.measure.id if indicator.measure else "")

    @cached_property
    def indicators_of_plan(self) -> Mapping[str, tuple[Indicator, ...]]:
        """Plan id → the indicators that it prints figures of."""
        return {
            plan_id: tuple({figure.indicator.id: figure.indicator for figure in figures}.values())
            for plan_id, figures in self.figures_of_plan.items()
        }

    @cached_property
    def near_of_indicator(self) -> Mapping[str, tuple[NearIndicators, ...]]:
        pairs = [(key, pair) for pair in self.registry.near_indicators for key in sorted({pair.one.id, pair.other.id})]
        grouped = _grouped(pairs, lambda entry: entry[0])
        return {indicator_id: tuple(pair for _, pair in entries) for indicator_id, entries in grouped.items()}

    @cached_property
    def observations_of_indicator(self) -> Mapping[str, tuple[Observation, ...]]:
        return _grouped(self.registry.observations, lambda observation: observation.indicator.id)

    @cached_property
    def figures_of_plan(self) -> Mapping[str, tuple[Figure, ...]]:
        return _grouped(self.figures, lambda figure: figure.plan.id)

    @cached_property
    def figures_of_region(self) -> Mapping[str, tuple[Figure, ...]]:
        return _grouped(self.figures, lambda figure: figure.region.id)

    @cached_property
    def figures_of_clause(self) -> Mapping[str, tuple[Figure, ...]]:
        return _grouped(self.figures, lambda figure: figure.clause.id)

    @cached_property
    def tasks_of_plan(self) -> Mapping[str, tuple[Task, ...]]:
        return _grouped(self.tasks, lambda task: task.plan.id)

    @cached_property
    def tasks_of_clause(self) -> Mapping[str, tuple[Task, ...]]:
        return _grouped(self.tasks, lambda task: task.clause.id)

    @cached_property
    def duties_of_unit(self) -> Mapping[str, tuple[tuple[Task, Duty], ...]]:
        pairs = [(task, duty) for task in self.tasks for duty in task.duties]
        return _grouped(pairs, lambda pair: pair[1].unit.id)

    @cached_property
    def projects_of_plan(self) -> Mapping[str, tuple[Project, ...]]:
        return _grouped(self.projects, lambda project: project.plan.id)

    @cached_property
    def projects_of_region(self) -> Mapping[str, tuple[Project, ...]]:
        placed = [project for project in self.projects if project.region]
        return _grouped(placed, lambda project: project.region.id if project.region else "")

    @cached_property
    def projects_of_unit(self) -> Mapping[str, tuple[Project, ...]]:
        pairs = [(unit.id, project) for project in self.projects for unit in project.units]
        grouped = _grouped(pairs, lambda pair: pair[0])
        return {unit_id: tuple(project for _, project in pairs) for unit_id, pairs in grouped.items()}

    @cached_property
    def notes_of_plan(self) -> Mapping[str, tuple[Note, ...]]:
        return _grouped(self.notes, lambda note: note.plan.id)

    @cached_property
    def notes_of_figure(self) -> Mapping[str, tuple[Note, ...]]:
        pairs = [(figure.id, note) for note in self.notes for figure in note.figures]
        grouped = _grouped(pairs, lambda pair: pair[0])
        return {figure_id: tuple(note for _, note in pairs) for figure_id, pairs in grouped.items()}

    @cached_property
    def citations_of_plan(self) -> Mapping[str, tuple[Citation, ...]]:
        return _grouped(self.citations, lambda citation: citation.plan.id)

    @cached_property
    def figure_tables_of_plan(self) -> Mapping[str, tuple[FigureTable, ...]]:
        return _grouped(self.figure_tables, lambda table: table.plan.id)

    @cached_property
    def data_tables_of_plan(self) -> Mapping[str, tuple[DataTable, ...]]:
        return _grouped(self.data_tables, lambda table: table.plan.id)

    @cached_property
    def left_out_of_plan(self) -> Mapping[str, tuple[LeftOut, ...]]:
        return _grouped(self.left_out, lambda number: number.plan.id)

    @cached_property
    def differences_within_plan(self) -> Mapping[str, tuple[Difference, ...]]:
        """Plan id → the differences both of whose figures are in it."""
        within = [difference for difference in self.differences if difference.a.plan is difference.b.plan]
        return _grouped(within, lambda difference: difference.a.plan.id)

    @cached_property
    def cases_of_indicator(self) -> Mapping[str, tuple[Case, ...]]:
        """Indicator id → its cases; a case of two indicators is in both."""
        pairs = [
            (key, case) for case in self.cases for key in sorted({f.indicator.id for side in case.sides for f in side})
        ]
        grouped = _grouped(pairs, lambda pair: pair[0])
        return {indicator_id: tuple(case for _, case in pairs) for indicator_id, pairs in grouped.items()}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        return cases(self.differences)

    @cached_property
    def contradictions(self) -> tuple[Case, ...]:
        """The cases in which two printed values cannot both hold."""
        return tuple(case for case in self.cases if case.contradiction)

    @cached_property
    def contradictions_between(self) -> Mapping[frozenset[str], tuple[Case, ...]]:
        """The ids of two plans, or of one → the contradictions between them, or within it."""
        pairs = [
            (plans, case)
            for case in self.contradictions
            for plans in dict.fromkeys(frozenset((pair.a.plan.id, pair.b.plan.id)) for pair in case.differences)
        ]
        groups: defaultdict[frozenset[str], list[Case]] = defaultdict(list)
        for plans, case in pairs:
            groups[plans].append(case)
        return {plans: tuple(cases) for plans, cases in groups.items()}


def _grouped(things: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    """Key → its things in their order; keys in order of first occurrence."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return {name: tuple(members) for name, members in groups.items()}

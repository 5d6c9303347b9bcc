"""Related plans: by citations, shared indicators, and shared units with tasks."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Case, Corpus, Indicator, Plan

MOST_RELATED = 6
"""How many related plans a page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What another plan shares with one; ``units`` counts the bodies that have tasks in both."""

    plan: Plan
    cites: bool
    cited_by: bool
    indicators: tuple[Indicator, ...]
    units: int
    contradictions: tuple[Case, ...]

    @property
    def weight(self) -> tuple[int, int, int]:
        """The sort key: citations, then shared indicators, then shared units."""
        return (self.cites + self.cited_by, len(self.indicators), self.units)


def related(corpus: Corpus, plan: Plan) -> tuple[Related, ...]:
    """The plans closest to ``plan``, closest first; those that share only units come last."""
    candidates = [_between(corpus, plan, other) for other in corpus.plans if other is not plan]
    near = sorted(
        (candidate for candidate in candidates if any(candidate.weight)),
        key=lambda candidate: candidate.weight,
        reverse=True,
    )
    return tuple(near[:MOST_RELATED])


def _between(corpus: Corpus, plan: Plan, other: Plan) -> Related:
    theirs = {figure.indicator.id for figure in corpus.figures_of_plan.get(other.id, ())}
    shared = {
        figure.indicator.id: figure.indicator
        for figure in corpus.figures_of_plan.get(plan.id, ())
        if figure.indicator.id in theirs
    }
    return Related(
        plan=other,
        cites=any(citation.cited_plan is other for citation in corpus.citations_of_plan.get(plan.id, ())),
        cited_by=any(citation.cited_plan is plan for citation in corpus.citations_of_plan.get(other.id, ())),
        indicators=tuple(shared.values()),
        units=len(_units(corpus, plan) & _units(corpus, other)),
        contradictions=tuple(
            contradiction
            for contradiction in corpus.contradictions
            if any({pair.a.plan.id, pair.b.plan.id} == {plan.id, other.id} for pair in contradiction.differences)
        ),
    )


def _units(corpus: Corpus, plan: Plan) -> set[str]:
    return {duty.unit.id for task in corpus.tasks_of_plan.get(plan.id, ()) for duty in task.duties}

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
    candidates = [_between(corpus, plan, other) for other in corpus.plans if other.id != plan.id]
    near = sorted(
        (candidate for candidate in candidates if any(candidate.weight)),
        key=lambda candidate: candidate.weight,
        reverse=True,
    )
    return tuple(near[:MOST_RELATED])


def _between(corpus: Corpus, plan: Plan, other: Plan) -> Related:
    theirs = {indicator.id for indicator in corpus.indicators_of_plan.get(other.id, ())}
    nobody = frozenset[str]()
    return Related(
        plan=other,
        cites=other.id in corpus.cited_plans_of_plan.get(plan.id, nobody),
        cited_by=plan.id in corpus.cited_plans_of_plan.get(other.id, nobody),
        indicators=tuple(own for own in corpus.indicators_of_plan.get(plan.id, ()) if own.id in theirs),
        units=len(corpus.units_of_plan.get(plan.id, nobody) & corpus.units_of_plan.get(other.id, nobody)),
        contradictions=corpus.contradictions_between.get(frozenset((plan.id, other.id)), ()),
    )

"""The home page: what this is, how much is in it, where to start."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from generator.model import Case, Corpus, Difference, DifferenceScope, Figure, Plan, Revision, Topic, Unit, UnitType
from generator.opendata import Exports
from generator.pages import Page, PageType, single
from generator.pages._preview import of_count
from generator.pages._views import Due, dues
from generator.wording.calendar import first_day

MOST_DISAGREEMENTS = 4
MOST_DUES = 6
MOST_UNITS = 8
MOST_NEWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan and how much data it holds."""

    plan: Plan
    figures: int
    tasks: int


Disagreement = tuple[tuple[Figure, int], ...]
"""Two figures that cannot both hold, each with how many more places are on its side."""


def _page(corpus: Corpus, exports: Exports) -> Page:
    coming, title = _deadlines(corpus)
    return Page(
        address="index.html",
        kind="home",
        title=corpus.site.name,
        description=corpus.site.description,
        hide=("navigation", "toc"),
        facts={
            "whole": exports.whole,
            "plan_rows": tuple(
                PlanRow(
                    plan=plan,
                    figures=len(corpus.figures_of_plan.get(plan.id, ())),
                    tasks=len(corpus.tasks_of_plan.get(plan.id, ())),
                )
                for plan in corpus.plans
            ),
            "topics": _topics(corpus),
            "disagreements": _disagreements(corpus),
            "busiest": _busiest(corpus),
            "dues": coming,
            "dues_title": title,
            "news": _news(corpus),
        },
        preview=of_count(
            corpus,
            corpus.site.name,
            corpus.site.tagline,
            f"{len(corpus.figures)} 个数值",
            f"{len(corpus.plans)} 份文件，{len(corpus.tasks)} 项任务，{len(corpus.registry.units)} 个单位",
        ),
    )


def _topics(corpus: Corpus) -> tuple[tuple[Topic, int], ...]:
    """Topics that have indicators, with how many."""
    counted = (
        (topic, sum(indicator.topic is topic for indicator in corpus.registry.indicators.values()))
        for topic in corpus.registry.topics.values()
    )
    return tuple((topic, count) for topic, count in counted if count)


def _busiest(corpus: Corpus) -> tuple[tuple[Unit, int], ...]:
    """The units that are named for the most tasks; what a collective form brings them does not count, nor do classes of units."""
    units = corpus.registry.units
    counts = Counter(
        {
            unit_id: len({task.id for task, duty in corpus.duties_of_unit[unit_id] if not duty.inherited})
            for unit_id in sorted(corpus.duties_of_unit)
            if units[unit_id].type is not UnitType.OTHER
        }
    )
    return tuple((units[unit_id], count) for unit_id, count in counts.most_common(MOST_UNITS) if count)


def _disagreements(corpus: Corpus) -> tuple[Disagreement, ...]:
    """The first contradictions, at most one per indicator: those across documents first, then by relative gap."""

    def weight(difference: Difference) -> tuple[bool, Decimal]:
        return (difference.scope is not DifferenceScope.ACROSS_PLANS, -abs(difference.gap_share or Decimal(0)))

    pairs = sorted(
        ((min(case.differences, key=weight), case) for case in corpus.contradictions), key=lambda pair: weight(pair[0])
    )
    one_each: dict[str, Disagreement] = {}
    for pair, case in pairs:
        one_each.setdefault(pair.a.indicator.id, tuple((figure, _also(case, figure)) for figure in (pair.a, pair.b)))
    return tuple(one_each.values())[:MOST_DISAGREEMENTS]


def _also(case: Case, figure: Figure) -> int:
    """How many other figures are on the same side of the case as ``figure``."""
    return next(len(side) - 1 for side in case.sides if any(one is figure for one in side))


def _deadlines(corpus: Corpus) -> tuple[tuple[Due, ...], str]:
    """The next deadlines as of the date of the data; where all have passed, those that passed last."""
    dated = [due for due in dues(corpus.tasks) if not due.deadline.due.startswith("--")]
    today = corpus.site.day
    ahead = [due for due in dated if first_day(due.deadline.due, today) >= today]
    if ahead:
        return tuple(ahead[:MOST_DUES]), "接下来的期限"
    return tuple(reversed(dated))[:MOST_DUES], "最近到期的"


def _news(corpus: Corpus) -> tuple[tuple[Revision, tuple[Plan, ...]], ...]:
    """The last changes, newest first; a change to several plans is listed once."""
    plans: dict[Revision, list[Plan]] = {}
    for plan in corpus.plans:
        for revision in plan.history:
            plans.setdefault(revision, []).append(plan)
    ordered = sorted(plans.items(), key=lambda pair: pair[0].day, reverse=True)
    return tuple((revision, tuple(changed)) for revision, changed in ordered[:MOST_NEWS])


PAGES = PageType(template="home.html.j2", rank=1, pages=single("index.html", _page, ("首页",)))

"""Bar charts: one bar for each region, or component, of one plan, year and role of figure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto

from generator.charts._scale import DRAWN, Scale
from generator.model import Figure
from generator.wording.words import ROLES, period, with_measure

WIDTH, ROW, LEFT, RIGHT = 420, 26, 96, 330
MOST_BARS = 24
Group = tuple[str, str, str, str, str]
"""(plan id, role, period, measure id, component): figures that can be compared in one chart."""


class BarsBy(Enum):
    """What each bar of a chart stands for."""

    REGION = auto()
    COMPONENT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``y`` and ``width`` in pixels; ``name`` is the label on the axis, ``label`` the printed value at the bar's end."""

    y: float
    width: float
    name: str
    label: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Lengths are in pixels; bars begin at ``left``."""

    kind: str = "bars"
    width: int = WIDTH
    height: int
    left: int = LEFT
    title: str
    description: str
    bars: tuple[Bar, ...]


def bar_charts(figures: tuple[Figure, ...], city_id: str) -> tuple[BarChart, ...]:
    """A chart for each year in which at least three regions have a comparable figure, the longest bar first; without one,
    a chart of the city's components.

    Where a table splits regions into components, the component that most regions have is drawn.
    """
    by_region: defaultdict[Group, list[Figure]] = defaultdict(list)
    by_component: defaultdict[Group, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.amount is None or figure.amount < 0 or figure.kind not in DRAWN:
            continue
        measure = figure.measure.id if figure.measure else ""
        if figure.region.id != city_id:
            by_region[(figure.plan.id, figure.role, figure.period, measure, figure.component)].append(figure)
        elif figure.component:
            by_component[(figure.plan.id, figure.role, figure.period, measure, "")].append(figure)
    charts = [
        _chart(group, BarsBy.REGION)
        for group in _widest(by_region)
        if len({figure.region.id for figure in group}) >= 3 and _differ(group)
    ]
    if not charts:
        groups = (group for group in by_component.values() if 3 <= len(group) <= MOST_BARS and _differ(group))
        charts = [_chart(group, BarsBy.COMPONENT) for group in groups]
    return tuple(charts)


def _differ(group: list[Figure]) -> bool:
    """Whether the amounts differ: bars of one length show nothing."""
    return len({figure.amount for figure in group}) > 1


def _widest(groups: dict[Group, list[Figure]]) -> list[list[Figure]]:
    """For each year the component with the most figures, among equals the one with the largest sum (the total)."""
    best: dict[tuple[str, ...], list[Figure]] = {}
    for key, group in groups.items():
        known = best.get(key[:-1])
        if known is None or (len(group), _sum(group)) > (len(known), _sum(known)):
            best[key[:-1]] = group
    return list(best.values())


def _sum(group: list[Figure]) -> float:
    return float(sum(figure.amount for figure in group if figure.amount is not None))


def _chart(group: list[Figure], by: BarsBy) -> BarChart:
    ordered = sorted(group, key=lambda figure: -(figure.amount or 0))[:MOST_BARS]
    first = ordered[0]
    assert first.amount is not None
    scale = Scale(first.amount * 0, first.amount, 0, RIGHT - LEFT)
    bars = tuple(
        Bar(
            y=index * ROW + 4,
            width=max(scale(figure.amount), 1.5) if figure.amount and first.amount else 0,
            name=figure.region.name if by is BarsBy.REGION else figure.component,
            label=with_measure(figure.printed, figure.measure),
            figure=figure,
        )
        for index, figure in enumerate(ordered)
    )
    component = f"，{first.component}" if by is BarsBy.REGION and first.component else ""
    heading = f"{period(first.period)}{ROLES[first.role]}" if first.period else ROLES[first.role]
    return BarChart(
        height=len(bars) * ROW + 4,
        title=f"{'各地' if by is BarsBy.REGION else '各项'}{first.indicator.name}（{heading}{component}）",
        description="；".join(f"{bar.name} {bar.label}" for bar in bars),
        bars=bars,
    )

"""The course of an indicator: what each plan says it was and will be, on an axis of years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from generator.charts._scale import Scale, padded
from generator.composing.words import ROLES, period, with_measure
from generator.model import Comparator, Figure, Kind, Plan, Role

WIDTH, HEIGHT = 420, 230
LEFT, RIGHT, TOP, BOTTOM = 34, 386, 34, 186
DRAWN = {Kind.LEVEL, Kind.CUMULATIVE, Kind.SHARE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure in the picture. ``bound`` is ``up`` for at least, ``down`` for at most, empty for a plain value."""

    x: float
    y: float
    label: str
    label_y: float
    anchor: str
    bound: str
    past: bool
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One plan's marks, joined in the order of years."""

    plan: Plan
    number: int
    points: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseChart:
    kind: str = "course"
    width: int = WIDTH
    height: int = HEIGHT
    title: str
    description: str
    axis_y: float = BOTTOM + 18
    years: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]


def course_chart(figures: tuple[Figure, ...], city_id: str) -> CourseChart | None:
    """``None`` unless the city has figures of one kind and measure for two years or more.

    Figures of other kinds, measures or parts of the city do not belong on the same axis and are left to the table.
    """
    groups: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.amount is not None and figure.last_year and figure.kind in DRAWN and figure.region.id == city_id:
            groups[(figure.kind, figure.measure.id if figure.measure else "", figure.component)].append(figure)
    best = max(groups.values(), key=lambda group: (group[0].whole, len({each.last_year for each in group})), default=[])
    years = sorted({each.last_year for each in best if each.last_year})
    if len(years) < 2:
        return None
    amounts = [amount for each in best for amount in (each.amount, each.amount_high) if amount is not None]
    across, up = Scale(_d(years[0]), _d(years[-1]), LEFT + 20, RIGHT - 20), padded(amounts, BOTTOM, TOP)
    plans = list({each.plan.id: each.plan for each in best}.values())
    lines = tuple(_line(plan, place, best, across, up, years) for place, plan in enumerate(plans, start=1))
    indicator = best[0].indicator
    return CourseChart(
        title=f"{indicator.name}：{years[0]}—{years[-1]}年",
        description="；".join(_sentence(each) for each in sorted(best, key=lambda each: each.last_year or 0)),
        years=tuple((across(_d(year)), str(year)) for year in years),
        lines=lines,
    )


def _line(plan: Plan, place: int, figures: list[Figure], across: Scale, up: Scale, years: list[int]) -> Line:
    own = sorted((each for each in figures if each.plan is plan), key=lambda each: each.last_year or 0)
    marks = _clear_of_the_line([_mark(each, across, up, years) for each in _once(own)])
    return Line(plan=plan, number=place, points=" ".join(f"{mark.x},{mark.y}" for mark in marks), marks=marks)


def _clear_of_the_line(marks: list[Mark]) -> tuple[Mark, ...]:
    """The label of a mark from which the line rises stands below it, not on the line."""
    rising = [one.y > other.y and not one.bound for one, other in pairwise(marks)]
    return tuple(
        replace(mark, label_y=round(mark.y + 22, 1)) if rises else mark
        for mark, rises in zip(marks, [*rising, False], strict=True)
    )


def _once(figures: list[Figure]) -> list[Figure]:
    """Two figures with one value in one year are one mark: a table and the text that repeats it."""
    return list({(each.last_year, each.amount, each.comparator): each for each in reversed(figures)}.values())[::-1]


def _mark(figure: Figure, across: Scale, up: Scale, years: list[int]) -> Mark:
    assert figure.amount is not None
    assert figure.last_year is not None
    x, y = across(_d(figure.last_year)), up(figure.amount)
    bounds = {Comparator.AT_LEAST: "up", Comparator.MORE: "up", Comparator.AT_MOST: "down", Comparator.LESS: "down"}
    bound = bounds.get(figure.comparator, "") if figure.comparator else ""
    first, last = figure.last_year == years[0], figure.last_year == years[-1]
    return Mark(
        x=x,
        y=y,
        label=with_measure(figure.printed, figure.measure),
        label_y=round(y - (26 if bound == "up" else 12), 1),
        anchor="start" if first else "end" if last else "middle",
        bound=bound,
        past=figure.role in (Role.BASELINE, Role.ACTUAL),
        figure=figure,
    )


def _sentence(figure: Figure) -> str:
    shown = with_measure(figure.printed, figure.measure)
    return f"{period(figure.period)}{ROLES[figure.role]}{shown}（{figure.plan.short_title}）"


def _d(year: int) -> Decimal:
    return Decimal(year)

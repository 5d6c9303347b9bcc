"""The course of an indicator: what each plan says it was and will be, on an axis of years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from generator.charts._scale import Scale, padded
from generator.composing.words import ROLES, period, with_measure
from generator.model import Comparator, Figure, Kind, Plan, Role

WIDTH, HEIGHT = 420, 230
LEFT, RIGHT, TOP, BOTTOM = 34, 386, 34, 186
ABOVE, BELOW = 12, 22
"""From a mark to the base line of its label."""
TEXT = 16
"""The height of a label."""
OUTSIDE = 44
"""The room outside the first and the last year."""
COLUMN = 60
"""Marks nearer to each other than this, across, share a column of labels."""
DRAWN = {Kind.LEVEL, Kind.CUMULATIVE, Kind.SHARE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure in the picture. ``bound`` is ``up`` for at least, ``down`` for at most, empty for a plain value."""

    x: float
    y: float
    label: str
    label_x: float
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
    lines = _labelled([_line(plan, place, best, across, up, years) for place, plan in enumerate(plans, start=1)])
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
        replace(mark, label_y=round(mark.y + BELOW, 1)) if rises else mark
        for mark, rises in zip(marks, [*rising, False], strict=True)
    )


def _labelled(lines: list[Line]) -> tuple[Line, ...]:
    """Labels that stand on no mark and on no other label, in one year in the order of their values.

    Two figures of one value and year share a label; where one is a bound (以上) it is said.
    """
    marks = [mark for line in lines for mark in line.marks]
    labels: dict[int, Mark] = {}
    for year in dict.fromkeys(mark.x for mark in marks):
        here = [mark for mark in marks if mark.x == year]
        shown = {mark.y: mark for mark in sorted(here, key=lambda mark: (bool(mark.bound), -len(mark.label)))}
        column = sorted(shown.values(), key=lambda mark: mark.y)
        outside = _outside(column) if len(column) > 2 else None
        for mark in outside or _above_and_below(column, [other for other in marks if _near(other, column[0])], labels):
            labels[id(mark.figure)] = mark
    return tuple(
        replace(line, marks=tuple(labels.get(id(mark.figure)) or replace(mark, label="") for mark in line.marks))
        for line in lines
    )


def _outside(column: list[Mark]) -> list[Mark] | None:
    """Labels beside their marks, where there is room outside the picture's first or last year."""
    side = {"start": -1, "end": 1}.get(column[0].anchor)
    if side is None or any(_width(mark.label) > OUTSIDE for mark in column):
        return None
    placed: list[Mark] = []
    for mark in column:
        lowest = placed[-1].label_y + TEXT if placed else 0
        placed.append(
            replace(
                mark,
                label_x=mark.x + side * 10,
                label_y=round(max(mark.y + 4, lowest), 1),
                anchor="end" if side < 0 else "start",
            )
        )
    return placed


def _above_and_below(column: list[Mark], marks: list[Mark], labels: dict[int, Mark]) -> list[Mark]:
    """The labels of one year, from the middle outwards: the upper half above its marks, the lower half below."""
    beside = [label for label in labels.values() if _near(label, column[0])]
    rises = len(column) == 1 and column[0].label_y > column[0].y
    half = 0 if rises else (len(column) + 1) // 2
    placed: list[Mark] = []
    for side, part in ((-1, column[:half][::-1]), (1, column[half:])):
        last = None
        for mark in part:
            start = mark.label_y if (mark.label_y < mark.y) == (side < 0) else mark.y + (BELOW if side > 0 else -ABOVE)
            if last is not None:
                start = min(start, last - TEXT) if side < 0 else max(start, last + TEXT)
            others = [other for other in marks if (other.x, other.y) != (mark.x, mark.y)]
            free = (each for each in _steps(start, side) if _is_free(each, others, [*beside, *placed]))
            last = round(next(free, start), 1)
            placed.append(replace(mark, label_y=last))
    return placed


def _steps(start: float, side: int) -> Iterator[float]:
    """Base lines from ``start`` to the edge of the picture: upwards where ``side`` is -1, downwards where it is 1."""
    return (start + side * step for step in range(0, HEIGHT, 6))


def _width(label: str) -> int:
    """About how wide a label is drawn: a Chinese character is as wide as it is high."""
    return sum(12 if character > "\u2e7f" else 7 for character in label)


def _near(one: Mark, other: Mark) -> bool:
    return abs(one.x - other.x) < COLUMN


def _is_free(label_y: float, marks: list[Mark], labels: list[Mark]) -> bool:
    """Whether a label on this base line stays in the picture, clear of marks and of labels already placed."""
    middle = label_y - 5
    return (
        TEXT < label_y < BOTTOM + TEXT
        and all(abs(middle - mark.y) > TEXT for mark in marks)
        and all(abs(label_y - other.label_y) >= TEXT for other in labels)
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
        label_x=x - 8 if first else x + 8 if last else x,
        label_y=round(y - (26 if bound == "up" else ABOVE), 1),
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

"""The line chart of an indicator: the values that each plan prints for the past and the future, on a time axis of years.

What cannot be plotted on the axis of amounts (growth rates, ranks, promises in words) is a caption below the time axis.
All lengths are in pixels.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from generator.charts._labels import ABOVE, BELOW, RADIUS, BoundTo, Point, labelled, width
from generator.charts._scale import DRAWN, Scale, padded
from generator.model import Comparator, Figure, Kind, Plan, Region, Role, Site
from generator.wording.words import FIGURE_KINDS, ROLES, period, with_measure

WIDTH = 420
LEFT, RIGHT, TOP, BOTTOM = 34, 386, 34, 186
AXIS = 18
"""From the lowest data point to the time axis."""
ROW = 34
"""The height of a caption."""
TICK = 34
"""The least distance between two tick labels."""
MOST_ROWS = 6
RING = 3
"""The difference between the radii of data points that are drawn as rings around each other."""
BOUNDS = {
    Comparator.AT_LEAST: BoundTo.ABOVE,
    Comparator.MORE: BoundTo.ABOVE,
    Comparator.AT_MOST: BoundTo.BELOW,
    Comparator.LESS: BoundTo.BELOW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series: the data points of one plan for one region. ``points`` are the line's in SVG's form (``x,y x,y``), in the
    order of years; ``region`` is ``None`` for the city.
    """

    plan: Plan
    region: Region | None
    number: int
    points: str
    marks: tuple[Point, ...]

    @property
    def name(self) -> str:
        return f"{self.region.name}（{self.plan.short_title}）" if self.region else self.plan.short_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A figure as text below the time axis, spanning the years from ``x1`` to ``x2``."""

    x1: float
    x2: float
    y: float
    text: str
    text_x: float
    anchor: str
    past: bool
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseChart:
    """``years`` are the ticks of the time axis as (x, label), empty labels included; ``cut`` is whether the axis of amounts
    is truncated (begins above zero); ``rest`` counts the captions left out.
    """

    kind: str = "course"
    width: int = WIDTH
    height: int
    title: str
    description: str
    axis_y: float
    years: tuple[tuple[float, str], ...]
    lines: tuple[Series, ...]
    rows: tuple[Caption, ...]
    cut: bool
    rest: int

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (*(mark.figure for line in self.lines for mark in line.marks), *(row.figure for row in self.rows))


def course_chart(figures: tuple[Figure, ...], site: Site) -> CourseChart | None:
    """The chart, or ``None`` where it would compare nothing: it needs amounts of one kind and measure, or captions, for
    two years, or two different amounts for one year.

    Parts of the city are not plotted on the same axis; the province and the nation are.
    """
    dated = [figure for figure in figures if figure.last_year and figure.role is not Role.STANDARD]
    drawn = _drawn(dated, site.region)
    in_words = _in_words(dated, drawn, site.region)
    if (
        len({(figure.last_year, figure.amount) for figure in drawn}) + len({figure.last_year for figure in in_words})
        < 2
    ):
        return None
    years = sorted({year for figure in (*drawn, *in_words) for year in _span(figure)})
    across = Scale(Decimal(years[0]), Decimal(years[-1]), LEFT + 20, RIGHT - 20)
    lines = _lines(drawn, across, years, site.region) if drawn else ()
    axis_y = BOTTOM + AXIS if lines else TOP
    rows = tuple(_row(figure, number, across, axis_y) for number, figure in enumerate(in_words[:MOST_ROWS]))
    told = sorted((*drawn, *(row.figure for row in rows)), key=lambda figure: (figure.last_year or 0, figure.id))
    name = (drawn or in_words)[0].indicator.name
    return CourseChart(
        height=int(axis_y + 26 + ROW * len(rows)),
        title=f"{name}：{years[0]}—{years[-1]}年" if len(years) > 1 else f"{name}：{years[0]}年",
        description="；".join(_sentence(figure, site.region) for figure in told),
        axis_y=axis_y,
        years=_ticks(years, across),
        lines=lines,
        rows=rows,
        cut=bool(drawn) and _amounts(drawn).low > 0,
        rest=len(in_words) - len(rows),
    )


def _drawn(figures: list[Figure], city: Region) -> list[Figure]:
    """The figures to plot, of one kind, measure and component: figures of the whole rather than of a component, then those
    of which the city has the most years; with those of the regions that contain the city.
    """
    groups: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    around = {region.id for region in _with_parents(city)}
    for figure in figures:
        if figure.amount is not None and figure.kind in DRAWN and figure.region.id in around:
            groups[(figure.kind, figure.measure.id if figure.measure else "", figure.component)].append(figure)
    own = [group for group in groups.values() if any(figure.region is city for figure in group)]
    return max(own, key=lambda group: (group[0].whole, len({figure.last_year for figure in group})), default=[])


def _with_parents(region: Region) -> list[Region]:
    """The region and those that contain it, from the inside out."""
    return [region, *(_with_parents(region.parent) if region.parent else ())]


def _in_words(figures: list[Figure], drawn: list[Figure], city: Region) -> list[Figure]:
    """The city's figures that are not plotted, in the order of years, without duplicates from table and text."""
    known = {figure.id for figure in drawn}
    left = (
        figure
        for figure in figures
        if figure.region is city and figure.whole and figure.says and figure.id not in known
    )
    once = {(figure.period, _said(figure)): figure for figure in left}
    return sorted(once.values(), key=lambda figure: (figure.last_year or 0, figure.period, figure.id))


def _span(figure: Figure) -> tuple[int, ...]:
    return (
        tuple(int(year) for year in figure.period.split("/"))
        if figure.kind not in DRAWN
        else (int(figure.period[-4:]),)
    )


def _ticks(years: list[int], across: Scale) -> tuple[tuple[float, str], ...]:
    """(x, label) of a tick for each year; the label is empty where it would be too near to a later one."""
    ticks: list[tuple[float, str]] = []
    for year in reversed(years):
        x = across(Decimal(year))
        room = all(abs(x - other) >= TICK for other, written in ticks if written)
        ticks.append((x, str(year) if room else ""))
    return tuple(reversed(ticks))


def _lines(drawn: list[Figure], across: Scale, years: list[int], city: Region) -> tuple[Series, ...]:
    """The series with labelled data points, the city's first."""
    up = _amounts(drawn)
    told: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in sorted(drawn, key=lambda figure: figure.region is not city):
        told[(figure.region.id, figure.plan.id)].append(figure)
    lines = []
    for number, own in enumerate(told.values(), start=1):
        own.sort(key=lambda figure: figure.last_year or 0)
        marks = _clear_of_the_line([_point(figure, across, up, years) for figure in _distinct(own)])
        points = " ".join(f"{mark.x},{mark.y}" for mark in _joined(marks))
        region = None if own[0].region is city else own[0].region
        lines.append(Series(plan=own[0].plan, region=region, number=number, points=points, marks=marks))
    lines = list(_ringed(lines))
    labels = labelled([mark for line in lines for mark in line.marks], BOTTOM)
    return tuple(
        replace(line, marks=tuple(labels.get(id(mark.figure)) or replace(mark, label="") for mark in line.marks))
        for line in lines
    )


def _amounts(drawn: list[Figure]) -> Scale:
    amounts = [amount for figure in drawn for amount in (figure.amount, figure.amount_high) if amount is not None]
    return padded(amounts, BOTTOM, TOP)


def _ringed(lines: list[Series]) -> Iterator[Series]:
    """Coinciding data points of several series become concentric rings, the first series outermost."""
    left = Counter((mark.x, mark.y) for line in lines for mark in line.marks)
    for line in lines:
        marks = []
        for mark in line.marks:
            left[(mark.x, mark.y)] -= 1
            marks.append(replace(mark, radius=RADIUS + RING * left[(mark.x, mark.y)]))
        yield replace(line, marks=tuple(marks))


def _clear_of_the_line(marks: list[Point]) -> tuple[Point, ...]:
    """Puts the label below each data point from which the line rises, so that the line does not cross it."""
    rising = [one.y > other.y and not one.bound and one.top is None for one, other in pairwise(marks)]
    return tuple(
        replace(mark, label_y=round(mark.y + BELOW, 1)) if rises else mark
        for mark, rises in zip(marks, [*rising, False], strict=True)
    )


def _joined(marks: Iterable[Point]) -> Iterable[Point]:
    """One data point per year for the line, in the order of years: an actual value rather than a promise."""
    return {mark.x: mark for mark in sorted(marks, key=lambda mark: (mark.x, mark.past))}.values()


def _distinct(figures: list[Figure]) -> list[Figure]:
    """The figures without repetitions of a value in one year (a table and the text that repeats it); the first stays."""
    return list({(figure.last_year, figure.amount, figure.comparator): figure for figure in figures[::-1]}.values())[
        ::-1
    ]


def _point(figure: Figure, across: Scale, up: Scale, years: list[int]) -> Point:
    assert figure.amount is not None
    assert figure.last_year is not None
    x, y = across(Decimal(figure.last_year)), up(figure.amount)
    top = up(figure.amount_high) if figure.amount_high is not None else None
    bound = BOUNDS.get(figure.comparator) if figure.comparator else None
    first, last = figure.last_year == years[0], figure.last_year == years[-1]
    alone = first and last
    return Point(
        x=x,
        y=y,
        top=top,
        label=with_measure(figure.printed, figure.measure),
        label_x=x if alone else x - 8 if first else x + 8 if last else x,
        label_y=round((y if top is None else top) - (26 if bound is BoundTo.ABOVE else ABOVE), 1),
        anchor="middle" if alone else "start" if first else "end" if last else "middle",
        bound=bound,
        past=_is_past(figure),
        figure=figure,
    )


def _row(figure: Figure, number: int, across: Scale, axis_y: float) -> Caption:
    span = _span(figure)
    x1, x2 = across(Decimal(span[0])), across(Decimal(span[-1]))
    left = x1 <= (LEFT + RIGHT) / 2
    said = _said(figure)
    while width(said) > RIGHT - LEFT and len(said) > 1:
        said = f"{said[:-2]}…"
    return Caption(
        x1=x1,
        x2=x2,
        y=axis_y + 38 + ROW * number,
        text=said,
        text_x=x1 - 6 if left else x2 + 6,
        anchor="start" if left else "end",
        past=_is_past(figure),
        figure=figure,
    )


def _is_past(figure: Figure) -> bool:
    return figure.role in (Role.BASELINE, Role.ACTUAL)


def _said(figure: Figure) -> str:
    shown = with_measure(figure.printed, figure.measure)
    return shown if figure.kind in (*DRAWN, Kind.QUALITATIVE, Kind.RANK) else f"{FIGURE_KINDS[figure.kind]} {shown}"


def _sentence(figure: Figure, city: Region) -> str:
    where = "" if figure.region is city else figure.region.name
    return f"{period(figure.period)}{where}{ROLES[figure.role]}{_said(figure)}（{figure.plan.short_title}）"

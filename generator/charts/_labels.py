"""Label placement: data labels overlap neither data points nor each other; in one year they are in the order of values.

All lengths are in pixels, ``y`` grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from generator.model import Figure

RADIUS = 5
ABOVE, BELOW = 12, 22
"""From a data point to the baseline of its label."""
LABEL_HEIGHT = 16
"""The line height of a label."""
OUTSIDE = 44
"""The margin outside the first and the last year, which may hold a label."""
COLUMN = 60
"""Data points with a smaller horizontal distance share a column of labels."""


class BoundTo(StrEnum):
    """The side on which a value has no end: above for at least, below for at most."""

    ABOVE = auto()
    BELOW = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A data point with its label. ``bound`` is the open side, ``None`` of a plain value; ``top`` is the y of the upper end of a printed range, ``None`` for a single value; ``past`` tells actual values from promises."""

    x: float
    y: float
    top: float | None
    label: str
    label_x: float
    label_y: float
    anchor: str
    bound: BoundTo | None
    past: bool
    figure: Figure
    radius: int = RADIUS


def width(label: str) -> int:
    """The estimated width of a label: a Chinese character is as wide as it is high."""
    return sum(13 if character > "\u2e7f" else 7 for character in label)


def labelled(marks: list[Point], bottom: float) -> dict[int, Point]:
    """The data points that have a label, with its position, by ``id()`` of their figure; no label is below ``bottom``.

    Two figures of one value and year share a label; where one is a bound (以上) the label is that of the bound.
    """
    labels: dict[int, Point] = {}
    for year in dict.fromkeys(mark.x for mark in marks):
        here = [mark for mark in marks if mark.x == year]
        shown = {mark.y: mark for mark in sorted(here, key=lambda mark: (bool(mark.bound), -len(mark.label)))}
        column = sorted(shown.values(), key=lambda mark: mark.y)
        outside = _outside(column) if len(column) > 2 else None
        near = [other for other in marks if _near(other, column[0])]
        for mark in outside or _above_and_below(column, near, labels.values(), bottom):
            labels[id(mark.figure)] = mark
    return labels


def _outside(column: list[Point]) -> list[Point] | None:
    """Labels beside their data points in the margin, ``None`` where the year has no margin or a label is too wide."""
    side = {"start": -1, "end": 1}.get(column[0].anchor)
    if side is None or any(width(mark.label) > OUTSIDE for mark in column):
        return None
    placed: list[Point] = []
    for mark in column:
        lowest = placed[-1].label_y + LABEL_HEIGHT if placed else 0
        placed.append(
            replace(
                mark,
                label_x=mark.x + side * 10,
                label_y=round(max(mark.y + 4, lowest), 1),
                anchor="end" if side < 0 else "start",
            )
        )
    return placed


def _above_and_below(column: list[Point], marks: list[Point], labels: Iterable[Point], bottom: float) -> list[Point]:
    """The labels of one year, from the middle outwards: the upper half above its data points, the lower half below."""
    beside = [label for label in labels if _near(label, column[0])]
    rises = len(column) == 1 and column[0].label_y > column[0].y
    half = 0 if rises else (len(column) + 1) // 2
    placed: list[Point] = []
    for side, part in ((-1, column[:half][::-1]), (1, column[half:])):
        last = None
        for mark in part:
            start = mark.label_y if (mark.label_y < mark.y) == (side < 0) else mark.y + (BELOW if side > 0 else -ABOVE)
            if last is not None:
                start = min(start, last - LABEL_HEIGHT) if side < 0 else max(start, last + LABEL_HEIGHT)
            others = [other for other in marks if (other.x, other.y) != (mark.x, mark.y)]
            free = (y for y in _steps(start, side) if _is_free(y, others, [*beside, *placed], bottom))
            last = round(next(free, start), 1)
            placed.append(replace(mark, label_y=last))
    return placed


def _steps(start: float, side: int) -> Iterator[float]:
    """Candidate baselines from ``start`` outwards: upwards where ``side`` is -1, downwards where it is 1."""
    return (start + side * step for step in range(0, 240, 6))


def _near(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) < COLUMN


def _is_free(label_y: float, marks: list[Point], labels: list[Point], bottom: float) -> bool:
    """Whether a label on this baseline is inside the chart and overlaps neither data points nor placed labels."""
    middle = label_y - 5
    return (
        LABEL_HEIGHT < label_y < bottom + LABEL_HEIGHT
        and all(abs(middle - mark.y) > LABEL_HEIGHT for mark in marks)
        and all(abs(label_y - other.label_y) >= LABEL_HEIGHT for other in labels)
    )

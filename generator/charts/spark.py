"""Sparklines: the line of one indicator in one plan, as small as a word, beside its numbers in a table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.charts._scale import DRAWN, Scale
from generator.model import Figure, Role

WIDTH, HEIGHT, EDGE = 88, 26, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """``dots`` are (x, y, whether it is an actual value) in pixels; ``points`` are the same in SVG's form."""

    width: int = WIDTH
    height: int = HEIGHT
    points: str
    dots: tuple[tuple[float, float, bool], ...]


def spark(figures: tuple[Figure, ...], baseline: Figure | None, target: Figure | None) -> Spark | None:
    """The sparkline from baseline to target through the comparable figures between them; ``None`` unless both have amounts
    of one kind and measure, and the baseline is earlier.
    """
    if not baseline or not target or baseline.amount is None or target.amount is None:
        return None
    if not baseline.last_year or not target.last_year or baseline.last_year >= target.last_year:
        return None
    ends = {baseline.last_year: baseline, target.last_year: target}
    by_year = {
        figure.last_year: figure
        for figure in figures
        if figure.last_year and baseline.last_year < figure.last_year < target.last_year and _comparable(figure, target)
    }
    marks = [
        (year, figure.amount, figure.role is not Role.TARGET) for year, figure in sorted({**by_year, **ends}.items())
    ]
    if not _comparable(baseline, target):
        return None
    amounts = [amount for _, amount, _ in marks if amount is not None]
    across = Scale(Decimal(baseline.last_year), Decimal(target.last_year), EDGE, WIDTH - EDGE)
    up = Scale(min(amounts), max(amounts), HEIGHT - EDGE, EDGE)
    dots = tuple((across(Decimal(year)), up(amount), past) for year, amount, past in marks if amount is not None)
    return Spark(points=" ".join(f"{x},{y}" for x, y, _ in dots), dots=dots)


def _comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures can be plotted on one axis."""
    return (
        one.amount is not None
        and {one.kind, other.kind} <= DRAWN
        and one.measure is other.measure
        and (one.kind, one.region.id, one.component) == (other.kind, other.region.id, other.component)
    )

"""Pairs of figures that are about the same thing and do not agree.

Two figures are comparable when indicator, region, component, kind, side (promise or past) and dimension are
equal, and their years are. A promise without a year is due by the end of its plan; a pair that meets only
through that rule is kept and called ``undated``. Bounds that some value can satisfy together are no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from generator.model import Comparator, Difference, Figure, Kind, Note, Role

PAST = {Role.BASELINE, Role.ACTUAL}
INFINITE = Decimal("Infinity")


def differences(figures: tuple[Figure, ...], notes: tuple[Note, ...]) -> tuple[Difference, ...]:
    """In the order of the first figure of each pair. ``explanation`` is the id of a note that names both figures."""
    groups: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.amount is not None and figure.kind is not Kind.QUALITATIVE and figure.role is not Role.STANDARD:
            groups[_key(figure)].append(figure)
    pairs = [
        (a, b)
        for group in groups.values()
        for a, b in combinations(group, 2)
        if a.row_id != b.row_id or a.period != b.period
    ]
    found = [difference for a, b in pairs for difference in _difference(a, b, notes)]
    order = {figure.id: index for index, figure in enumerate(figures)}
    return tuple(sorted(found, key=lambda each: (order[each.a.id], order[each.b.id])))


def _key(figure: Figure) -> tuple[str, ...]:
    return (
        figure.indicator.id,
        figure.region.id,
        figure.component,
        figure.kind,
        "past" if figure.role in PAST else figure.role,
        figure.measure.dimension if figure.measure else "",
        _period(figure),
    )


def _period(figure: Figure) -> str:
    """The period a figure is compared under."""
    if figure.period or figure.role in PAST:
        return figure.period
    return str(figure.plan.period_end or "")


def _difference(a: Figure, b: Figure, notes: tuple[Note, ...]) -> Iterator[Difference]:
    gap = _gap(_bounds(a), _bounds(b))
    if gap == 0:
        return
    factor = a.measure.factor if a.measure else Decimal(1)
    in_a = (gap / factor).normalize()
    assert a.amount is not None
    yield Difference(
        id=f"{a.id}--{b.id}",
        scope="within-plan" if a.plan.id == b.plan.id else "across-plans",
        kind="value" if a.period and a.period == b.period else "undated",
        a=a,
        b=b,
        period=_period(a),
        gap=in_a,
        gap_share=(in_a / abs(a.amount)).quantize(Decimal("0.0001")) if a.amount else None,
        explanation=next((note.id for note in notes if {a.id, b.id} <= set(note.figure_ids)), ""),
    )


def _bounds(figure: Figure) -> tuple[Decimal, Decimal]:
    """The closed interval of values that satisfy the figure, in base measure."""
    amount = figure.amount
    assert amount is not None
    factor = figure.measure.factor if figure.measure else Decimal(1)
    low, high = amount * factor, (figure.amount_high if figure.amount_high is not None else amount) * factor
    if figure.comparator in (Comparator.AT_LEAST, Comparator.MORE):
        return low, INFINITE
    if figure.comparator in (Comparator.AT_MOST, Comparator.LESS):
        return -INFINITE, high
    if figure.comparator is Comparator.ABOUT:
        slack = abs(low) / 10
        return low - slack, high + slack
    return low, high


def _gap(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal]) -> Decimal:
    """The distance between two intervals; 0 when they meet."""
    return max(b[0] - a[1], a[0] - b[1], Decimal(0))

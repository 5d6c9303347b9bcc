"""Pairs of figures that are about the same thing and do not agree, each with the reason that can be computed.

Two figures are about the same thing when indicator, region, component, kind of quantity and side (promise or
past) are equal. Then:

- for the same year, bounds that no value can satisfy together are a contradiction: ``value``, or ``baseline``
  where one is what a plan starts from, or ``undated`` where a promise has no year and is taken to be due by the
  end of its plan. When the coarser figure is the finer one rounded, the kind is ``rounding``;
- for the same year, measures that cannot be converted are ``unit``;
- the same promise with another first year in another plan is ``deadline``.

Figures of two indicators that the registry calls near are compared in the same way and called ``definition``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations, product

from generator.model import (
    Comparator,
    Difference,
    DifferenceKind,
    DifferenceScope,
    Figure,
    Kind,
    NearIndicators,
    Note,
    Role,
)

PAST_ROLES = {Role.BASELINE, Role.ACTUAL}
LEVEL_DIMENSION = "share"
"""The dimension of ratios, which do not accumulate: the value for a period is the one at its end."""
INFINITE = Decimal("Infinity")
KIND_ORDER = {kind: place for place, kind in enumerate(DifferenceKind)}
Pair = tuple[DifferenceKind, Figure, Figure]


def differences(
    figures: tuple[Figure, ...], notes: tuple[Note, ...], near: tuple[NearIndicators, ...] = ()
) -> tuple[Difference, ...]:
    """Contradictions first, then the other kinds, each in the order of the first figure of the pair."""
    subjects: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.role is not Role.STANDARD:
            subjects[figure.indicator.id, *_aspect(figure)].append(figure)
    pairs = [pair for group in subjects.values() for pair in (*_same_year(group), *_other_year(group))]
    pairs += _definitions(subjects, near)
    order = {figure.id: index for index, figure in enumerate(figures)}
    pairs.sort(key=lambda pair: (KIND_ORDER[pair[0]], order[pair[1].id], order[pair[2].id]))
    notes_of: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        for figure in note.figures:
            notes_of[figure.id].append(note)
    return tuple(_difference(kind, a, b, notes_of.get(a.id, ())) for kind, a, b in pairs)


def _aspect(figure: Figure) -> tuple[str, ...]:
    """What figures must share beside the indicator to be compared: region, component, kind, and past or promise."""
    side = "past" if figure.role in PAST_ROLES else figure.role
    return (figure.region.id, figure.component, figure.kind, side)


def _year(figure: Figure) -> str:
    """The year a figure is compared under; empty where there is none. A promise for a period is due by its end."""
    if figure.role not in PAST_ROLES:
        return figure.period[-4:] or str(figure.plan.period_end or "")
    level = figure.measure is not None and figure.measure.dimension == LEVEL_DIMENSION
    return figure.period[-4:] if level else figure.period


def _same_year(group: Iterable[Figure]) -> Iterator[Pair]:
    years: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in group:
        if _comparable(figure):
            years[_year(figure)].append(figure)
    for year, members in years.items():
        for a, b in combinations(members, 2) if year else ():
            if a.row_id == b.row_id and a.period == b.period:
                continue
            if _dimension(a) != _dimension(b):
                if (a.measure and b.measure) or a.amount != b.amount:
                    yield DifferenceKind.UNIT, a, b
            elif _gap(a, b):
                yield _reason(a, b), a, b


def _reason(a: Figure, b: Figure) -> DifferenceKind:
    if _rounded(a, b):
        return DifferenceKind.ROUNDING
    if Role.BASELINE in (a.role, b.role):
        return DifferenceKind.BASELINE
    return DifferenceKind.VALUE if a.period and b.period else DifferenceKind.UNDATED


def _other_year(group: Iterable[Figure]) -> Iterator[Pair]:
    """The same target with another year in two plans; of each plan the earliest year of that target counts."""
    first: dict[tuple[str, object], Figure] = {}
    for figure in group:
        if figure.role is Role.TARGET and figure.period:
            promise = (figure.plan.id, _demand(figure))
            first[promise] = min(first.get(promise, figure), figure, key=_year)
    for (plan_a, demand_a), (plan_b, demand_b) in combinations(first, 2):
        a, b = first[plan_a, demand_a], first[plan_b, demand_b]
        if plan_a != plan_b and demand_a == demand_b and _year(a) != _year(b):
            yield DifferenceKind.DEADLINE, a, b


def _demand(figure: Figure) -> object:
    """What a target demands, as a comparable key: dimension and interval, or the printed words."""
    return (_dimension(figure), _bounds(figure)) if _comparable(figure) else figure.printed


def _definitions(subjects: Mapping[tuple[str, ...], list[Figure]], near: Iterable[NearIndicators]) -> Iterator[Pair]:
    aspects: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for indicator, *aspect in subjects:
        aspects[indicator].append(tuple(aspect))
    for pair in near:
        for own in aspects.get(pair.one.id, ()):
            for a, b in product(subjects[pair.one.id, *own], subjects.get((pair.other.id, *own), ())):
                if not (_comparable(a) and _comparable(b)) or not _year(a) or _year(a) != _year(b):
                    continue
                if _dimension(a) == _dimension(b) and _gap(a, b):
                    yield DifferenceKind.DEFINITION, a, b


def _difference(kind: DifferenceKind, a: Figure, b: Figure, notes: Iterable[Note]) -> Difference:
    """``notes`` are those of ``a``."""
    gap = None
    if kind not in (DifferenceKind.UNIT, DifferenceKind.DEADLINE) and _exact(a) and _exact(b):
        gap = (_gap(a, b) / _factor(a)).normalize()
    return Difference(
        id=f"{a.id}--{b.id}",
        scope=DifferenceScope.WITHIN_PLAN if a.plan.id == b.plan.id else DifferenceScope.ACROSS_PLANS,
        kind=kind,
        a=a,
        b=b,
        period=a.period if a.period == b.period else _year(a),
        gap=gap,
        gap_share=(gap / abs(a.amount)).quantize(Decimal("0.0001")) if gap is not None and a.amount else None,
        explanation=next((note for note in notes if any(figure.id == b.id for figure in note.figures)), None),
    )


def _comparable(figure: Figure) -> bool:
    """Whether the figure is an amount, in a measure of which the factor is known."""
    return figure.amount is not None and (figure.measure is None or figure.measure.factor is not None)


def _factor(figure: Figure) -> Decimal:
    """The factor that converts the figure's measure to its base measure."""
    factor = figure.measure.factor if figure.measure else Decimal(1)
    assert factor is not None
    return factor


def _exact(figure: Figure) -> bool:
    """Whether the figure is one number, neither a bound nor a range nor an approximation."""
    return figure.comparator is Comparator.EQUAL and figure.amount_high is None


def _dimension(figure: Figure) -> str:
    return figure.measure.dimension if figure.measure else ""


def _bounds(figure: Figure) -> tuple[Decimal, Decimal]:
    """The closed interval of values that satisfy the figure, in base measure."""
    amount = figure.amount
    assert amount is not None
    factor = _factor(figure)
    low, high = amount * factor, (figure.amount_high if figure.amount_high is not None else amount) * factor
    if figure.comparator in (Comparator.AT_LEAST, Comparator.MORE):
        return low, INFINITE
    if figure.comparator in (Comparator.AT_MOST, Comparator.LESS):
        return -INFINITE, high
    if figure.comparator is Comparator.ABOUT:
        slack = abs(low) / 10
        return low - slack, high + slack
    return low, high


def _gap(a: Figure, b: Figure) -> Decimal:
    """The distance between the two intervals in base measure; 0 when they overlap."""
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    return max(low_b - high_a, low_a - high_b, Decimal(0))


def _rounded(a: Figure, b: Figure) -> bool:
    """Whether the figure printed with fewer decimal places is the other one rounded."""
    plain = a.kind is not Kind.RANK and a.comparator is b.comparator is Comparator.EQUAL
    return plain and _gap(a, b) * 2 < max(_last_place(a), _last_place(b))


def _last_place(figure: Figure) -> Decimal:
    """The value of one unit in the last printed decimal place, in base measure: 10 000 in 6万户, 1 000 in 6.2万户."""
    amount = figure.amount
    assert amount is not None
    return Decimal(1).scaleb(int(amount.as_tuple().exponent)) * _factor(figure)

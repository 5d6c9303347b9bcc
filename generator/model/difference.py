"""Two printed figures about the same thing that do not agree, and why they may not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.model.figure import Figure
from generator.model.kinds import Comparator, DifferenceKind, DifferenceScope
from generator.model.note import Note

CONTRADICTIONS = frozenset((DifferenceKind.VALUE, DifferenceKind.BASELINE, DifferenceKind.UNDATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``gap`` is in the measure of ``a`` and ``None`` where there is none to compute; ``gap_share`` is gap / a,
    ``None`` where a is 0. ``explanation`` is a note that speaks of both figures.
    """

    id: str
    scope: DifferenceScope
    kind: DifferenceKind
    a: Figure
    b: Figure
    period: str
    gap: Decimal | None
    gap_share: Decimal | None
    explanation: Note | None

    @property
    def contradiction(self) -> bool:
        """Whether both cannot hold: not a matter of rounding, definition, unit or deadline."""
        return self.kind in CONTRADICTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The differences of one subject: one entry, however many places print it.

    ``sides`` are the figures that can hold together (600家, 600家以上), in the order of the differences.
    """

    differences: tuple[Difference, ...]
    sides: tuple[tuple[Figure, ...], ...]

    @property
    def first(self) -> Difference:
        return self.differences[0]

    @property
    def contradiction(self) -> bool:
        return self.first.contradiction

    @property
    def across_plans(self) -> bool:
        return any(difference.scope is DifferenceScope.ACROSS_PLANS for difference in self.differences)

    @property
    def gap(self) -> Decimal | None:
        """How far two exact values are apart, in the measure of the first; ``None`` where there are more, or bounds or
        ranges."""
        figures = [figure for side in self.sides for figure in side]
        exact = all(figure.comparator is Comparator.EQUAL and figure.amount_high is None for figure in figures)
        return self.first.gap if exact and len(set(map(_in_base, figures))) == 2 else None


def _in_base(figure: Figure) -> Decimal | None:
    """The amount in the base of its measure: 3万株 and 30000株 are one."""
    factor = figure.measure.factor if figure.measure else None
    return figure.amount if figure.amount is None or factor is None else figure.amount * factor


def cases(differences: Iterable[Difference]) -> tuple[Case, ...]:
    """The differences grouped by indicators, region, component and period; unless contradictions, also by kind."""
    groups: defaultdict[tuple[object, ...], list[Difference]] = defaultdict(list)
    for difference in differences:
        kind = "" if difference.contradiction else difference.kind
        indicators = frozenset((difference.a.indicator.id, difference.b.indicator.id))
        groups[(kind, indicators, difference.a.region.id, difference.a.component, difference.period)].append(difference)
    return tuple(Case(differences=tuple(group), sides=_sides(group)) for group in groups.values())


def _sides(differences: Iterable[Difference]) -> tuple[tuple[Figure, ...], ...]:
    """A greedy partition: each figure joins the first side that has no figure in conflict with it."""
    against: defaultdict[str, set[str]] = defaultdict(set)
    figures: dict[str, Figure] = {}
    for difference in differences:
        against[difference.a.id].add(difference.b.id)
        against[difference.b.id].add(difference.a.id)
        figures.update({difference.a.id: difference.a, difference.b.id: difference.b})
    sides: list[list[Figure]] = []
    for figure in figures.values():
        fitting = (side for side in sides if not any(other.id in against[figure.id] for other in side))
        side = next(fitting, None)
        if side is None:
            sides.append([figure])
        else:
            side.append(figure)
    return tuple(tuple(side) for side in sides)

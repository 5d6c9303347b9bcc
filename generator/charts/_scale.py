"""Amounts → pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.model import Kind

DRAWN = frozenset((Kind.LEVEL, Kind.CUMULATIVE, Kind.SHARE))
"""The kinds of figures that have a place on an axis of amounts."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps ``low``…``high`` to ``start``…``end`` pixels, linearly."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def __call__(self, amount: Decimal) -> float:
        if self.high == self.low:
            return round((self.start + self.end) / 2, 1)
        share = float((amount - self.low) / (self.high - self.low))
        return round(self.start + share * (self.end - self.start), 1)


def padded(amounts: Iterable[Decimal], start: float, end: float) -> Scale:
    """A scale with room around the amounts; it does not go below zero for their sake.

    The room depends on the largest amount too, so that a small change does not look like a leap.
    """
    ordered = sorted(amounts)
    low, high = ordered[0], ordered[-1]
    room = max((high - low) / 4, max(abs(low), abs(high)) * Decimal("0.03")) or Decimal(1)
    floor = low - room
    return Scale(Decimal(0) if low >= 0 > floor else floor, high + room, start, end)

"""Linear scales: amounts or years → pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.model import Kind

DRAWN = frozenset((Kind.LEVEL, Kind.CUMULATIVE, Kind.SHARE))
"""The kinds of figures that are plotted on an axis of amounts."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps the domain ``low``…``high`` to the range ``start``…``end`` in pixels, rounded to a tenth; an empty domain maps
    to the middle of the range.
    """

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
    """A scale whose domain is the extent of the amounts with padding; the padding never extends it below zero.

    The padding is at least 3 % of the largest amount, so that a small change does not look like a leap.
    """
    ordered = sorted(amounts)
    low, high = ordered[0], ordered[-1]
    padding = max((high - low) / 4, max(abs(low), abs(high)) * Decimal("0.03")) or Decimal(1)
    floor = low - padding
    return Scale(Decimal(0) if low >= 0 > floor else floor, high + padding, start, end)

"""What reading a printed value gives: a value, words in its place, or the place where it stops making sense."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.kinds import Comparator, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedValue:
    """A printed value and what it says.

    ``amount`` is in ``symbol``, or without unit where none is printed; it is ``None``, as is ``comparator``,
    where the print has words (``kind`` qualitative). Changes are signed: 下降16% is −16, and 下降16%以上 is at
    most −16. ``hedge`` holds the words that soften or bound it as printed, joined with 、; ``base_period`` the
    year in 较2020年提高….
    """

    printed: str
    comparator: Comparator | None = None
    amount: Decimal | None = None
    amount_high: Decimal | None = None
    symbol: str = ""
    kind: Kind = Kind.QUALITATIVE
    hedge: str = ""
    base_period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """``offset`` counts from 0 to the first character that fits no rule."""

    printed: str
    offset: int

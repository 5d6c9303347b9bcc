"""The results of parsing a printed value: a value, words in its place, or the offset of the failure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.kinds import Comparator, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedValue:
    """A printed value and what it says.

    ``amount`` is in ``symbol``, or a plain number where no unit is printed. It is ``None``, as is ``comparator``,
    where the print has words; then ``kind`` is qualitative, and ``symbol`` and ``hedge`` are empty.
    ``amount_high`` is the upper end of a range, whose lower end is ``amount``.

    Changes are signed: 下降16% is −16. The comparator is about the signed amount, not about the printed magnitude:
    下降16%以上 is at most −16. The ends of a range of decreases are swapped: 下降3%—5% is −5 to −3.

    ``hedge`` holds the words that soften or bound the number, as printed and in printed order, joined with 、
    (signs such as ≥ are no words); ``base_period`` is the year in 较2020年提高…, empty where no year is printed.
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
    """``offset`` counts from 0 to the first character of ``printed`` that fits no rule.

    It is ``len(printed)`` where something is missing at the end, as in ``3—`` and ``〔10``.
    """

    printed: str
    offset: int

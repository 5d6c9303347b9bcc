"""The parser's state: the modifiers read so far around a number, and the value that they and the number make."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from generator.figures.quantities import Quantity
from generator.figures.values import PrintedValue
from generator.figures.words import SIGNS, Effect, Sense
from generator.model.kinds import Comparator, Kind

LOWER = frozenset((Comparator.AT_LEAST, Comparator.MORE))
UPPER = frozenset((Comparator.AT_MOST, Comparator.LESS))
RELATIVE = frozenset(("%", "‰", "倍"))
MIRRORED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.MORE: Comparator.LESS,
    Comparator.LESS: Comparator.MORE,
}


@dataclass(slots=True)
class Meaning:
    """Modifiers of one number, filled word by word from left to right (mutable)."""

    comparator: Comparator | None = None
    hedges: list[str] = field(default_factory=list)
    cumulative: bool = False
    annual: bool = False
    change: bool = False
    rate: bool = False
    falling: bool = False
    compared: bool = False
    base_period: str = ""

    def accept(self, word: str, effect: Effect) -> bool:
        """Applies a word; ``False`` where it contradicts an earlier one (不低于50以下)."""
        if isinstance(effect, Comparator):
            if word not in SIGNS:
                self.hedges.append(word)
            return self.bound(effect)
        match effect:
            case Sense.HEDGE:
                self.hedges.append(word)
            case Sense.CUMULATIVE:
                self.cumulative = True
            case Sense.ANNUAL:
                self.annual = True
            case Sense.RISE | Sense.FALL | Sense.RATE | Sense.FALL_RATE:
                self.change = True
                self.rate = self.rate or effect in (Sense.RATE, Sense.FALL_RATE)
                self.falling = self.falling or effect in (Sense.FALL, Sense.FALL_RATE)
            case Sense.LEAD:
                pass
        return True

    def bound(self, comparator: Comparator) -> bool:
        """Of two bounds on one side the first wins (超过90%以上 is more than 90); any bound overrides “about”."""
        if self.comparator is None or self.comparator is Comparator.ABOUT:
            self.comparator = comparator
            return True
        return comparator is Comparator.ABOUT or (self.comparator in LOWER) is (comparator in LOWER)

    def fits(self, quantity: Quantity) -> bool:
        """Whether ``quantity`` can be what the words before it announce.

        A comparison needs a change, a decrease a magnitude that is not negative; a rank takes no bound other than “the
        first N”, because the higher rank is the smaller number.
        """
        if quantity.kind is Kind.RANK:
            return not self.change and not self.annual and self.comparator in (None, Comparator.ABOUT)
        return not (self.falling and quantity.low < 0) and (self.change or self.annual or not self.compared)

    def value(self, printed: str, quantity: Quantity) -> PrintedValue:
        """The value. Where 累计 or a bracket meets a change, the kind is cumulative and the sign that of the change."""
        comparator = self.comparator or Comparator.EQUAL
        low, high = quantity.low, quantity.high
        if self.falling:
            comparator = MIRRORED.get(comparator, comparator)
            low, high = (_negative(low), None) if high is None else (_negative(high), _negative(low))
        return PrintedValue(
            printed=printed,
            comparator=comparator,
            amount=low,
            amount_high=high,
            symbol=quantity.symbol,
            kind=self.kind(quantity),
            hedge="、".join(self.hedges),
            base_period=self.base_period,
        )

    def kind(self, quantity: Quantity) -> Kind:
        """A change without unit is relative where the word is a rate (增速15), else in the unit of its row (提高3)."""
        if self.cumulative:
            return Kind.CUMULATIVE
        if self.annual:
            return Kind.ANNUAL_AVERAGE_GROWTH
        if self.change:
            without_unit = not quantity.symbol and (self.rate or quantity.kind is Kind.SHARE)
            relative = quantity.symbol in RELATIVE or without_unit
            return Kind.RELATIVE_CHANGE if relative else Kind.ABSOLUTE_CHANGE
        return quantity.kind


def _negative(amount: Decimal) -> Decimal:
    return amount.copy_negate() if amount else amount

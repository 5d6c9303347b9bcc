"""A printed value → what it says. Reads from left to right, once; never raises, whatever the string."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from generator.figures import words
from generator.figures.numerals import Number, chinese_at, digits_at
from generator.figures.values import PrintedValue, Unreadable
from generator.model.kinds import Comparator, Kind

LONGEST = 400
TORN = re.compile(r"\d\s+\d")
BASE = re.compile(r"(?:较|比|与)(?:(?P<year>\d{4})年|上年|去年|上年末|同期)(?:末|底|度)?(?:相比)?")
FRACTION = re.compile(r"(?P<whole>[百千万十二三四五六七八九]+)分之")
WORDS_ONLY = re.compile(r"^[\u3400-\u9fff、，。；：“”‘’《》（）()“”—…·\-/]+$")
FLIPPED = {
    Comparator.AT_LEAST: Comparator.AT_MOST, Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.MORE: Comparator.LESS, Comparator.LESS: Comparator.MORE,
}  # fmt: skip
PLAIN = str.maketrans(
    {**{chr(0xFF10 + n): str(n) for n in range(10)}, "％": "%", "＞": ">", "＜": "<", "．": ".", "＝": "=", "：": ":"}
)


def read_printed(printed: str, *, symbols: Collection[str]) -> PrintedValue | Unreadable:
    """What ``printed`` says, or where it stops making sense.

    ``symbols`` are the units of measurement that may stand after a number, as printed (万户, %, 个百分点). A unit
    that is not among them makes the value unreadable. Source: the forms in Chinese plans' tables and texts; the
    rules for hard cases are in the data guide.
    """
    if len(printed) > LONGEST:
        return Unreadable(printed=printed, offset=LONGEST)
    torn = TORN.search(printed)
    if torn:
        return Unreadable(printed=printed, offset=torn.end() - 1)
    offsets = [index for index, character in enumerate(printed) if not character.isspace()]
    text = "".join(printed[index] for index in offsets).translate(PLAIN)
    if text in words.ABSENT:
        return PrintedValue(printed=printed)
    reader = _Reader(text, tuple(sorted(symbols, key=len, reverse=True)))
    if reader.read():
        return reader.value(printed)
    if words.longest(text, 0, words.VAGUE) or (WORDS_ONLY.match(text) and any(each >= "\u3400" for each in text)):
        return PrintedValue(printed=printed)
    stopped = min(reader.furthest, len(text))
    return Unreadable(printed=printed, offset=offsets[stopped] if stopped < len(offsets) else len(printed))


@dataclass(slots=True)
class _Reader:
    """Walks over ``text``; what it learns stands in its fields."""

    text: str
    symbols: tuple[str, ...]
    position: int = 0
    furthest: int = 0
    comparator: Comparator | None = None
    amount: Decimal | None = None
    high: Decimal | None = None
    symbol: str = ""
    kind: Kind = Kind.LEVEL
    falling: bool = False
    changing: bool = False
    hedges: list[str] = field(default_factory=list)
    base_period: str = ""

    def read(self) -> bool:
        """Whether the whole text is a value."""
        if self.text[:1] in words.BRACKETS:
            if not self.text.endswith(words.BRACKETS[self.text[0]]):
                self.furthest = len(self.text)
                return False
            self.text, self.position, self.kind = self.text[:-1], 1, Kind.CUMULATIVE
        self.before()
        if not (self.rank() or self.fraction() or self.number()):
            self.furthest = max(self.furthest, self.position)
            return False
        self.after()
        self.furthest = max(self.furthest, self.position)
        return self.position == len(self.text)

    def before(self) -> None:
        """The words before the number, in any order."""
        while self.position < len(self.text):
            start = self.position
            base = BASE.match(self.text, self.position)
            if base:
                self.base_period = base["year"] or ""
                self.position = base.end()
                continue
            found = words.longest(self.text, start, LEADING)
            if not found or self.ends_a_number(start, found):
                return
            self.position += len(found)
            self.learn(found)

    def ends_a_number(self, start: int, found: str) -> bool:
        """近千亿元 begins with a hedge, 十到二十 does not: a reaching word stands before a number, not after one."""
        return start > 0 and found in words.RANGE_SIGNS and self.text[start - 1].isdigit()

    def learn(self, word: str) -> None:
        if word in words.SIGNS:
            self.bound(words.SIGNS[word])
        elif word in words.BEFORE:
            self.bound(words.BEFORE[word], hedge=word)
        elif word in words.HEDGES:
            self.hedges.append(word)
        elif word in words.CUMULATIVE:
            self.kind = Kind.CUMULATIVE
        elif word in words.ANNUAL:
            self.kind = Kind.ANNUAL_AVERAGE_GROWTH
            self.falling = word.endswith(words.FALLING)
        elif word in words.RISING or word in words.FALLING:
            self.changing = True
            self.falling = word in words.FALLING

    def bound(self, comparator: Comparator, hedge: str = "") -> None:
        if self.comparator is None:
            self.comparator = comparator
        if hedge:
            self.hedges.append(hedge)

    def rank(self) -> bool:
        """第3位, 前三名."""
        if self.text[self.position : self.position + 1] not in ("第", "前"):
            return False
        first = self.text[self.position] == "前"
        found = self.one_number(self.position + 1)
        if found is None:
            return False
        self.amount, self.position, self.kind = found.amount, found.end, Kind.RANK
        if first:
            self.bound(Comparator.AT_MOST, hedge="前")
        self.position += len(words.longest(self.text, self.position, ("位次", "位", "名", "强")))
        return True

    def fraction(self) -> bool:
        """百分之九十 is 90 %, 十分之一 is 0.1, 一半 is 0.5."""
        if self.text.startswith("一半", self.position):
            self.amount, self.kind, self.position = Decimal("0.5"), Kind.SHARE, self.position + 2
            return True
        found = FRACTION.match(self.text, self.position)
        part = self.one_number(found.end()) if found else None
        whole = next(chinese_at(self.text, self.position), None) if found else None
        if found is None or part is None or whole is None:
            return False
        self.position = part.end
        if whole.amount == 100:
            self.amount, self.symbol = part.amount, "%"
        else:
            self.amount, self.kind = part.amount / whole.amount, Kind.SHARE
        return self.symbol == "%" or self.amount * whole.amount == part.amount  # 三分之一 has no exact decimal

    def number(self) -> bool:
        """A number with its multiplier and unit, a range, or a ratio."""
        found = self.one_number(self.position)
        if found is None:
            return False
        self.amount, self.position = found.amount, found.end
        if self.text.startswith(":", self.position):
            return self.ratio()
        self.multiplier()
        self.unit()
        connector = words.longest(self.text, self.position, words.RANGE_SIGNS)
        if connector:
            second = self.one_number(self.position + len(connector))
            if second is None:
                self.position += len(connector)
                return False
            low, self.amount, self.position = self.amount, second.amount, second.end
            self.multiplier()
            first_symbol, self.symbol = self.symbol, ""
            self.unit()
            self.symbol = self.symbol or first_symbol
            if self.amount is not None and low is not None and second.amount:
                scale = self.amount / second.amount
                low = low * scale if low < self.amount and not first_symbol else low
            self.amount, self.high = low, self.amount
        return True

    def one_number(self, position: int) -> Number | None:
        """Digits, or a Chinese number; of a Chinese one, the reading after which a known unit with 万 or 亿 stands."""
        found = digits_at(self.text, position)
        if found:
            return found
        readings = list(chinese_at(self.text, position))
        for reading in readings:
            if any(
                symbol[0] in "万亿" and self.text.startswith(symbol, reading.end) for symbol in self.symbols if symbol
            ):
                return reading
        return readings[0] if readings else None

    def ratio(self) -> bool:
        """1.77:1 and 1:13.5; the side that is 1 belongs to the unit."""
        colon = self.position
        second = self.one_number(colon + 1)
        if second is None or self.amount is None:
            self.position = colon + 1
            return False
        if second.amount == 1:
            self.symbol = ":1"
        elif self.amount == 1:
            self.symbol, self.amount = "1:", second.amount
        else:
            return False
        self.position = second.end
        return True

    def multiplier(self) -> None:
        """万 belongs to the unit where the unit is known so (万立方米), and multiplies where it is not (7万)."""
        self.odd()
        if self.known_symbol():
            return
        found = words.longest(self.text, self.position, tuple(words.MULTIPLIERS))
        if found and self.amount is not None:
            self.amount *= words.MULTIPLIERS[found]
            if self.amount == self.amount.to_integral_value():
                self.amount = self.amount.to_integral_value()
            self.position += len(found)
            self.odd()

    def odd(self) -> None:
        word = words.longest(self.text, self.position, tuple(words.ODD))
        if word and not self.known_symbol():
            self.bound(words.ODD[word], hedge=word)
            self.position += len(word)

    def known_symbol(self) -> str:
        return next((symbol for symbol in self.symbols if symbol and self.text.startswith(symbol, self.position)), "")

    def unit(self) -> None:
        self.symbol = self.known_symbol()
        self.position += len(self.symbol)

    def after(self) -> None:
        """The words after the number and its unit."""
        while self.position < len(self.text):
            found = words.longest(self.text, self.position, TRAILING)
            if not found:
                return
            self.bound(words.AFTER.get(found) or words.ODD[found], hedge=found)
            self.position += len(found)

    def value(self, printed: str) -> PrintedValue:
        kind = self.kind
        if self.changing and kind is Kind.LEVEL:
            kind = Kind.RELATIVE_CHANGE if self.symbol in ("", "%", "倍") else Kind.ABSOLUTE_CHANGE
        comparator = self.comparator or Comparator.EQUAL
        amount, high = self.amount, self.high
        if self.falling and kind in (Kind.RELATIVE_CHANGE, Kind.ABSOLUTE_CHANGE, Kind.ANNUAL_AVERAGE_GROWTH):
            comparator = FLIPPED.get(comparator, comparator)
            amount = -amount if amount is not None else None
            amount, high = (-high, amount) if high is not None else (amount, None)
        return PrintedValue(
            printed=printed,
            comparator=comparator,
            amount=amount,
            amount_high=high,
            symbol=self.symbol,
            kind=kind,
            hedge="、".join(self.hedges),
            base_period=self.base_period,
        )


LEADING = (
    *words.SIGNS, *words.BEFORE, *words.HEDGES, *words.REACHING, *words.CUMULATIVE, *words.ANNUAL, *words.RISING,
    *words.FALLING,
)  # fmt: skip
TRAILING = (*words.AFTER, *words.ODD)

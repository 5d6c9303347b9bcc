"""Everything that can stand where the number stands: a term, a range, a ratio, a share, a rank."""

from __future__ import annotations

import decimal
import re
from dataclasses import dataclass
from decimal import Decimal, Inexact

from generator.figures.numerals import MOST_DIGITS, Reading, chinese_number, digits_at, scaled
from generator.figures.symbols import ONE_TO, TO_ONE, Symbols
from generator.figures.terms import Term, term_at
from generator.model.kinds import Kind

TO = re.compile("——|—|-|~|至|到")
PARTS = re.compile(
    "([零〇一二两三四五六七八九十百千万亿]{1,30})分之(?:([零〇一二两三四五六七八九十百千万亿]{1,30})|(?=[0-9]))"
)
HALF = "一半"
RANKING = re.compile("(?:位居|居|位列|名列|列|排名|排|进入|跻身|稳居)?(?:全省|全国|全市|全球|世界)?([第前])")
PLACES = re.compile("位次|[位名强]|")


@dataclass(frozen=True, slots=True)
class Quantity:
    """``low`` alone is the amount, ``low`` to ``high`` a range; both are in ``symbol``.

    ``words`` are those inside the number that bound it: 余, 多, 前. ``loose`` says that what was read may be the
    start of a word.
    """

    low: Decimal
    end: int
    high: Decimal | None = None
    symbol: str = ""
    kind: Kind = Kind.LEVEL
    words: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A parse failure: ``position`` is the first character that fits no rule, ``number`` whether a number was read."""

    position: int
    number: bool = False


def quantity_at(text: str, position: int, symbols: Symbols) -> Quantity | Stop:
    """The quantity at ``position``: rank, share, ratio or amount, tried in this order."""
    return (
        _rank(text, position, symbols)
        or _share(text, position, symbols)
        or _ratio(text, position, symbols)
        or _amount(text, position, symbols)
    )


def _rank(text: str, position: int, symbols: Symbols) -> Quantity | None:
    """第3位, 前三名, 居全省第4位."""
    place = RANKING.match(text, position)
    term = term_at(text, place.end(), symbols) if place else None
    if place is None or term is None or term.amount < 1 or term.odd:
        return None
    number_end = term.end - len(term.symbol)
    suffix = PLACES.match(text, number_end)
    end = suffix.end() if suffix and not term.power else number_end
    words = ("前",) if place[1] == "前" else ()
    return Quantity(term.amount, end, kind=Kind.RANK, words=words, loose=text[number_end - 1] not in "0123456789")


def _share(text: str, position: int, symbols: Symbols) -> Quantity | Stop | None:
    """一半 is 0.5, 十分之一 and 1/10 are 0.1, 百分之九十 is 90 %."""
    if text.startswith(HALF, position):
        return Quantity(Decimal("0.5"), position + len(HALF), kind=Kind.SHARE)
    parts = PARTS.match(text, position)
    if parts:
        whole, part = chinese_number(parts[1]), chinese_number(parts[2] or "")
        written = digits_at(text, parts.end()) if not parts[2] else None
        counted = written or (Reading(Decimal(part), parts.end()) if part is not None else None)
        if not whole or counted is None:
            return None
        if whole == 100:
            return Quantity(counted.amount, counted.end, symbol=symbols.named("%") or "%")
        return _part_of(counted.amount, Decimal(whole), position, counted.end)
    part_written = digits_at(text, position)
    slash = part_written.end if part_written else position
    whole_written = (
        digits_at(text, slash + 1) if text.startswith("/", slash) and not symbols.at(text, slash)[0] else None
    )
    if part_written and whole_written and 0 < part_written.amount < whole_written.amount:
        return _part_of(part_written.amount, whole_written.amount, slash, whole_written.end)
    return None


def _part_of(part: Decimal, whole: Decimal, position: int, end: int) -> Quantity | Stop:
    """The share as an exact decimal; a failure where it has none (三分之一), because a rounded one was not printed."""
    exact = decimal.Context(prec=MOST_DIGITS)
    share = exact.divide(part, whole)
    return Stop(position) if exact.flags[Inexact] else Quantity(share, end, kind=Kind.SHARE)


def _ratio(text: str, position: int, symbols: Symbols) -> Quantity | Stop | None:
    """1.77:1 and 1:13.5. The side that is 1 belongs to the unit, which must be a known one."""
    left = digits_at(text, position)
    if left is None or not text.startswith(":", left.end):
        return None
    right = digits_at(text, left.end + 1)
    if right is None:
        return Stop(left.end + 1, number=True)
    if right.amount != 1 and left.amount != 1:
        return Stop(left.end + 1, number=True)
    to_one = right.amount == 1 and bool(symbols.named(TO_ONE))
    symbol = symbols.named(TO_ONE if to_one else ONE_TO)
    if not symbol or not (to_one or left.amount == 1):
        return Stop(left.end, number=True)
    return Quantity(left.amount if to_one else right.amount, right.end, symbol=symbol)


def _amount(text: str, position: int, symbols: Symbols) -> Quantity | Stop:
    """A term, or a range of two. What the second lacks in unit the first gives; 3—4万 is 30 000 to 40 000."""
    low = term_at(text, position, symbols)
    if low is None:
        return Stop(position)
    to = TO.match(text, low.end)
    if to is None or text.startswith(("至少", "至多"), low.end):
        return Quantity(low.amount, low.end, symbol=low.symbol, words=(low.odd,) if low.odd else (), loose=low.loose)
    high = term_at(text, to.end(), symbols)
    if high is None:
        return Stop(to.end(), number=not low.loose)
    if low.symbol and high.symbol and low.symbol != high.symbol:
        return Stop(high.end - len(high.symbol), number=True)
    bottom = _lifted(low, high)
    if bottom > high.amount:
        return Stop(to.end(), number=True)
    words = tuple(odd for odd in (low.odd, high.odd) if odd)
    return Quantity(bottom, high.end, high=high.amount, symbol=high.symbol or low.symbol, words=words)


def _lifted(low: Term, high: Term) -> Decimal:
    """The lower end of a range, with the multiplier of the upper end where only that one has it."""
    if low.symbol or low.power or not high.power or low.first > high.first:
        return low.amount
    return scaled(Reading(low.amount, low.end), high.power, low.end).amount

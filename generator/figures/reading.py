"""The parser of printed values: modifiers, an optional bracket, the number, its unit, and modifiers again."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from generator.figures.meaning import LOWER, UPPER, Meaning
from generator.figures.quantities import Quantity, Stop, quantity_at
from generator.figures.script import is_phrase, script_of
from generator.figures.symbols import Symbols, symbols_of
from generator.figures.values import PrintedValue, Unreadable
from generator.figures.words import AFTER, BEFORE, ODD
from generator.model.kinds import Comparator, Kind

LONGEST_FORM = 400
"""Characters; a longer text is unreadable. It bounds the time that parsing takes."""
BASE = re.compile(
    "(?:较|比|与|在)(?:([0-9]{4})年|上一?年|去年|上年同期|同期|基期|“?十[一二三四五六]五”?(?:规划)?(?:时期|期)?)"
    "(?:末|底|初|度)?(?:相比|基础上)?"
)
CLOSING = {"〔": "〕", "【": "】", "[": "]"}
STOPS = frozenset("。，、；,;")


def read_printed(printed: str, *, symbols: Collection[str]) -> PrintedValue | Unreadable:
    """What ``printed`` says, or where it stops making sense; never raises, whatever the string.

    ``symbols`` are the units of measurement that may stand with a number, as printed: 万户, %, 个百分点, :1. A
    number with a unit that is not among them is unreadable at the unit. Words without a number are a
    qualitative value. Source: the forms in Chinese plans' tables and texts.
    """
    return _read_once(printed, frozenset(symbols))


@lru_cache(maxsize=1 << 14)
def _read_once(printed: str, symbols: frozenset[str]) -> PrintedValue | Unreadable:
    """``read_printed``, remembered: many cells hold the same."""
    if len(printed) > LONGEST_FORM:
        return Unreadable(printed=printed, offset=LONGEST_FORM)
    plain = script_of(printed)
    meaning = Meaning()
    outcome = _read(plain.text, symbols_of(symbols), meaning)
    if isinstance(outcome, Quantity):
        return meaning.value(printed, outcome)
    rest = plain.text[outcome.position :] if meaning.base_period else plain.text
    if not outcome.number and is_phrase(rest):
        return PrintedValue(printed=printed, base_period=meaning.base_period)
    return Unreadable(printed=printed, offset=plain.offset(outcome.position))


def _read(text: str, symbols: Symbols, meaning: Meaning) -> Quantity | Stop:
    """The number in ``text``; what the words around it say goes into ``meaning``."""
    position, agrees = _before(text, 0, meaning)
    closing = CLOSING.get(text[position : position + 1], "") if agrees else ""
    if closing:
        meaning.cumulative = True
        position, agrees = _before(text, position + 1, meaning)
    if not agrees:
        return Stop(position)
    quantity = quantity_at(text, position, symbols)
    if isinstance(quantity, Stop):
        return quantity
    if not meaning.fits(quantity):
        return Stop(position, number=not quantity.loose)
    for word in quantity.words:
        meaning.accept(word, Comparator.AT_MOST if word not in ODD else Comparator.MORE)
    return _after(text, quantity, closing, symbols, meaning)


def _before(text: str, position: int, meaning: Meaning) -> tuple[int, bool]:
    """Where the words before the number end, and whether they agree with one another."""
    while position < len(text):
        base = BASE.match(text, position)
        if base:
            meaning.compared, meaning.base_period = True, base[1] or ""
            position = base.end()
            continue
        entry = BEFORE.at(text, position)
        if entry is None:
            break
        if not meaning.accept(*entry):
            return position, False
        position += len(entry[0])
    return position, True


def _after(text: str, quantity: Quantity, closing: str, symbols: Symbols, meaning: Meaning) -> Quantity | Stop:
    """Applies what follows the number. Returns the quantity, with its unit where that is printed after a bracket."""
    position, symbol, waiting = quantity.end, quantity.symbol, [closing] if closing else []
    while position < len(text):
        character = text[position]
        entry = AFTER.at(text, position)
        unit, unit_end = symbols.at(text, position) if not symbol and quantity.kind is Kind.LEVEL else ("", position)
        if waiting and character == waiting[-1]:
            waiting.pop()
            position += 1
        elif unit:
            symbol, position = unit, unit_end
        elif entry and not _misplaced(entry[0], quantity) and meaning.accept(*entry):
            position += len(entry[0])
        elif character == "（" and not waiting:
            waiting.append("）")
            position += 1
        elif character in STOPS and not waiting and all(sign in STOPS for sign in text[position:]):
            position = len(text)
        else:
            return Stop(position, number=not quantity.loose)
    if waiting:
        return Stop(position, number=True)
    return Quantity(quantity.low, position, quantity.high, symbol, quantity.kind, quantity.words)


def _misplaced(word: str, quantity: Quantity) -> bool:
    """之间 needs a range. 第3位以上 is better than the third place to some and not to others."""
    if word == "之间":
        return quantity.high is None
    entry = AFTER.at(word, 0)
    one_sided = entry is not None and entry[1] in LOWER | UPPER
    return quantity.kind is Kind.RANK and one_sided and word not in ("以内", "之内")

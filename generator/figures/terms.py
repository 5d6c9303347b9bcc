"""One number with its multiplier and its unit: 2200余家, 7552万立方米, 三十万亩."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.figures.numerals import Reading, chinese_at, digits_at, multiplied
from generator.figures.symbols import Symbols
from generator.figures.words import ODD

CLASSIFIERS = frozenset("个家所处项条件名人座户台套起次场位种亩吨元米倍")
ASIDES = ("一批", "一些", "一系列")


@dataclass(frozen=True, slots=True)
class Term:
    """``amount`` is in ``symbol``; ``first`` is the number before any multiplier of ten to the ``power``.

    ``odd`` is 余 or 多 where one stands between number and unit. ``loose`` says that the number may be no number
    but the start of a word, as 一 in 一流.
    """

    amount: Decimal
    end: int
    symbol: str
    first: Decimal
    power: int
    odd: str
    loose: bool


def term_at(text: str, position: int, symbols: Symbols) -> Term | None:
    """The term at ``position``; ``None`` where no number stands there.

    A multiplier belongs to the unit where the two are a known symbol (7552万立方米), and multiplies otherwise
    (7万). 余 or 多 between the two makes it a multiplier: 1万余件 is 10 000 件, and 1 万件 only where 件 is unknown.
    """
    written = digits_at(text, position)
    readings = multiplied(text, written) if written else _chinese(text, position, symbols)
    if not readings:
        return None
    chosen = _before_a_symbol(text, readings, symbols)
    if chosen is None:
        chosen = readings[-1]
        crossed = _across_odd(text, readings, symbols)
        if crossed is not None and not symbols.at(text, chosen.end + 1)[0]:
            return crossed
    end, odd = chosen.end, ""
    symbol, after = symbols.at(text, end)
    if not symbol and text[end : end + 1] in tuple(ODD):
        odd = text[end]
        further = multiplied(text, Reading(chosen.amount, end + 1, chosen.power))
        chosen = _before_a_symbol(text, further, symbols) or further[-1]
        symbol, after = symbols.at(text, chosen.end)
    loose = written is None and not odd and chosen.end - position == 1 and not _counts(text, chosen.end)
    return Term(chosen.amount, after, symbol, readings[0].amount, chosen.power - readings[0].power, odd, loose)


def _chinese(text: str, position: int, symbols: Symbols) -> list[Reading]:
    """The readings of a Chinese numeral. At the start of the text 万户 is a unit; 一批 is never a number."""
    aside = next((word for word in ASIDES if text.startswith(word, position)), "")
    if aside and len(symbols.at(text, position + 1)[0]) < len(aside):
        return []
    readings = chinese_at(text, position)
    if not readings or readings[0].end > position:
        return readings
    alone = position == 0 and text[readings[-1].end : readings[-1].end + 1] not in tuple(ODD)
    if alone and (symbols.at(text, position)[0] or text[position] in "万亿"):
        return []
    return readings


def _before_a_symbol(text: str, readings: list[Reading], symbols: Symbols) -> Reading | None:
    """The shortest reading that a known symbol follows."""
    return next((reading for reading in readings if symbols.at(text, reading.end)[0]), None)


def _across_odd(text: str, readings: list[Reading], symbols: Symbols) -> Term | None:
    """473.69万余元 in 万元; ``None`` where multiplier and unit are no known symbol."""
    last = readings[-1].end
    if text[last : last + 1] not in tuple(ODD):
        return None
    for reading in readings[:-1]:
        split = text[reading.end : last] + text[last + 1 : last + 1 + symbols.longest]
        symbol, length = symbols.at(split, 0)
        if symbol and length > last - reading.end:
            end = reading.end + length + 1
            return Term(reading.amount, end, symbol, readings[0].amount, reading.power, text[last], False)
    return None


def _counts(text: str, position: int) -> bool:
    """Whether a classifier ends the text, as in 三处: then the unit is unknown, not absent."""
    return text[position : position + 1] in CLASSIFIERS and (
        len(text) == position + 1 or text.startswith(("以上", "以下", "以内", "左右"), position + 1)
    )

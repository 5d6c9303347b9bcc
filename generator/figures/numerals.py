"""Numbers as printed, in digits and in Chinese, with the multipliers 百 千 万 亿 that may belong to the unit.

The multipliers make a number ambiguous, so it is returned as its readings, shortest first: 3千万元 is 3 before 千万元,
3 000 before 万元 and 30 000 000 before 元. The caller takes the first reading that a known unit follows.
"""

from __future__ import annotations

import decimal
import re
from dataclasses import dataclass
from decimal import Decimal

EXACT = decimal.Context(prec=80)
"""Enough digits for any number read here: ``MOST_DIGITS`` of them times 10¹⁶."""
MOST_DIGITS = 30
DIGITS = re.compile(r"[-+]?(?:[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?")
RUN = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
FIGURES = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
MULTIPLIER_ORDER = {"百": 0, "千": 0, "万": 1, "亿": 2}


@dataclass(frozen=True, slots=True)
class Reading:
    """``amount`` includes the multiplier, ten to the ``power``; ``end`` is the position after the reading."""

    amount: Decimal
    end: int
    power: int = 0


def digits_at(text: str, position: int) -> Reading | None:
    """The number in digits at ``position``, without multiplier; ``None`` where there is none.

    A number of more than ``MOST_DIGITS`` characters is none.
    """
    match = DIGITS.match(text, position)
    if match is None or match.end() - position > MOST_DIGITS:
        return None
    return Reading(Decimal(match[0].replace(",", "").replace("，", "")), match.end())


def multiplied(text: str, number: Reading) -> list[Reading]:
    """``number`` alone, and with each further multiplier that follows: 百 or 千, then 万, then 亿."""
    readings = [number]
    order, position = -1, number.end
    while MULTIPLIER_ORDER.get(text[position : position + 1], -1) > order:
        order = MULTIPLIER_ORDER[text[position]]
        last = readings[-1]
        readings.append(scaled(last, POWERS[text[position]], position + 1))
        position += 1
    return readings


def scaled(number: Reading, power: int, end: int) -> Reading:
    """``number`` times ten to the ``power``, exactly and without an exponent where it is whole."""
    amount = number.amount.scaleb(power, context=EXACT)
    if amount == amount.to_integral_value():
        amount = amount.quantize(Decimal(1), context=EXACT)
    return Reading(amount, end, number.power + power)


def chinese_at(text: str, position: int) -> list[Reading]:
    """The readings of the Chinese numeral at ``position``; none where there is none.

    Consecutive figures (三五个, 二〇二五), 十几 and the like are words, not numbers. 百, 千, 万 and 亿 may stand
    for one of them, as in 近千亿元.
    """
    match = RUN.match(text, position)
    if match is None or match.end() - position > MOST_DIGITS or text.startswith("几", match.end()):
        return []
    whole = chinese_number(match[0])
    if whole is None:
        return []
    start = match.end()
    while start > position and text[start - 1] in MULTIPLIER_ORDER:
        start -= 1
    stem = chinese_number(text[position:start]) if start > position else 1
    readings = multiplied(text, Reading(Decimal(stem or 0), start))
    if readings[-1].end == match.end() and readings[-1].amount == whole:
        return readings
    return [Reading(Decimal(whole), match.end())]


def chinese_number(numeral: str) -> int | None:
    """三十五万 → 350 000; ``None`` for what is no well-formed number. 百 alone is 100."""
    total = section = 0
    figure: int | None = None
    lowest = myriads = 99
    for character in numeral:
        power = POWERS.get(character)
        if power is None:
            if figure:
                return None
            figure = FIGURES[character]
        elif power < 4:
            if power >= lowest or figure == 0:
                return None
            section += (1 if figure is None else figure) * int(10**power)
            figure, lowest = None, power
        else:
            section += figure or 0
            if character == "亿" and myriads == 4:
                total, section = (total + section) * int(10**power), 0
            elif power >= myriads:
                return None
            else:
                total, section = total + (section or 1) * int(10**power), 0
            figure, lowest, myriads = None, 99, power
    return total + section + (figure or 0)

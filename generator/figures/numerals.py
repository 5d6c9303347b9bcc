"""Numbers as printed: in digits, and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

DIGITS = re.compile(r"[-－+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
CHINESE = "零〇一二两三四五六七八九十百千万亿"
UNITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Number:
    amount: Decimal
    end: int


def digits_at(text: str, position: int) -> Number | None:
    """The number in digits at ``position``, thousands separators allowed; ``None`` when there is none."""
    found = DIGITS.match(text, position)
    if not found or found.end() - position > MOST_DIGITS:
        return None
    written = found[0].replace(",", "").replace("，", "").replace("－", "-")
    return Number(Decimal(written), found.end())


def chinese_at(text: str, position: int) -> Iterator[Number]:
    """The readings of a Chinese number at ``position``, longest first: 千亿 may be 10¹¹, or 千 before a unit 亿元."""
    end = position
    while end < len(text) and text[end] in CHINESE and end - position < MOST_DIGITS:
        end += 1
    for stop in range(end, position, -1):
        amount = _chinese(text[position:stop])
        if amount is not None:
            yield Number(Decimal(amount), stop)


def _chinese(numeral: str) -> int | None:
    """三十五万 → 350000; ``None`` for what is no well-formed number."""
    total = section = 0
    digit: int | None = None
    for character in numeral:
        if character in UNITS:
            if digit is not None and digit != 0:
                return None
            digit = UNITS[character]
        elif character in TENS:
            section += (1 if digit is None else digit) * TENS[character]
            digit = None
        else:
            section += digit or 0
            if section == 0 and total == 0:
                return None
            total = (
                (total + section) * MYRIADS[character] if character == "亿" else total + section * MYRIADS[character]
            )
            section, digit = 0, None
    return total + section + (digit or 0)

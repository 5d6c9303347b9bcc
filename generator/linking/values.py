"""Cells and front-matter strings → typed values. What cannot be converted is reported by the schemas, not here."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal


def integer(text: str) -> int:
    """The integer, or 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def integer_if_given(text: str) -> int | None:
    return integer(text) if text else None


def day(text: str) -> date:
    """The date written YYYY-MM-DD, or the earliest date there is."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


PLAIN_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
"""A number as people write it. ``Decimal`` and Table Schema also take NaN, INF and 1e999999999."""


def decimal(text: str) -> Decimal:
    """The number, or 1."""
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else Decimal(1)


def listed(text: str) -> tuple[str, ...]:
    """The names of a printed list: separated by 、 or ； or a comma, but not inside brackets."""
    names, depth, start = [], 0, 0
    for index, character in enumerate(text + "、"):
        depth += (character in "（(〔[《“") - (character in "）)〕]》”")
        if character in "、；;，," and depth <= 0:
            names.append(text[start:index].strip())
            start = index + 1
    return tuple(name for name in names if name)

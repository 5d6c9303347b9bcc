"""Cells and front-matter strings → typed values. What cannot be converted is ``None``, and is reported
by the schemas."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)


def integer(text: str) -> int | None:
    """A non-negative integer of at most nine ASCII digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def iso_date(text: str) -> date | None:
    """The date written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


PLAIN_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
"""A number as people write it. ``Decimal`` and Table Schema also take NaN, INF and 1e999999999."""


def decimal(text: str) -> Decimal | None:
    """A decimal number of at most fifteen digits on each side of the point."""
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else None


def member(kind: type[E], text: str) -> E | None:
    """The member of an enumeration by its value."""
    return kind(text) if text in values_of(kind) else None


@cache
def values_of(kind: type[StrEnum]) -> frozenset[str]:
    """The values of an enumeration."""
    return frozenset(kind)


def listed(text: str) -> tuple[str, ...]:
    """The names of a printed list: separated by 、 or ； or a comma, but not inside brackets; an open one holds the rest."""
    names, depth, start = [], 0, 0
    for index, character in enumerate(text):
        depth += (character in "（(〔[《“") - (character in "）)〕]》”")
        if character in "、；;，," and depth <= 0:
            names.append(text[start:index].strip())
            start = index + 1
    names.append(text[start:].strip())
    return tuple(name for name in names if name)

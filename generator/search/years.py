"""Which years occur in the texts and next to which characters, for queries that begin or end within a year.

In the index a year is one character (``tokens.py``): the query 25年, or 到20 on the way to 到2025年, is expanded to the
years that contain these digits, and of those only to the ones that occur next to 年 or 到.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from generator.search.fields import SEPARATORS, Field, has, text_of
from generator.search.tokens import FIRST_YEAR, LAST_YEAR, SIZE, YEARS, year

DIGITS_OF_YEAR = 4


def years_in(fields: Sequence[Field]) -> dict[str, Any]:
    """``years``: [digits, characters before it, characters after it] each, sorted; ``longer``: years whose digits are also
    part of a longer number in a text, which is the first of ``fields``.
    """
    known = {year(str(number)): str(number) for number in range(FIRST_YEAR, LAST_YEAR + 1)}
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for gram in {gram for field in fields for gram in _grams_with_years(field)}:
        if gram[0] in known:
            after[gram[0]].update(gram[1:2])
        for left, right in pairwise(gram):
            if right in known:
                before[right].add(left)
    years = [
        [digits, "".join(sorted(before[character])), "".join(sorted(after[character]))]
        for character, digits in known.items()
        if character in after
    ]
    numbers = _numbers(fields[0])
    return {"years": sorted(years), "longer": [digits for digits in known.values() if int(digits) in numbers]}


def _grams_with_years(field: Field) -> set[str]:
    places = field.places(YEARS, YEARS + 999)
    starts = np.unique(np.concatenate([places - distance for distance in range(SIZE)]))
    starts = starts[(starts >= 0) & (field.units[starts] >= SEPARATORS)]
    grams = np.unique(field.grams(starts))
    return {text_of(gram) for gram in grams[has(grams, field.least)].tolist()}


def _numbers(field: Field) -> set[int]:
    """What four digits that stand in a row as characters of their own amount to, if it is a year."""
    starts = field.places(ord("1"), ord("2"))
    digits = field.units[starts[:, None] + np.arange(DIGITS_OF_YEAR)].astype(np.int64) - ord("0")
    digits = digits[((digits >= 0) & (digits <= 9)).all(axis=1)]
    return set(np.unique(digits @ 10 ** np.arange(DIGITS_OF_YEAR)[::-1]).tolist())

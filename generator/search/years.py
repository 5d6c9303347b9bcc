"""Which years occur in the texts and next to which characters, for queries that begin or end within a year.

In the index a year is one character (``tokens.py``): the query 25年, or 到20 on the way to 到2025年, is expanded to the
years that contain these digits, and of those only to the ones that occur next to 年 or 到.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from generator.search.tokens import FIRST_YEAR, LAST_YEAR, SIZE, UNIT, grams, spelled, year


def years_in(index: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """``years``: [digits, characters before it, characters after it] each, sorted; ``longer``: years whose digits are also
    part of a longer number. ``index`` is that of ``positional_index``.
    """
    known = {year(str(number)): str(number) for number in range(FIRST_YEAR, LAST_YEAR + 1)}
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for word in index:
        first, *others = spelled(word)
        if first in known:
            after[first].update(others[:1])
        for left, right in zip([first, *others], others, strict=False):
            if right in known:
                before[right].add(left)
    years = [
        [digits, "".join(sorted(before[character])), "".join(sorted(after[character]))]
        for character, digits in known.items()
        if character in after
    ]
    return {"years": sorted(years), "longer": [digits for digits in known.values() if _occurs(digits, index)]}


def _occurs(digits: str, index: Mapping[str, Sequence[int]]) -> bool:
    """Whether the phrase of these digits occurs, as characters of their own."""
    start, end = (word for word in grams(digits) if len(word) == SIZE * UNIT)
    following = {position - 1 for position in index.get(end, ())}
    return not following.isdisjoint(index.get(start, ()))

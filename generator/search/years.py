"""Which years stand in the texts and beside what, so that a query that begins or ends within a year finds it as well.

To the index a year is one character (``tokens.py``): who types 25年, or 到20 on the way to 到2025年, asks for the years of
which that is a part, and of those only for the ones that stand beside a 年 or a 到.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from generator.search.tokens import FIRST_YEAR, LAST_YEAR, SIZE, UNIT, grams, spelled, year


def years_in(index: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """``years``, each with what stands before and after it, and those that are also part of a ``longer`` number; ``index``
    has the places of every word.
    """
    known = {year(str(each)): str(each) for each in range(FIRST_YEAR, LAST_YEAR + 1)}
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for word in index:
        first, *others = spelled(word)
        if first in known:
            after[first].update(others[:1])
        for left, right in zip([first, *others], others, strict=False):
            if right in known:
                before[right].add(left)
    found = [[known[each], "".join(sorted(before[each])), "".join(sorted(after[each]))] for each in sorted(after)]
    return {"years": sorted(found), "longer": [each for each in known.values() if _stands(each, index)]}


def _stands(digits: str, index: Mapping[str, Sequence[int]]) -> bool:
    """Whether these digits stand side by side in a text, as characters of their own."""
    start, end = (word for word in grams(digits) if len(word) == SIZE * UNIT)
    following = {place - 1 for place in index.get(end, ())}
    return not following.isdisjoint(index.get(start, ()))

"""Which years occur in the texts and next to which characters, for queries that begin or end within a year.

In the index a year is one character (``tokens.py``): the query 25年, or 到20 on the way to 到2025年, is expanded to the
years that contain these digits, and of those only to the ones that occur next to 年 or 到.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from generator.search.postings import PostingLists, Zone
from generator.search.tokens import FIRST_YEAR, LAST_YEAR, SIZE, year


def years_in(index: Mapping[str, PostingLists]) -> dict[str, Any]:
    """``years``: [digits, characters before it, characters after it] each, sorted; ``longer``: years whose digits are also
    part of a longer number. ``index`` is that of ``postings.inverted``.
    """
    known = {year(str(number)): str(number) for number in range(FIRST_YEAR, LAST_YEAR + 1)}
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for gram in index:
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
    return {"years": sorted(years), "longer": [digits for digits in known.values() if _occurs(digits, index)]}


def _occurs(digits: str, index: Mapping[str, PostingLists]) -> bool:
    """Whether these digits occur, as characters of their own."""
    start, end = (index.get(gram, {}).get(Zone.TEXT, ()) for gram in (digits[:SIZE], digits[-SIZE:]))
    return not {position - 1 for position in end}.isdisjoint(start)

"""Which names have a character, for names that a query abbreviates or misspells: 市卫健委, 千人床位数.

Only plans, indicators, regions and units have names that people shorten. Each character of their titles has a list of where it
stands, in files of their own in the order of how rare the characters are: the rarest two of a query mostly tell that there is
no such name, and stand in small files.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.search.fields import UNIT_BITS, Field, Zone, text_of
from generator.search.postings import Postings
from generator.search.records import SearchRecord
from generator.search.tokens import SIZE

NAMES_SIZE = 200
"""Target size of a file of such lists in reckoned bytes (``packing.py``)."""
NAMED = {"plan", "indicator", "region", "unit"}
"""Kinds of results with such names; the same letters are ``NAMED`` in scripts/search/43-reading.js."""


def characters_of_names(titles: Field, records: Sequence[SearchRecord]) -> tuple[str, Postings]:
    """(the characters, the rarest first, their postings in the same order); a value is a position in the title."""
    is_named = np.array([record.entity.kind in NAMED for record in records], np.bool_)
    places = titles.characters()
    numbers = titles.records(places)
    places, numbers = places[is_named[numbers]], numbers[is_named[numbers]]
    units = titles.units[places].astype(np.uint64)
    known, which, counts = np.unique(units, return_inverse=True, return_counts=True)
    ranks = np.empty(len(known), np.int64)
    in_order = np.lexsort((known, counts))
    ranks[in_order] = np.arange(len(known))
    order = np.argsort(ranks[which], kind="stable")
    grams = units[order] << np.uint64((SIZE - 1) * UNIT_BITS)
    postings = Postings.of(Zone.TITLE, grams, numbers[order], (places - titles.starts[numbers])[order])
    return "".join(text_of(unit) for unit in known[in_order].tolist()), postings

"""Fields → the posting lists of the inverted index, in the order of their grams.

A posting list has records, and for each of them ascending values. What a value says depends on the zone of the list:

- ``TEXT``: a position of the gram in the text; longer strings are phrase queries of trigrams. Two characters are found by
  the trigrams that begin with them, and by themselves where a stretch ends.
- ``SHORT``: for one character, and for two that begin many trigrams: the part of the text that has the first position, and
  the rarity, which is all that so short a query needs. The lists stay small, however often the characters occur.
- ``TITLE``, ``NAME``, ``HEADING``, ``SPELLED``, ``INITIALS``: a position in that field, and whether a name begins or ends with the gram.
  One and two characters have lists of their own here, but for names in Pinyin, of which nobody types so little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from generator.search.fields import NAME_END, SEPARATORS, UNIT_BITS, Field, Integers, Zone, beginning
from generator.search.records import PART_SIZE
from generator.search.tokens import SIZE

NAME_BEGINS, NAME_ENDS, ONE_PLACE = 1, 2, 4
"""A value of a field is ``position * ONE_PLACE``, and ``NAME_BEGINS`` or ``NAME_ENDS`` where a name begins or ends with the gram."""
RARITIES = 32
"""Rarities are 0 to 31 (``rarity``)."""
OFTEN = 11
"""The rarity of one occurrence in 45 characters: what is more frequent ranks equally. Lists of ``SHORT`` count from it."""
MANY = 700
"""Two characters that begin more trigrams than this in all texts have a list of their own (``Zone.SHORT``)."""
PARTITION = 200_000
"""Characters whose postings are in memory at the same time: they take some two hundred bytes each."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Posting lists as columns with an entry for each posting, sorted by gram, zone, record and value."""

    grams: Integers
    zones: NDArray[np.int8]
    records: NDArray[np.int32]
    values: NDArray[np.int32]
    frequent: Integers = field(default_factory=lambda: np.empty(0, np.int64))
    """Pairs of characters that have a list of ``Zone.SHORT``."""

    @classmethod
    def of(cls, zone: Zone, grams: Integers, records: NDArray[np.int32], values: Integers) -> Postings:
        """Postings of one zone, as yet unsorted."""
        return cls(grams, np.full(len(grams), zone, np.int8), records, values.astype(np.int32))

    def only(self, wanted: NDArray[np.bool_]) -> Postings:
        """The postings that are ``wanted``."""
        return Postings(self.grams[wanted], self.zones[wanted], self.records[wanted], self.values[wanted])


def inverted(fields: Sequence[Field]) -> Iterator[Postings]:
    """The posting lists in partitions. Grams that begin with the same character are in the same, which is larger than
    ``PARTITION`` where that character alone is more frequent.
    """
    text, *names = fields
    lengths = text.lengths()
    ranges = list(_ranges(sum((one.frequencies() for one in fields), np.zeros(1 << UNIT_BITS, np.int64))))
    for in_text, *in_names in zip(*(one.places_by_range(ranges) for one in fields), strict=True):
        of_names = [part for field, own in zip(names, in_names, strict=True) for part in _of_names(field, own)]
        postings = _sorted([*_of_text(text, in_text, lengths), *of_names])
        if len(postings.grams):
            yield postings


def parted(postings: Postings) -> tuple[Postings, Postings]:
    """(what queries of three and more characters read, and for two that are not frequent; the lists of one and two characters)"""
    pairs = beginning(postings.grams, SIZE - 1)
    is_short = (pairs == postings.grams) & (postings.zones != Zone.TEXT)
    is_frequent = is_short & (postings.zones == Zone.SHORT) & (pairs != beginning(pairs, 1))
    long = postings.only(~is_short)
    return replace(long, frequent=np.unique(postings.grams[is_frequent])), postings.only(is_short)


def rarity(lengths: NDArray[np.integer] | NDArray[np.floating]) -> Integers:
    """Rarity of what occurs once in that many characters, in half powers of two: 0 in 1, 2 in 2, 4 in 4, at most 31."""
    halves: Integers = np.rint(2 * np.log2(np.maximum(1, lengths))).astype(np.int64)
    return np.minimum(RARITIES - 1, halves)


def begins(*columns: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether an entry of the columns begins a run: it is the first, or differs from the one before it."""
    changed = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.concatenate([np.ones(1, np.bool_), changed])[: len(columns[0])]


def _ranges(frequencies: Integers) -> Iterator[tuple[int, int]]:
    """(first, last) characters of the partitions, in their order."""
    characters = np.flatnonzero(frequencies)
    characters = characters[characters >= SEPARATORS]
    first = size = 0
    last = 0
    for character, own in zip(characters.tolist(), frequencies[characters].tolist(), strict=True):
        if size and size + own > PARTITION:
            yield first, last
            size = 0
        first = first if size else character
        last = character
        size += own
    if size:
        yield first, last


def _of_text(text: Field, places: Integers, lengths: Integers) -> Iterator[Postings]:
    grams, records = text.grams(places), text.records(places)
    positions = places - text.starts[records]
    yield _short(beginning(grams, 1), records, positions, lengths)
    is_long = grams != beginning(grams, 1)
    grams, records, positions = grams[is_long], records[is_long], positions[is_long]
    yield Postings.of(Zone.TEXT, grams, records, positions)
    pairs = beginning(grams, SIZE - 1)
    known, counts = np.unique(pairs, return_counts=True)
    is_frequent = np.isin(pairs, known[counts > MANY])
    yield _short(pairs[is_frequent], records[is_frequent], positions[is_frequent], lengths)


def _short(grams: Integers, records: NDArray[np.int32], positions: Integers, lengths: Integers) -> Postings:
    """One posting for each gram and record, from all positions of these grams."""
    order = _order(grams)
    grams, records, positions = grams[order], records[order], positions[order]
    firsts = np.flatnonzero(begins(grams, records))
    counts = np.diff(firsts, append=len(grams))
    records = records[firsts]
    above = np.maximum(0, rarity(lengths[records] / counts) - OFTEN)
    values = positions[firsts] // PART_SIZE * RARITIES + above
    return Postings.of(Zone.SHORT, grams[firsts], records, values)


def _of_names(names: Field, places: Integers) -> Iterator[Postings]:
    longest, records = names.grams(places), names.records(places)
    positions = (places - names.starts[records]) * ONE_PLACE
    starts = np.where(names.units[places - 1] == ord(NAME_END), NAME_BEGINS, 0)
    for size in range(names.least, SIZE + 1):
        grams = beginning(longest, size)
        ends = np.where(names.units[places + size] == ord(NAME_END), NAME_ENDS, 0)
        is_long = grams != beginning(longest, size - 1)
        yield Postings.of(names.zone, grams[is_long], records[is_long], (positions + starts + ends)[is_long])


def _order(grams: Integers, *zones: NDArray[np.int8]) -> Integers:
    """The indexes of ``grams`` in their order, equal ones by zone and as they came. Columns of two bytes, unlike whole grams,
    are sorted in linear time.
    """
    columns: list[NDArray[np.integer]] = [*zones]
    columns += [(grams >> place * UNIT_BITS).astype(np.uint16) for place in range(SIZE)]
    return np.lexsort(columns)


def _sorted(parts: Sequence[Postings]) -> Postings:
    """The parts as one; each is in the order of its records and values as far as these are of one gram."""
    grams, zones = (np.concatenate([getattr(part, column) for part in parts]) for column in ("grams", "zones"))
    order = _order(grams, zones)
    records, values = (np.concatenate([getattr(part, column) for part in parts]) for column in ("records", "values"))
    return Postings(grams[order], zones[order], records[order], values[order])

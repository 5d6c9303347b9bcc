"""Fields → the posting lists of the inverted index, in the order of their grams.

A posting list has records, and for each of them ascending values. What a value says depends on the zone of the list:

- ``TEXT``: a position of the gram in the text, whose grams are as long as they can be; longer strings are phrase queries of
  them, and what is shorter is found by the grams that begin with it.
- ``SHORT``: for one character, and for two or three that begin many grams: the part of the text that has the first position,
  and the rarity, which is all that so short a query needs. The lists stay small, however often the characters occur.
- ``TITLE``, ``NAME``, ``HEADING``, ``SPELLED``, ``INITIALS``: a position in that field, and whether a name begins or ends with the gram.
  What has a list of ``SHORT`` has lists of its own here, but for single letters of names in Pinyin, which nobody types.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from generator.search.fields import (
    NAME_END,
    SEPARATORS,
    UNIT_BITS,
    Field,
    Grams,
    Integers,
    Zone,
    beginning,
    has,
)
from generator.search.records import PART_SIZE
from generator.search.tokens import SIZE

NAME_BEGINS, NAME_ENDS, ONE_PLACE = 1, 2, 4
"""A value of a field is ``position * ONE_PLACE``, and ``NAME_BEGINS`` or ``NAME_ENDS`` where a name begins or ends with the gram."""
RARITIES = 32
"""Rarities are 0 to 31 (``rarity``)."""
OFTEN = 11
"""The rarity of one occurrence in 45 characters: what is more frequent ranks equally. Lists of ``SHORT`` count from it."""
MANY = 1_000
"""Two or three characters that begin more grams than this in all texts have lists of their own (``Zone.SHORT``)."""
PARTITION = 200_000
"""Characters whose postings are in memory at the same time: they take some two hundred bytes each."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Posting lists as columns with an entry for each posting, sorted by gram, zone, record and value."""

    grams: Grams
    zones: NDArray[np.int8]
    records: NDArray[np.int32]
    values: NDArray[np.int32]
    frequent: Grams = field(default_factory=lambda: np.empty(0, np.uint64))
    """The two and three characters that have a list of ``Zone.SHORT``."""

    @classmethod
    def of(cls, zone: Zone, grams: Grams, records: NDArray[np.int32], values: Integers) -> Postings:
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
        frequent = _frequent(text.grams(in_text))
        of_names = [
            part for field, own in zip(names, in_names, strict=True) for part in _of_names(field, own, frequent)
        ]
        postings = _sorted([*_of_text(text, in_text, lengths, frequent), *of_names])
        if len(postings.grams):
            yield postings


def parted(postings: Postings) -> tuple[Postings, Postings]:
    """(what queries of two and more characters read; the lists of single characters)"""
    is_single = beginning(postings.grams, 1) == postings.grams
    long = postings.only(~is_single)
    return replace(long, frequent=np.unique(long.grams[long.zones == Zone.SHORT])), postings.only(is_single)


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


def _frequent(grams: Grams) -> Grams:
    """The two and three characters that begin more than ``MANY`` of the grams."""
    frequent = []
    for size in range(2, SIZE):
        known, counts = np.unique(beginning(grams, size)[has(grams, size)], return_counts=True)
        frequent.append(known[counts > MANY])
    return np.concatenate(frequent)


def _of_text(text: Field, places: Integers, lengths: Integers, frequent: Grams) -> Iterator[Postings]:
    grams, records = text.grams(places), text.records(places)
    positions = places - text.starts[records]
    yield _short(beginning(grams, 1), records, positions, lengths)
    is_long = has(grams, 2)
    grams, records, positions = grams[is_long], records[is_long], positions[is_long]
    yield Postings.of(Zone.TEXT, grams, records, positions)
    for size in range(2, SIZE):
        begun = beginning(grams, size)
        is_frequent = has(grams, size) & np.isin(begun, frequent)
        yield _short(begun[is_frequent], records[is_frequent], positions[is_frequent], lengths)


def _short(grams: Grams, records: NDArray[np.int32], positions: Integers, lengths: Integers) -> Postings:
    """One posting for each gram and record, from all positions of these grams."""
    order = _order(grams)
    grams, records, positions = grams[order], records[order], positions[order]
    firsts = np.flatnonzero(begins(grams, records))
    counts = np.diff(firsts, append=len(grams))
    records = records[firsts]
    above = np.maximum(0, rarity(lengths[records] / counts) - OFTEN)
    values = positions[firsts] // PART_SIZE * RARITIES + above
    return Postings.of(Zone.SHORT, grams[firsts], records, values)


def _of_names(names: Field, places: Integers, frequent: Grams) -> Iterator[Postings]:
    longest, records = names.grams(places), names.records(places)
    positions = (places - names.starts[records]) * ONE_PLACE
    starts = np.where(names.units[places - 1] == ord(NAME_END), NAME_BEGINS, 0)
    for size in range(names.least, SIZE + 1):
        grams = beginning(longest, size)
        is_own = has(longest, size)
        if 1 < size < SIZE:
            is_own &= (grams == longest) | np.isin(grams, frequent)
        ends = np.where(names.units[places + size] == ord(NAME_END), NAME_ENDS, 0)
        yield Postings.of(names.zone, grams[is_own], records[is_own], (positions + starts + ends)[is_own])


def _order(grams: Grams, *zones: NDArray[np.int8]) -> Integers:
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

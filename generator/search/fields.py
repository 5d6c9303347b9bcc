"""Records → their fields: what all of them have in a zone of the index, as one array of characters each.

A character is a UTF-16 code unit. A gram is one unsigned integer, its characters in ``UNIT_BITS`` each, the first the highest, and 0
where it has less than ``SIZE``: grams as integers are in the order of grams as strings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from generator.search.records import SearchRecord, stream_of_sentence
from generator.search.tokens import END, SIZE

Integers = NDArray[np.int64]
Grams = NDArray[np.uint64]
UNIT_BITS = 16
UNIT_SHIFT = np.uint64(UNIT_BITS)
NAME_END = "\0"
"""Stands in a field for the ``END`` after the last stretch of a name."""
SEPARATORS = ord(END) + 1
"""Code units below this are no characters but ``END`` and ``NAME_END``."""
TOGETHER = 16
"""Ranges of characters whose places are in memory at a time, as four bytes each."""
BLOCK = 1 << 20
"""Characters that are counted or compared at a time."""


class Zone(IntEnum):
    """What a posting list is about; the same numbers are in scripts/search/41-index.js."""

    TEXT = 0
    SHORT = 1
    TITLE = 2
    NAME = 3
    HEADING = 4
    SPELLED = 5
    INITIALS = 6


IN_PINYIN = {Zone.SPELLED, Zone.INITIALS}
LONGEST_SPELLED, LEAST_SPELLED = 18, 3
"""Letters of a name in Pinyin that are indexed, and of its shortest gram: nobody types more of it, or less."""


MOST_WITH_HEADING = 20
"""A heading that occurs in more records than this is boilerplate of the page template and is not indexed."""


@dataclass(frozen=True, slots=True)
class Field:
    """``units`` are the characters of all records, one record after the other, and ``SIZE`` times ``NAME_END``; ``starts`` says
    where each record begins, and at last where all end.
    """

    zone: Zone
    units: NDArray[np.uint16]
    starts: Integers

    def grams(self, places: Integers) -> Grams:
        """The longest gram that begins at each of ``places``, which are no separators."""
        grams = np.zeros(len(places), np.uint64)
        is_inside = np.ones(len(places), np.bool_)
        for distance in range(SIZE):
            units = self.units[places + distance]
            is_inside &= units >= SEPARATORS
            grams = grams << UNIT_SHIFT | np.where(is_inside, units, 0)
        return grams

    @property
    def least(self) -> int:
        """Characters of the shortest gram that is indexed."""
        return LEAST_SPELLED if self.zone in IN_PINYIN else 1

    def places(self, first: int, last: int) -> Integers:
        """Where characters from ``first`` to ``last`` stand, ascending."""
        return self._places(lambda units: _is_between(units, first, last)).astype(np.int64)

    def places_by_range(self, ranges: Sequence[tuple[int, int]]) -> Iterator[Integers]:
        """``places`` for each of the ranges, which ascend: all characters are compared once for ``TOGETHER`` of them."""
        for start in range(0, len(ranges), TOGETHER):
            some = ranges[start : start + TOGETHER]
            places = self._places(partial(_is_between, first=some[0][0], last=some[-1][1]))
            units = self.units[places]
            for first, last in some:
                yield places[_is_between(units, first, last)].astype(np.int64)

    def _places(self, fits: Callable[[NDArray[np.uint16]], NDArray[np.bool_]]) -> NDArray[np.int32]:
        """Where units fit, ascending; little is in memory at a time but for the places, of four bytes each."""
        places = [
            (np.flatnonzero(fits(self.units[start : start + BLOCK])) + start).astype(np.int32)
            for start in range(0, len(self.units), BLOCK)
        ]
        return np.concatenate(places)

    def characters(self) -> Integers:
        """Where there is no separator, ascending."""
        return self._places(lambda units: units >= SEPARATORS).astype(np.int64)

    def records(self, places: Integers) -> NDArray[np.int32]:
        """The numbers of the records that have these ``places``, which ascend."""
        counts = np.diff(np.searchsorted(places, self.starts))
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    def frequencies(self) -> Integers:
        """How often each code unit occurs, separators among them."""
        counts = np.zeros(1 << UNIT_BITS, np.int64)
        for start in range(0, len(self.units), BLOCK):
            counts += np.bincount(self.units[start : start + BLOCK], minlength=len(counts))
        return counts

    def alphabet(self) -> str:
        """The characters that occur."""
        return "".join(map(chr, np.flatnonzero(self.frequencies()).tolist()))

    def lengths(self) -> Integers:
        """The number of letters and digits in each record."""
        spans = pairwise(self.starts.tolist())
        return np.array([np.count_nonzero(self.units[start:end] >= SEPARATORS) for start, end in spans], np.int64)


def searched_fields(records: Sequence[SearchRecord]) -> tuple[Field, ...]:
    """The fields of the records, their texts the first; a record's number is its index in ``records``."""
    texts = _field(Zone.TEXT, (record.units for record in records))
    names = (_field(zone, map(_joined, by_record)) for zone, by_record in names_of(records))
    return (texts, *names)


def names_of(records: Sequence[SearchRecord]) -> Iterator[tuple[Zone, Iterable[Iterable[str]]]]:
    """(zone, the names in it by record) of each zone that has names."""
    frequency = Counter(heading for record in records for heading in set(record.headings))
    rare = {heading for heading, count in frequency.items() if count <= MOST_WITH_HEADING}
    yield Zone.TITLE, ([record.entity.title] for record in records)
    yield Zone.NAME, (record.entity.names for record in records)
    yield Zone.HEADING, ([heading for heading in record.headings if heading in rare] for record in records)
    yield Zone.SPELLED, (_once(whole[:LONGEST_SPELLED] for _, whole in record.entity.spelled) for record in records)
    yield Zone.INITIALS, (_once(initials for initials, _ in record.entity.spelled) for record in records)


def beginning(grams: Grams, size: int) -> Grams:
    """The first ``size`` characters of each gram, or all of one that has less."""
    shift = np.uint64((SIZE - size) * UNIT_BITS)
    return grams >> shift << shift


def has(grams: Grams, size: int) -> NDArray[np.bool_]:
    """Whether each gram has at least ``size`` characters."""
    differs: NDArray[np.bool_] = beginning(grams, size) != beginning(grams, size - 1)
    return differs


def text_of(gram: int) -> str:
    """A gram as a string of code units."""
    return "".join(
        chr(unit) for place in range(SIZE - 1, -1, -1) if (unit := gram >> place * UNIT_BITS & ((1 << UNIT_BITS) - 1))
    )


def _is_between(units: NDArray[np.uint16], first: int, last: int) -> NDArray[np.bool_]:
    return units - np.uint16(first) <= np.uint16(last - first)


def _field(zone: Zone, texts: Iterable[bytes]) -> Field:
    content, starts = bytearray(), [0]
    for text in texts:
        content += text
        starts.append(len(content) * 8 // UNIT_BITS)
    content += (NAME_END * SIZE).encode("utf-16-le")
    return Field(zone, np.frombuffer(content, "<u2"), np.array(starts))


def _once(names: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(names)


def _joined(names: Iterable[str]) -> bytes:
    joined = "".join(stream[: -len(END)] + NAME_END for name in names if (stream := stream_of_sentence(name)))
    return joined.encode("utf-16-le", "surrogatepass")

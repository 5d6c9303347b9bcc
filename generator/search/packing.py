"""The inverted index as shards: small files, of which a query loads only those with its grams.

A shard is four DEFLATE streams, each with its length before it, of bytes that are like each other: one alone would have one table
of codes for all of them, as short as it is. A character and a number are their lowest byte, which says little about the next one,
and what is above it. What is above it, and every other number, is of variable length: seven bits a byte, the lowest first, and a
high bit where more follow. Each of the streams (``STREAMS``) has what the grams have of it, in ascending order of the grams, and
before it its length:

- ``shape``: characters shared with the gram before it, and characters of its own (the lowest three bits); ``characters``: the latter;
- ``zones``: those it has lists in, a bit each; by list, ``counts``: the number of its records;
- by record, ``records``: its number, delta-coded, and whether it has several values (the lowest bit); ``repeats``: how many more
  than two these are; ``values``: they themselves, delta-coded.

Files of stored text have a common prefix (``Prefixed``): a DEFLATE stream goes on from it with any of them, and they refer
back to it. A browser's ``DecompressionStream`` knows no dictionaries, and needs none for this.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from generator.deflating import SMALLEST, raw_stream
from generator.remembering import is_remembering, remembered
from generator.search.dividing import divided
from generator.search.fields import UNIT_BITS, Grams, Integers, beginning, text_of
from generator.search.postings import Postings, begins
from generator.search.tokens import SIZE

SHARD_SIZE, SHORT_SIZE = 2_220, 3_700
"""Target sizes of a shard in reckoned bytes: of long grams, of which a query needs several, and of short ones."""
SCATTER = 0x9E3779B1
"""An odd number by which grams are multiplied, so that it is as good as drawn at which of them a shard may begin."""
CHARACTER_BITS, RECORD_BITS = 8, 2
"""Bits that are reckoned for each character that a gram does not share with the one before it, and for each record of its lists besides
those of the numbers: shards of the same size in such bits are nearly of the same size when they are compressed.
"""
STREAMS = (
    ("shape", "zones", "counts", "repeats", "records above"),
    ("characters above",),
    ("values above",),
    ("characters below", "records below", "values below"),
)
"""What is in each of the DEFLATE streams of a shard."""
EFFORT = 6
"""Of 1–9. More saves a thousandth, and takes long where texts have much in common."""
RAW = -15
"""DEFLATE without a header."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of some grams as bytes: ``content[borders[n] : borders[n + 1]]`` are those of gram ``n``."""

    content: NDArray[np.uint8]
    borders: Integers

    @classmethod
    def below(cls, numbers: NDArray[np.integer], firsts: Integers) -> Numbers:
        """The lowest bytes of the numbers; ``firsts`` are the indexes at which those of each gram begin."""
        return cls(numbers.astype(np.uint8), np.append(firsts, len(numbers)))

    @classmethod
    def of(cls, numbers: NDArray[np.integer], firsts: Integers) -> Numbers:
        """The numbers, of variable length; ``firsts`` are the indexes in ``numbers`` at which those of each gram begin."""
        sizes = np.ones(len(numbers), np.int64)
        bits = 7
        while (is_longer := numbers >> bits > 0).any():
            sizes += is_longer
            bits += 7
        ends = np.cumsum(sizes)
        content = np.zeros(sizes.sum(), np.uint8)
        places = ends - sizes
        while len(numbers):
            has_more = numbers > 0x7F
            content[places] = numbers & 0x7F | has_more << 7
            numbers, places = numbers[has_more] >> 7, places[has_more] + 1
        return cls(content, np.append(0, ends)[np.append(firsts, len(sizes))])

    def part(self, start: int, end: int) -> Numbers:
        first, last = self.borders[start], self.borders[end]
        return Numbers(self.content[first:last], self.borders[start : end + 1] - first)

    def followed_by(self, other: Numbers) -> Numbers:
        return Numbers(
            np.concatenate([self.content, other.content]),
            np.concatenate([self.borders, other.borders[1:] + self.borders[-1]]),
        )


@dataclass(frozen=True, slots=True)
class Encoded:
    """Grams with their posting lists as bytes, in ``numbers`` by the name of their stream. ``zones`` has a bit for each
    list; grams with the same one of ``names``, which is what they begin with, are in the same shard; ``sizes`` are in reckoned bits.
    """

    grams: Grams
    zones: NDArray[np.uint8]
    names: Grams
    sizes: Integers
    numbers: Mapping[str, Numbers]

    def part(self, start: int, end: int) -> Encoded:
        numbers = {name: stream.part(start, end) for name, stream in self.numbers.items()}
        some = slice(start, end)
        return Encoded(self.grams[some], self.zones[some], self.names[some], self.sizes[some], numbers)

    def followed_by(self, other: Encoded) -> Encoded:
        return Encoded(
            np.concatenate([self.grams, other.grams]),
            np.concatenate([self.zones, other.zones]),
            np.concatenate([self.names, other.names]),
            np.concatenate([self.sizes, other.sizes]),
            {name: own.followed_by(other.numbers[name]) for name, own in self.numbers.items()},
        )


class Shards:
    """Collects the posting lists of one series of shards, in the order of the grams, and gives a shard when it is complete.

    A gram is in the last shard whose name is not above it. If the series is ``of_pairs``, grams that begin with the same two
    characters are in the same, or the same three where two are in ``Postings.frequent``: a query for so few reads all of them.
    """

    def __init__(self, series: str, size: int, *, of_pairs: bool = False) -> None:
        self._series, self._size, self._of_pairs = series, size, of_pairs
        self._rest: Encoded | None = None

    def added(self, postings: Postings) -> Iterator[tuple[str, bytes]]:
        """(name, file content) of each shard to which none of the later postings can belong."""
        if not len(postings.grams):
            return
        encoded = _encoded(postings, of_pairs=self._of_pairs)
        encoded = self._rest.followed_by(encoded) if self._rest else encoded
        end = 0
        for start, end in _borders(encoded, self._size, is_all=False):
            yield self._shard(encoded.part(start, end))
        self._rest = encoded.part(end, len(encoded.grams))

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """The last ones."""
        if self._rest:
            for start, end in _borders(self._rest, self._size, is_all=True):
                yield self._shard(self._rest.part(start, end))

    def _shard(self, encoded: Encoded) -> tuple[str, bytes]:
        """Packing it is half of the work, and most shards are as before an edit."""
        name, streams = text_of(int(encoded.names[0])), _streams(encoded)
        inputs = (hashlib.sha256(_measured(streams)).digest(),) if is_remembering() else ()
        return name, remembered(("shard", self._series, name), inputs, partial(_packed, streams))


def _encoded(postings: Postings, *, of_pairs: bool) -> Encoded:
    begins_list = begins(postings.grams, postings.zones)
    begins_record = begins(postings.grams, postings.zones, postings.records)
    by_gram, by_list, by_record = (
        np.flatnonzero(is_first) for is_first in (begins(postings.grams), begins_list, begins_record)
    )
    lists = np.searchsorted(by_list, by_gram)
    zones = np.bitwise_or.reduceat(1 << postings.zones[by_list], lists).astype(np.uint8)
    records = postings.records[by_record]
    repeats = np.diff(by_record, append=len(postings.values))
    several = repeats > 1
    steps = np.where(begins_list[by_record], records, np.diff(records, prepend=0) - 1) << 1 | several
    values = np.where(begins_record, postings.values, np.diff(postings.values, prepend=0))
    grams = postings.grams[by_gram]
    records_of_grams = np.searchsorted(by_record, by_gram)
    numbers = {
        "counts": Numbers.of(np.diff(np.searchsorted(by_record, by_list), append=len(by_record)), lists),
        "repeats": Numbers.of(repeats[several] - 2, np.searchsorted(by_record[several], by_gram)),
        "records below": Numbers.below(steps, records_of_grams),
        "records above": Numbers.of(steps >> 8, records_of_grams),
        "values below": Numbers.below(values, by_gram),
        "values above": Numbers.of(values >> 8, by_gram),
    }
    shared, lengths = _shapes(grams)
    sizes = np.add.reduceat(_bits(steps) + RECORD_BITS, records_of_grams) + np.add.reduceat(_bits(values), by_gram)
    sizes += CHARACTER_BITS * (lengths - shared).astype(np.int64)
    return Encoded(grams, zones, _together(grams, postings.frequent) if of_pairs else grams, sizes, numbers)


def _bits(numbers: NDArray[np.integer]) -> Integers:
    """How many bits each of the numbers has, 0 of 0."""
    bits: Integers = np.frexp(numbers)[1].astype(np.int64)  # the exponent of a fraction between a half and one
    return bits


def _together(grams: Grams, frequent: Grams) -> Grams:
    """What each gram begins with that is not ``frequent``, of two characters or more, or the gram itself."""
    names = beginning(grams, 2)
    for size in range(2, SIZE):
        names = np.where(np.isin(names, frequent), beginning(grams, size + 1), names)
    return names


def _borders(encoded: Encoded, size: int, *, is_all: bool) -> list[tuple[int, int]]:
    """(first, end) of the grams of each shard; without ``is_all`` more grams follow."""
    firsts = np.flatnonzero(begins(encoded.names))
    ends = np.append(firsts, len(encoded.grams))
    sizes = (np.add.reduceat(encoded.sizes, firsts) // 8).tolist()
    parts = divided(sizes, _scattered(encoded.names[firsts]).tolist(), size, is_all=is_all)
    return [(int(ends[first]), int(ends[end])) for first, end in parts]


def _scattered(grams: Grams) -> Grams:
    """A mark of each gram, as good as drawn."""
    scatter = np.uint64(SCATTER)
    return ((grams % scatter) * scatter >> np.uint64(8)) & np.uint64(0xFFFFFF)


def _streams(encoded: Encoded) -> list[bytes]:
    grams = encoded.grams
    shared, lengths = _shapes(grams)
    characters = grams[:, None] >> np.arange(SIZE - 1, -1, -1, dtype=np.uint64) * UNIT_BITS
    place = np.arange(SIZE)
    own = characters[(place >= shared[:, None]) & (place < lengths[:, None])]
    streams = {
        "shape": (shared << 3 | lengths - shared).tobytes(),
        "zones": encoded.zones.tobytes(),
        "characters below": own.astype(np.uint8).tobytes(),
        "characters above": (own >> 8).astype(np.uint8).tobytes(),
        **{name: stream.content.tobytes() for name, stream in encoded.numbers.items()},
    }
    return [bytes(_measured(streams[name] for name in names)) for names in STREAMS]


def _packed(streams: Sequence[bytes]) -> bytes:
    return bytes(_measured(map(deflated, streams)))


def _measured(streams: Iterable[bytes]) -> bytearray:
    """The streams, one after the other, each with its length before it."""
    content = bytearray()
    for stream in streams:
        _append(content, len(stream))
        content += stream
    return content


def _shapes(grams: Grams) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """(characters that each gram shares with the gram before it, all of its characters)"""
    before = np.concatenate([np.zeros(1, np.uint64), grams[:-1]])
    shared, lengths = np.zeros((2, len(grams)), np.uint8)
    for size in range(1, SIZE + 1):
        shared += beginning(grams, size) == beginning(before, size)
        lengths += beginning(grams, size) != beginning(grams, size - 1)
    return shared, lengths


def _append(content: bytearray, number: int) -> None:
    """Appends ``number`` as a variable-length integer."""
    while number > 0x7F:
        content.append(number & 0x7F | 0x80)
        number >>= 7
    content.append(number)


def deflated(content: bytes | bytearray) -> bytes:
    return raw_stream(content, SMALLEST)


class Prefixed:
    """Compresses files that all begin with ``prefix``, which is not repeated in any of them."""

    def __init__(self, prefix: bytes) -> None:
        self._compressor = zlib.compressobj(EFFORT, wbits=RAW)
        self.beginning = self._compressor.compress(prefix) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
        """The beginning of the DEFLATE stream; with what ``rest`` gives it is one."""

    def rest(self, content: bytes) -> bytes:
        compressor = self._compressor.copy()
        return compressor.compress(content) + compressor.flush()

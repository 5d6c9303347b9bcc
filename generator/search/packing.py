"""The inverted index as shards: small files, of which a query loads only those with its grams.

A shard is a DEFLATE stream of seven byte streams, one after the other, each with its length before it; like things stand
together, since they compress better so. Numbers are variable-length: seven bits a byte, the lowest first, and a high bit
where more follow. The streams, by gram in ascending order:

1. characters shared with the gram before it (two bits), and characters of its own (two bits); 2. the latter, in UTF-16-LE;
3. the zones it has lists in, a bit each; by list, 4. the number of its records; by posting, 5. the record, delta-coded, and
whether it has several values (the lowest bit); 6. how many more than two these are; 7. the values, delta-coded.

Files of stored text have a common prefix (``Prefixed``): a DEFLATE stream goes on from it with any of them, and they refer
back to it. A browser's ``DecompressionStream`` knows no dictionaries, and needs none for this.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.deflating import raw_stream
from generator.search.dividing import divided
from generator.search.fields import UNIT_BITS, Integers, beginning, text_of
from generator.search.postings import Postings, begins
from generator.search.tokens import SIZE

SHARD_SIZE, SHORT_SIZE = 3_650, 5_200
"""Target sizes of a shard in bytes, before it is compressed: of long grams, of which a query needs several, and of short ones."""
SCATTER = 0x9E3779B1
"""An odd number by which grams are multiplied, so that it is as good as drawn at which of them a shard may begin."""
GRAM_SIZE = 4
"""Bytes that are reckoned for a gram besides its posting lists."""
EFFORT = 6
"""Of 1–9. More saves a thousandth, and takes long where texts have much in common."""
RAW = -15
"""DEFLATE without a header."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Variable-length integers of some grams: ``content[borders[n] : borders[n + 1]]`` are those of gram ``n``."""

    content: NDArray[np.uint8]
    borders: Integers

    @classmethod
    def of(cls, numbers: NDArray[np.integer], firsts: Integers) -> Numbers:
        """``firsts`` are the indexes in ``numbers`` at which those of each gram begin."""
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
    """Grams with their posting lists as bytes, in ``numbers``: four of the streams of a shard. ``zones`` has a bit for each
    list; a gram that ``is_apart`` may be in another shard than the one before it, though both begin with the same two
    characters.
    """

    grams: Integers
    zones: NDArray[np.uint8]
    is_apart: NDArray[np.bool_]
    numbers: tuple[Numbers, ...]

    @property
    def sizes(self) -> Integers:
        """Bytes of each gram."""
        own = [np.diff(stream.borders) for stream in self.numbers]
        return np.add.reduce(own, axis=0) + GRAM_SIZE  # type: ignore[no-any-return]

    def part(self, start: int, end: int) -> Encoded:
        numbers = tuple(stream.part(start, end) for stream in self.numbers)
        return Encoded(self.grams[start:end], self.zones[start:end], self.is_apart[start:end], numbers)

    def followed_by(self, other: Encoded) -> Encoded:
        return Encoded(
            np.concatenate([self.grams, other.grams]),
            np.concatenate([self.zones, other.zones]),
            np.concatenate([self.is_apart, other.is_apart]),
            tuple(own.followed_by(others) for own, others in zip(self.numbers, other.numbers, strict=True)),
        )


class Shards:
    """Collects the posting lists of one series of shards, in the order of the grams, and gives a shard when it is complete.

    A gram is in the last shard whose name is not above it. If the series is ``of_pairs``, grams that begin with the same two
    characters are in the same, but for those in ``Postings.frequent``: a query for two characters reads all of them.
    """

    def __init__(self, size: int, *, of_pairs: bool = False) -> None:
        self._size, self._of_pairs = size, of_pairs
        self._rest: Encoded | None = None

    def added(self, postings: Postings) -> Iterator[tuple[str, bytes]]:
        """(name, file content) of each shard to which none of the later postings can belong."""
        if not len(postings.grams):
            return
        encoded = _encoded(postings, of_pairs=self._of_pairs)
        encoded = self._rest.followed_by(encoded) if self._rest else encoded
        end = 0
        for start, end in _borders(encoded, self._size, is_all=False):
            yield _shard(encoded.part(start, end))
        self._rest = encoded.part(end, len(encoded.grams))

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """The last ones."""
        if self._rest:
            for start, end in _borders(self._rest, self._size, is_all=True):
                yield _shard(self._rest.part(start, end))


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
    numbers = (
        Numbers.of(np.diff(np.searchsorted(by_record, by_list), append=len(by_record)), lists),
        Numbers.of(steps, np.searchsorted(by_record, by_gram)),
        Numbers.of(repeats[several] - 2, np.searchsorted(by_record[several], by_gram)),
        Numbers.of(values, by_gram),
    )
    pairs = beginning(grams, SIZE - 1)
    is_apart = np.isin(pairs, postings.frequent) if of_pairs else np.ones(len(grams), np.bool_)
    return Encoded(grams, zones, is_apart, numbers)


def _borders(encoded: Encoded, size: int, *, is_all: bool) -> list[tuple[int, int]]:
    """(first, end) of the grams of each shard; without ``is_all`` more grams follow."""
    names = np.where(encoded.is_apart, encoded.grams, beginning(encoded.grams, SIZE - 1))
    firsts = np.flatnonzero(begins(names))
    ends = np.append(firsts, len(encoded.grams))
    sizes = np.add.reduceat(encoded.sizes, firsts).tolist()
    parts = divided(sizes, _scattered(names[firsts]).tolist(), size, is_all=is_all)
    return [(int(ends[first]), int(ends[end])) for first, end in parts]


def _scattered(grams: Integers) -> Integers:
    """A mark of each gram, as good as drawn."""
    return ((grams % SCATTER) * SCATTER >> 8) & 0xFFFFFF


def _shard(encoded: Encoded) -> tuple[str, bytes]:
    grams = encoded.grams
    before = np.append(0, grams[:-1])
    shared = sum((beginning(grams, size) == beginning(before, size)).astype(np.uint8) for size in range(1, SIZE))
    lengths = sum(
        (beginning(grams, size) != beginning(grams, size - 1)).astype(np.uint8) for size in range(1, SIZE + 1)
    )
    characters = grams[:, None] >> np.arange(SIZE - 1, -1, -1) * UNIT_BITS
    place = np.arange(SIZE)
    own = characters[(place >= shared[:, None]) & (place < lengths[:, None])]
    streams = [
        *((shared << 2 | lengths - shared).tobytes(), own.astype("<u2").tobytes(), encoded.zones.tobytes()),
        *(stream.content.tobytes() for stream in encoded.numbers),
    ]
    content = bytearray()
    for stream in streams:
        _append(content, len(stream))
        content += stream
    first = text_of(int(grams[0]))
    return first if encoded.is_apart[0] else first[: SIZE - 1], deflated(content)


def _append(content: bytearray, number: int) -> None:
    """Appends ``number`` as a variable-length integer."""
    while number > 0x7F:
        content.append(number & 0x7F | 0x80)
        number >>= 7
    content.append(number)


def deflated(content: bytes | bytearray) -> bytes:
    return raw_stream(content)


class Prefixed:
    """Compresses files that all begin with ``prefix``, which is not repeated in any of them."""

    def __init__(self, prefix: bytes) -> None:
        self._compressor = zlib.compressobj(EFFORT, wbits=RAW)
        self.beginning = self._compressor.compress(prefix) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
        """The beginning of the DEFLATE stream; with what ``rest`` gives it is one."""

    def rest(self, content: bytes) -> bytes:
        compressor = self._compressor.copy()
        return compressor.compress(content) + compressor.flush()

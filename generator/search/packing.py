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
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.deflating import raw_stream
from generator.search.fields import UNIT_BITS, Integers, Zone, beginning, text_of
from generator.search.postings import Postings, begins
from generator.search.tokens import SIZE

SHARD_SIZE = 5_100
"""Target size of a shard in bytes, before it is compressed."""
GRAM_SIZE = 4
"""Bytes that are reckoned for a gram besides its posting lists."""
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


def shards(partitions: Iterable[Postings]) -> Iterator[tuple[str, bytes]]:
    """(name, file content) of each shard, in the order of the grams. A gram is in the last shard whose name is not above it,
    and so are those that begin with the same two characters, if a query for these needs them all.
    """
    rest: Encoded | None = None
    for postings in partitions:
        encoded = rest.followed_by(_encoded(postings)) if rest else _encoded(postings)
        *full, rest = _divided(encoded)
        yield from map(_shard, full)
    if rest:
        yield _shard(rest)


def _encoded(postings: Postings) -> Encoded:
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
    return Encoded(grams, zones, _apart(grams, zones), numbers)


def _apart(grams: Integers, zones: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which grams begin with one or two characters that have a list of ``Zone.SHORT``."""
    firsts = np.flatnonzero(begins(beginning(grams, SIZE - 1)))
    has_short = zones[firsts] >> Zone.SHORT & 1 > 0
    return np.repeat(has_short, np.diff(firsts, append=len(grams)))


def _divided(encoded: Encoded) -> Iterator[Encoded]:
    """By shard; more grams may belong into the last."""
    firsts = np.flatnonzero(encoded.is_apart | begins(beginning(encoded.grams, SIZE - 1)))
    starts, ends = firsts.tolist(), np.append(firsts[1:], len(encoded.grams)).tolist()
    sizes = np.cumsum(encoded.sizes)[np.array(ends) - 1].tolist()
    start = 0
    while start < len(starts):
        before = sizes[start - 1] if start else 0
        end = max(start + 1, bisect_right(sizes, before + SHARD_SIZE))
        yield encoded.part(starts[start], ends[end - 1])
        start = end


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
        self._compressor = zlib.compressobj(9, wbits=RAW)
        self.beginning = self._compressor.compress(prefix) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
        """The beginning of the DEFLATE stream; with what ``rest`` gives it is one."""

    def rest(self, content: bytes) -> bytes:
        compressor = self._compressor.copy()
        return compressor.compress(content) + compressor.flush()

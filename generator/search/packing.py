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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from generator.search.postings import VALUES, PostingLists, Zone
from generator.search.tokens import SIZE

SHARD_SIZE = 5_100
"""Target size of a shard in bytes, before it is compressed."""
RAW = -15
"""DEFLATE without a header."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The posting lists of a gram as bytes, in four of the streams of a shard."""

    gram: str
    zones: int
    counts: bytearray = field(default_factory=bytearray)
    records: bytearray = field(default_factory=bytearray)
    repeats: bytearray = field(default_factory=bytearray)
    values: bytearray = field(default_factory=bytearray)

    @property
    def size(self) -> int:
        return 4 + len(self.counts) + len(self.records) + len(self.repeats) + len(self.values)


def shards(index: Mapping[str, PostingLists]) -> Iterator[tuple[str, bytes]]:
    """(name, file content) of each shard, in the order of the grams. A gram is in the last shard whose name is not above it,
    and so are those that begin with the same two characters, if a query for these needs them all.
    """
    first, pending, size = "", list[Encoded](), 0
    for name, group in _unsplittable(index):
        own = sum(entry.size for entry in group)
        if pending and size + own > SHARD_SIZE:
            yield first, _shard(pending)
            pending, size = [], 0
        first = name if not pending else first
        pending += group
        size += own
    if pending:
        yield first, _shard(pending)


def _unsplittable(index: Mapping[str, PostingLists]) -> Iterator[tuple[str, list[Encoded]]]:
    """(what the grams begin with, the grams) that go into one shard."""
    for pair, entries in groupby(index.items(), lambda entry: entry[0][: SIZE - 1]):
        group = [_encoded(gram, lists) for gram, lists in entries]
        if Zone.SHORT in index.get(pair, {}):
            yield pair, group[:1]
            yield from ((entry.gram, [entry]) for entry in group[1:])
        else:
            yield pair, group


def _encoded(gram: str, lists: PostingLists) -> Encoded:
    entry = Encoded(gram, sum(1 << zone for zone in lists))
    for _, postings in sorted(lists.items()):
        _encode(postings, entry)
    return entry


def _encode(postings: Sequence[int], entry: Encoded) -> None:
    """Appends a posting list to the streams of ``entry``."""
    by_record: dict[int, list[int]] = {}
    for packed in postings:
        record, value = divmod(packed, VALUES)
        if record in by_record:
            by_record[record].append(value)
        else:
            by_record[record] = [value]
    _append(entry.counts, len(by_record))
    before = -1
    for record, values in by_record.items():
        _append(entry.records, (record - before - 1) << 1 | (len(values) > 1))
        if len(values) > 1:
            _append(entry.repeats, len(values) - 2)
        last = 0
        for value in values:
            _append(entry.values, value - last)
            last = value
        before = record


def _append(stream: bytearray, number: int) -> None:
    """Appends ``number`` as a variable-length integer."""
    while number > 0x7F:
        stream.append(number & 0x7F | 0x80)
        number >>= 7
    stream.append(number)


def _shard(entries: Sequence[Encoded]) -> bytes:
    shape, characters = bytearray(), bytearray()
    before = ""
    for entry in entries:
        shared = _shared(before, entry.gram)
        own = entry.gram[shared:]
        shape.append(shared << 2 | len(own))
        characters += own.encode("utf-16-le", "surrogatepass")
        before = entry.gram
    streams: tuple[bytes | bytearray, ...] = (
        *(shape, characters, bytes(entry.zones for entry in entries)),
        *(b"".join(getattr(entry, name) for entry in entries) for name in ("counts", "records", "repeats", "values")),
    )
    content = bytearray()
    for stream in streams:
        _append(content, len(stream))
        content += stream
    return deflated(content)


def _shared(before: str, gram: str) -> int:
    """The number of characters at the beginning that the two have in common."""
    count = 0
    while count < min(len(before), len(gram)) and before[count] == gram[count]:
        count += 1
    return count


def deflated(content: bytes | bytearray) -> bytes:
    compressor = zlib.compressobj(9, wbits=RAW)
    return compressor.compress(content) + compressor.flush()


class Prefixed:
    """Compresses files that all begin with ``prefix``, which is not repeated in any of them."""

    def __init__(self, prefix: bytes) -> None:
        self._compressor = zlib.compressobj(9, wbits=RAW)
        self.beginning = self._compressor.compress(prefix) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
        """The beginning of the DEFLATE stream; with what ``rest`` gives it is one."""

    def rest(self, content: bytes) -> bytes:
        compressor = self._compressor.copy()
        return compressor.compress(content) + compressor.flush()

"""Posting lists → an index sharded into small chunks, in Pagefind's format: a query loads only the chunks it needs.

A Pagefind file is gzip over the magic bytes ``pagefind_dcd`` and CBOR. The table of pages and chunks (``.pf_meta``) is
[version, [[page name, word count]], [[first term, last term, chunk name]], filters, sorts, metadata]; a chunk is
[[posting list, …]]. Here a page is a search record. Records and chunks are named by their number in base 36, not by
content hash: hashes do not compress.
"""

from __future__ import annotations

import gc
import gzip
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import cbor2

from generator.search.postings import shared_characters

MAGIC = b"pagefind_dcd"
CHUNK_SIZE = 3_600
"""Target size of a chunk in bytes, compressed."""
UNCOMPRESSED_SIZE = 2 * CHUNK_SIZE
"""So many bytes go into a chunk before it is tried how well they compress."""
LANGUAGE = "xx"
META, CHUNKS = ".pf_meta", "index/{}.pf_index"
DIGITS_OF_NAMES = "0123456789abcdefghijklmnopqrstuvwxyz"


def packed(groups: Iterable[list[Any]], records: int, version: str) -> dict[str, bytes]:
    """File name → bytes of the index; ``groups`` are those of ``posting_lists``, over ``records`` records."""
    files = {}
    table = []
    gc.disable()  # a million small lists without reference cycles
    try:
        for number, (first, last, content) in enumerate(_chunks(groups)):
            files[CHUNKS.format(_base36(number))] = content
            table.append([first, last, _base36(number)])
    finally:
        gc.enable()
    pages = [[_base36(number), 1] for number in range(records)]
    files[f"pagefind.{LANGUAGE}{META}"] = _compressed(cbor2.dumps([version, pages, table, [], [], []]))
    return files


def _chunks(groups: Iterable[list[Any]]) -> Iterator[tuple[str, str, bytes]]:
    """(first term, last term, file content) of each chunk, in the order of terms."""
    pending: list[tuple[str, bytes]] = []
    size, limit = 0, UNCOMPRESSED_SIZE
    for words in _unsplittable(groups):
        length = sum(len(encoded) for _, encoded in words)
        if size + length > limit and pending:
            limit = _size_that_fits(pending, size)
            if size + length > limit:
                yield pending[0][0], pending[-1][0], _chunk(pending)
                pending, size, limit = [], 0, UNCOMPRESSED_SIZE
        pending += words
        size += length
    if pending:
        yield pending[0][0], pending[-1][0], _chunk(pending)


def _unsplittable(groups: Iterable[list[Any]]) -> Iterator[list[tuple[str, bytes]]]:
    """(term, encoded posting list) pairs that go into one chunk: all terms of a pair of characters, since a query needs
    several of them; where these are too many for one chunk, the terms of the same characters.
    """
    for group in groups:
        words = [(word[0], cbor2.dumps(word)) for word in group]
        if sum(len(encoded) for _, encoded in words) <= UNCOMPRESSED_SIZE:
            yield words
        else:
            yield from (list(part) for _, part in groupby(words, lambda word: shared_characters(word[0])))


def _size_that_fits(words: list[tuple[str, bytes]], size: int) -> int:
    """How many uncompressed bytes fit into a chunk if they compress like ``words``, which are ``size`` bytes."""
    return size * CHUNK_SIZE // len(zlib.compress(b"".join(encoded for _, encoded in words), level=1))


def _chunk(words: list[tuple[str, bytes]]) -> bytes:
    """A chunk file from encoded posting lists: a CBOR array of one array of them."""
    head = cbor2.dumps(len(words), canonical=True)
    as_array = bytes([head[0] | 0x80]) + head[1:]
    return _compressed(b"\x81" + as_array + b"".join(encoded for _, encoded in words))


def _base36(number: int) -> str:
    """``number`` in base 36."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = DIGITS_OF_NAMES[digit] + digits
        if not number:
            return digits


def _compressed(content: bytes) -> bytes:
    return gzip.compress(MAGIC + content, compresslevel=9, mtime=0)


def decompressed(content: bytes) -> Any:
    """The decoded CBOR of a Pagefind file.

    Raises:
        ValueError: it has no such magic bytes.
    """
    plain = gzip.decompress(content)
    if not plain.startswith(MAGIC):
        raise ValueError(plain[:12])
    return cbor2.loads(plain.removeprefix(MAGIC))

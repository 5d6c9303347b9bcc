"""Words → an index in small pieces, as Pagefind reads it: what a query fetches is what it needs.

A file of Pagefind is a gzip of the mark ``pagefind_dcd`` and CBOR. The index of pages and chunks (``.pf_meta``) is
[version, [[page's name, words]], [[first word, last word, chunk's name]], filters, sorts, metadata]; a chunk is
[[word, …]]. Here a page is a record, named by its number to the base 36, as are the chunks: hashes do not compress.
"""

from __future__ import annotations

import gc
import gzip
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import cbor2

from generator.search.postings import part_of

MARK = b"pagefind_dcd"
SIZE = 3_600
"""About how many bytes a chunk has, compressed."""
LEAST = 2 * SIZE
"""How many bytes are a chunk's in any case before they are compressed."""
LANGUAGE = "xx"
META, CHUNKS = ".pf_meta", "index/{}.pf_index"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def packed(groups: Iterable[list[Any]], records: int, version: str) -> dict[str, bytes]:
    """The files of the index by name, for groups of words in order (``postings.py``) that hold so many ``records``."""
    files = {}
    table = []
    gc.disable()  # a million small lists, none of which can be in a ring
    try:
        for number, (first, last, content) in enumerate(_cut(groups)):
            files[CHUNKS.format(_short(number))] = content
            table.append([first, last, _short(number)])
    finally:
        gc.enable()
    pages = [[_short(number), 1] for number in range(records)]
    files[f"pagefind.{LANGUAGE}{META}"] = _pressed(cbor2.dumps([version, pages, table, [], [], []]))
    return files


def _cut(groups: Iterable[list[Any]]) -> Iterator[tuple[str, str, bytes]]:
    """(first word, last word, content) of each chunk."""
    kept: list[tuple[str, bytes]] = []
    size, limit = 0, LEAST
    for words in _together(groups):
        length = sum(len(encoded) for _, encoded in words)
        if size + length > limit and kept:
            limit = _fitting(kept, size)
            if size + length > limit:
                yield kept[0][0], kept[-1][0], _chunk(kept)
                kept, size, limit = [], 0, LEAST
        kept += words
        size += length
    if kept:
        yield kept[0][0], kept[-1][0], _chunk(kept)


def _together(groups: Iterable[list[Any]]) -> Iterator[list[tuple[str, bytes]]]:
    """Words that are never parted, with what is written of them: all of a pair of characters, as a query asks for
    several; of a pair that is too large for one chunk, those that every query asks for.
    """
    for group in groups:
        words = [(word[0], cbor2.dumps(word)) for word in group]
        if sum(len(encoded) for _, encoded in words) <= LEAST:
            yield words
        else:
            yield from (list(part) for _, part in groupby(words, lambda each: part_of(each[0])))


def _fitting(words: list[tuple[str, bytes]], size: int) -> int:
    """How much of what is like ``words`` fits into a chunk; ``size`` is how much they are."""
    return size * SIZE // len(zlib.compress(b"".join(encoded for _, encoded in words), level=1))


def _chunk(words: list[tuple[str, bytes]]) -> bytes:
    head = cbor2.dumps(len(words), canonical=True)
    as_array = bytes([head[0] | 0x80]) + head[1:]
    return _pressed(b"\x81" + as_array + b"".join(encoded for _, encoded in words))


def _short(number: int) -> str:
    """``number`` to the base 36."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
        if not number:
            return digits


def _pressed(content: bytes) -> bytes:
    return gzip.compress(MARK + content, compresslevel=9, mtime=0)


def unpressed(content: bytes) -> Any:
    """What a file of Pagefind says.

    Raises:
        ValueError: it is no such file.
    """
    plain = gzip.decompress(content)
    if not plain.startswith(MARK):
        raise ValueError(plain[:12])
    return cbor2.loads(plain.removeprefix(MARK))

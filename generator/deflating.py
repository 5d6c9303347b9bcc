"""DEFLATE, and the archives, streams and files made with it: the same input gives the same bytes on every machine.

libdeflate is part of the package ``deflate`` at its locked version and computes the same whatever processor it finds.
Python's own ``zlib`` is whichever library Python was linked to: zlib, zlib-ng or another, which pack into other bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import pack
from zlib import crc32, decompress

import deflate

LEVEL = 7
"""Of 1–12: smaller than zlib's best, in a third of its time. From 8 on it takes longer than it saves."""
QUICKEST, SMALLEST = 1, 10
"""For what stays in memory, and for what is fetched piece by piece."""
ZIP_VERSION, UTF8_NAME, ZIP_DEFLATE = 20, 0x800, 8
ZIP_TIME, ZIP_DAY = 0, 1 << 5 | 1
"""Midnight of 1 January 1980, the first time that an archive can state."""
UNIX, MODE = 3, 0o644
"""Made on such a system, with such permissions: whoever unpacks the archive may read the files."""


def raw_stream(content: bytes | bytearray, level: int = LEVEL) -> bytes:
    """``content`` as a DEFLATE stream without a header (RFC 1951)."""
    return bytes(deflate.deflate_compress(content, level))


def zlib_stream(content: bytes | bytearray) -> bytes:
    """``content`` as a DEFLATE stream with zlib's header and checksum (RFC 1950), as in a PNG."""
    return bytes(deflate.zlib_compress(content, LEVEL))


def packed(content: bytes) -> bytes:
    """``content`` as it is kept in memory: packed quickly."""
    return bytes(deflate.zlib_compress(content, QUICKEST))


def unpacked(content: bytes) -> bytes:
    """What was ``packed``."""
    return decompress(content)


def gzipped(content: bytes) -> bytes:
    """``content`` as a gzip file (RFC 1952) that states neither a name nor a time."""
    return bytes(deflate.gzip_compress(content, LEVEL))


def zipped(files: Iterable[tuple[str, bytes | bytearray]]) -> bytes:
    """A ZIP archive of ``files``, (name, content) each, in their order, up to 65,535 of them and 4 GB.

    Raises:
        struct.error: there is more.
    """
    entries, directory, number = bytearray(), bytearray(), 0
    for path, content in files:
        number += 1
        name, stream = path.encode("utf-8"), raw_stream(content)
        facts = pack(
            "<5H3I2H", ZIP_VERSION, 0 if path.isascii() else UTF8_NAME, ZIP_DEFLATE, ZIP_TIME, ZIP_DAY,
            crc32(content), len(stream), len(content), len(name), 0,
        )  # fmt: skip
        directory += pack("<4s2B", b"PK\1\2", ZIP_VERSION, UNIX) + facts
        directory += pack("<3H2I", 0, 0, 0, MODE << 16, len(entries)) + name
        entries += b"PK\3\4" + facts + name + stream
    end = pack("<4s4H2IH", b"PK\5\6", 0, 0, number, number, len(directory), len(entries), 0)
    return bytes(entries + directory + end)

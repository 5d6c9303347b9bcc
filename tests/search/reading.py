"""The files of a search index, read as a browser does."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

RAW = -15


def inflated(*pieces: bytes) -> bytes:
    """The content of a DEFLATE stream that is given in pieces."""
    stream = zlib.decompressobj(wbits=RAW)
    return b"".join(stream.decompress(piece) for piece in pieces) + stream.flush()


def read(folder: Path, name: str) -> Any:
    """The JSON in one of the files that stand alone, in the folder ``search`` of a site."""
    return json.loads(inflated(file(folder, name).read_bytes()))


def file(folder: Path, name: str) -> Path:
    """The only file of that name; what stands behind the hyphen is a check of its content."""
    if name == "index":
        return folder / str(json.loads((folder / "entry.json").read_text("utf-8"))["index"])
    (path,) = folder.glob(f"{name}-????.bin")
    return path


def texts(folder: Path) -> Iterator[tuple[tuple[int, int], list[Any]]]:
    """((record, part) of its first text, items) of each file of stored text, in their order."""
    beginning = file(folder, "prefix").read_bytes()
    skipped = len(inflated(beginning))
    steps, parts = read(folder, "index")["texts"]
    for number, part in zip(accumulate(steps), parts, strict=True):
        content = inflated(beginning, file(folder, f"texts/{number}.{part}").read_bytes())
        yield (number, part), json.loads(content[skipped:].decode("gbk"))


def heads(folder: Path) -> list[list[str]]:
    """[address, title, where, first part of the text] of the records."""
    return [item for _, items in texts(folder) for item in items if isinstance(item, list) and len(item) > 3]


def numbers(content: bytes) -> Iterator[int]:
    """Variable-length integers."""
    number = shift = 0
    for byte in content:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0


def divided(content: bytes) -> Iterator[bytes]:
    """The streams in ``content``, each of which has its length before it."""
    while content:
        end = next(place for place, byte in enumerate(content) if byte < 0x80) + 1
        length = next(numbers(content[:end]))
        yield content[end : end + length]
        content = content[end + length :]


def joined(below: bytes, above: bytes) -> Iterator[int]:
    """Numbers from their lowest bytes, and what is above these."""
    return (lowest + 256 * more for lowest, more in zip(below, numbers(above), strict=True))


def lists_of(shard: bytes) -> dict[str, dict[int, dict[int, list[int]]]]:
    """Gram → zone → record → values, from the bytes of a shard."""
    rest, above, values_above, below = [list(divided(inflated(stream))) for stream in divided(shard)]
    shapes, zones, *in_rest = rest
    counts, repeats = map(numbers, in_rest[:2])
    (characters_above,), (characters, records_below, values_below) = above, below
    records, values = joined(records_below, in_rest[2]), joined(values_below, values_above[0])
    own = "".join(chr(low + 256 * high) for low, high in zip(characters, characters_above, strict=True))
    known: dict[str, dict[int, dict[int, list[int]]]] = {}
    gram = ""
    for shape, mask in zip(shapes, zones, strict=True):
        gram, own = gram[: shape >> 3] + own[: shape & 7], own[shape & 7 :]
        known[gram] = {}
        for zone in (zone for zone in range(8) if mask >> zone & 1):
            postings = known[gram][zone] = dict[int, list[int]]()
            record = -1
            for _ in range(next(counts)):
                step = next(records)
                record += (step >> 1) + 1
                postings[record], last = [], 0
                for _ in range(next(repeats) + 2 if step & 1 else 1):
                    last += next(values)
                    postings[record].append(last)
    assert [*own, *counts, *records, *repeats, *values] == []
    return known

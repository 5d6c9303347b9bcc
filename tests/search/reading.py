"""The files of a search index, read as a browser does."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RAW = -15


def inflated(*pieces: bytes) -> bytes:
    """The content of a DEFLATE stream that is given in pieces."""
    stream = zlib.decompressobj(wbits=RAW)
    return b"".join(stream.decompress(piece) for piece in pieces) + stream.flush()


def read(folder: Path, name: str) -> Any:
    """The JSON in one of the files that stand alone."""
    return json.loads(inflated((folder / f"{name}.bin").read_bytes()))


def items(folder: Path) -> Iterator[Any]:
    """What is stored of the records, in their order: the fields with the first part of the text, and further parts of it."""
    beginning = (folder / "prefix.bin").read_bytes()
    skipped = len(inflated(beginning))
    for number in range(len(read(folder, "index")["texts"])):
        rest = (folder / f"texts/{number}.bin").read_bytes()
        yield from json.loads(inflated(beginning, rest)[skipped:])


def heads(folder: Path) -> list[list[str]]:
    """[address, title, where, first part of the text] of the records."""
    return [item for item in items(folder) if isinstance(item, list)]

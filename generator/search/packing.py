"""Pagefind's output → the same index in small pieces: what a query fetches is what it needs.

Pagefind 1.5 cuts its words into chunks of about 28 KB, names files by hashes, which do not compress, and keeps the
text of every page for excerpts. Here the chunks are cut anew, at about 4 KB, files and pages are numbered, and the
texts are dropped: ``store.py`` keeps those as they are read. A page's number is its record's. ``firsts.json`` holds the
first word of each chunk: who looks for all words that begin with one character asks for those chunks by them.

A file of Pagefind is a gzip of the mark ``pagefind_dcd`` and CBOR. The index of pages and chunks (``.pf_meta``) is
[version, [[page's name, words]], [[first word, last word, chunk's name]], filters, sorts, metadata]; a chunk is
[[[word, [[page, less the one before, [-weight, place, steps…], …]], variants]]].
"""

from __future__ import annotations

import gc
import gzip
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import cbor2

MARK = b"pagefind_dcd"
SIZE = 4_000
"""About how many bytes a chunk has, compressed. A pair of characters in all its zones is never parted."""
RATIO = 2.1
PAIR = 8
"""How many letters of a word are its pair of characters; what follows is the zone."""
KEPT = ("pagefind.js", "wasm.unknown.pagefind")
LANGUAGE = "xx"
ENTRY = "pagefind-entry.json"
FORM = "1.5."


class UnknownFormError(Exception):
    """Pagefind writes its files otherwise than this module reads them."""


def packed(made: Path) -> dict[str, bytes]:
    """The files of the index that the indexer made in ``made``, by name.

    Raises:
        UnknownFormError: the files are not as described above.
    """
    gc.disable()  # a million small lists, none of which can be in a ring
    try:
        entry = json.loads((made / ENTRY).read_text("utf-8"))
        if not entry["version"].startswith(FORM):
            raise UnknownFormError(entry["version"])
        version, pages, chunks, *rest = _read(made / f"pagefind.{entry['languages'][LANGUAGE]['hash']}.pf_meta")
        files = {name: (made / name).read_bytes() for name in KEPT}
        table = []
        for number, (first, last, content) in enumerate(_cut(_words(made, chunks))):
            files[f"index/{_short(number)}.pf_index"] = content
            table.append([first, last, _short(number)])
        named = [[_short(_number_of(made, name)), 1] for name, _ in pages]
    except (KeyError, ValueError, OSError, cbor2.CBORDecodeError) as error:
        raise UnknownFormError(str(error)) from error
    finally:
        gc.enable()
    files["firsts.json"] = json.dumps([first for first, _, _ in table], separators=(",", ":")).encode("utf-8")
    files[f"pagefind.{LANGUAGE}.pf_meta"] = _written([version, named, table, *rest])
    entry["languages"][LANGUAGE]["hash"] = LANGUAGE
    files[ENTRY] = json.dumps(entry, separators=(",", ":")).encode("utf-8")
    return files


def _words(made: Path, chunks: list[Any]) -> Iterator[Any]:
    """Every word with its places, in order."""
    for _, _, name in chunks:
        (words,) = _read(made / f"index/{name}.pf_index")
        yield from words


def _cut(words: Iterator[Any]) -> Iterator[tuple[str, str, bytes]]:
    """(first word, last word, content) of each new chunk."""
    kept: list[bytes] = []
    names: list[str] = []
    size = 0
    for _, group in groupby(words, lambda word: word[0][:PAIR]):
        together = list(group)
        encoded = [cbor2.dumps(each) for each in together]
        length = sum(map(len, encoded))
        if kept and size + length > SIZE * RATIO:
            yield names[0], names[-1], _chunk(kept)
            kept, names, size = [], [], 0
        kept += encoded
        names += [word[0] for word in together]
        size += length
    if kept:
        yield names[0], names[-1], _chunk(kept)


def _chunk(words: list[bytes]) -> bytes:
    head = cbor2.dumps(len(words), canonical=True)
    as_array = bytes([head[0] | 0x80]) + head[1:]
    return _pressed(b"\x81" + as_array + b"".join(words))


def _number_of(made: Path, name: str) -> int:
    """The number of a page: its documents are called by their numbers."""
    said = gzip.decompress((made / f"fragment/{name}.pf_fragment").read_bytes()).removeprefix(MARK)
    url: str = json.loads(said)["url"]
    return int(url.strip("/").removesuffix(".html"))


def _short(number: int) -> str:
    """``number`` to the base 36."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not number:
            return digits


def _read(path: Path) -> Any:
    content = gzip.decompress(path.read_bytes())
    if not content.startswith(MARK):
        raise ValueError(path.name)
    return cbor2.loads(content.removeprefix(MARK))


def _written(value: Any) -> bytes:
    return _pressed(cbor2.dumps(value))


def _pressed(content: bytes) -> bytes:
    return gzip.compress(MARK + content, compresslevel=9, mtime=0)

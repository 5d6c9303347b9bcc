"""Machine-readable publications beside the tables, one a module: API, DCAT catalogue, CSVW, Atom feeds, checksums."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from typing import Any

from generator.discovery import collect
from generator.linking.addresses import relative_path
from generator.model import Corpus
from generator.opendata.files import API, Download, Exports
from generator.opendata.packages.describing import download
from generator.wording.downloads import RECORD

Json = Any
"""Any value that ``json`` can serialize."""


class Rank(IntEnum):
    """What a publication is made from: the tables, the API as well, all that can move, all that is published."""

    OF_TABLES = auto()
    OF_API = auto()
    MOVED = auto()
    SUMS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """``files`` returns bytes by address from the corpus and from all files of lower ``rank``, which are made first."""

    rank: Rank
    files: Callable[[Corpus, Exports], Mapping[str, bytes]]


def all_publications() -> tuple[Publication, ...]:
    """The publications in the order in which they are made."""
    return tuple(sorted(collect(__name__, "PUBLICATION", Publication), key=lambda publication: publication.rank))


def with_publications(corpus: Corpus, exports: Exports) -> Exports:
    """Adds the files of every publication; the result is ``exports`` with the API file of each indicator and unit as a download.

    Raises:
        StageError: see ``versions`` and ``moved``.
        ValueError: two of them make a file of one address.
    """
    for publication in all_publications():
        exports.files.add_all(publication.files(corpus, exports))
    return replace(
        exports,
        by_indicator=_with_api_file(exports.by_indicator, "indicators", exports.files),
        by_unit=_with_api_file(exports.by_unit, "units", exports.files),
    )


def _with_api_file(
    downloads: Mapping[str, tuple[Download, ...]], kind: str, files: Mapping[str, bytes]
) -> dict[str, tuple[Download, ...]]:
    """The downloads by id, each with the JSON file of the API; ``kind`` is the API's folder (``indicators``, ``units``)."""
    addresses = {key: f"{API}{kind}/{key}.json" for key in downloads}
    return {
        key: (*downloads[key], download(address, ".json", *RECORD, "application/json", files[address]))
        for key, address in addresses.items()
    }


def as_json(value: object) -> bytes:
    """Compact JSON in UTF-8, without ASCII escapes."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def relative_reference(target: str, here: str) -> str:
    """``target`` as a relative reference (RFC 3986) from the file ``here``; both are addresses from the site's root."""
    path, mark, fragment = target.partition("#")
    return relative_path(path, posixpath.dirname(here)) + mark + fragment

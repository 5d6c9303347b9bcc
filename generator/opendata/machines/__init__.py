"""Machine-readable publications beside the tables, one a module: API, DCAT catalogue, CSVW, Atom feeds, checksums."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from typing import Any

from generator.batches import batched
from generator.discovery import collect
from generator.linking.addresses import relative_path
from generator.model import Corpus
from generator.opendata.files import API, Download, Exports
from generator.opendata.packages.describing import download
from generator.parallel import shared_out
from generator.site_files import FILES_PER_JOB, Parcel, SiteFiles
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
    """``files`` returns files by address from the corpus and from all files of lower ``rank``, which are made first. Where
    there are many, it returns what makes each.
    """

    rank: Rank
    files: Callable[[Corpus, Exports], Mapping[str, bytes | Callable[[], bytes]]]


def all_publications() -> tuple[Publication, ...]:
    """The publications in the order in which they are made."""
    return tuple(sorted(collect(__name__, "PUBLICATION", Publication), key=lambda publication: publication.rank))


def with_publications(corpus: Corpus, exports: Exports) -> Exports:
    """Adds the files of every publication; the result is ``exports`` with the API file of each indicator and unit as a download,
    and without the ``contents`` of the tables.

    Raises:
        StageError: see ``versions`` and ``moved``.
        ValueError: two of them make a file of one address.
    """
    for publication in all_publications():
        _add(publication.files(corpus, exports), exports.files)
    return replace(
        exports,
        contents={},
        by_indicator=_with_api_file(exports.by_indicator, "indicators", exports.files),
        by_unit=_with_api_file(exports.by_unit, "units", exports.files),
    )


def _add(made: Mapping[str, bytes | Callable[[], bytes]], files: SiteFiles) -> None:
    files.add_all({address: content for address, content in made.items() if isinstance(content, bytes)})
    to_make = {address: make for address, make in made.items() if not isinstance(make, bytes)}

    def parcel(addresses: Sequence[str]) -> Parcel:
        return files.parcel({address: to_make[address]() for address in addresses})

    for some in shared_out(parcel, list(batched(to_make, FILES_PER_JOB))):
        files.add_parcel(some)


def _with_api_file(
    downloads: Mapping[str, tuple[Download, ...]], kind: str, files: SiteFiles
) -> dict[str, tuple[Download, ...]]:
    """The downloads by id, each with the JSON file of the API; ``kind`` is the API's folder (``indicators``, ``units``)."""
    addresses = {key: f"{API}{kind}/{key}.json" for key in downloads}
    return {
        key: (*downloads[key], download(address, ".json", *RECORD, "application/json", files.sum(address).size))
        for key, address in addresses.items()
    }


def as_json(value: object) -> bytes:
    """Compact JSON in UTF-8, without ASCII escapes."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def relative_reference(target: str, here: str) -> str:
    """``target`` as a relative reference (RFC 3986) from the file ``here``; both are addresses from the site's root."""
    path, mark, fragment = target.partition("#")
    return relative_path(path, posixpath.dirname(here)) + mark + fragment

"""What is published for programs beside the tables, one publication a module: API, catalogue, feeds, check sums."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.discovery import collect
from generator.model import Corpus
from generator.opendata.files import API, Download, Exports
from generator.opendata.packages.describing import download

Json = Any
"""What ``json`` reads and writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """``files`` makes files by address from the corpus and from what was made before; lower ``rank`` goes first."""

    rank: int
    files: Callable[[Corpus, Exports], Mapping[str, bytes]]


def all_publications() -> tuple[Publication, ...]:
    return tuple(sorted(collect(__name__, "PUBLICATION", Publication), key=lambda each: each.rank))


def with_publications(corpus: Corpus, exports: Exports) -> Exports:
    """``exports`` with the files of every publication.

    Raises:
        ValueError: two of them make one file.
    """
    files = dict(exports.files)
    for publication in all_publications():
        made = publication.files(corpus, replace(exports, files=files))
        if taken := files.keys() & made.keys():
            raise ValueError(f"two sources for {sorted(taken)}")
        files.update(made)
    return replace(
        exports,
        files=dict(sorted(files.items())),
        by_indicator=_with_records(exports.by_indicator, "indicators", files),
        by_unit=_with_records(exports.by_unit, "units", files),
    )


def _with_records(
    found: Mapping[str, tuple[Download, ...]], kind: str, files: Mapping[str, bytes]
) -> dict[str, tuple[Download, ...]]:
    """The downloads of each thing, and its file of the API."""
    about = "给程序用：全部事实，编号旁有名称"
    addresses = {key: f"{API}{kind}/{key}.json" for key in found}
    return {
        key: (*found[key], download(address, ".json", "JSON", about, "application/json", files[address]))
        for key, address in addresses.items()
    }


def as_json(value: object) -> bytes:
    """Compact, Chinese as it is."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def link(target: str, here: str) -> str:
    """The address ``target`` as a reference relative to the file ``here``."""
    path, mark, fragment = target.partition("#")
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + mark + fragment

"""What the export stage hands on: files by address, and what pages need in order to offer them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.opendata.tables import TableData

DATA, API = "data/", "api/v1/"
"""Where the files of data and those of the API stand, from the site's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file to fetch: ``address`` is relative to the site's root."""

    address: str
    label: str
    about: str
    suffix: str
    media_type: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDownloads:
    """A published table and the files it comes in, the canonical one first."""

    table: TableData
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """``files`` maps address to content. The rest is what pages need in order to offer them, by id of the thing.

    ``excerpt_fields`` describes the columns of the files by indicator and by unit, by their folder.
    """

    files: Mapping[str, bytes]
    tables: tuple[TableDownloads, ...]
    whole: Download
    databases: tuple[Download, ...]
    by_plan: Mapping[str, Download]
    tables_by_plan: Mapping[str, tuple[TableDownloads, ...]]
    by_topic: Mapping[str, Download]
    by_indicator: Mapping[str, tuple[Download, ...]]
    by_unit: Mapping[str, tuple[Download, ...]]
    excerpt_fields: Mapping[str, Sequence[Mapping[str, Any]]]

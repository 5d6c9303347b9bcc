"""The result of the export stage: files by address, and the downloads that pages offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.opendata.tables import TableData, TableFacts
from generator.site_files import SiteFiles

DATA, API = "data/", "api/v1/"
"""The folders of the data files and of the API, relative to the site's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A downloadable file: ``address`` is relative to the site's root, ``bytes`` its size."""

    address: str
    label: str
    about: str
    suffix: str
    media_type: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDownloads:
    """A published table, how many rows it has, and the files it comes in, the canonical one first."""

    table: TableFacts
    rows: int
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """``files`` are all that have been made so far. The rest are the downloads that pages offer, by id of plan, topic, indicator, unit.

    ``contents`` are the published tables with their rows, by name, until all files are made of them. ``excerpt_fields`` maps a folder of excerpts (``indicators``, ``units``) to the field descriptors of its files.
    """

    files: SiteFiles
    tables: tuple[TableDownloads, ...]
    contents: Mapping[str, TableData]
    whole: Download
    databases: tuple[Download, ...]
    by_plan: Mapping[str, Download]
    tables_by_plan: Mapping[str, tuple[TableDownloads, ...]]
    by_topic: Mapping[str, Download]
    by_indicator: Mapping[str, tuple[Download, ...]]
    by_unit: Mapping[str, tuple[Download, ...]]
    excerpt_fields: Mapping[str, Sequence[Mapping[str, Any]]]

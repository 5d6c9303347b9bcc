"""What a download format is, and what every file says about where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from generator.diagnostics import Text
from generator.exporters._bibtex import entry, tex
from generator.tables._table import TableData


class Document(NamedTuple):
    """A document as a reference names it."""

    title: str
    issuer: str
    issued: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Whose data it is, of which version and from which documents; ``name`` is the package's.

    ``sources`` are those documents in a line each, with gazette and number.
    """

    name: str
    title: str
    description: str
    site_name: str
    publisher: str
    address: str
    version: str
    released: bool
    day: date
    licence_name: str
    licence_title: str
    licence_address: str
    sources: tuple[str, ...]
    documents: tuple[Document, ...]

    @property
    def reference(self) -> str:
        """How to cite it (GB/T 7714-2015, a dataset); the reader adds the date of access."""
        medium = "DS/OL" if self.address else "DS"
        place = f" {self.address}data.html" if self.address else ""
        return (
            f"{self.publisher}. {self.title}[{medium}]. {self.site_name}, "
            f"数据版本 {self.version}{'' if self.released else '（未定版）'} ({self.day.isoformat()})[引用日期].{place}"
        )

    @property
    def bibtex(self) -> str:
        """An entry ``@misc`` for it."""
        fields = {
            "author": f"{{{tex(self.publisher)}}}",
            "title": tex(self.title),
            "howpublished": tex(self.site_name),
            "year": str(self.day.year),
            "note": tex(f"数据版本 {self.version}{'' if self.released else '（未定版）'}"),
            "url": self.address,
        }
        return entry(f"{self.name}-{self.version}", fields)


class Reach(IntEnum):
    """Pieces of the data, from the whole to the rows of one indicator or unit."""

    WHOLE = 1
    PLAN = 2
    EXCERPT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """``suffix`` follows the table's name; ``rank`` orders the downloads on a page, the first being the canonical one.

    ``reach``: how small a piece still comes in it. ``archived``: whether the ZIP files hold it too.
    """

    suffix: str
    media_type: str
    label: Text
    about: Text
    rank: int
    render: Callable[[TableData, Edition], bytes]
    reach: Reach = Reach.EXCERPT
    archived: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseExporter:
    """All tables of the whole site in one file: ``suffix`` follows the package's name."""

    suffix: str
    media_type: str
    label: Text
    about: Text
    render: Callable[[Sequence[TableData], Edition], bytes]

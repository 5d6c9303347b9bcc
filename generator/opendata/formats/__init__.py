"""The download formats, one a module: tables → the bytes of a file.

The whole data is published in all formats; a plan as canonical CSV and in the formats of the archives; an indicator or
a unit, of a few rows, as canonical CSV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from generator.diagnostics import Text
from generator.discovery import collect
from generator.opendata.editions import Edition
from generator.opendata.tables import TableData

ROWS_PER_CHUNK = 1_000
"""Rows that are written at a time: a file is made in chunks, since a large one does not belong into memory."""


class Scope(StrEnum):
    """What one file of a format contains: a table, or all tables of a package."""

    TABLE = "table"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """``chunks`` yields the bytes of one file: of one table, or of all tables of a package, as ``scope`` says.

    ``suffix`` follows the name of the table or package; ``rank`` orders the downloads on a page, the first being the
    canonical one. ``archived`` is whether the ZIP archives, which people open, contain it.
    """

    suffix: str
    media_type: str
    label: Text
    about: Text
    rank: int
    chunks: Callable[[Sequence[TableData], Edition], Iterator[bytes]]
    scope: Scope = Scope.TABLE
    archived: bool = False

    @property
    def canonical(self) -> bool:
        return self.rank == 1

    def render(self, tables: Sequence[TableData], edition: Edition) -> bytes:
        """The bytes of one file."""
        return b"".join(self.chunks(tables, edition))


@cache
def all_formats() -> tuple[Format, ...]:
    """The formats, the canonical one first."""
    return tuple(sorted(collect(__name__, "FORMAT", Format), key=lambda one: one.rank))


def formats_of(scope: Scope) -> tuple[Format, ...]:
    """The formats of this scope, the canonical one first."""
    return tuple(one for one in all_formats() if one.scope is scope)


def archived() -> tuple[Format, ...]:
    """The formats in the archives, the canonical one first."""
    return tuple(one for one in all_formats() if one.archived)

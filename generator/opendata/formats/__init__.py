"""The download formats, one a module: tables → the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from generator.diagnostics import Text
from generator.discovery import collect
from generator.opendata.editions import Edition
from generator.opendata.tables import TableData


class Reach(IntEnum):
    """Pieces of the data, from the whole to the rows of one indicator or unit."""

    WHOLE = 1
    PLAN = 2
    EXCERPT = 3


class Scope(StrEnum):
    """What one file of a format holds."""

    TABLE = "table"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """``render`` gives the bytes of one file: of one table, or of all tables of a package, as ``scope`` says.

    ``suffix`` follows the name of the table or package; ``rank`` orders the downloads on a page, the first being the
    canonical one. ``reach``: how small a piece still comes in it. ``archived``: whether the ZIP files hold it too.
    """

    suffix: str
    media_type: str
    label: Text
    about: Text
    rank: int
    render: Callable[[Sequence[TableData], Edition], bytes]
    scope: Scope = Scope.TABLE
    reach: Reach = Reach.EXCERPT
    archived: bool = True


def all_formats() -> tuple[Format, ...]:
    """The formats, the canonical one first."""
    return tuple(sorted(collect(__name__, "FORMAT", Format), key=lambda each: each.rank))


def formats_of(reach: Reach, scope: Scope = Scope.TABLE) -> tuple[Format, ...]:
    """The formats in which a piece of the data comes, a table a file or all tables in one."""
    return tuple(each for each in all_formats() if each.reach >= reach and each.scope is scope)

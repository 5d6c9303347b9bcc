"""The central record: one printed number, or the words in its place, with its source and what comparing it takes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.diagnostics import Location
from generator.model.kinds import Binding, Comparator, Kind, Origin, Role
from generator.model.noted import noted
from generator.model.plan import Clause, Plan
from generator.model.registry import Indicator, Measure, Region


@noted("where")
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A table cell, or a quantity in running text.

    ``printed`` is verbatim; ``comparator``, ``amount``, ``amount_high``, ``kind`` and ``hedge`` are what the
    grammar reads in it. ``amount`` is in ``measure`` and ``None`` where the print has words. ``period`` is a
    year, ``2021/2025``, or empty where none is printed. ``row_id`` is shared by the cells of one printed row.
    """

    id: str
    row_id: str
    plan: Plan
    indicator: Indicator
    origin: Origin
    table_title: str
    row_number: str
    row_group: str
    printed_name: str
    region: Region
    component: str
    role: Role
    period: str
    printed: str
    comparator: Comparator | None
    amount: Decimal | None
    amount_high: Decimal | None
    measure: Measure | None
    kind: Kind
    hedge: str
    binding: Binding | None
    clause: Clause
    source_line: int | None
    where: Location

    @property
    def whole(self) -> bool:
        """Whether the figure is about the whole and not one part of it: no component, or the printed total."""
        return self.component in ("", "合计", "总计")

    @property
    def says(self) -> bool:
        """Whether anything is printed but a dash in an empty cell."""
        return bool(self.printed.strip("-—–－ "))

    @property
    def last_year(self) -> int | None:
        """The year the figure is for: the end of its period."""
        return int(self.period[-4:]) if self.period else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """A printed table of figures, for showing it as it stands: ``columns`` are (field name, heading) pairs,
    ``figure_columns`` the names of those whose cells are figures.

    ``rows`` hold one tuple of cells per printed row: a ``Figure`` where the cell is one, text otherwise.
    """

    plan: Plan
    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    figure_columns: frozenset[str]
    rows: tuple[tuple[Figure | str, ...], ...]


def plain_number(amount: Decimal) -> int | float:
    """``amount`` as JSON and SQLite have numbers: an integer where it is whole."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)

"""The closure of a package under its foreign keys: vocabularies are cut to the rows referred to, and no reference dangles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.opendata.tables import TableData

Keys = defaultdict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]]
"""(table, columns) → the key values that foreign keys refer to."""


def closed(tables: Sequence[TableData]) -> tuple[TableData, ...]:
    """``tables`` with each vocabulary cut to the rows that kept rows refer to, transitively; empty tables are dropped.

    A vocabulary to which no table refers (``unit_names``) keeps the rows whose own references are kept.
    """
    used: Keys = defaultdict(set)
    kept = {table.name: set() if table.vocabulary else set(range(len(table.cells))) for table in tables}
    for table in tables:
        if not table.vocabulary:
            _add_references(table, kept[table.name], used)
    referred = {key["reference"]["resource"] or table.name for table in tables for key in _foreign_keys(table)}
    changed = True
    while changed:
        changed = False
        for table in tables:
            if table.vocabulary:
                more = _needed(table, used, table.name in referred) - kept[table.name]
                kept[table.name] |= more
                _add_references(table, more, used)
                changed = changed or (bool(more) and table.name in referred)
    cut = (replace(table, cells=tuple(table.cells[row] for row in sorted(kept[table.name]))) for table in tables)
    return tuple(table for table in cut if table.cells)


def _foreign_keys(table: TableData) -> list[dict[str, Any]]:
    return list(table.schema.get("foreignKeys", ()))


def _values(table: TableData, row: int, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(table.cells[row][table.header.index(column)] for column in columns)


def _add_references(table: TableData, rows: set[int], used: Keys) -> None:
    """Adds the key values that these rows refer to."""
    for key in _foreign_keys(table):
        target = key["reference"]
        for row in rows:
            used[(target["resource"] or table.name, tuple(target["fields"]))].add(_values(table, row, key["fields"]))


def _needed(table: TableData, used: Keys, referred: bool) -> set[int]:
    """The indices of the rows to keep, of a table to which others refer or not."""
    if referred:
        wanted = [(columns, values) for (name, columns), values in used.items() if name == table.name]
        return {
            row
            for row in range(len(table.cells))
            if any(_values(table, row, columns) in values for columns, values in wanted)
        }
    names = [
        (key["fields"], used[(key["reference"]["resource"], tuple(key["reference"]["fields"]))])
        for key in _foreign_keys(table)
    ]
    return {
        row
        for row in range(len(table.cells))
        if all(not any(own := _values(table, row, columns)) or own in values for columns, values in names)
    }

"""Of the vocabularies, only what the other tables use: a small package stays small, and every reference in it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.opendata.tables import TableData

Keys = defaultdict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]]
"""(table, columns) → the values that are referred to."""


def closed(tables: Sequence[TableData]) -> tuple[TableData, ...]:
    """``tables`` with each vocabulary cut to the rows that are referred to, by other rows that are kept too.

    A vocabulary of names (``unit_names``), to which nothing refers, keeps the names of what is kept.
    """
    used: Keys = defaultdict(set)
    kept = {table.name: set(range(0 if table.vocabulary else len(table.cells))) for table in tables}
    for table in tables:
        if not table.vocabulary:
            _refer(table, kept[table.name], used)
    referred = {key["reference"]["resource"] or table.name for table in tables for key in _references(table)}
    grown = True
    while grown:
        grown = False
        for table in tables:
            if table.vocabulary:
                more = _needed(table, used, table.name in referred) - kept[table.name]
                kept[table.name] |= more
                _refer(table, more, used)
                grown = grown or (bool(more) and table.name in referred)
    cut = (replace(table, cells=tuple(table.cells[row] for row in sorted(kept[table.name]))) for table in tables)
    return tuple(table for table in cut if table.cells)


def _references(table: TableData) -> list[dict[str, Any]]:
    return list(table.schema.get("foreignKeys", ()))


def _values(table: TableData, row: int, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(table.cells[row][table.header.index(column)] for column in columns)


def _refer(table: TableData, rows: set[int], used: Keys) -> None:
    for key in _references(table):
        target = key["reference"]
        for row in rows:
            used[(target["resource"] or table.name, tuple(target["fields"]))].add(_values(table, row, key["fields"]))


def _needed(table: TableData, used: Keys, referred: bool) -> set[int]:
    if referred:
        wanted = [(columns, values) for (name, columns), values in used.items() if name == table.name]
        return {
            row
            for row in range(len(table.cells))
            if any(_values(table, row, columns) in values for columns, values in wanted)
        }
    names = [
        (key["fields"], used[(key["reference"]["resource"], tuple(key["reference"]["fields"]))])
        for key in _references(table)
    ]
    return {
        row
        for row in range(len(table.cells))
        if all(not any(own := _values(table, row, columns)) or own in values for columns, values in names)
    }

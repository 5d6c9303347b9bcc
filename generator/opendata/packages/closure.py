"""The closure of a package under its foreign keys: vocabularies are cut to the rows referred to, and no reference dangles.

A vocabulary is whole and shared by all packages; a package looks up the rows it needs, so that its cost is that of its own
rows and not of the vocabularies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from generator.opendata.tables import TableData

RowKey = tuple[str, ...]
KeyTarget = tuple[str, RowKey]
"""(table, columns) that a foreign key refers to."""


@dataclass(frozen=True)
class SharedTable:
    """A table of which a package keeps only the rows that it refers to."""

    table: TableData

    @property
    def name(self) -> str:
        return self.table.name

    @cached_property
    def _indices(self) -> dict[RowKey, Mapping[RowKey, Sequence[int]]]:
        return {}

    def rows_by(self, columns: RowKey) -> Mapping[RowKey, Sequence[int]]:
        """The values in these columns → the indices of their rows."""
        if columns not in self._indices:
            rows: defaultdict[RowKey, list[int]] = defaultdict(list)
            for index, values in enumerate(_values(self.table, columns, self.table.cells)):
                rows[values].append(index)
            self._indices[columns] = rows
        return self._indices[columns]


def closed(tables: Sequence[TableData | SharedTable]) -> tuple[TableData, ...]:
    """``tables`` with each vocabulary cut to the rows that kept rows refer to, transitively; empty tables are dropped.

    A vocabulary to which no table refers (``unit_names``) keeps the rows whose own references are kept.
    """
    plain = {entry.name: entry.table if isinstance(entry, SharedTable) else entry for entry in tables}
    vocabularies = {entry.name: entry for entry in tables if isinstance(entry, SharedTable)}
    referred = {name for table in plain.values() for (name, _), _ in _foreign_keys(table)}
    used: defaultdict[KeyTarget, set[RowKey]] = defaultdict(set)
    kept: dict[str, set[int]] = {name: set() for name in vocabularies}
    waiting = [(table, table.cells) for name, table in plain.items() if name not in vocabularies]
    while waiting:
        table, rows = waiting.pop()
        for target, columns in _foreign_keys(table):
            fresh = set(_values(table, columns, rows)) - used[target]
            used[target] |= fresh
            vocabulary = vocabularies.get(target[0])
            if vocabulary and fresh:
                by_key = vocabulary.rows_by(target[1])
                more = {row for key in fresh for row in by_key.get(key, ())} - kept[vocabulary.name]
                kept[vocabulary.name] |= more
                waiting.append((vocabulary.table, tuple(vocabulary.table.cells[row] for row in more)))
    for name, vocabulary in vocabularies.items():
        if name not in referred:
            kept[name] = _referring(vocabulary, used)
    cut = (
        replace(table, cells=tuple(table.cells[row] for row in sorted(kept[name]))) if name in kept else table
        for name, table in plain.items()
    )
    return tuple(table for table in cut if table.cells)


def _referring(vocabulary: SharedTable, used: Mapping[KeyTarget, set[RowKey]]) -> set[int]:
    """The rows all of whose references are blank or used."""
    rows = set(range(len(vocabulary.table.cells)))
    for target, columns in _foreign_keys(vocabulary.table):
        by_key = vocabulary.rows_by(columns)
        keys = (*used.get(target, ()), ("",) * len(columns))
        rows &= {row for key in keys for row in by_key.get(key, ())}
    return rows


def _foreign_keys(table: TableData) -> Iterator[tuple[KeyTarget, RowKey]]:
    """((table, columns) referred to, own columns) of each foreign key."""
    keys: Sequence[Mapping[str, Any]] = table.schema.get("foreignKeys", ())
    for key in keys:
        target = key["reference"]
        yield (target["resource"] or table.name, tuple(target["fields"])), tuple(key["fields"])


def _values(table: TableData, columns: RowKey, rows: Sequence[Sequence[str]]) -> Iterator[RowKey]:
    """The values of ``rows`` in these columns."""
    positions = [table.header.index(column) for column in columns]
    for row in rows:
        yield tuple(row[position] for position in positions)

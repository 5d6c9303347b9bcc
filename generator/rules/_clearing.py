"""Which tables Frictionless would have nothing to say about, found out without it reading every row.

Its own readers judge the cells, but each distinct value of a column once and not once per row; its own parser judges the
schemas, each distinct one once. What is not cleared here goes to Frictionless, which stays the authority.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from frictionless import FrictionlessException, Schema

from generator.reading.table import CsvTable

UNREADABLE = object()
"""In place of the value of a cell with which something is wrong."""


def is_clear(table: CsvTable, schema: Mapping[str, Any]) -> bool:
    """Whether every row of ``table``, whose header is that of ``schema``, is certainly valid; ``False`` may mean anything."""
    parsed = _parsed(json.dumps(schema, ensure_ascii=False))
    if parsed is None or len(table.records) != len(table.row_lines) or len(set(table.header)) != len(table.header):
        return False
    cells = zip(*(record.cells for record in table.records), strict=True)
    columns = dict(zip(table.header, cells, strict=False)) or dict.fromkeys(table.header, ())
    try:
        values = {field.name: _values(field, columns[field.name]) for field in parsed.fields}
        if any(UNREADABLE in known.values() for known in values.values()):
            return False
        typed = {name: [values[name][cell] for cell in column] for name, column in columns.items()}
        unique = [
            [value for value in typed[field.name] if value is not None]
            for field in parsed.fields
            if field.constraints.get("unique")
        ]
        keys = list(zip(*(typed[name] for name in parsed.primary_key), strict=True))
        return not any(set(key) == {None} for key in keys) and all(len(set(row)) == len(row) for row in (*unique, keys))
    except (TypeError, KeyError, re.error):  # a limit of another type than its column, a key that is no column
        return False


def _values(field: Any, cells: tuple[str, ...]) -> dict[str, Any]:
    """Each distinct cell of a column → its value; ``UNREADABLE`` where its type or a constraint is broken."""
    read = field.create_cell_reader()
    values = {}
    for cell in set(cells):
        value, notes = read(cell)
        values[cell] = UNREADABLE if notes else value
    return values


@lru_cache(maxsize=256)
def _parsed(schema: str) -> Schema | None:
    """The schema as Frictionless reads it; ``None`` where it finds fault with it."""
    try:
        return Schema.from_descriptor(json.loads(schema))
    except (FrictionlessException, TypeError, ValueError):
        return None

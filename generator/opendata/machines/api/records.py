"""Rows of the published tables as JSON objects, and their columns as JSON Schema.

A property has the name of its column. Two kinds of column differ from CSV: those with a ``separator`` are arrays, and
``url``, which is relative to the site's root, becomes ``page``, relative to the file it is in.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from generator.model.figure import plain_number
from generator.opendata.machines import Json
from generator.opendata.tables import TableData, typed

T = TypeVar("T")
JSON_TYPES = {"integer": "integer", "year": "integer", "number": "number", "boolean": "boolean"}
WITH_A_TYPE = {*JSON_TYPES, "date"}


class Records:
    """The rows of ``table`` as objects for a file in ``folder``."""

    def __init__(self, table: TableData, folder: str) -> None:
        self.table = table
        root = posixpath.relpath(".", folder) + "/"
        self._properties = [_property_of(field, root) for field in table.schema["fields"]]

    def __iter__(self) -> Iterator[Json]:
        return map(self.of, self.table.cells)

    def of(self, row: tuple[str, ...]) -> Json:
        return {name: value(cell) for (name, value), cell in zip(self._properties, row, strict=True)}

    def by_id(self) -> Mapping[str, Json]:
        """The rows by their first column, for tables whose primary key that is."""
        return MadeOnDemand({row[0]: row for row in self.table.cells}, self.of)

    def by(self, column: str) -> Mapping[str, list[Json]]:
        """The rows grouped by a column; a value without rows gives an empty list."""
        place = self.table.header.index(column)
        groups: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for row in self.table.cells:
            groups[row[place]].append(row)
        return MadeOnDemand(groups, lambda rows: [*map(self.of, rows)], ())


class MadeOnDemand(Mapping[str, Json]):
    """What ``make`` makes of the value of each key, when it is asked for: all at once would be many times as large.

    ``missing`` is the value of any other key; ``None`` where that is an error.
    """

    def __init__(self, values: Mapping[str, T], make: Callable[[T], Json], missing: T | None = None) -> None:
        self._values, self._make, self._missing = values, make, missing

    def __getitem__(self, key: str) -> Json:
        value = self._values.get(key, self._missing)
        if value is None:
            raise KeyError(key)
        return self._make(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _property_of(field: Mapping[str, Any], root: str) -> tuple[str, Callable[[str], Json]]:
    """The name of the property, and what makes its value of a cell; ``root`` leads to the root of the site."""
    if field["name"] == "url":
        return "page", lambda cell: root + cell
    if "separator" in field:
        return field["name"], lambda cell: cell.split(field["separator"]) if cell else []
    if field.get("type", "") not in WITH_A_TYPE:
        return field["name"], lambda cell: cell or None
    return field["name"], lambda cell: _json(typed(field["type"], cell))


def _json(value: object) -> Json:
    match value:
        case Decimal():
            return plain_number(value)
        case date():
            return value.isoformat()
        case _:
            return value


def object_schema(schema: Mapping[str, Any], more: Mapping[str, Json] | None = None) -> Json:
    """A Table Schema as the JSON Schema of a row; ``more`` are further properties."""
    properties = dict(_property(field) for field in schema["fields"]) | dict(more or {})
    return {
        "type": "object",
        "title": schema["title"],
        "description": schema.get("description", ""),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(field: Mapping[str, Any]) -> tuple[str, Json]:
    constraints = field.get("constraints", {})
    about = "。".join(part for part in (field.get("title", ""), field.get("description", "")) if part)
    if field["name"] == "url":
        return "page", {"type": "string", "format": "uri-reference", "description": "网页，相对于本文件"}
    if "separator" in field:
        return field["name"], {"type": "array", "items": {"type": "string"}, "description": about}
    kind = JSON_TYPES.get(field.get("type", ""), "string")
    described: dict[str, Json] = {"description": about, "type": kind if constraints.get("required") else [kind, "null"]}
    if field.get("type") == "date":
        described["format"] = "date"
    if "enum" in constraints:
        described["enum"] = [*constraints["enum"], *([] if constraints.get("required") else [None])]
    return field["name"], described

"""Rows of the published tables as JSON objects, and their columns as JSON Schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from generator.exporters._typed import typed
from generator.tables._table import TableData

Json = Any
KINDS = {"integer": "integer", "year": "integer", "number": "number", "boolean": "boolean"}


class Records:
    """The rows of ``table`` as objects, by the values of a column."""

    def __init__(self, table: TableData) -> None:
        self.table = table
        self.kinds = [field.get("type", "") for field in table.schema["fields"]]

    def all(self) -> list[Json]:
        return [self.of(row) for row in self.table.cells]

    def of(self, row: tuple[str, ...]) -> Json:
        return {
            name: _json(typed(kind, cell)) for name, kind, cell in zip(self.table.header, self.kinds, row, strict=True)
        }

    def by(self, column: str) -> Mapping[str, list[Json]]:
        place = self.table.header.index(column)
        groups: defaultdict[str, list[Json]] = defaultdict(list)
        for row in self.table.cells:
            groups[row[place]].append(self.of(row))
        return groups


def _json(value: object) -> Json:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case _:
            return value


def object_schema(schema: Mapping[str, Any], more: Mapping[str, Json] | None = None) -> Json:
    """A Table Schema as the JSON Schema of a row; ``more`` are further properties."""
    properties = {field["name"]: _property(field) for field in schema["fields"]} | dict(more or {})
    return {
        "type": "object",
        "title": schema["title"],
        "description": schema.get("description", ""),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(field: Mapping[str, Any]) -> Json:
    constraints = field.get("constraints", {})
    kind = KINDS.get(field.get("type", ""), "string")
    about = "。".join(part for part in (field.get("title", ""), field.get("description", "")) if part)
    made: dict[str, Json] = {"description": about, "type": kind if constraints.get("required") else [kind, "null"]}
    if field.get("type") == "date":
        made["format"] = "date"
    if "enum" in constraints:
        made["enum"] = [*constraints["enum"], *([] if constraints.get("required") else [None])]
    return made


def page_link(what: str) -> Json:
    return {"type": "string", "format": "uri-reference", "description": what}

"""Excerpts that stand alone: beside each id, what it stands for, so that a row can be read and cited by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.opendata.tables import TableData

NAMES = {
    "indicators": ("indicator_name", "name"),
    "plans": ("plan_title", "title"),
    "clauses": ("clause_heading", "heading"),
    "measures": ("measure_symbol", "symbol"),
    "regions": ("region_name", "name"),
    "units": ("unit_name", "name"),
}
MORE = {"plans": (("doc_number", "doc_number"),), "clauses": (("clause_url", "url"),)}


def readable(table: TableData, tables: Mapping[str, TableData]) -> TableData:
    """``table`` with the names of what its columns refer to, as further columns at its end."""
    fields: list[Mapping[str, Any]] = list(table.schema["fields"])
    added: list[tuple[int, dict[str, str]]] = []
    for column, target in _references(table):
        other = tables[target]
        for name, source in (NAMES[target], *MORE.get(target, ())):
            field = next(each for each in other.schema["fields"] if each["name"] == source)
            kept = {key: value for key, value in field.items() if key != "constraints"}
            title = f"{other.schema['title']}{field['title']}"
            fields.append({**kept, "name": name, "title": title, "description": f"{target}.csv 的 {source}"})
            place = other.header.index(source)
            added.append((table.header.index(column), {row[0]: row[place] for row in other.cells}))
    schema = {
        "title": table.schema["title"],
        "description": table.schema["description"],
        "fields": fields,
        "missingValues": [""],
    }
    cells = tuple((*row, *(names.get(row[place], "") for place, names in added)) for row in table.cells)
    return TableData(name=table.name, schema=schema, cells=cells)


def _references(table: TableData) -> list[tuple[str, str]]:
    """(column, table) for the ids of the table whose names a reader needs, in the order of the columns."""
    known = {f"{target[:-1]}_id": target for target in NAMES}
    return [(name, known[name]) for name in table.header if name in known]

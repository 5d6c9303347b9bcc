"""Denormalized tables: the names of what the ids refer to as further columns, so that a row can be cited by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.opendata.tables import TableData

NAME_COLUMNS = {
    "indicators": ("indicator_name", "name"),
    "plans": ("plan_title", "title"),
    "clauses": ("clause_heading", "heading"),
    "measures": ("measure_symbol", "symbol"),
    "regions": ("region_name", "name"),
    "units": ("unit_name", "name"),
}
FURTHER_COLUMNS = {"plans": (("doc_number", "doc_number"),), "clauses": (("clause_url", "url"),)}


def readable(table: TableData, tables: Mapping[str, TableData]) -> TableData:
    """``table`` left-joined with the tables that its id columns refer to; the joined columns are at its end."""
    fields: list[Mapping[str, Any]] = list(table.schema["fields"])
    added: list[tuple[int, dict[str, str]]] = []
    for column, target in _references(table):
        other = tables[target]
        for name, source in (NAME_COLUMNS[target], *FURTHER_COLUMNS.get(target, ())):
            field = next(descriptor for descriptor in other.schema["fields"] if descriptor["name"] == source)
            title = f"{other.schema['title']}{field['title']}"
            joined = {**field, "name": name, "title": title, "description": f"{target}.csv 的 {source}"}
            joined.pop("constraints", None)  # a blank may be joined to a blank id
            fields.append(joined)
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
    """(id column, table it refers to) pairs in the order of the columns."""
    known = {f"{target[:-1]}_id": target for target in NAME_COLUMNS}
    return [(name, known[name]) for name in table.header if name in known]

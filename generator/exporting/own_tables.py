"""A plan's own table, which no schema of the house foresees, as it is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.linking.addresses import data_name
from generator.model import Clause, DataTable
from generator.tables._table import TableData


def own_table(table: DataTable) -> TableData:
    """A plan's own table, published as authored: its plan before it, its row ids and clauses made whole."""
    anchors: dict[str, Clause] = {clause.anchor: clause for clause in table.plan.clauses}
    fields: list[Mapping[str, Any]] = [
        {"name": "plan_id", "title": "规划", "type": "string", "description": "plans.csv 的编号"}
    ]
    for field in table.fields:
        renamed = {"id": "row_id", "clause": "clause_id"}.get(str(field["name"]), str(field["name"]))
        kept = {
            key: value
            for key, value in field.items()
            if key in ("title", "description", "type", "format", "constraints")
        }
        fields.append({"name": renamed, **kept})
    names = [str(field["name"]) for field in table.fields]

    def cell(name: str, value: str) -> str:
        if name == "id":
            return f"{table.plan.id}-{value}"
        return anchors[value].id if name == "clause" and value in anchors else value

    return TableData(
        name=data_name(table),
        schema={"title": table.title, "description": table.description, "fields": fields, "missingValues": [""]},
        cells=tuple((table.plan.id, *(cell(name, row[name]) for name in names)) for row in table.rows),
    )

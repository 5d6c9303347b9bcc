"""Tables that only one plan has, without a shared schema, in their published form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.linking.addresses import data_name
from generator.model import Clause, DataTable
from generator.opendata.tables import TableData

SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
RENAMED = {
    "id": "row_id",
    "clause": "clause_id",
    "indicator": "indicator_id",
    "measure": "measure_id",
    "region": "region_id",
}
"""Authored name of an id column → its name in the published tables."""
REFERENCES = {"plan_id": "plans", "clause_id": "clauses", "indicator_id": "indicators", "measure_id": "measures",
              "region_id": "regions"}  # fmt: skip
CANONICAL = {
    "boolean": {
        **dict.fromkeys(("True", "TRUE", "1"), "true"),
        **dict.fromkeys(("False", "FALSE", "0"), "false"),
    }
}
"""Type → the other forms that the Table Schema allows its values, in their canonical form."""
KEPT = ("title", "description", "type", "format")


def own_table(table: DataTable) -> TableData:
    """A plan's own table as authored, with the column ``plan_id`` in front, row ids prefixed by the plan's, anchors of
    clauses replaced by their ids, and booleans in their canonical form.
    """
    plan = table.plan
    anchors: dict[str, Clause] = {clause.anchor: clause for clause in plan.clauses}
    forms = {str(field["name"]): CANONICAL.get(str(field.get("type")), {}) for field in table.fields}
    fields: list[Mapping[str, Any]] = [
        {
            "name": "plan_id",
            "title": "规划",
            "description": "哪份文件：plans.csv 的编号",
            "type": "string",
            "source": "编号",
            "constraints": {"required": True},
        },
        *(_field(field) for field in table.fields),
    ]
    columns = {str(field["name"]) for field in fields}

    def cell(name: str, value: str) -> str:
        if name == "id":
            return f"{plan.id}-{value}"
        if name == "clause" and value in anchors:
            return anchors[value].id
        return forms[name].get(value, value)

    return TableData(
        name=data_name(table),
        schema={
            "$schema": SCHEMA,
            "title": table.title,
            "description": table.description or f"《{plan.title}》里的表，照印出来的样子",
            "fields": fields,
            "missingValues": [""],
            **({"primaryKey": ["row_id"]} if "row_id" in columns else {}),
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": target, "fields": [column]}}
                for column, target in REFERENCES.items()
                if column in columns
            ],
        },
        cells=tuple((plan.id, *(cell(name, row[name]) for name in forms)) for row in table.rows),
        source=f"{plan.publication}，{plan.doc_number}《{plan.title}》",
    )


def _field(field: Mapping[str, Any]) -> Mapping[str, Any]:
    name = RENAMED.get(str(field["name"]), str(field["name"]))
    origin = "编号" if name.endswith("_id") else "从原文读出" if name in ("source_line", "kind", "role") else "照录原文"
    unit = {"unit": "行"} if name == "source_line" else {}
    return {"name": name, **_taken(field, KEPT), **unit, "source": origin, **_taken(field, ("constraints",))}


def _taken(field: Mapping[str, Any], keys: Iterable[str]) -> Mapping[str, Any]:
    return {key: field[key] for key in keys if key in field}

"""Which Table Schema applies to a resource: the shared one for standard tables, the descriptor's own for the others."""

from __future__ import annotations

from typing import Any

from generator.linking.package import STANDARD_TABLES
from generator.reading.project import REGISTRY, Package, fields_of
from generator.schemas import AUTHORED, table_schema


def house_schema(package: Package, name: str) -> dict[str, Any] | None:
    """The shared schema of a standard table of a plan or of a table of the registry; ``None`` for any other."""
    if package.id == REGISTRY or name in STANDARD_TABLES:
        return table_schema(AUTHORED, name)
    return None


def schema_of(package: Package, name: str) -> dict[str, Any]:
    """The schema to validate a table against; ``fields`` has only well-formed entries and may be empty."""
    resource = package.resource(name)
    own = resource.get("schema")
    house = house_schema(package, name)
    return house or {**(own if isinstance(own, dict) else {}), "fields": fields_of(resource)}


def field_names(package: Package, name: str) -> list[str]:
    """The columns in schema order; empty when the resource has no schema."""
    return [field["name"] for field in schema_of(package, name)["fields"]]

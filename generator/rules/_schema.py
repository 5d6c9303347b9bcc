"""Which Table Schema holds for a resource: the house's for standard tables, the descriptor's for the others."""

from __future__ import annotations

from typing import Any

from generator.linking.package import STANDARD_TABLES
from generator.reading.project import REGISTRY, Package
from generator.schemas import AUTHORED, table_schema


def house_schema(package: Package, name: str) -> dict[str, Any] | None:
    """The house's schema for a standard table of a plan or for any table of the registry."""
    if package.id == REGISTRY or name in STANDARD_TABLES:
        return table_schema(AUTHORED, name)
    return None


def schema_of(package: Package, name: str) -> dict[str, Any]:
    own = package.resource(name).get("schema")
    return house_schema(package, name) or (own if isinstance(own, dict) else {})


def field_names(package: Package, name: str) -> list[str]:
    """The columns in schema order; empty when the resource has no schema."""
    fields = schema_of(package, name).get("fields", ())
    return [str(field.get("name", "")) for field in fields if isinstance(field, dict)]

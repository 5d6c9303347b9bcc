"""Updates the shared table schemas in the descriptors of all packages, and nothing else in them."""

from __future__ import annotations

import json
from pathlib import Path

from generator.linking.table_schemas import house_schema
from generator.reading.project import read_project


def refresh(root: Path) -> dict[str, bytes]:
    """The descriptors that have to change: new bytes by path relative to ``root``."""
    project, _ = read_project(root)
    changed = {}
    for package in project.packages.values():
        descriptor = package.descriptor.value
        for resource in descriptor["resources"]:
            schema = house_schema(package, resource.get("name", "")) if isinstance(resource, dict) else None
            if schema is not None:
                resource["schema"] = schema
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        if text != package.source.text:
            changed[package.source.path] = text.encode("utf-8")
    return changed

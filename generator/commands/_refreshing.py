"""Writes the house's table schemas into the descriptors of all packages, and touches nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from generator.linking.table_schemas import house_schema
from generator.reading.project import read_project


def refresh(root: Path) -> tuple[str, ...]:
    """The paths of the descriptors that changed, relative to ``root``."""
    project, _ = read_project(root)
    changed = []
    for package in project.packages.values():
        descriptor = package.descriptor.value
        for resource in descriptor["resources"]:
            schema = house_schema(package, resource.get("name", ""))
            if schema is not None:
                resource["schema"] = schema
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        if text != package.source.text:
            (root / package.source.path).write_text(text, "utf-8", newline="\n")
            changed.append(package.source.path)
    return tuple(changed)

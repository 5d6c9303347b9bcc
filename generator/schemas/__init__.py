"""The one definition of shapes: Table Schemas of authored and published tables, JSON Schemas of the rest."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

AUTHORED, PUBLISHED = "authored", "published"


@cache
def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema ``plan``, ``page``, ``site`` or ``descriptor``."""
    return _load(f"{name}.json")


@cache
def table_schema(kind: str, name: str) -> dict[str, Any] | None:
    """The Table Schema of a table, ``None`` when the house has none of that name; ``kind`` is authored or published."""
    try:
        return _load(f"{kind}/{name}.json")
    except FileNotFoundError:
        return None


def table_names(kind: str) -> tuple[str, ...]:
    """The tables the house has a schema for, sorted."""
    folder = files(__name__) / kind
    return tuple(sorted(entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json")))


def _load(path: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((files(__name__) / path).read_text("utf-8"))
    return loaded

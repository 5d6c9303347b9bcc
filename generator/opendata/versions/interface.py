"""What programs rely on beside the canonical tables: the API's properties, the columns of an indicator's or unit's file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from generator.diagnostics import Diagnostic, Location, Text

Interface = Mapping[str, Mapping[str, str]]
OPENAPI = "api/v1/openapi.json"
EXCERPTS = ("data/indicators/", "data/units/")


def interface(files: Mapping[str, bytes]) -> Interface:
    """Thing → its parts, each with its type: schemas of the API with their properties, files with their columns."""
    document = json.loads(files[OPENAPI])
    found = {
        f"{OPENAPI}#{name}": {part: _type(schema) for part, schema in described.get("properties", {}).items()}
        for name, described in document["components"]["schemas"].items()
    }
    for folder in EXCERPTS:
        addresses = [file for file in files if file.startswith(folder) and file.endswith(".csv")]
        for address in addresses[:1]:  # all of them have the same columns
            header = next(csv.reader(StringIO(files[address].decode("utf-8-sig"))))
            found[f"{folder}<id>.csv"] = dict.fromkeys(header, "column")
    return found


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    kind = schema.get("type", "")
    kinds = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{kinds} of {_type(schema['items'])}" if "items" in schema else kinds


def lost(old: Interface, new: Interface) -> Iterator[str]:
    """What was there and is gone, or is of another type now; where nothing is published, no file has columns."""
    for thing, parts in old.items():
        if thing not in new and not thing.startswith(OPENAPI):
            continue
        for part, kind in parts.items():
            if new.get(thing, {}).get(part) != kind:
                yield f"{thing} {part}"


def broken(gone: list[str], version: str, needed: str) -> Diagnostic:
    some = ", ".join(gone[:3]) + ("…" if len(gone) > 3 else "")
    return Diagnostic(
        where=Location("content/site.yml"),
        code="data-version",
        what=Text(
            f"programs that read version {version} would miss properties or columns",
            f"读 {version} 版的程序会找不到一些属性或列",
        ),
        found=some,
        expected=Text(f"at least {needed}: major (breaks readers)", f"至少 {needed}：不兼容"),
        fix=Text(
            f"write data_version: {needed}, or keep what is named", f"请写 data_version: {needed}，或者保留这些属性和列"
        ),
    )

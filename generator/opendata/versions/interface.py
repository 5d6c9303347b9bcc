"""The machine interface beside the canonical tables: properties of the API's schemas and columns of the excerpts.

A release stores it, so that a breaking change requires a major version.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from generator.diagnostics import Diagnostic, Location, Text

Interface = Mapping[str, Mapping[str, str]]
"""Schema of the API, or path of an excerpt → its properties or columns → their types."""
OPENAPI = "api/v1/openapi.json"
EXCERPTS = ("data/indicators/", "data/units/")


def interface(files: Mapping[str, bytes]) -> Interface:
    """The interface of the published ``files``, which are by address."""
    document = json.loads(files[OPENAPI])
    members = {
        f"{OPENAPI}#{name}": {part: _type(schema) for part, schema in described.get("properties", {}).items()}
        for name, described in document["components"]["schemas"].items()
    }
    for folder in EXCERPTS:
        # All of them have the same columns.
        if address := next((file for file in files if file.startswith(folder) and file.endswith(".csv")), None):
            header = next(csv.reader(StringIO(files[address].decode("utf-8-sig"))))
            members[f"{folder}<id>.csv"] = dict.fromkeys(header, "column")
    return members


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    kind = schema.get("type", "")
    kinds = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{kinds} of {_type(schema['items'])}" if "items" in schema else kinds


def lost(old: Interface, new: Interface) -> Iterator[str]:
    """The properties and columns that are gone or have another type; excerpts are compared only where there are any."""
    for owner, members in old.items():
        if owner not in new and not owner.startswith(OPENAPI):
            continue
        for member, kind in members.items():
            if new.get(owner, {}).get(member) != kind:
                yield f"{owner} {member}"


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

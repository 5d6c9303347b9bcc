"""Reads the tables of a release back from its files."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO

from generator.opendata.packages.describing import DESCRIPTOR
from generator.own_json import parsed

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTable:
    """A table as it was published; ``key`` are the columns of its primary key, empty without one.

    ``codes`` maps a column to its enum, where it has one; ``references`` are its foreign keys as (columns separated by
    spaces, table).
    """

    name: str
    title: str
    header: Values
    types: Mapping[str, str]
    key: Values
    rows: tuple[Values, ...]
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    references: frozenset[tuple[str, str]] = frozenset()

    @property
    def has_ids(self) -> bool:
        """Whether the primary key is a permanent id."""
        return len(self.key) == 1 and all(column.endswith("_id") for column in self.key)


def tables_in(files: Mapping[str, bytes]) -> dict[str, VersionTable]:
    """The canonical tables of a release's files, by name, as its ``datapackage.json`` describes them."""
    tables = {}
    for resource in parsed(files[DESCRIPTOR])["resources"]:
        path = resource["path"]
        if path != f"{resource['name']}.csv":
            continue  # the same rows for spreadsheets
        header, *rows = csv.reader(StringIO(files[path].decode("utf-8"), newline=""))
        key = resource["schema"].get("primaryKey", [])
        tables[resource["name"]] = VersionTable(
            name=resource["name"],
            title=resource["title"],
            header=tuple(header),
            types={field["name"]: field.get("type", "any") for field in resource["schema"]["fields"]},
            key=(key,) if isinstance(key, str) else tuple(key),
            rows=tuple(map(tuple, rows)),
            codes={
                field["name"]: frozenset(map(str, field["constraints"]["enum"]))
                for field in resource["schema"]["fields"]
                if "enum" in field.get("constraints", {})
            },
            references=frozenset(
                (" ".join(foreign["fields"]), f"{foreign['reference']['resource'] or resource['name']}")
                for foreign in resource["schema"].get("foreignKeys", ())
            ),
        )
    return tables

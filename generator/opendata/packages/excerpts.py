"""Excerpts: a CSV file with the rows of one indicator or unit, and one descriptor for the whole folder of them.

Most excerpts have one or two rows; a package each, with its schema, would be many times their size. So the folder is the
package, and all of its resources refer to one schema.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.opendata.editions import Edition
from generator.opendata.files import Download
from generator.opendata.formats import Format
from generator.opendata.packages.describing import DESCRIPTOR, package_facts, rendered, resource_facts
from generator.opendata.tables import TableData

SCHEMA_FILE = "{}.schema.json"


@dataclass(frozen=True, slots=True)
class Excerpts:
    """``table`` is grouped by ``column``, with a file in ``folder`` for each key of ``titles``, even without rows."""

    folder: str
    table: TableData
    column: str
    titles: Mapping[str, str]


def excerpts(
    request: Excerpts, edition: Edition, folder: str, canonical: Format
) -> tuple[dict[str, bytes], dict[str, tuple[Download, ...]]]:
    """(files by address with descriptor and schema, downloads by key); ``folder`` is the address of the folder."""
    table = request.table
    files: dict[str, bytes] = {}
    downloads: dict[str, tuple[Download, ...]] = {}
    place = table.header.index(request.column)
    groups: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in table.cells:
        groups[row[place]].append(row)
    schema = SCHEMA_FILE.format(table.name)
    resources = []
    for key, title in request.titles.items():
        own = replace(table, name=key, cells=tuple(groups.get(key, ())))
        downloads[key] = rendered(own, f"{folder}{key}", (canonical,), edition, files)
        (file,) = downloads[key]
        facts = resource_facts(key, title, file.address.rpartition("/")[2], canonical, files[file.address])
        resources.append({**facts, "type": "table", "encoding": "utf-8", "schema": schema})
    files[f"{folder}{schema}"] = _json(dict(table.schema), indent=2)
    about = replace(
        edition, name=f"{edition.name}-{request.folder}", title=f"{edition.title}：{table.schema['title']}",
        description=table.schema["description"],
    )  # fmt: skip
    files[f"{folder}{DESCRIPTOR}"] = _json({**package_facts(about), "resources": resources})
    return files, downloads


def _json(facts: Mapping[str, object], indent: int | None = None) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, indent=indent) + "\n").encode("utf-8")

"""The rows of one indicator or unit, as a file of its own, and one description of the whole folder.

Most of them have one row or two: a package each, with its schema, would be many times the size of its rows. So the
folder is the package, and all of its files refer to one schema.
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

SCHEMA = "{}.schema.json"


@dataclass(frozen=True, slots=True)
class Excerpts:
    """``table`` is cut by ``column``: into ``folder`` goes a file for each key of ``titles``, though it have no rows."""

    folder: str
    table: TableData
    column: str
    titles: Mapping[str, str]


def excerpts(
    asked: Excerpts, edition: Edition, folder: str, canonical: Format
) -> tuple[dict[str, bytes], dict[str, tuple[Download, ...]]]:
    """The files by address, the folder's description among them, and what each key has to download."""
    table = asked.table
    files: dict[str, bytes] = {}
    found: dict[str, tuple[Download, ...]] = {}
    place = table.header.index(asked.column)
    groups: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in table.cells:
        groups[row[place]].append(row)
    schema = SCHEMA.format(table.name)
    resources = []
    for key, title in asked.titles.items():
        own = replace(table, name=key, cells=tuple(groups.get(key, ())))
        found[key] = rendered(own, f"{folder}{key}", (canonical,), edition, files)
        (one,) = found[key]
        facts = resource_facts(key, title, one.address.rpartition("/")[2], canonical, files[one.address])
        resources.append({**facts, "type": "table", "encoding": "utf-8", "schema": schema})
    files[f"{folder}{schema}"] = _json(dict(table.schema), indent=2)
    about = replace(
        edition, name=f"{edition.name}-{asked.folder}", title=f"{edition.title}：{table.schema['title']}",
        description=table.schema["description"],
    )  # fmt: skip
    files[f"{folder}{DESCRIPTOR}"] = _json({**package_facts(about), "resources": resources})
    return files, found


def _json(facts: Mapping[str, object], indent: int | None = None) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, indent=indent) + "\n").encode("utf-8")

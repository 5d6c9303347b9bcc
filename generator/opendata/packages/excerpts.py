"""Excerpts: a CSV file with the rows of one indicator or unit, and one descriptor for the whole folder of them.

Most excerpts have one or two rows; a package each, with its schema, would be many times their size. So the folder is the
package, and all of its resources refer to one schema.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from generator.batches import batched
from generator.opendata.editions import Edition
from generator.opendata.files import DATA, Download, TableDownloads
from generator.opendata.formats import Format
from generator.opendata.packages.describing import DESCRIPTOR, package_facts, rendered, resource_facts
from generator.opendata.tables import TableData
from generator.remembering import Job, is_remembering, remembered_and_shared_out
from generator.site_files import FILES_PER_JOB, Parcel, SiteFiles

SCHEMA_FILE = "{}.schema.json"


@dataclass(frozen=True, slots=True)
class Excerpts:
    """``table`` is grouped by ``column``, with a file in ``folder`` for each key of ``titles``, even without rows."""

    folder: str
    table: TableData
    column: str
    titles: Mapping[str, str]


def excerpts(
    request: Excerpts, edition: Edition, canonical: Format, files: SiteFiles
) -> dict[str, tuple[Download, ...]]:
    """The downloads by key; adds them to ``files``, with their descriptor and schema."""
    table, folder = request.table, f"{DATA}{request.folder}/"
    place = table.header.index(request.column)
    groups: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in table.cells:
        groups[row[place]].append(row)

    def made(keys: Sequence[str]) -> list[tuple[Parcel, TableDownloads]]:
        own = (replace(table, name=key, cells=tuple(groups.get(key, ()))) for key in keys)
        return [rendered(one, f"{folder}{one.name}", (canonical,), edition.uncited, files) for one in own]

    def job(number: int, keys: Sequence[str]) -> Job[list[tuple[Parcel, TableDownloads]]]:
        rows = tuple((key, tuple(groups.get(key, ()))) for key in keys)
        return Job(
            ("excerpts", request.folder, number),
            (repr(edition.uncited), repr(table.schema), rows) if is_remembering() else (),
            partial(made, keys),
            stands=lambda outcome: all(files.are_standing(parcel.sums) for parcel, _ in outcome),
        )

    jobs = [job(number, keys) for number, keys in enumerate(batched(request.titles, FILES_PER_JOB))]
    schema = SCHEMA_FILE.format(table.name)
    resources = []
    downloads: dict[str, tuple[Download, ...]] = {}
    outcomes: Iterator[list[tuple[Parcel, TableDownloads]]] = remembered_and_shared_out(jobs)
    for parcel, excerpt in chain.from_iterable(outcomes):
        files.add_parcel(parcel)
        key, (file,) = excerpt.table.name, excerpt.downloads
        downloads[key] = excerpt.downloads
        path = file.address.rpartition("/")[2]
        facts = resource_facts(key, request.titles[key], path, canonical, files.sum(file.address))
        resources.append({**facts, "type": "table", "encoding": "utf-8", "schema": schema})
    files.add(f"{folder}{schema}", _json(dict(table.schema), indent=2))
    about = replace(
        edition, name=f"{edition.name}-{request.folder}", title=f"{edition.title}：{table.schema['title']}",
        description=table.schema["description"],
    )  # fmt: skip
    files.add(f"{folder}{DESCRIPTOR}", _json({**package_facts(about), "resources": resources}))
    return downloads


def _json(facts: Mapping[str, object], indent: int | None = None) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, indent=indent) + "\n").encode("utf-8")

"""The export stage: corpus → the files of ``/data/``, whole and per plan, described and zipped."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from generator import exporters, tables
from generator.discovery import collect
from generator.exporters._exporter import Exporter
from generator.linking.addresses import data_name
from generator.model import Clause, Corpus, DataTable
from generator.model.restriction import only
from generator.tables._table import PublishedTable, TableData, table_data

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file to fetch: ``address`` is relative to the site's root."""

    address: str
    label: str
    about: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDownloads:
    """A published table and the files it comes in, the canonical one first."""

    table: TableData
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """``files`` maps address to content. The rest is what pages need in order to offer them."""

    files: Mapping[str, bytes]
    tables: tuple[TableDownloads, ...]
    whole: Download
    by_plan: Mapping[str, Download]
    tables_by_plan: Mapping[str, tuple[TableDownloads, ...]]
    by_indicator: Mapping[str, tuple[Download, ...]]
    by_unit: Mapping[str, tuple[Download, ...]]


def export(corpus: Corpus) -> Exports:
    files: dict[str, bytes] = {}
    name = f"{corpus.site.region.id}-plans"
    whole_tables = _publish(corpus, "data/", name, corpus.site.name, files)
    whole = _zip(files, "data/", f"data/{name}.zip")
    by_plan, tables_by_plan = {}, {}
    for plan in corpus.plans:
        folder = f"data/plans/{plan.id}/"
        tables_by_plan[plan.id] = _publish(only(corpus, plan), folder, plan.id, plan.title, files)
        by_plan[plan.id] = _zip(files, folder, f"data/plans/{plan.id}.zip")
    tables_by_name = {each.table.name: each.table for each in whole_tables}
    by_indicator = _excerpts(tables_by_name["figures"], "indicator_id", "data/indicators/", files)
    by_unit = _excerpts(_duties(tables_by_name), "unit_id", "data/units/", files)
    return Exports(
        files=dict(sorted(files.items())),
        tables=whole_tables,
        whole=whole,
        by_plan=by_plan,
        tables_by_plan=tables_by_plan,
        by_indicator=by_indicator,
        by_unit=by_unit,
    )


def all_exporters() -> tuple[Exporter, ...]:
    """The formats, the canonical one first."""
    return tuple(sorted(collect(exporters, "EXPORTER", Exporter), key=lambda each: each.rank))


def all_tables() -> tuple[PublishedTable, ...]:
    return collect(tables, "TABLE", PublishedTable)


def _publish(corpus: Corpus, folder: str, name: str, title: str, files: dict[str, bytes]) -> tuple[TableDownloads, ...]:
    """Writes one package into ``files`` and returns what it holds."""
    data = [*(table_data(table, corpus) for table in all_tables()), *(_own_table(each) for each in corpus.data_tables)]
    published, resources = [], []
    for table in data:
        downloads = _render(table, f"{folder}{table.name}", files)
        resources += [
            _resource(table, exporter, f"{table.name}{exporter.suffix}", files[each.address])
            for exporter, each in zip(all_exporters(), downloads, strict=True)
            if exporter.media_type == "text/csv"  # the stock library reads JSON tables with an extra only
        ]
        published.append(TableDownloads(table=table, downloads=downloads))
    resources.sort(key=lambda each: ("." in each["name"], each["name"]))
    files[f"{folder}datapackage.json"] = _json(_descriptor(corpus, name, title, resources))
    files[f"{folder}README.txt"] = _readme(corpus, title, published).encode("utf-8")
    return tuple(published)


def _render(table: TableData, stem: str, files: dict[str, bytes]) -> tuple[Download, ...]:
    """Writes ``table`` into ``files`` in every format, at the address ``stem`` with the format's suffix."""
    downloads = []
    for exporter in all_exporters():
        address = f"{stem}{exporter.suffix}"
        files[address] = exporter.render(table)
        downloads.append(
            Download(address=address, label=exporter.label.zh, about=exporter.about.zh, bytes=len(files[address]))
        )
    return tuple(downloads)


def _excerpts(table: TableData, column: str, folder: str, files: dict[str, bytes]) -> dict[str, tuple[Download, ...]]:
    """The rows of ``table`` for each value of ``column``, as files of their own."""
    place = table.header.index(column)
    groups: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in table.cells:
        groups[row[place]].append(row)
    return {key: _render(replace(table, cells=tuple(rows)), f"{folder}{key}", files) for key, rows in groups.items()}


def _duties(published: Mapping[str, TableData]) -> TableData:
    """What units owe: a row of ``task_units`` with its row of ``tasks`` beside it."""
    duties, tasks = published["task_units"], published["tasks"]
    by_id = {row[0]: row[1:] for row in tasks.cells}
    fields = [*duties.schema["fields"], *tasks.schema["fields"][1:]]
    return TableData(
        name="duties",
        schema={"title": "任务", "description": duties.schema["description"], "fields": fields, "missingValues": [""]},
        cells=tuple((*row, *by_id[row[0]]) for row in duties.cells),
    )


def _own_table(table: DataTable) -> TableData:
    """A plan's own table, published as authored: its plan before it, its row ids and clauses made whole."""
    anchors: dict[str, Clause] = {clause.anchor: clause for clause in table.plan.clauses}
    fields: list[Mapping[str, Any]] = [
        {"name": "plan_id", "title": "规划", "type": "string", "description": "plans.csv 的编号"}
    ]
    for field in table.fields:
        renamed = {"id": "row_id", "clause": "clause_id"}.get(str(field["name"]), str(field["name"]))
        kept = {
            key: value
            for key, value in field.items()
            if key in ("title", "description", "type", "format", "constraints")
        }
        fields.append({"name": renamed, **kept})
    names = [str(field["name"]) for field in table.fields]

    def cell(name: str, value: str) -> str:
        if name == "id":
            return f"{table.plan.id}-{value}"
        return anchors[value].id if name == "clause" and value in anchors else value

    return TableData(
        name=data_name(table),
        schema={"title": table.title, "description": table.description, "fields": fields, "missingValues": [""]},
        cells=tuple((table.plan.id, *(cell(name, row[name]) for name in names)) for row in table.rows),
    )


def _resource(table: TableData, exporter: Exporter, path: str, content: bytes) -> dict[str, Any]:
    canonical = exporter.rank == 1
    schema = dict(table.schema) if canonical else _loose(table.schema)
    return {
        "name": table.name if canonical else path.removesuffix(".csv"),
        "path": path,
        "type": "table",
        "title": table.schema["title"] if canonical else f"{table.schema['title']}（{exporter.label.zh}）",
        "description": table.schema["description"],
        "format": "csv",
        "mediatype": exporter.media_type,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {key: value for key, value in schema.items() if key not in ("title", "description")},
    }


def _loose(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The columns without keys and constraints: guarded cells differ from the canonical ones."""
    fields = [{key: value for key, value in field.items() if key != "constraints"} for field in schema["fields"]]
    return {"fields": fields, "missingValues": [""]}


def _descriptor(corpus: Corpus, name: str, title: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    site = corpus.site
    plans = corpus.plans
    return {
        "$schema": PROFILE,
        "name": name,
        "title": title,
        "description": plans[0].summary if len(plans) == 1 else site.description,
        "version": site.data_version,
        "created": f"{site.data_date.isoformat()}T00:00:00Z",
        **({"homepage": site.address} if site.address else {}),
        "licenses": [{"name": site.licence_name, "title": site.licence_title, "path": site.licence_address}],
        "sources": [{"title": f"{plan.publication}，{plan.doc_number}《{plan.title}》"} for plan in plans],
        "contributors": [{"title": site.publisher, "roles": ["publisher"]}],
        "keywords": sorted({plan.topic.name for plan in plans}),
        "resources": resources,
    }


def _readme(corpus: Corpus, title: str, published: list[TableDownloads]) -> str:
    site = corpus.site
    lines = [
        f"# {title}",
        "",
        f"数据版本 {site.data_version}（{site.data_date.isoformat()}），{site.publisher}编。",
        f"许可：{site.licence_title}（{site.licence_address}）。",
        "",
        "## 来源",
        "",
        *(f"- {plan.publication}，{plan.doc_number}《{plan.title}》" for plan in corpus.plans),
        "",
        "## 怎样引用",
        "",
        f"{site.publisher}. {title}[DB]. 版本 {site.data_version}, {site.data_date.isoformat()}.",
        "",
        "## 文件",
        "",
        "。".join(f"`*{each.suffix}`：{each.about.zh}" for each in all_exporters())
        + "。每一列的含义见 `datapackage.json`。",
        "",
        *(
            f"- `{each.table.name}.csv`：{each.table.schema['title']}，{len(each.table.cells)} 行。"
            f"{each.table.schema['description']}"
            for each in published
        ),
    ]
    return "\n".join(lines) + "\n"


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _zip(files: dict[str, bytes], folder: str, address: str) -> Download:
    """Zips what is in ``folder`` (not below it) into ``files``; the same files give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in _inside(files, folder):
            info = zipfile.ZipInfo(path, ZIP_TIME)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, 9)
    files[address] = out.getvalue()
    return Download(address=address, label="ZIP", about="全部表格、说明和许可", bytes=len(files[address]))


def _inside(files: dict[str, bytes], folder: str) -> Iterator[tuple[str, bytes]]:
    for address in sorted(files):
        path = address.removeprefix(folder)
        if address.startswith(folder) and "/" not in path and not path.endswith(".zip"):
            yield path, files[address]

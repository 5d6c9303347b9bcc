"""Tables → a data package: files in each format, the descriptor ``datapackage.json``, README and citation, and its ZIP."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.deflating import zipped
from generator.opendata.editions import Edition
from generator.opendata.files import Download, TableDownloads
from generator.opendata.formats import Format
from generator.opendata.tables import TableData, TableFacts
from generator.site_files import Parcel, SiteFiles, Sum

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTOR, README, CITATION = "datapackage.json", "README.txt", "CITATION.cff"


def rendered(
    table: TableData, stem: str, formats: Iterable[Format], edition: Edition, files: SiteFiles
) -> tuple[Parcel, TableDownloads]:
    """``table`` in each format, at the address ``stem`` plus the format's suffix, as a parcel for ``files``."""
    about = replace(edition, sources=(table.source,)) if table.source else edition
    by_address = {f"{stem}{one.suffix}": one for one in formats}
    parcel = files.parcel({address: one.chunks((table,), about) for address, one in by_address.items()})
    downloads = tuple(download_of(one, address, parcel.size(address)) for address, one in by_address.items())
    return parcel, TableDownloads(table=table.facts, rows=len(table.cells), downloads=downloads)


def download_of(form: Format, address: str, size: int) -> Download:
    """The download of a file in this format, of ``size`` bytes."""
    return download(address, form.suffix, form.label.zh, form.about.zh, form.media_type, size)


def download(address: str, suffix: str, label: str, about: str, media_type: str, size: int) -> Download:
    """The download of a file of ``size`` bytes."""
    return Download(address=address, suffix=suffix, label=label, about=about, media_type=media_type, bytes=size)


def descriptor(
    edition: Edition,
    published: Sequence[TableDownloads],
    formats: Sequence[Format],
    files: SiteFiles,
    indent: int | None = None,
) -> bytes:
    """``datapackage.json``: its resources are the canonical CSV files; files in other formats are under ``otherFormats``.

    They are no resources, since the reference library would infer types for them, or require a plugin. ``files`` are by
    address; of ``published`` only the files in ``formats`` are described.
    """
    by_suffix = {one.suffix: one for one in formats}
    described: list[dict[str, Any]] = [
        _resource(item.table, by_suffix[file.suffix], file.address, files.sum(file.address))
        for item in published
        for file in item.downloads
        if file.suffix in by_suffix
    ]
    resources = sorted((facts for facts in described if "schema" in facts), key=lambda resource: str(resource["name"]))
    others = [facts for facts in described if "schema" not in facts]
    facts = {
        **package_facts(edition),
        "resources": resources,
        **({"otherFormats": sorted(others, key=lambda other: str(other["path"]))} if others else {}),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=indent) + "\n").encode("utf-8")


def package_facts(edition: Edition) -> dict[str, Any]:
    """The package-level properties of a descriptor (Data Package 2.0)."""
    return {
        "$schema": PROFILE,
        "name": edition.name,
        "title": edition.title,
        "description": edition.description,
        "version": edition.version,
        "created": f"{edition.day.isoformat()}T00:00:00Z",
        **({"homepage": edition.address} if edition.address else {}),
        "licenses": [{"name": edition.licence_name, "title": edition.licence_title, "path": edition.licence_address}],
        "sources": [{"title": source} for source in edition.sources],
        "contributors": [{"title": edition.publisher, "roles": ["publisher"]}],
        "citation": edition.reference,
    }


def resource_facts(name: str, title: str, path: str, form: Format, own: Sum) -> dict[str, Any]:
    """The properties of a file in a descriptor: path, format, size in bytes, hash."""
    return {
        "name": name,
        "path": path,
        "title": title,
        "format": form.suffix.rpartition(".")[2],
        "mediatype": form.media_type,
        "bytes": own.size,
        "hash": f"sha256:{own.sha256}",
    }


def _resource(table: TableFacts, form: Format, address: str, own: Sum) -> dict[str, Any]:
    """The descriptor of one file of a table; only the canonical one has a ``schema``."""
    name = table.name if form.canonical else f"{table.name}{form.suffix}"
    title = table.schema["title"] if form.canonical else f"{table.schema['title']}（{form.label.zh}）"
    facts = {
        **resource_facts(name, title, address.rpartition("/")[2], form, own),
        "description": table.schema["description"],
    }
    if not form.canonical:
        return facts
    schema = {key: value for key, value in table.schema.items() if key not in ("title", "description")}
    sources = {"sources": [{"title": table.source}]} if table.source else {}
    return {**facts, "type": "table", "encoding": "utf-8", **sources, "schema": schema}


def readme(edition: Edition, published: Sequence[TableDownloads], formats: Sequence[Format]) -> bytes:
    """README.txt (Markdown in UTF-8): provenance, citation, files, tables and columns, for people."""
    lines = [
        f"# {edition.title}",
        "",
        edition.description,
        "",
        f"数据版本 {edition.version}（{edition.day.isoformat()}），{edition.publisher}编。",
        f"许可：{edition.licence_title}（{edition.licence_address}）。",
        "",
        "## 来源",
        "",
        *(f"- {source}" for source in edition.sources),
        "",
        "## 怎样引用",
        "",
        edition.reference,
        "",
        *edition.bibtex.splitlines(),
        "",
        "## 文件",
        "",
        *(f"- `*{one.suffix}`：{one.about.zh}" for one in formats),
        f"- `{DESCRIPTOR}`：每张表、每一列的说明，每个文件的大小和校验值",
        f"- `{CITATION}`：给引文软件用",
        "",
        "## 各表各列",
        "",
        "空格表示原文没有印，或者不适用；从不表示零。",
    ]
    for item in published:
        table = item.table
        lines += ["", f"### {table.name}.csv：{table.schema['title']}，{item.rows} 行", ""]
        lines += [table.schema["description"], ""] if table.schema["description"] else []
        lines += [_column(field) for field in table.schema["fields"]]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _column(field: Mapping[str, Any]) -> str:
    about = "，".join(part for part in (field.get("title", ""), field.get("description", "")) if part)
    return f"- `{field['name']}`（{field.get('type', 'string')}）：{about}"


def citation_file(edition: Edition) -> bytes:
    """``CITATION.cff`` (Citation File Format 1.2.0)."""
    facts = {
        "cff-version": "1.2.0",
        "message": "引用这些数据时，请用下列信息，并写明引用日期。",
        "type": "dataset",
        "title": edition.title,
        "abstract": edition.description,
        "authors": [{"name": edition.publisher}],
        "version": edition.version,
        "date-released": edition.day.isoformat(),
        "license": edition.licence_name,
        "license-url": edition.licence_address,
        **({"url": edition.address} if edition.address else {}),
        "references": [
            {
                "type": "government-document",
                "title": document.title,
                "authors": [{"name": document.issuer}],
                "date-published": document.issued.isoformat(),
            }
            for document in edition.documents
        ],
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items()).encode("utf-8")


def archive(
    published: Sequence[TableDownloads], edition: Edition, formats: Sequence[Format], files: SiteFiles
) -> bytes:
    """A ZIP of the files of ``published`` with descriptor, README and citation; ``files`` are by address."""
    addresses = {file.address.rpartition("/")[2]: file.address for table in published for file in table.downloads}
    about = {
        DESCRIPTOR: descriptor(edition, published, formats, files),
        README: readme(edition, published, formats),
        CITATION: citation_file(edition),
    }
    names = sorted({*addresses, *about})
    return zipped((name, about[name] if name in about else files[addresses[name]]) for name in names)

"""Tables → a package: their files in every format, ``datapackage.json``, a README for people, all of it zipped."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from generator.opendata.editions import Edition
from generator.opendata.files import Download, TableDownloads
from generator.opendata.formats import Format
from generator.opendata.tables import TableData

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
DESCRIPTOR, README, CITATION = "datapackage.json", "README.txt", "CITATION.cff"


def rendered(
    table: TableData, stem: str, formats: Iterable[Format], edition: Edition, files: dict[str, bytes]
) -> tuple[Download, ...]:
    """Writes ``table`` into ``files`` in each format, at the address ``stem`` with the format's suffix."""
    downloads = []
    about = replace(edition, sources=(table.source,)) if table.source else edition
    for each in formats:
        address = f"{stem}{each.suffix}"
        files[address] = each.render((table,), about)
        downloads.append(download(address, each.suffix, each.label.zh, each.about.zh, each.media_type, files[address]))
    return tuple(downloads)


def download(address: str, suffix: str, label: str, about: str, media_type: str, content: bytes) -> Download:
    return Download(address=address, suffix=suffix, label=label, about=about, media_type=media_type, bytes=len(content))


def descriptor(
    edition: Edition,
    published: Sequence[TableDownloads],
    formats: Sequence[Format],
    files: Mapping[str, bytes],
    *,
    indent: int | None = None,
) -> bytes:
    """``datapackage.json``: canonical CSV files are its resources, each table once; the others stand under ``otherFormats``.

    The stock library would guess the types of other formats, or ask for a plugin, so they are no resources.
    ``files`` are by address; formats that are not in ``formats`` are left out.
    """
    by_suffix = {each.suffix: each for each in formats}
    described: list[dict[str, Any]] = [
        _resource(each.table, by_suffix[one.suffix], one.address, files[one.address])
        for each in published
        for one in each.downloads
        if one.suffix in by_suffix
    ]
    resources = sorted((each for each in described if "schema" in each), key=lambda each: str(each["name"]))
    others = [each for each in described if "schema" not in each]
    facts = {
        **package_facts(edition),
        "resources": resources,
        **({"otherFormats": sorted(others, key=lambda other: str(other["path"]))} if others else {}),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=indent) + "\n").encode("utf-8")


def package_facts(edition: Edition) -> dict[str, Any]:
    """What a descriptor says of the package as a whole."""
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


def resource_facts(name: str, title: str, path: str, made: Format, content: bytes) -> dict[str, Any]:
    """What a descriptor says of one file."""
    return {
        "name": name,
        "path": path,
        "title": title,
        "format": made.suffix.rpartition(".")[2],
        "mediatype": made.media_type,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _resource(table: TableData, made: Format, address: str, content: bytes) -> dict[str, Any]:
    canonical = made.rank == 1
    name = table.name if canonical else f"{table.name}{made.suffix}"
    title = table.schema["title"] if canonical else f"{table.schema['title']}（{made.label.zh}）"
    facts = {
        **resource_facts(name, title, address.rpartition("/")[2], made, content),
        "description": table.schema["description"],
    }
    if not canonical:
        return facts
    schema = {key: value for key, value in table.schema.items() if key not in ("title", "description")}
    sources = {"sources": [{"title": table.source}]} if table.source else {}
    return {**facts, "type": "table", "encoding": "utf-8", **sources, "schema": schema}


def readme(edition: Edition, published: Sequence[TableDownloads], formats: Sequence[Format]) -> bytes:
    """What is in the package, for people."""
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
        *(f"- `*{each.suffix}`：{each.about.zh}" for each in formats),
        f"- `{DESCRIPTOR}`：每张表、每一列的说明，每个文件的大小和校验值",
        f"- `{CITATION}`：给引文软件用",
        "",
        "## 各表各列",
        "",
        "空格表示原文没有印，或者不适用；从不表示零。",
    ]
    for each in published:
        table = each.table
        lines += ["", f"### {table.name}.csv：{table.schema['title']}，{len(table.cells)} 行", ""]
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
    published: Sequence[TableDownloads], edition: Edition, formats: Sequence[Format], files: Mapping[str, bytes]
) -> bytes:
    """``published`` in ``formats`` with description, README and citation, in one ZIP; ``files`` are by address."""
    inside = {each.address.rpartition("/")[2]: files[each.address] for table in published for each in table.downloads}
    inside[DESCRIPTOR] = descriptor(edition, published, formats, files)
    inside[README] = readme(edition, published, formats)
    inside[CITATION] = citation_file(edition)
    return zipped(inside)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files by name in one archive; the same files give the same bytes (deflated, with the same zlib)."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, ZIP_TIME)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            packed.writestr(info, files[path], zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()

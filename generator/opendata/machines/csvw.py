"""``data/csv-metadata.json``: the canonical tables as W3C “CSV on the Web” metadata: datatypes, primary and foreign keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model import Corpus
from generator.opendata.editions import edition_of
from generator.opendata.files import Exports
from generator.opendata.machines import Json, Publication, Rank, as_json
from generator.opendata.tables import TableFacts

METADATA = "data/csv-metadata.json"
XSD_TYPES = {"integer": "integer", "number": "decimal", "boolean": "boolean", "date": "date", "year": "gYear"}


def _files(corpus: Corpus, exports: Exports) -> Mapping[str, bytes]:
    site = corpus.site
    names = {published.table.name for published in exports.tables}
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "dc:title": site.name,
        "dc:description": site.description,
        "dc:publisher": site.publisher,
        "dc:license": {"@id": site.licence_address},
        "dc:bibliographicCitation": edition_of(corpus).reference,
        "dc:modified": {"@value": site.day.isoformat(), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tables": [_table(published.table, names) for published in exports.tables],
    }
    return {METADATA: as_json(group)}


def _table(table: TableFacts, names: set[str]) -> Json:
    schema = table.schema
    key = schema.get("primaryKey", [])
    columns = [key] if isinstance(key, str) else list(key)
    required = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")}
    references = [
        {
            "columnReference": foreign["fields"],
            "reference": {
                "resource": f"{foreign['reference']['resource'] or table.name}.csv",
                "columnReference": foreign["reference"]["fields"],
            },
        }
        for foreign in schema.get("foreignKeys", ())
        if (foreign["reference"]["resource"] or table.name) in names
    ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": schema["title"],
        "dc:description": schema.get("description", ""),
        "tableSchema": {
            "columns": [_column(field) for field in schema["fields"]],
            **({"primaryKey": columns} if columns and set(columns) <= required else {}),
            **({"foreignKeys": references} if references else {}),
        },
    }


def _column(field: Mapping[str, Any]) -> Json:
    return {
        "name": field["name"],
        "titles": field["name"],
        "dc:title": field.get("title", ""),
        "dc:description": field.get("description", ""),
        "datatype": XSD_TYPES.get(field.get("type", ""), "string"),
        "required": bool(field.get("constraints", {}).get("required")),
        "null": "",
        **({"separator": field["separator"]} if "separator" in field else {}),
    }


PUBLICATION = Publication(rank=Rank.OF_API, files=_files)

"""Parquet: typed columns for programs. Numbers are exact decimals, as printed, not binary fractions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from generator.diagnostics import Text
from generator.opendata.editions import Edition
from generator.opendata.formats import Format
from generator.opendata.tables import TableData, typed

ARROW_TYPES = {
    "integer": pa.int64(),
    "year": pa.int64(),
    "number": pa.decimal128(38, 18),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def _chunks(tables: Sequence[TableData], edition: Edition) -> Iterator[bytes]:
    (table,) = tables
    fields = [
        pa.field(
            field["name"],
            ARROW_TYPES.get(field.get("type", ""), pa.string()),
            metadata={"title": field.get("title", ""), "description": field.get("description", "")},
        )
        for field in table.schema["fields"]
    ]
    about = {
        "title": table.schema["title"],
        "description": table.schema["description"],
        "version": edition.version,
        "license": edition.licence_name,
        "citation": edition.reference,
    }
    schema = pa.schema(fields, metadata=about)
    kinds = (field.get("type", "") for field in table.schema["fields"])
    cells = zip(*table.cells, strict=True) if table.cells else (() for _ in fields)
    columns = [
        pa.array([typed(kind, cell) for cell in column], arrow_type)
        for kind, column, arrow_type in zip(kinds, cells, schema.types, strict=True)
    ]
    out = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), out)
    yield out.getvalue().to_pybytes()


FORMAT = Format(
    suffix=".parquet",
    media_type="application/vnd.apache.parquet",
    label=Text("Parquet", "Parquet"),
    about=Text("for programs: typed columns", "给程序用：列有类型，读得快"),
    rank=6,
    chunks=_chunks,
)

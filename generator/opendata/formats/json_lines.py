"""JSON Lines: the records of the JSON file, one a line, for streaming readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.batches import batched
from generator.diagnostics import Text
from generator.opendata.editions import Edition
from generator.opendata.formats import ROWS_PER_CHUNK, Format
from generator.opendata.formats.json_records import json_objects
from generator.opendata.tables import TableData


def _chunks(tables: Sequence[TableData], edition: Edition) -> Iterator[bytes]:
    (table,) = tables
    for records in batched(json_objects(table), ROWS_PER_CHUNK):
        yield "".join(f"{{{record}}}\n" for record in records).encode("utf-8")


FORMAT = Format(
    suffix=".jsonl",
    media_type="application/jsonl",
    label=Text("JSON Lines", "JSON Lines"),
    about=Text("for programs: a record a line", "给程序用：每行一条 JSON 记录"),
    rank=5,
    chunks=_chunks,
)

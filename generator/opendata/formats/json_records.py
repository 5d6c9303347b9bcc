"""JSON: a list of records, one for each row. Numbers keep the digits of the canonical file, blanks are null."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from json.encoder import encode_basestring as _quoted
from typing import Final

from generator.batches import batched
from generator.diagnostics import Text
from generator.opendata.editions import Edition
from generator.opendata.formats import ROWS_PER_CHUNK, Format
from generator.opendata.tables import TableData

LITERAL = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?|true|false")
"""Canonical numbers and booleans that are valid JSON literals."""
UNQUOTED_TYPES: Final = {"integer", "number", "year", "boolean"}


def _unquoted(cell: str) -> str:
    return cell if LITERAL.fullmatch(cell) else _quoted(cell)


def json_objects(table: TableData) -> Iterator[str]:
    """The rows as JSON objects, without the braces."""
    forms: list[tuple[str, Callable[[str], str]]] = [
        (_quoted(field["name"]), _unquoted if field.get("type") in UNQUOTED_TYPES else _quoted)
        for field in table.schema["fields"]
    ]
    for row in table.cells:
        yield ", ".join(
            f"{name}: {form(cell) if cell else 'null'}" for (name, form), cell in zip(forms, row, strict=True)
        )


def _chunks(tables: Sequence[TableData], edition: Edition) -> Iterator[bytes]:
    (table,) = tables
    yield b"["
    comma = ""
    for records in batched(json_objects(table), ROWS_PER_CHUNK):
        yield (comma + ",".join(f"\n  {{{record}}}" for record in records)).encode("utf-8")
        comma = ","
    yield b"\n]\n"


FORMAT = Format(
    suffix=".json",
    media_type="application/json",
    label=Text("JSON", "JSON"),
    about=Text("for programs: a list of records", "给程序用：每行一个对象"),
    rank=4,
    chunks=_chunks,
)

"""What a program gets from a published file, as text that a person can read in a diff."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pyarrow.parquet as pq

FEW = 3
"""Items shown of a long list."""
CUT_FROM = 12
"""A list of so many items or more is cut."""
VARYING = ("hash", "bytes", "byteSize", "spdx:checksumValue", "checksumValue")
"""Keys whose values differ with the version of zlib, of a library or of the program."""


def text_of(path: Path) -> str:
    """The content of the file, by its kind; one that is text already as it is."""
    read = {".xlsx": workbook, ".parquet": parquet, ".sqlite": database, ".zip": archive, ".jsonl": plain}
    if path.suffix in (".json", ".jsonld"):
        return document(path)
    return read.get(path.suffix, plain)(path)


def plain(path: Path) -> str:
    return path.read_bytes().decode("utf-8").replace("\ufeff", "<BOM>").replace("\r", "<CR>")


def document(path: Path) -> str:
    """JSON, indented; of a long list the first items, and how many there are."""
    return json.dumps(shortened(json.loads(path.read_text("utf-8"))), ensure_ascii=False, indent=1)


def shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "…" if key in VARYING and item else shortened(item) for key, item in value.items()}
    if isinstance(value, list):
        items = [shortened(item) for item in value]
        return items if len(items) < CUT_FROM else [*items[:FEW], f"… {len(items)} in all"]
    return value


def workbook(path: Path) -> str:
    return "\n".join(_sheets(BytesIO(path.read_bytes())))


def _sheets(content: BytesIO) -> Iterator[str]:
    book = openpyxl.load_workbook(content)
    told = book.properties
    yield f"{told.title} | {told.creator} | {told.created} | {told.description}"
    for sheet in book:
        yield f"## {sheet.title}: frozen at {sheet.freeze_panes}, filter {sheet.auto_filter.ref}"
        yield "widths: " + " ".join(
            f"{size.min}-{size.max} {size.width:g}" for _, size in sorted(sheet.column_dimensions.items()) if size.width
        )
        for hint in sheet.data_validations.dataValidation:
            yield f"hint at {hint.sqref}, {hint.type}: {hint.promptTitle}: {hint.prompt}"
        for row in sheet.iter_rows():
            yield " | ".join(_cell(cell) for cell in row).rstrip(" |")


def _cell(cell: Any) -> str:
    if cell.value is None:
        return ""
    bold = "*" if cell.font.b else ""
    kind = "" if cell.data_type == "s" else f" <{cell.number_format}>"
    link = f" → {cell.hyperlink.target or cell.hyperlink.location}" if cell.hyperlink else ""
    line = f" _{cell.border.bottom.style}_" if cell.border.bottom.style else ""
    wrapped = f" ↵{cell.alignment.vertical or ''}" if cell.alignment.wrap_text else ""
    return f"{bold}{cell.value}{bold}{kind}{link}{line}{wrapped}"


def parquet(path: Path) -> str:
    table = pq.read_table(path)
    columns = [f"{field.name}: {field.type}{'' if field.nullable else ' not null'}" for field in table.schema]
    return "\n".join([*columns, *(" | ".join(map(str, row.values())) for row in table.to_pylist())])


def database(path: Path) -> str:
    """Tables, keys and indexes as they were made; the rows of what explains the database."""
    header = path.read_bytes()[:100]
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        made = [
            sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
        ]
        rows = [
            f"{table}: " + " | ".join(map(str, row))
            for table in ("about", "columns", "citations", "targets")
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608  # our names
        ]
    counters = f"changes {header[24:28].hex()}, of version {header[92:96].hex()}, version {header[96:100].hex()}"
    return "\n".join([counters, *made, *rows])


def archive(path: Path) -> str:
    """The members in their order, with what unpacking makes of them, and their lengths where those are of text."""
    with ZipFile(path) as opened:
        members = opened.infolist()
    ways = {
        f"made {member.date_time} on system {member.create_system}, mode {member.external_attr >> 16:o}, method {member.compress_type}"
        for member in members
    }
    return "\n".join(
        [
            *sorted(ways),
            *(
                f"{member.filename}{'' if member.filename.endswith(('.xlsx', '.json')) else f' {member.file_size} B'}"
                for member in members
            ),
        ]
    )


def layout(content: bytes) -> str:
    """How a text file is laid out, as a person sees who opens it."""
    text = content.decode("utf-8-sig")
    second = text.partition("\n")[2]
    indent = len(second) - len(second.lstrip(" "))
    ends = {"\r\n": "CR LF", "\n": "LF"}
    last = next((name for end, name in ends.items() if text.endswith(end)), "no line end")
    escaped = ", with escapes" if "\\u" in text else ""
    marked = ", with a byte-order mark" if content.startswith(b"\xef\xbb\xbf") else ""
    return f"second line indented by {indent}, {last} at the end{escaped}{marked}"

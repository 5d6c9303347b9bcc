"""SQLite: all tables in one file, with primary keys, foreign keys and indexes. Datasette opens it as it is.

The metadata of package and columns is in the tables ``about`` and ``columns``. The output is the same with every version of
SQLite: header fields with change counters and the library's version are overwritten, and so is unused space in pages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from struct import pack_into, unpack_from
from typing import Any

from generator.diagnostics import Text
from generator.model.figure import plain_number
from generator.opendata.editions import Edition
from generator.opendata.formats import Format, Scope
from generator.opendata.tables import TableData, Value, typed

IN_ONE_PIECE = "file:plans?vfs=memdb"
"""A database in memory that is taken out as it lies there; of one in ``:memory:`` there would be three copies for a moment. SQLite lets
it have 1 GB, some 300 editions.
"""
SQL_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}
FILE_HEADER = 100
"""The length of the file's header, after which the first page goes on, in bytes."""
VOLATILE_HEADER = (24, 92, 96)
"""Where the file header has the change counter, the change for which the library's version number holds, and that number."""
PAGE_SIZE = 4096
"""The size of a page in bytes."""
PAGE_HEADERS = {2: 12, 5: 12, 10: 8, 13: 8}
"""The bytes of the header of a page, by its first one, which is the page's kind; other pages have text that goes on."""


def _chunks(tables: Sequence[TableData], edition: Edition) -> Iterator[bytes]:
    names = {table.name for table in tables}
    with closing(sqlite3.connect(IN_ONE_PIECE, uri=True)) as database:
        database.execute("PRAGMA journal_mode = OFF")  # it is made once, or not at all
        database.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        database.execute("PRAGMA secure_delete = ON")  # texts that go on in other pages leave nothing in the last
        for table in tables:
            database.execute(_create_statement(table, names))
            placeholders = ", ".join("?" * len(table.header))
            kinds = [field.get("type", "") for field in table.schema["fields"]]
            database.executemany(
                f"INSERT INTO {_quoted(table.name)} VALUES ({placeholders})",  # noqa: S608  # a schema's own names
                (
                    [_sqlite_value(typed(kind, cell)) for kind, cell in zip(kinds, row, strict=True)]
                    for row in table.cells
                ),
            )
            for statement in _indexes(table, names):
                database.execute(statement)
        _write_metadata(database, tables, edition)
        database.commit()
        database.execute("VACUUM")
        content = database.serialize()
    yield _wiped(bytearray(content[:PAGE_SIZE]), is_first=True)
    for start in range(PAGE_SIZE, len(content), PAGE_SIZE):
        yield _wiped(bytearray(content[start : start + PAGE_SIZE]))


def _wiped(page: bytearray, *, is_first: bool = False) -> bytes:
    """Overwrites what is not data: SQLite's marks in the file's header, which is in the first page, and between a page's list
    of cells and the first of them what stood there while it was filled.
    """
    if is_first:
        for place in VOLATILE_HEADER:
            pack_into(">I", page, place, 1)
    header = FILE_HEADER if is_first else 0
    if size := PAGE_HEADERS.get(page[header]):
        cells, first = unpack_from(">HH", page, header + 3)
        gap = slice(header + size + 2 * cells, first)
        page[gap] = bytes(gap.stop - gap.start)
    return bytes(page)


def _create_statement(table: TableData, names: set[str]) -> str:
    columns = [
        f"{_quoted(field['name'])} {SQL_TYPES.get(field.get('type', ''), 'TEXT')}" for field in table.schema["fields"]
    ]
    if key := _primary_key(table):
        columns.append(f"PRIMARY KEY ({key})")
    columns += [
        f"FOREIGN KEY ({_columns(key['fields'])}) "
        f"REFERENCES {_quoted(key['reference']['resource'] or table.name)} ({_columns(key['reference']['fields'])})"
        for key in _foreign_keys(table, names)
    ]
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(columns)})"


def _primary_key(table: TableData) -> str:
    """The quoted columns of the primary key, empty without one."""
    key = table.schema.get("primaryKey", [])
    return _columns([key] if isinstance(key, str) else key)


def _foreign_keys(table: TableData, names: set[str]) -> list[dict[str, Any]]:
    """The foreign keys of the Table Schema to tables in ``names``."""
    return [key for key in table.schema.get("foreignKeys", ()) if (key["reference"]["resource"] or table.name) in names]


def _indexes(table: TableData, names: set[str]) -> list[str]:
    """A statement ``CREATE INDEX`` for each foreign key, for joins and Datasette's back-links."""
    return [
        f"CREATE INDEX {_quoted('_'.join((table.name, *key['fields'])))} "
        f"ON {_quoted(table.name)} ({_columns(key['fields'])})"
        for key in _foreign_keys(table, names)
    ]


def _write_metadata(database: sqlite3.Connection, tables: Sequence[TableData], edition: Edition) -> None:
    """Writes the tables ``about`` and ``columns``."""
    database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
    facts = {
        "title": edition.title,
        "description": edition.description,
        "version": edition.version,
        "date": edition.day.isoformat(),
        "publisher": edition.publisher,
        "license": f"{edition.licence_name} {edition.licence_address}",
        "citation": edition.reference,
        "sources": "\n".join(edition.sources),
    }
    database.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
    database.execute(
        "CREATE TABLE columns (table_name TEXT, column_name TEXT, table_title TEXT, title TEXT, type TEXT, "
        "description TEXT, unit TEXT, source TEXT, PRIMARY KEY (table_name, column_name))"
    )
    database.executemany(
        "INSERT INTO columns VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (table.name, field["name"], table.schema["title"],
             *(field.get(fact, "") for fact in ("title", "type", "description", "unit", "source")))
            for table in tables
            for field in table.schema["fields"]
        ),
    )  # fmt: skip


def _sqlite_value(value: Value) -> str | int | float | None:
    match value:
        case bool():
            return int(value)
        case Decimal():
            return plain_number(value)
        case None | int() | str():
            return value
        case _:
            return value.isoformat()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _columns(names: Sequence[str]) -> str:
    return ", ".join(_quoted(name) for name in names)


FORMAT = Format(
    rank=7,
    scope=Scope.PACKAGE,
    suffix=".sqlite",
    media_type="application/vnd.sqlite3",
    label=Text("SQLite", "SQLite"),
    about=Text(
        "all tables in one database, with keys; opens in Datasette",
        "一个数据库装下全部表，带主键和外键，Datasette 直接打开",
    ),
    chunks=_chunks,
)

"""SQLite: all tables in one file, with keys and indexes. Datasette opens it as it is.

What the tables and columns mean stands in the tables ``about`` and ``columns``. The same input gives the same bytes:
the marks that SQLite leaves of its own version are wiped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from typing import Any

from generator.diagnostics import Text
from generator.figures import plain_number
from generator.opendata.editions import Edition
from generator.opendata.formats import Format, Scope
from generator.opendata.tables import TableData, Value, typed

TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}
OWN_MARKS = ((24, 28), (92, 100))
"""Bytes of the header that count changes and name the library that wrote the file."""


def _render(tables: Sequence[TableData], edition: Edition) -> bytes:
    names = {table.name for table in tables}
    with closing(sqlite3.connect(":memory:")) as database:
        for table in tables:
            database.execute(_create(table, names))
            marks = ", ".join("?" * len(table.header))
            kinds = [field.get("type", "") for field in table.schema["fields"]]
            database.executemany(
                f"INSERT INTO {_quoted(table.name)} VALUES ({marks})",  # noqa: S608  # a schema's own names
                ([_stored(typed(kind, cell)) for kind, cell in zip(kinds, row, strict=True)] for row in table.cells),
            )
            for statement in _indexes(table, names):
                database.execute(statement)
        _explain(database, tables, edition)
        database.commit()
        database.execute("VACUUM")
        content = bytearray(database.serialize())
    for start, end in OWN_MARKS:
        content[start:end] = (1).to_bytes(4, "big") * ((end - start) // 4)
    return bytes(content)


def _create(table: TableData, names: set[str]) -> str:
    columns = [
        f"{_quoted(field['name'])} {TYPES.get(field.get('type', ''), 'TEXT')}" for field in table.schema["fields"]
    ]
    if key := _key(table):
        columns.append(f"PRIMARY KEY ({key})")
    columns += [
        f"FOREIGN KEY ({_list(key['fields'])}) "
        f"REFERENCES {_quoted(key['reference']['resource'] or table.name)} ({_list(key['reference']['fields'])})"
        for key in _references(table, names)
    ]
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(columns)})"


def _key(table: TableData) -> str:
    key = table.schema.get("primaryKey", [])
    return _list([key] if isinstance(key, str) else key)


def _references(table: TableData, names: set[str]) -> list[dict[str, Any]]:
    return [
        each for each in table.schema.get("foreignKeys", ()) if (each["reference"]["resource"] or table.name) in names
    ]


def _indexes(table: TableData, names: set[str]) -> list[str]:
    """One for each reference, so that joins and Datasette's back-links are quick."""
    return [
        f"CREATE INDEX {_quoted('_'.join((table.name, *key['fields'])))} "
        f"ON {_quoted(table.name)} ({_list(key['fields'])})"
        for key in _references(table, names)
    ]


def _explain(database: sqlite3.Connection, tables: Sequence[TableData], edition: Edition) -> None:
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


def _stored(value: Value) -> str | int | float | None:
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


def _list(names: Sequence[str]) -> str:
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
    render=_render,
)

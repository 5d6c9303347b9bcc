"""The published tables, one a module: corpus → rows, and the canonical form of values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from generator.discovery import collect
from generator.model import Corpus
from generator.opendata.tables._typed import Value, typed
from generator.schemas import PUBLISHED, table_schema

__all__ = [
    "Cell",
    "PublishedTable",
    "Row",
    "TableData",
    "TableFacts",
    "Value",
    "all_tables",
    "as_text",
    "table_data",
    "typed",
]

Cell = str | int | bool | Decimal | date | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """``rows`` yields the rows in document order, keyed by the columns of ``schemas/published/<name>.json``.

    A ``vocabulary`` is a lookup table of ids that the other tables refer to; it is the same for every plan.
    """

    name: str
    rows: Callable[[Corpus], Iterator[Row]]
    vocabulary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFacts:
    """What is known of a table without its rows. ``source`` is the one document that it comes from, empty where it comes from
    all.
    """

    name: str
    schema: Mapping[str, Any]
    vocabulary: bool = False
    source: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(field["name"] for field in self.schema["fields"])


@dataclass(frozen=True, slots=True, kw_only=True)
class TableData(TableFacts):
    """A table ready for the formats: its schema, and its rows as text, in schema order.

    ``cells`` are canonical: blank for absent, ISO dates, plain decimals, ``true`` and ``false``.
    """

    cells: tuple[tuple[str, ...], ...]

    @property
    def facts(self) -> TableFacts:
        return TableFacts(name=self.name, schema=self.schema, vocabulary=self.vocabulary, source=self.source)


def table_data(table: PublishedTable, corpus: Corpus) -> TableData:
    """The table's rows as text.

    Raises:
        KeyError: a row lacks a column of the schema, or there is no schema.
        ValueError: a row has a column that the schema lacks.
    """
    schema = table_schema(PUBLISHED, table.name)
    if schema is None:
        raise KeyError(f"no schema generator/schemas/published/{table.name}.json")
    names = [field["name"] for field in schema["fields"]]
    columns = set(names)
    known: dict[str, str] = {}  # equal cells, of which there are many, are one object
    cells = []
    for row in table.rows(corpus):
        if extra := row.keys() - columns:
            raise ValueError(f"{table.name}: columns without a schema: {sorted(extra)}")
        texts = (as_text(row[name]) for name in names)
        cells.append(tuple(known.setdefault(text, text) for text in texts))
    return TableData(name=table.name, schema=schema, cells=tuple(cells), vocabulary=table.vocabulary)


def as_text(value: Cell) -> str:
    """The canonical form of a cell: blank, ``true``/``false``, plain decimal, ISO date or text."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case _:
            return str(value)


@cache
def all_tables() -> tuple[PublishedTable, ...]:
    """The published tables by name of their modules."""
    return collect(__name__, "TABLE", PublishedTable)

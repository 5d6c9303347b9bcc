"""Canonical CSV: UTF-8 without BOM, LF, RFC 4180 quoting, one header row, one fact a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain

from generator.batches import batched
from generator.diagnostics import Text
from generator.opendata.editions import Edition
from generator.opendata.formats import ROWS_PER_CHUNK, Format
from generator.opendata.tables import TableData


def csv_chunks(header: Sequence[str], rows: Iterable[Iterable[str]], line_end: str) -> Iterator[bytes]:
    """A CSV file in UTF-8."""
    for some in batched(chain([header], rows), ROWS_PER_CHUNK):
        out = StringIO(newline="")
        csv.writer(out, lineterminator=line_end).writerows(some)
        yield out.getvalue().encode("utf-8")


def _chunks(tables: Sequence[TableData], edition: Edition) -> Iterator[bytes]:
    (table,) = tables
    return csv_chunks(table.header, table.cells, "\n")


FORMAT = Format(
    suffix=".csv",
    media_type="text/csv",
    label=Text("CSV", "CSV"),
    about=Text("for programs: UTF-8 without BOM", "给程序用：UTF-8，不带 BOM"),
    rank=1,
    chunks=_chunks,
    archived=True,
)

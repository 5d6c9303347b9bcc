"""CSV for spreadsheets: the canonical rows with a byte-order mark, and protected against formula injection.

Only text columns are escaped, and only cells that a spreadsheet would evaluate: a lone ``=`` in the column
``comparator`` and a negative number are left as they are.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from itertools import chain

from generator.diagnostics import Text
from generator.opendata.editions import Edition
from generator.opendata.formats import Format
from generator.opendata.formats.canonical_csv import csv_chunks
from generator.opendata.tables import TableData

FORMULA = re.compile(r"^[=+\-@\t\r].", re.DOTALL)
NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?%?$")
TEXT_TYPES = {"string", "any"}


def guarded(cell: str) -> str:
    """The cell, with a leading apostrophe when a spreadsheet would evaluate it as a formula."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.match(cell) else cell


def _chunks(tables: Sequence[TableData], edition: Edition) -> Iterator[bytes]:
    (table,) = tables
    is_text = [field.get("type", "string") in TEXT_TYPES for field in table.schema["fields"]]
    rows = ((guarded(cell) if text else cell for cell, text in zip(row, is_text, strict=True)) for row in table.cells)
    return chain([BOM_UTF8], csv_chunks(table.header, rows, "\r\n"))


FORMAT = Format(
    suffix=".excel.csv",
    media_type="text/csv",
    label=Text("CSV for Excel", "Excel 用 CSV"),
    about=Text(
        "opens in Excel and WPS with Chinese intact; they take text like 4-1 or 2022-10 for a date, so use the workbook to have every letter",
        "用 Excel、WPS 直接打开，中文不乱码；“4-1”“2022-10”这样的文字会被当成日期，要一字不差请用工作簿",
    ),
    rank=2,
    chunks=_chunks,
)

"""XLSX: typed cells under a frozen header row, and a second sheet with the metadata of columns, sources and licence.

The header row has the column names that all formats share; a column's Chinese title and description are the input
message of its header cell, which is shown when the cell is selected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from html import escape
from io import BytesIO
from itertools import chain, count, repeat
from typing import Any
from zipfile import ZIP_DEFLATED, ZipInfo

import xlsxwriter
import xlsxwriter.workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.batches import batched
from generator.deflating import zipped
from generator.diagnostics import Text
from generator.opendata.editions import Edition
from generator.opendata.formats import ROWS_PER_CHUNK, Format
from generator.opendata.tables import TableData, typed

ABOUT = "说明"
FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets take 1900 for a leap year, so that serial dates before March are wrong; such days are written as text."""
DAY_ZERO = date(1899, 12, 30)
"""The day from which spreadsheets count those from ``FIRST_DAY`` on."""
WIDEST, NARROWEST = 48, 8
ABOUT_WIDTHS = (22, 22, 10, 70, 22, 22)
SAMPLE = 200
"""How many rows decide on the width of a column."""
LONGEST_TEXT = 32767
"""What spreadsheets take of the text of a cell, in units of UTF-16."""
LONGEST_NAME, LONGEST_HINT_TITLE, LONGEST_MESSAGE = 31, 32, 255
"""What spreadsheets take of the name of a sheet and of the title and text of an input message."""
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "·"))
ROWS_HERE = "\0"
"""Around the number of a sheet, in place of its rows; it cannot stand in XML."""
MARKUP = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s\Z")
"""What cannot stand in XML as it is, or would be read as something else."""


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter's types are not checked
    """A worksheet whose rows are given as XML: a cell at a time through XlsxWriter's store, they took half of the export.
    ``_write_rows``, ``fh``, ``dim_…`` and ``_escape_control_characters`` are private to XlsxWriter, as is a format's
    ``_get_xf_index``; ``tests/test_workbook.py`` says which of them is gone.
    """

    rows: bytearray
    """In UTF-8."""

    def fill(self, rows: bytearray, count: int, columns: int) -> None:
        """Makes so many ``rows`` the content of the sheet, which has so many columns."""
        self.rows = rows
        self.dim_rowmin, self.dim_rowmax, self.dim_colmin, self.dim_colmax = 0, count - 1, 0, columns - 1

    def _write_rows(self) -> None:
        """Leaves a mark where the rows belong: as text in XlsxWriter's buffer they would be several times as large."""
        self.fh.write(f"{ROWS_HERE}{self.index}{ROWS_HERE}")


class _Output(BytesIO):
    """Where a workbook is written to, with its sheets."""

    book: xlsxwriter.Workbook


class _Archive:
    """What XlsxWriter gets for a ``zipfile.ZipFile``, so that workbooks are packed as everything is (``deflating.py``), and
    the rows get to their place.
    """

    compression = ZIP_DEFLATED

    def __init__(self, file: _Output, *_: object, **__: object) -> None:
        self.file = file
        self.parts: dict[str, bytes] = {}

    def writestr(self, about: ZipInfo, content: bytes) -> None:
        self.parts[about.filename] = content

    def close(self) -> None:
        self.file.write(zipped((name, self._with_rows(content)) for name, content in self.parts.items()))

    def _with_rows(self, content: bytes) -> bytes | bytearray:
        before, _, marked = content.partition(ROWS_HERE.encode())
        sheet, is_marked, after = marked.partition(ROWS_HERE.encode())
        if not is_marked:
            return content
        rows: bytearray = self.file.book.worksheets()[int(sheet)].rows
        rows[:0] = before
        rows += after
        return rows


xlsxwriter.workbook.ZipFile = _Archive


def _chunks(tables: Sequence[TableData], edition: Edition) -> Iterator[bytes]:
    (table,) = tables
    out = _Output()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        out.book = book
        book.set_properties(
            {
                "title": table.schema["title"],
                "author": edition.publisher,
                "company": edition.site_name,
                "created": datetime.combine(edition.day, time()),
                "comments": edition.reference,
            }
        )
        look = {
            name: book.add_format(properties)._get_xf_index()
            for name, properties in {
                "head": {"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"},
                "day": {"num_format": "yyyy-mm-dd"},
                "bold": {"bold": True},
                "wrap": {"text_wrap": True, "valign": "top"},
            }.items()
        }
        name = _sheet_name(table)
        _data(book.add_worksheet(name, _Sheet), table, look)
        _about(book.add_worksheet(ABOUT if name != ABOUT else f"{ABOUT}（各列）", _Sheet), table, edition, look)
    yield out.getvalue()


def _sheet_name(table: TableData) -> str:
    return (table.schema["title"].translate(NOT_IN_A_NAME) or table.name)[:LONGEST_NAME]


def _data(sheet: _Sheet, table: TableData, look: Mapping[str, int]) -> None:
    """Fills the first sheet; ``look`` has the numbers of the styles in the workbook."""
    fields = table.schema["fields"]
    names = [xl_col_to_name(number) for number in range(len(fields))]
    heads = (_text(f"{name}1", field["name"], look["head"]) for name, field in zip(names, fields, strict=True))
    rows = bytearray(_row(1, heads).encode("utf-8"))
    first = 2
    for cells in batched(table.cells, ROWS_PER_CHUNK):
        columns = [
            _column(name, field, below, look["day"], first)
            for name, field, below in zip(names, fields, zip(*cells, strict=True), strict=True)
        ]
        texts = map(_row, count(first), zip(*columns, strict=True))
        rows += "".join(texts).encode("utf-8")
        first += len(cells)
    sheet.fill(rows, first - 1, len(fields))
    samples = zip(*table.cells[:SAMPLE], strict=True) if table.cells else repeat(())
    for number, (field, sample) in enumerate(zip(fields, samples, strict=False)):
        sheet.data_validation(0, number, 0, number, _hint(field))
        width = max(_width(text[:WIDEST]) for text in {field["name"], *sample})
        sheet.set_column(number, number, min(WIDEST, max(NARROWEST, width) + 1))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.cells), 1), len(fields) - 1)


def _column(column: str, field: Mapping[str, Any], cells: Iterable[str], day: int, first: int) -> Iterable[str]:
    """The XML of the cells of a column from the row ``first`` on, blank for blank ones."""
    match field.get("type", ""):
        case "integer" | "year" | "number":
            written: Callable[[str, str], str] = _number
        case "boolean":
            written = _boolean
        case "date":
            written = partial(_day, style=day)
        case _:
            written = _text
    return [written(f"{column}{row}", cell) if cell else "" for row, cell in enumerate(cells, start=first)]


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _text(place: str, text: str, style: int = 0) -> str:
    """A cell with its text in it, and not in a table of strings, which would be as large and take longer."""
    look = f' s="{style}"' if style else ""
    if len(text) > LONGEST_TEXT // 2:
        text = text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
    space = ""
    if MARKUP.search(text):
        space = ' xml:space="preserve"' if text.strip() != text else ""
        text = escape(Worksheet._escape_control_characters(text), quote=False)
    return f'<c r="{place}"{look} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _number(place: str, cell: str) -> str:
    return f'<c r="{place}"><v>{Decimal(cell):.16G}</v></c>'


def _boolean(place: str, cell: str) -> str:
    return f'<c r="{place}" t="b"><v>{typed("boolean", cell):d}</v></c>'


def _day(place: str, cell: str, style: int) -> str:
    day = date.fromisoformat(cell)
    return f'<c r="{place}" s="{style}"><v>{(day - DAY_ZERO).days}</v></c>' if day >= FIRST_DAY else _text(place, cell)


def _hint(field: Mapping[str, Any]) -> dict[str, str]:
    """A data validation that accepts anything, for its input message: title and description of ``field``."""
    parts = [
        field.get("description", ""),
        f"单位：{field['unit']}" if field.get("unit") else "",
        field.get("source", ""),
    ]
    message = "。".join(part for part in parts if part)[:LONGEST_MESSAGE]
    return {"validate": "any", "input_title": field.get("title", "")[:LONGEST_HINT_TITLE], "input_message": message}


def _about(sheet: _Sheet, table: TableData, edition: Edition, look: Mapping[str, int]) -> None:
    for number, width in enumerate(ABOUT_WIDTHS):
        sheet.set_column(number, number, width)
    lines = [
        ("表", table.schema["title"]),
        ("说明", table.schema["description"]),
        ("出自", edition.title),
        ("数据版本", f"{edition.version}（{edition.day.isoformat()}）"),
        ("整理", edition.publisher),
        ("许可", f"{edition.licence_title} {edition.licence_address}"),
        ("怎样引用", edition.reference),
        *zip(chain(["来源"], repeat("")), edition.sources, strict=False),
        ("空格", "原文没有印，或者不适用；从不表示零"),
    ]
    rows = [
        _row(row, (_text(f"A{row}", name, look["bold"]), _text(f"B{row}", text)))
        for row, (name, text) in enumerate(lines, start=1)
    ]
    top = len(rows) + 2
    heads = {"name": "列", "title": "名称", "type": "类型", "description": "说明", "unit": "单位", "source": "来历"}
    styles = chain([look["head"]], repeat(look["wrap"]))
    for row, (field, style) in enumerate(zip((heads, *table.schema["fields"]), styles, strict=False), start=top):
        texts = zip("ABCDEF", map(field.get, heads, repeat("")), strict=True)
        rows.append(_row(row, (_text(f"{column}{row}", text, style) for column, text in texts)))
    sheet.fill(bytearray("".join(rows).encode("utf-8")), len(rows), len(heads))


def _width(text: str) -> int:
    """The width of ``text`` in character units of a spreadsheet column: a Chinese character takes two."""
    return len(text) + sum(map("\u2e7f".__lt__, text))


FORMAT = Format(
    suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    label=Text("Excel", "Excel"),
    about=Text(
        "a workbook: typed cells, and a sheet that explains the columns", "工作簿：数字是数字，另有一页说明各列"
    ),
    rank=3,
    chunks=_chunks,
    archived=True,
)

"""XLSX: typed cells under a frozen header row, and a second sheet with the metadata of columns, sources and licence.

The header row has the column names that all formats share; a column's Chinese title and description are the input
message of its header cell, which is shown when the cell is selected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import chain, repeat
from typing import Any

import xlsxwriter

from generator.diagnostics import Text
from generator.opendata.editions import Edition
from generator.opendata.formats import Format
from generator.opendata.tables import TableData, Value, typed

ABOUT = "说明"
FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets take 1900 for a leap year, so that serial dates before March are wrong; such days are written as text."""
WIDEST, NARROWEST = 48, 8
ABOUT_WIDTHS = (22, 22, 10, 70, 22, 22)
SAMPLE = 200
"""How many rows decide on the width of a column."""
LONGEST_NAME, LONGEST_HINT_TITLE, LONGEST_MESSAGE = 31, 32, 255
"""What spreadsheets take of the name of a sheet and of the title and text of an input message."""
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "·"))


def _render(tables: Sequence[TableData], edition: Edition) -> bytes:
    (table,) = tables
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
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
            "head": book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "bold": book.add_format({"bold": True}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        name = _sheet_name(table)
        _data(book.add_worksheet(name), table, look)
        _about(book.add_worksheet(ABOUT if name != ABOUT else f"{ABOUT}（各列）"), table, edition, look)
    return out.getvalue()


def _sheet_name(table: TableData) -> str:
    return (table.schema["title"].translate(NOT_IN_A_NAME) or table.name)[:LONGEST_NAME]


def _data(sheet: Any, table: TableData, look: dict[str, Any]) -> None:
    fields = table.schema["fields"]
    for number, field in enumerate(fields):
        sheet.write_string(0, number, field["name"], look["head"])
        sheet.data_validation(0, number, 0, number, _hint(field))
        texts = [field["name"], *(row[number] for row in table.cells[:SAMPLE])]
        sheet.set_column(number, number, min(WIDEST, max(NARROWEST, *map(_width, texts)) + 1))
    for row, cells in enumerate(table.cells, start=1):
        for number, (field, cell) in enumerate(zip(fields, cells, strict=True)):
            _write(sheet, row, number, typed(field.get("type", ""), cell), look["day"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.cells), 1), len(fields) - 1)


def _hint(field: Mapping[str, Any]) -> dict[str, str]:
    """A data validation that accepts anything, for its input message: title and description of ``field``."""
    parts = [
        field.get("description", ""),
        f"单位：{field['unit']}" if field.get("unit") else "",
        field.get("source", ""),
    ]
    message = "。".join(part for part in parts if part)[:LONGEST_MESSAGE]
    return {"validate": "any", "input_title": field.get("title", "")[:LONGEST_HINT_TITLE], "input_message": message}


def _write(sheet: Any, row: int, column: int, value: Value, day: Any) -> None:
    match value:
        case None:
            pass
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | Decimal():
            sheet.write_number(row, column, value)
        case date() if value >= FIRST_DAY:
            sheet.write_datetime(row, column, value, day)
        case date():
            sheet.write_string(row, column, value.isoformat())
        case _:
            sheet.write_string(row, column, value)


def _about(sheet: Any, table: TableData, edition: Edition, look: dict[str, Any]) -> None:
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
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name, look["bold"])
        sheet.write_string(row, 1, text)
    top = len(lines) + 1
    for number, name in enumerate(("列", "名称", "类型", "说明", "单位", "来历")):
        sheet.write_string(top, number, name, look["head"])
    for row, field in enumerate(table.schema["fields"], start=top + 1):
        texts = [field.get(key, "") for key in ("name", "title", "type", "description", "unit", "source")]
        for number, text in enumerate(texts):
            sheet.write_string(row, number, text, look["wrap"])


def _width(text: str) -> int:
    """The width of ``text`` in character units of a spreadsheet column: a Chinese character takes two."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)


FORMAT = Format(
    suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    label=Text("Excel", "Excel"),
    about=Text(
        "a workbook: typed cells, and a sheet that explains the columns", "工作簿：数字是数字，另有一页说明各列"
    ),
    rank=3,
    render=_render,
    archived=True,
)

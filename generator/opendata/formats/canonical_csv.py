"""Canonical CSV: UTF-8 without BOM, LF, RFC 4180 quoting, one header row, one fact a row."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from generator.diagnostics import Text
from generator.opendata.editions import Edition
from generator.opendata.formats import Format
from generator.opendata.tables import TableData


def _render(tables: Sequence[TableData], edition: Edition) -> bytes:
    (table,) = tables
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(table.cells)
    return out.getvalue().encode("utf-8")


FORMAT = Format(
    suffix=".csv",
    media_type="text/csv",
    label=Text("CSV", "CSV"),
    about=Text("for programs: UTF-8 without BOM", "给程序用：UTF-8，不带 BOM"),
    rank=1,
    render=_render,
    archived=True,
)

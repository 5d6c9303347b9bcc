"""Canonical CSV: UTF-8 without BOM, LF, RFC 4180 quoting, one header row, one fact a row."""

from __future__ import annotations

import csv
from io import StringIO

from generator.diagnostics import Text
from generator.exporters._exporter import Edition, Exporter
from generator.tables._table import TableData


def _render(table: TableData, edition: Edition) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(table.cells)
    return out.getvalue().encode("utf-8")


EXPORTER = Exporter(
    suffix=".csv",
    media_type="text/csv",
    label=Text("CSV", "CSV"),
    about=Text("for programs: UTF-8 without BOM", "给程序用：UTF-8，不带 BOM"),
    rank=1,
    render=_render,
)

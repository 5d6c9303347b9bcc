"""JSON Lines: the records of the JSON file, one a line, for programs that read a stream."""

from __future__ import annotations

from generator.diagnostics import Text
from generator.exporters._exporter import Edition, Exporter, Reach
from generator.exporters.json_records import records
from generator.tables._table import TableData


def _render(table: TableData, edition: Edition) -> bytes:
    return "".join(f"{{{record}}}\n" for record in records(table)).encode("utf-8")


EXPORTER = Exporter(
    suffix=".jsonl",
    media_type="application/jsonl",
    label=Text("JSON Lines", "JSON Lines"),
    about=Text("for programs: a record a line", "给程序用：每行一条 JSON 记录"),
    rank=5,
    render=_render,
    reach=Reach.WHOLE,
    archived=False,
)

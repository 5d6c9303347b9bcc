"""A CSV file → records that know the line and column of every cell."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from generator.diagnostics import Diagnostic, Location, Text
from generator.reading.source import MAX_BYTES, SourceText

csv.field_size_limit(MAX_BYTES)  # a long cell is no fault of the quotes


@dataclass(frozen=True, slots=True)
class Record:
    """One row. ``cells`` are as written, and ``places`` the index of each column's, the same for all rows of a table; ``line``
    is where the row starts.
    """

    cells: tuple[str, ...]
    places: Mapping[str, int]
    line: int
    source: SourceText

    @property
    def values(self) -> dict[str, str]:
        """The cells by column."""
        return {column: self.cells[place] for column, place in self.places.items()}

    def __contains__(self, column: object) -> bool:
        return column in self.places

    def __getitem__(self, column: str) -> str:
        return self.cells[self.places[column]]

    def get(self, column: str) -> str:
        """The cell, or the empty string when the table has no such column."""
        return self.cells[self.places[column]] if column in self.places else ""

    def where(self, column: str = "") -> Location:
        """Where the cell starts; without a column, where the row starts."""
        if column not in self:
            return self.source.at(self.line)
        return _cell_location(self.source, self.line, self.places[column])


@dataclass(frozen=True, slots=True)
class CsvTable:
    """``header`` and ``records`` in file order; blank rows and rows of the wrong width are no records.

    ``row_lines`` has the first line of every row below the header, whatever its form.
    """

    name: str
    source: SourceText
    header: tuple[str, ...]
    records: tuple[Record, ...]
    row_lines: tuple[int, ...]


def read_table(name: str, source: SourceText) -> tuple[CsvTable | None, tuple[Diagnostic, ...]]:
    """The table in ``source``, or ``None`` when it has no header; and what is wrong with its form."""
    if not source.text.strip():
        return None, (_empty(source),)
    reader = csv.reader(StringIO(source.text), strict=True)
    findings: list[Diagnostic] = []
    records: list[Record] = []
    row_lines: list[int] = []
    header: tuple[str, ...] = ()
    line = 1
    try:
        header = tuple(next(reader))
        if len(header) == 1 and (
            separator := next((character for character in ";\t；，" if character in header[0]), "")
        ):
            return None, (_wrong_separator(source, header[0], separator),)
        findings += _header_problems(source, header)
        places = {column: place for place, column in enumerate(header)}
        known: dict[str, str] = {}  # equal cells, of which there are many, are one object
        while (line := reader.line_num + 1) and (cells := next(reader, None)) is not None:
            row_lines.append(line)
            if not any(cells):
                findings.append(_blank_row(source, line))
            elif len(cells) != len(header):
                findings.append(_wrong_width(source, line, cells, header))
            else:
                records.append(Record(tuple(known.setdefault(cell, cell) for cell in cells), places, line, source))
    except csv.Error:
        never_closed = reader.line_num >= len(source.text.splitlines())
        findings.append(_broken_quotes(source, line if never_closed else reader.line_num))
        return None, tuple(findings)
    return CsvTable(name, source, header, tuple(records), tuple(row_lines)), tuple(findings)


def _cell_location(source: SourceText, line: int, index: int) -> Location:
    """Where cell ``index`` (from 0) of the row at ``line`` starts; quoted cells may span lines (RFC 4180)."""
    quoted, at_start = False, True
    for number, text in enumerate(source.lines[line - 1 :], start=line):
        for column, character in enumerate(text, start=1):
            if index == 0:
                return source.at(number, column)
            if character == '"' and (quoted or at_start):
                quoted = not quoted
            elif character == "," and not quoted:
                index, at_start = index - 1, True
                continue
            at_start = False
        if not quoted:
            return source.at(number, len(text) + 1)
    return source.at(line)


def _empty(source: SourceText) -> Diagnostic:
    return Diagnostic(
        where=source.at(1),
        code="empty-table",
        what=Text("the table is empty: it has not even a header row", "表是空的，连表头也没有"),
        expected=Text("a header row and at least one row", "一行表头和至少一行数据"),
        fix=Text(
            "restore its rows, or take its resource out of datapackage.json",
            "请恢复数据，或从 datapackage.json 里删去这张表",
        ),
    )


def _header_problems(source: SourceText, header: tuple[str, ...]) -> list[Diagnostic]:
    problems = []
    for index, name in enumerate(header):
        if not name.strip() or name != name.strip():
            problems.append(
                Diagnostic(
                    where=_cell_location(source, 1, index),
                    code="bad-header",
                    what=Text(f"column {index + 1} has no clean name", f"第 {index + 1} 列的列名为空或带空格"),
                    found=name,
                    expected=Text("a name without spaces around it", "前后没有空格的列名"),
                    fix=Text("name the column, or delete it", "请写上列名，或删去这一列"),
                )
            )
        elif name in header[:index]:
            problems.append(
                Diagnostic(
                    where=_cell_location(source, 1, index),
                    code="bad-header",
                    what=Text(f"the column “{name}” stands twice", f"列“{name}”出现了两次"),
                    expected=Text("each column once", "每列只出现一次"),
                    fix=Text("delete or rename one of the two", "请删去或改名其中一列"),
                )
            )
    return problems


def _blank_row(source: SourceText, line: int) -> Diagnostic:
    return Diagnostic(
        where=source.at(line),
        code="blank-row",
        what=Text("a row without any value", "空行"),
        fix=Text("delete the row", "请删去这一行"),
    )


def _wrong_width(source: SourceText, line: int, cells: list[str], header: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        where=source.at(line),
        code="wrong-width",
        what=Text(
            f"the row has {len(cells)} cells, the header {len(header)}",
            f"这一行有 {len(cells)} 格，表头有 {len(header)} 列",
        ),
        found=",".join(cells)[:80],
        expected=Text(f"{len(header)} cells", f"{len(header)} 格"),
        fix=Text(
            'add or remove a comma; put a cell that contains a comma in "double quotes"',
            '请补上或删去逗号；单元格内有逗号时用英文双引号 " 括起来',
        ),
    )


def _wrong_separator(source: SourceText, header: str, separator: str) -> Diagnostic:
    en, zh = {";": ("semicolons", "分号"), "\t": ("tabs", "制表符"), "；": ("full-width semicolons", "全角分号")}.get(
        separator, ("full-width commas", "全角逗号")
    )
    return Diagnostic(
        where=source.at(1),
        code="wrong-separator",
        what=Text(f"the cells are separated by {en}", f"单元格之间用的是{zh}"),
        found=header[:80],
        expected=Text("cells separated by commas: id,name,…", "单元格之间用英文逗号：id,name,…"),
        fix=Text("save the table again as “CSV UTF-8 (comma delimited)”", "请重新另存为“CSV UTF-8（逗号分隔）”"),
    )


def _broken_quotes(source: SourceText, line: int) -> Diagnostic:
    return Diagnostic(
        where=source.at(line),
        code="broken-quotes",
        what=Text("the quotes of this row do not close properly", "这一行的引号没有正确成对"),
        found=source.lines[line - 1][:80],
        expected=Text('cells in "…" with inner quotes doubled', "引号成对，格内的引号写两次"),
        fix=Text(
            "close the quote, or save the table from a spreadsheet as CSV UTF-8",
            "请补全引号，或用表格软件另存为 CSV UTF-8",
        ),
    )

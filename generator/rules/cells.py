"""A cell holds one short text as people see it: no outer spaces, no line break, a limited length."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Text
from generator.model import Corpus
from generator.reading.project import ProjectSources
from generator.reading.table import Record
from generator.rules import Rule

LONGEST_CELL = 4_000
"""Characters. A summary of a whole chapter has a few hundred; a spreadsheet cuts a cell at 32,767."""


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    for package in project.packages.values():
        for table in package.tables.values():
            for record in table.records:
                for column, cell in record.values.items():
                    if cell != cell.strip() or "\n" in cell or len(cell) > LONGEST_CELL:
                        yield _finding(record, column, cell)


def _finding(record: Record, column: str, cell: str) -> Diagnostic:
    if len(cell) > LONGEST_CELL:
        what = Text(f"the cell holds {len(cell)} characters", f"这一格有 {len(cell)} 个字")
        expected = Text(f"at most {LONGEST_CELL} characters", f"不超过 {LONGEST_CELL} 个字")
        fix = Text(
            "shorten the text; perhaps a quote is missing and rows have run together",
            "请精简文字；也可能是少了引号，几行连成了一格",
        )
    elif cell != cell.strip():
        what = Text("there is a space or line break around the cell's text", "单元格文字前后有空格或换行")
        expected = Text(cell.strip()[:80], cell.strip()[:80])
        fix = Text("delete it: “市住建局 ” is not “市住建局”", "请删去：“市住建局 ”与“市住建局”不相等")
    else:
        what = Text("the cell's text is broken into lines", "单元格里有换行")
        expected = Text("one line", "一行文字")
        fix = Text("join the lines", "请连成一行")
    return Diagnostic(
        where=record.where(column), code="cell-form", what=what, found=cell[:40], expected=expected, fix=fix
    )


RULE = Rule(
    codes=("cell-form",),
    why=Text(
        "A stray space makes one body into two; a line break makes a row unreadable in a diff and in a spreadsheet.",
        "多一个空格，一个单位就成了两个；单元格里换行，对照修改和表格软件里都看不清。",
    ),
    check=_check,
)

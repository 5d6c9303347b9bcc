"""Every table has exactly the columns its schema names, in that order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Text, did_you_mean
from generator.linking.table_schemas import field_names
from generator.model import Corpus
from generator.reading.project import Package, ProjectSources
from generator.reading.table import CsvTable
from generator.rules import Rule


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    for package in project.packages.values():
        for table in package.tables.values():
            yield from _columns(package, table)


def _columns(package: Package, table: CsvTable) -> Iterator[Diagnostic]:
    expected = field_names(package, table.name)
    if not expected:
        return
    header = list(dict.fromkeys(table.header))  # a column that stands twice is the reader's finding
    missing = [name for name in expected if name not in header]
    extra = [name for name in header if name not in expected]
    names = ",".join(expected)
    for name in missing:
        yield Diagnostic(
            where=table.source.at(1, 1),
            code="missing-column",
            what=Text(f"the column “{name}” is missing", f"缺少“{name}”列"),
            found=",".join(table.header),
            expected=Text(names, names),
            fix=Text(
                f"add the column “{name}”, with empty cells where nothing is printed",
                f"请补上“{name}”列，原文没有的留空",
            ),
        )
    for name in extra:
        if not name.strip():
            continue
        yield Diagnostic(
            where=table.source.at(1, 1 + sum(len(other) + 1 for other in table.header[: table.header.index(name)])),
            code="extra-column",
            what=Text(f"the column “{name}” does not belong to this table", f"这张表没有“{name}”列"),
            found=name,
            expected=Text(names, names) + did_you_mean(name, missing),
            fix=Text("rename or delete the column", "请改名或删去这一列"),
        )
    if not missing and not extra and header != expected:
        yield Diagnostic(
            where=table.source.at(1, 1),
            code="column-order",
            what=Text("the columns stand in another order than the schema", "列的次序与约定不同"),
            found=",".join(table.header),
            expected=Text(names, names),
            fix=Text("move the columns into that order", "请按约定调整列的次序"),
        )


RULE = Rule(
    codes=("missing-column", "extra-column", "column-order"),
    why=Text(
        "A column that is missing or misnamed loses its data without a word.",
        "缺列或列名写错，数据会不声不响地丢掉。",
    ),
    check=_check,
)

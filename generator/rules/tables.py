"""Frictionless validates every package; its errors become findings with file line, remedy, and both languages."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import frictionless
from frictionless import Error, FrictionlessException

from generator.diagnostics import Diagnostic, Location, Text
from generator.linking.table_schemas import schema_of
from generator.linking.values import PLAIN_NUMBER
from generator.model import Corpus
from generator.reading.project import Package, ProjectSources
from generator.reading.table import CsvTable, Record
from generator.remembering import remembered
from generator.rules import Rule
from generator.rules._clearing import is_clear
from generator.rules._patterns import in_words

NO_LIMIT = sys.maxsize
"""For ``limit_errors``: all errors are reported."""
DIALECT = {"csv": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}}
"""RFC 4180. Frictionless would guess it from the first lines, and takes “;” where several cells contain one."""
REPORTED_ELSEWHERE = {
    "foreign-key",  # the linker resolves every reference, across packages and with “did you mean”
    "blank-row",
    "missing-cell",
    "extra-cell",  # the reader knows the lines of these three
}


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    for package in project.packages.values():
        yield from remembered(("rule of tables", package.id), (package,), partial(_checked, project, package))


def _checked(project: ProjectSources, package: Package) -> tuple[Diagnostic, ...]:
    return tuple(_of_package(project, package))


def _of_package(project: ProjectSources, package: Package) -> Iterator[Diagnostic]:
    yield from _empty_tables(package)
    no_numbers = {name: list(_no_numbers(package, table)) for name, table in package.tables.items()}
    yield from (finding for findings in no_numbers.values() for finding in findings)
    checkable = [
        name for name, table in package.tables.items() if _header_fits(package, table) and not no_numbers[name]
    ]
    if checkable:
        yield from _findings(project, package, checkable)


def _header_fits(package: Package, table: CsvTable) -> bool:
    """Whether the header is the schema's. Frictionless would repeat a wrong one in every row: it is skipped."""
    return [field["name"] for field in schema_of(package, table.name)["fields"]] == list(table.header)


def _no_numbers(package: Package, table: CsvTable) -> Iterator[Diagnostic]:
    """Frictionless takes NaN and 1e999999999 for numbers, and fails when it compares them with a minimum."""
    for field in schema_of(package, table.name)["fields"]:
        column = field["name"]
        for record in table.records if field.get("type") == "number" else ():
            cell = record.get(column)
            if cell and not PLAIN_NUMBER.fullmatch(cell):
                yield _bad_cell(record.where(column), column, cell, _TYPES["number"], field.get("description", ""))


def _findings(project: ProjectSources, package: Package, names: list[str]) -> Iterator[Diagnostic]:
    """What Frictionless says about these tables of a package. It reads the rows only of those that are not cleared."""
    resources = {
        name: {"name": name, "path": str(package.resource(name)["path"]), "encoding": "utf-8", "dialect": DIALECT}
        for name in names
    }
    schemas = {name: _without_references(package, name) for name in names}
    doubtful = [
        {**resources[name], "schema": schema}
        for name, schema in schemas.items()
        if not is_clear(package.tables[name], schema)
    ]
    try:
        _parsed(project, package, [*resources.values()])  # names and paths are judged even where every table is cleared
        report = _parsed(project, package, doubtful).validate(limit_errors=NO_LIMIT) if doubtful else None
    except FrictionlessException as fault:
        yield _bad_package(package, (fault.reasons or [fault.error])[0].message)
        return
    except (TypeError, re.error) as fault:  # a limit of another type than its column, a pattern that is none
        yield _bad_package(package, str(fault))
        return
    for task in report.tasks if report else ():
        table = package.tables[task.name]
        schema = schema_of(package, task.name)
        for error in task.errors:
            if not _reported_elsewhere(table, error):
                yield from _translated(table, schema, error)


def _parsed(
    project: ProjectSources, package: Package, resources: Sequence[Mapping[str, object]]
) -> frictionless.Package:
    return frictionless.Package.from_descriptor(
        {"name": package.id, "resources": [*resources]}, basepath=str(project.root / package.path)
    )


def _bad_package(package: Package, note: str) -> Diagnostic:
    return Diagnostic(
        where=package.descriptor.where(("resources",)),
        code="bad-schema",
        what=Text("a schema in this package is not valid", "这个数据包里有 schema 写错了"),
        found=note,
        expected=Text(
            "fields with a name and a type of the Table Schema standard",
            "每列有 name，type 是 Table Schema 标准里的类型",
        ),
        fix=Text("correct the schema in datapackage.json", "请改正 datapackage.json 里的 schema"),
    )


def _reported_elsewhere(table: CsvTable, error: Error) -> bool:
    """Whether another rule or the reader has a finding for the same place, as for rows that are no records."""
    if error.type in REPORTED_ELSEWHERE:
        return True
    facts = error.to_descriptor()
    if facts.get("fieldName") == "source_line" and not facts.get("cell"):
        return True  # rules/source_line.py says what a source line is for
    line = _line(table, facts)
    return line is not None and line not in {record.line for record in table.records}


def _line(table: CsvTable, facts: Any) -> int | None:
    """The line of the row that an error is about, ``None`` when it is about none. Frictionless counts rows, not lines,
    and the header as the first.
    """
    return dict(enumerate(table.row_lines, start=2)).get(facts.get("rowNumber"))


def _without_references(package: Package, name: str) -> dict[str, Any]:
    return {key: value for key, value in schema_of(package, name).items() if key not in ("foreignKeys", "$schema")}


def _translated(table: CsvTable, schema: dict[str, Any], error: Error) -> Iterator[Diagnostic]:
    """An error of Frictionless as a finding."""
    facts = error.to_descriptor()
    line = _line(table, facts)
    column = facts.get("fieldName", "")
    record = next((row for row in table.records if row.line == line), None)
    where = record.where(column) if record else Location(table.source.path, line)
    field: dict[str, Any] = next((described for described in schema["fields"] if described["name"] == column), {})
    about = field.get("description", "")
    match error.type:
        case "primary-key" if record:
            yield from _repeated(table, schema, record)
        case "type-error":
            kind = field.get("type", "")
            yield _bad_cell(where, column, facts["cell"], _TYPES.get(kind, Text(kind, kind)), about)
        case "constraint-error":
            limit = next((name for name in field["constraints"] if f'"{name}"' in facts["note"]), "")
            yield _bad_cell(where, column, facts["cell"], _constraint(limit, field["constraints"].get(limit)), about)
        case "unique-error":
            cell = facts.get("cell", "")
            yield _bad_cell(where, column, cell, Text("a value that no other row has", "与其他行不同的值"), about)
        case _:
            yield Diagnostic(
                where=where,
                code="table-form",
                what=Text(error.message, "这张表的写法不符合标准"),
                found=str(facts.get("cell", "")),
                fix=Text("see the Data Package standard", "请参看 Data Package 标准"),
            )


_TYPES = {
    "integer": Text("a whole number in digits", "整数，用数字书写"),
    "number": Text("a number in digits", "数字"),
    "date": Text("a date that exists, as YYYY-MM-DD", "真实存在的日期，写作 YYYY-MM-DD"),
}


def _constraint(name: str, limit: Any) -> Text:
    match name:
        case "required":
            return Text("a value", "不能为空")
        case "enum":
            return Text(f"one of: {', '.join(limit)}", f"其中之一：{'、'.join(limit)}")
        case "pattern":
            return in_words(str(limit))
        case "minimum":
            return Text(f"at least {limit}", f"不小于 {limit}")
        case "maximum":
            return Text(f"at most {limit}", f"不大于 {limit}")
        case "minLength":
            return Text(f"at least {limit} characters", f"不少于 {limit} 个字")
        case "unique":
            return Text("a value that no other row has", "与其他行不同的值")
        case _:
            return Text(f"{name} {limit}", f"{name} {limit}")


def _bad_cell(where: Any, column: str, cell: str, expected: Text, about: str) -> Diagnostic:
    return Diagnostic(
        where=where,
        code="bad-cell",
        what=Text(f"the cell in column “{column}” is not possible", f"“{column}”列的值不对"),
        found=cell,
        expected=expected + (Text(f" ({about})", f"（{about}）") if about else Text("", "")),
        fix=Text("correct the cell", "请改正这一格"),
    )


def _repeated(table: CsvTable, schema: dict[str, Any], record: Record) -> Iterator[Diagnostic]:
    """A primary key that an earlier row has. The first row without a key is no repetition: the schema reports it."""
    key = schema["primaryKey"]
    key = [key] if isinstance(key, str) else key
    first = next(row for row in table.records if all(row.get(name) == record.get(name) for name in key))
    if first is record:
        return
    yield Diagnostic(
        where=record.where(),
        code="duplicate-id",
        what=Text(f"this id stands in line {first.line} already", f"这个编号在第 {first.line} 行已经用过"),
        found=",".join(record.get(name) for name in key),
        expected=Text(f"each {' + '.join(key)} once", f"{' + '.join(key)} 不重复"),
        fix=Text(
            "give the new row a new id, or delete the row that was copied",
            "给新行一个新编号，或删去重复的行",
        ),
    )


def _empty_tables(package: Package) -> Iterator[Diagnostic]:
    for table in package.tables.values():
        if not table.row_lines and not package.resource(table.name).get("empty_because"):
            yield Diagnostic(
                where=table.source.at(1),
                code="empty-table",
                what=Text("the table has a header and no row", "表里只有表头，没有数据"),
                expected=Text("at least one row", "至少一行数据"),
                fix=Text(
                    "restore its rows; or take its resource out of datapackage.json; "
                    "or say there why it is empty (“empty_because”)",
                    "请恢复数据；或从 datapackage.json 里删去这张表；或在那里用 empty_because 说明为什么是空的",
                ),
            )


RULE = Rule(
    codes=("bad-cell", "bad-schema", "duplicate-id", "empty-table", "table-form"),
    why=Text(
        "Every package must be valid for anybody's tools, not only for ours.",
        "每个数据包都要能通过通用工具的检验，而不只是我们的。",
    ),
    check=_check,
)

"""A package's descriptor describes what is there: names, schemas of standard tables, columns that it mentions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.diagnostics import Diagnostic, Text, did_you_mean
from generator.linking.table_schemas import field_names, house_schema
from generator.model import Corpus
from generator.reading.project import Package, ProjectSources
from generator.rules import Rule


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    for package in project.packages.values():
        yield from _name(package)
        for index, resource in enumerate(package.descriptor.value["resources"]):
            if (
                isinstance(resource, dict)
                and "path" in resource
                and resource == package.resource(str(resource.get("name")))
            ):
                yield from _resource(package, index, resource)


def _name(package: Package) -> Iterator[Diagnostic]:
    name = package.descriptor.value.get("name")
    if name != package.id:
        yield Diagnostic(
            where=package.descriptor.where(("name",)),
            code="package-name",
            what=Text("the package is not called like its folder", "数据包名与文件夹名不同"),
            found=str(name),
            expected=Text(package.id, package.id),
            fix=Text("correct the name in datapackage.json", "请改正 datapackage.json 里的 name"),
        )


def _resource(package: Package, index: int, resource: dict[str, Any]) -> Iterator[Diagnostic]:
    name = str(resource.get("name", ""))
    at = ("resources", index, "name")
    house = house_schema(package, name)
    if house is not None and resource.get("schema") != house:
        yield Diagnostic(
            where=package.descriptor.where(at),
            code="schema-differs",
            what=Text(f"the schema of “{name}” is not the one all packages share", f"“{name}”的 schema 与统一的不同"),
            expected=Text(
                f"the schema in generator/schemas/authored/{name}.json", f"generator/schemas/authored/{name}.json"
            ),
            fix=Text("run: guihua refresh", "请运行：guihua refresh"),
        )
    if house is None and not field_names(package, name):
        yield Diagnostic(
            where=package.descriptor.where(at),
            code="no-schema",
            what=Text(f"the table “{name}” has no schema", f"表“{name}”没有 schema"),
            expected=Text(
                "schema.fields with name, title and type for each column", "schema.fields 写明每列的 name、title、type"
            ),
            fix=Text("describe its columns in datapackage.json", "请在 datapackage.json 里说明各列"),
        )
    yield from _columns_named(package, index, resource)


def _columns_named(package: Package, index: int, resource: dict[str, Any]) -> Iterator[Diagnostic]:
    """Columns and rows that a declared sum is about must exist."""
    name = str(resource.get("name", ""))
    columns, table = field_names(package, name), package.tables.get(name)
    rows = [record.get("id") for record in table.records] if table else []
    sums = resource.get("sums", ())
    for number, declared in enumerate(sums if isinstance(sums, list) else ()):
        if not isinstance(declared, dict):
            continue
        at = ("resources", index, "sums", number)
        if table and "total_row" in declared and declared["total_row"] not in rows:
            yield Diagnostic(
                where=package.descriptor.where(at),
                code="unknown-id",
                what=Text("a sum is declared for a row that the table does not have", "合计引用了表里没有的行"),
                found=str(declared["total_row"]),
                expected=Text(f"an id in {table.source.path}", f"{table.source.path} 里的编号")
                + did_you_mean(str(declared["total_row"]), rows),
                fix=Text("correct total_row", "请改正 total_row"),
            )
        named = [
            *declared.get("columns", ()),
            *declared.get("of", ()),
            *(declared[key] for key in ("total_column", "within") if key in declared),
        ]
        for column in named:
            if column not in columns:
                yield Diagnostic(
                    where=package.descriptor.where(at),
                    code="unknown-column",
                    what=Text("a sum is declared over a column that the table does not have", "合计引用了表里没有的列"),
                    found=str(column),
                    expected=Text(", ".join(columns), "、".join(columns)) + did_you_mean(str(column), columns),
                    fix=Text("correct the name of the column", "请改正列名"),
                )


RULE = Rule(
    codes=("package-name", "schema-differs", "no-schema", "unknown-column", "unknown-id"),
    why=Text(
        "Each package stands alone: whoever downloads the folder has its columns explained and checkable.",
        "每个数据包都能独立使用：拿到文件夹的人看得懂每一列，也能自己检验。",
    ),
    check=_check,
)

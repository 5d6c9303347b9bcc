"""No number without a source: every record says on which line of the print it stands, within its document."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Text
from generator.linking.figures import layout_of
from generator.linking.package import STANDARD_TABLES
from generator.linking.values import integer
from generator.model import Corpus, Plan
from generator.reading.project import ProjectSources
from generator.reading.table import Record
from generator.rules import Rule


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    for plan in corpus.plans:
        if plan.source_start is None or plan.source_end is None:
            continue  # the finding is that of rules/facts.py
        package = project.packages.get(plan.id)
        for table in package.tables.values() if package else ():
            needed = table.name in STANDARD_TABLES or layout_of(table.name, package.resource(table.name))  # type: ignore[union-attr]
            for record in table.records if needed and "source_line" in table.header else ():
                yield from _line(plan, record)


def _line(plan: Plan, record: Record) -> Iterator[Diagnostic]:
    written = record.get("source_line")
    if plan.holds_line(integer(written)):
        return
    yield Diagnostic(
        where=record.where("source_line"),
        code="source-line",
        what=Text(
            f"“{record.get('id') or record.get('task')}” has no source line within its document",
            f"“{record.get('id') or record.get('task')}”没有本文件范围内的原文行号",
        ),
        found=written,
        expected=Text(
            f"a line from {plan.source_start} to {plan.source_end} (source_lines in {plan.where.path})",
            f"{plan.source_start} 到 {plan.source_end} 之间的行号（见 {plan.where.path} 的 source_lines）",
        ),
        fix=Text("look the phrase up in the source and write its line", "请在公报文本中找到这一处，写上行号"),
    )


RULE = Rule(
    codes=("source-line",),
    why=Text(
        "A number that nobody can look up cannot be trusted or cited.",
        "查不到出处的数字，没人能相信，也没法引用。",
    ),
    check=_check,
)

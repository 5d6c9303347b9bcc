"""A printed name means one thing: ids of figures do not repeat in a package, names of units are not ambiguous."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Text, did_you_mean
from generator.model import Corpus, Figure
from generator.reading.project import REGISTRY, ProjectSources
from generator.rules import Rule


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    yield from _figure_ids(corpus)
    yield from _unit_names(corpus)
    yield from _limits(project, corpus)
    yield from _tasks_without_units(corpus)


def _figure_ids(corpus: Corpus) -> Iterator[Diagnostic]:
    first: dict[str, Figure] = {}
    for figure in corpus.figures:
        before = first.setdefault(figure.id, figure)
        if before is figure:
            continue
        if before.where.path != figure.where.path:
            yield Diagnostic(
                where=figure.where,
                code="duplicate-id",
                what=Text(f"this figure's id is taken in {before.where}", f"{before.where} 已用了这个数值编号"),
                found=figure.id,
                expected=Text("an id that no other table of the package uses", "与本数据包其他表不同的编号"),
                fix=Text("give the row another id", "请给这一行换一个编号"),
            )
        elif before.where.line == figure.where.line:  # a repeated row id is the table library's finding
            yield Diagnostic(
                where=figure.where,
                code="duplicate-id",
                what=Text(
                    f"this figure's id is taken in column {before.where.column} of its row",
                    f"同一行第 {before.where.column} 个字起的数值已用了这个编号",
                ),
                found=figure.id,
                expected=Text("a key of its own for each column of figures", "每个数值列各有自己的 key"),
                fix=Text(
                    "correct “key” in “figure” of the two columns in datapackage.json",
                    "请改正 datapackage.json 里这两列 figure 的 key",
                ),
            )


def _unit_names(corpus: Corpus) -> Iterator[Diagnostic]:
    for name in corpus.registry.unit_names:
        if not name.collective and len(name.units) > 1:
            ids = ", ".join(unit.id for unit in name.units)
            yield Diagnostic(
                where=name.where,
                code="ambiguous-name",
                what=Text(f"the name “{name.name}” means several units", f"“{name.name}”指了几个单位"),
                found=ids,
                expected=Text(
                    "one unit, or kind “collective” in each of its rows", "一个单位，或每行 kind 都填 collective"
                ),
                fix=Text(
                    "limit the name to a plan in column plan_id, or mark it collective",
                    "请用 plan_id 列限定到某份规划，或改为 collective",
                ),
            )


def _limits(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    """A name that is limited to a plan which is not there would hold nowhere, without a message."""
    registry = project.packages.get(REGISTRY)
    table = registry.tables.get("unit_names") if registry else None
    for record in table.records if table and project.complete else ():
        plan = record.get("plan_id")
        if plan and plan not in corpus.plan_by_id:
            yield Diagnostic(
                where=record.where("plan_id"),
                code="unknown-id",
                what=Text("the name is limited to a plan that is not known", "这个名称限定到了不存在的规划"),
                found=plan,
                expected=Text("a file in content/plans/, without .md", "content/plans/ 里的文件名，不带 .md")
                + did_you_mean(plan, corpus.plan_by_id),
                fix=Text(
                    "correct the id, or leave the cell empty for a name that holds everywhere",
                    "请改正编号；到处通用的名称这一格留空",
                ),
            )


def _tasks_without_units(corpus: Corpus) -> Iterator[Diagnostic]:
    for task in corpus.tasks:
        if not task.duties:
            yield Diagnostic(
                where=task.where,
                code="task-without-unit",
                what=Text(f"the task “{task.title}” names no unit", f"任务“{task.title}”没有写单位"),
                expected=Text("a name in responsible, lead or support", "responsible、lead 或 support 列里的单位"),
                fix=Text("copy the printed list, or take the row out", "请照原文补上单位，或删去这一行"),
            )


RULE = Rule(
    codes=("duplicate-id", "ambiguous-name", "task-without-unit", "unknown-id"),
    why=Text(
        "What is ambiguous in the registry ends up on the wrong unit's page.",
        "登记表里含糊的名称，会把任务算到别的单位头上。",
    ),
    check=_check,
)

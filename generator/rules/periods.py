"""Years are possible: targets fall into the plan's period, periods run forward, deadlines are dates that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Diagnostic, Text
from generator.model import Corpus, Figure, Plan, Role
from generator.reading.project import ProjectSources
from generator.reading.table import Record
from generator.rules import Rule


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    for plan in corpus.plans:
        yield from _plan(plan)
    headed = _headed(corpus)
    for figure in corpus.figures:
        yield from _figure(figure, headed)
    for package in project.packages.values():
        table = package.tables.get("deadlines")
        for record in table.records if table else ():
            yield from _deadline(record)


def _plan(plan: Plan) -> Iterator[Diagnostic]:
    if plan.period_start and plan.period_end and plan.period_start > plan.period_end:
        yield Diagnostic(
            where=plan.period_where,
            code="period-order",
            what=Text("the plan ends before it starts", "规划结束早于开始"),
            found=f"{plan.period_start}–{plan.period_end}",
            expected=Text("period_start ≤ period_end", "period_start ≤ period_end"),
            fix=Text("correct period_start or period_end", "请改正 period_start 或 period_end"),
        )


def _headed(corpus: Corpus) -> set[str]:
    """Ids of the figures whose column heading prints their year: a plan may repeat targets of an earlier one."""
    return {
        cell.id
        for table in corpus.figure_tables
        for row in table.rows
        for (_, heading), cell in zip(table.columns, row, strict=True)
        if isinstance(cell, Figure) and cell.last_year and str(cell.last_year) in heading
    }


def _figure(figure: Figure, headed: set[str]) -> Iterator[Diagnostic]:
    start, _, end = figure.period.partition("/")
    if end and end <= start:
        yield Diagnostic(
            where=figure.where,
            code="period-order",
            what=Text(f"the period of {figure.id} does not run forward", f"{figure.id} 的时期前后颠倒"),
            found=figure.period,
            expected=Text("first year / last year", "起年/止年"),
            fix=Text("correct the period", "请改正 period"),
        )
    plan, year = figure.plan, figure.last_year
    if figure.role is not Role.TARGET or not year or not plan.period_end:
        return
    first = plan.period_start or (plan.issued.year if plan.issued else None)
    if first is None or first > plan.period_end or year == plan.outlook:
        return
    if year > plan.period_end:
        wrong = Text(f"after the plan ends in {plan.period_end}", f"晚于规划期末 {plan.period_end}")
    elif year < first and figure.id not in headed:
        wrong = Text(f"before the plan starts in {first}", f"早于规划期初 {first}")
    else:
        return
    yield Diagnostic(
        where=figure.where,
        code="period-in-plan",
        what=Text(f"target period {year} is {wrong.en}", f"目标年份 {year} {wrong.zh} 年"),
        found=figure.period,
        expected=Text(f"{first} to {plan.period_end}", f"{first} 至 {plan.period_end}"),
        fix=Text(
            f"correct the period, or period_end in {plan.period_where} (a year looked ahead to is its outlook)",
            f"请改正 period，或 {plan.period_where} 的 period_end（规划展望的年份写在 outlook）",
        ),
    )


def _deadline(record: Record) -> Iterator[Diagnostic]:
    due = record.get("due")
    if _exists(due):
        return
    yield Diagnostic(
        where=record.where("due"),
        code="impossible-date",
        what=Text("this date does not exist", "没有这个日期"),
        found=due,
        expected=Text(
            "2025, 2025-06 or 2025-06-30; --06 or --06-30 for every year, ---30 for every month",
            "2025、2025-06 或 2025-06-30；每年的写 --06 或 --06-30，每月的写 ---30",
        ),
        fix=Text("correct the date", "请改正日期"),
    )


def _exists(due: str) -> bool:
    due = due.replace("---", "2000-01-") if due.startswith("---") else re.sub("^--", "2000-", due)
    try:
        date.fromisoformat(due + "0000-01-01"[len(due) :])
    except ValueError:
        return False
    return True


RULE = Rule(
    codes=("period-in-plan", "period-order", "impossible-date"),
    why=Text(
        "A plan cannot promise a value for a year it does not cover; a mistyped year is hard to see and easy to publish.",
        "规划不能为规划期以外的年份许下目标；年份写错不易看出，却容易发布。",
    ),
    check=_check,
)

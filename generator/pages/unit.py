"""A page per unit: every duty by plan and by deadline, its indicators and projects, and where it is mentioned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from generator.linking.addresses import address_of
from generator.model import Corpus, NameKind, Plan, Task, Unit, UnitType
from generator.opendata import Exports
from generator.pages import Page, PageSpec, PageType
from generator.pages import _schema_org as schema_org
from generator.pages._preview import of_count
from generator.pages._views import Charge, IndicatorRow, by_plan, due_years, dues, indicator_rows
from generator.pages._workbook import columns_address
from generator.wording.calendar import calendar


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    for unit in corpus.registry.units.values():
        yield PageSpec(address_of(unit), partial(_page, corpus, exports, unit))


def _page(corpus: Corpus, exports: Exports, unit: Unit) -> Page:
    charges = tuple(Charge(task=task, duty=duty) for task, duty in corpus.duties_of_unit.get(unit.id, ()))
    tasks = {charge.task.id: charge.task for charge in charges}
    mentions = corpus.mentions.get(unit.id, ())
    issued = corpus.plans_of_issuer.get(unit.id, ())
    deadlines = dues(tasks.values())
    dates = f"units/{unit.id}.ics" if deadlines else ""
    return Page(
        address=address_of(unit),
        kind="unit",
        title=unit.name,
        description=_description(unit, len(tasks), len(mentions), len(issued)),
        facts={
            "unit": unit,
            "names": _names(corpus, unit),
            "charges": by_plan(corpus, ((charge.task.plan, charge) for charge in charges)),
            "task_count": len(tasks),
            "inherited": {charge.task.id: charge.duty.printed_name for charge in charges if charge.duty.inherited},
            "due_years": due_years(deadlines),
            "due_count": len(deadlines),
            "dates": dates,
            "rows": tuple(_indicators(corpus, tuple(tasks.values()))),
            "projects": corpus.projects_of_unit.get(unit.id, ()),
            "mentions": by_plan(corpus, ((corpus.plan_by_id[mention.plan_id], mention) for mention in mentions)),
            "mention_count": len(mentions),
            "issued": issued,
            "downloads": exports.by_unit[unit.id],
            "columns": columns_address("units"),
        },
        about=schema_org.organization(corpus.site, unit, (name for name, _, _ in _names(corpus, unit)))
        if unit.type not in UNGOVERNED
        else None,
        preview=of_count(
            corpus,
            f"{corpus.site.name} · 单位",
            unit.name,
            f"{len(tasks)} 项任务",
            f"其中写明期限的 {len(deadlines)} 处",
        )
        if tasks
        else None,
        files={
            dates: calendar(
                corpus.site, f"{unit.name}的期限", ((deadline.task, deadline.deadline) for deadline in deadlines)
            )
        }
        if dates
        else {},
    )


UNGOVERNED = (UnitType.OTHER, UnitType.ENTERPRISE)
"""Types of units that are no bodies of government: classes of bodies, firms."""


def _names(corpus: Corpus, unit: Unit) -> tuple[tuple[str, NameKind | None, tuple[Plan, ...]], ...]:
    """The unit's other printed forms: (form, kind, plans it is limited to); those without a limit first."""
    plans: defaultdict[tuple[str, NameKind | None], list[Plan]] = defaultdict(list)
    for form in corpus.registry.names_of_unit.get(unit.id, ()):
        if form.name != unit.name and (not form.plan_id or form.plan_id in corpus.plan_by_id):
            plans[(form.name, form.kind)] += [corpus.plan_by_id[form.plan_id]] if form.plan_id else []
    forms = [(name, kind, tuple(limits)) for (name, kind), limits in plans.items()]
    return tuple(sorted(forms, key=lambda form: bool(form[2])))


def _indicators(corpus: Corpus, tasks: tuple[Task, ...]) -> Iterator[IndicatorRow]:
    """The indicators of which a figure stands in the clause of one of the tasks, with what is printed there."""
    clauses = dict.fromkeys(task.clause.id for task in tasks)
    figures = [figure for clause in clauses for figure in corpus.figures_of_clause.get(clause, ()) if figure.says]
    return indicator_rows(tuple(figures), corpus.site.region.id)


def _description(unit: Unit, tasks: int, mentions: int, issued: int) -> str:
    facts = []
    if issued:
        facts.append(f"印发 {issued} 份文件")
    if tasks:
        facts.append(f"承担 {tasks} 项任务")
    if mentions:
        facts.append(f"在 {mentions} 条中被提到")
    return f"{unit.name}：{'，'.join(facts) or '本期文件没有给它安排任务'}。"


PAGES = PageType(template="unit.html.j2", pages=_pages)

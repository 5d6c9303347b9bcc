"""A page per unit: every duty by plan and by deadline, its projects, and where it is mentioned."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composing.page import Page, PageType
from generator.exporting import Exports
from generator.linking.addresses import address_of
from generator.model import Corpus, Unit
from generator.pages._views import Charge, by_plan, dues


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    for unit in corpus.registry.units.values():
        charges = tuple(Charge(task=task, duty=duty) for task, duty in corpus.duties_of_unit.get(unit.id, ()))
        tasks = {charge.task.id: charge.task for charge in charges}
        mentions = corpus.mentions.get(unit.id, ())
        issued = tuple(plan for plan in corpus.plans if plan.issuer is unit)
        yield Page(
            address=address_of(unit),
            kind="unit",
            title=unit.name,
            description=_description(unit, len(tasks), len(mentions), len(issued)),
            facts={
                "unit": unit,
                "names": tuple(
                    each
                    for each in corpus.registry.unit_names
                    if unit in each.units
                    and each.name != unit.name
                    and (not each.plan_id or each.plan_id in corpus.plan_by_id)
                ),
                "charges": by_plan(corpus, ((charge.task.plan, charge) for charge in charges)),
                "task_count": len(tasks),
                "inherited_count": sum(charge.duty.inherited for charge in charges),
                "dues": dues(tasks.values()),
                "projects": corpus.projects_of_unit.get(unit.id, ()),
                "mentions": by_plan(corpus, ((corpus.plan_by_id[each.plan_id], each) for each in mentions)),
                "mention_count": len(mentions),
                "issued": issued,
                "whole": exports.whole,
            },
        )


def _description(unit: Unit, tasks: int, mentions: int, issued: int) -> str:
    facts = []
    if issued:
        facts.append(f"印发 {issued} 份文件")
    if tasks:
        facts.append(f"承担 {tasks} 项任务")
    if mentions:
        facts.append(f"在 {mentions} 条中被提到")
    return f"{unit.name}：{'，'.join(facts) or '本期文件没有给它安排任务'}。"


PAGES = PageType(template="unit.md.j2", rank=7, pages=_pages)

"""How complete the data is: an overview, and for each plan what every clause yielded and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import partial

from generator.model import Corpus
from generator.model.coverage import Yield, coverage
from generator.opendata import Exports
from generator.pages import Page, PageSpec, PageType
from generator.pages._views import PlanGroup, by_plan

COUNTS = tuple(field.name for field in fields(Yield) if field.name != "clause")


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    groups = by_plan(corpus, ((corpus.plan_by_id[row.clause.plan_id], row) for row in coverage(corpus)))
    yield PageSpec("coverage.html", partial(_index, corpus, groups), ("下载", "收录情况"))
    for group in groups:
        yield PageSpec(f"coverage/{group.plan.id}.html", partial(_page, corpus, group))


def _index(corpus: Corpus, groups: Sequence[PlanGroup[Yield]]) -> Page:
    return Page(
        address="coverage.html",
        kind="page",
        title="收录情况",
        description=f"{len(corpus.plans)} 份文件逐条核对：每一条产生了多少数据，正文里的哪些数没有收，为什么。",
        facts={
            "one": None,
            "counts": COUNTS,
            "totals": tuple((group.plan, len(group.members), _sums(group.members)) for group in groups),
        },
    )


def _page(corpus: Corpus, group: PlanGroup[Yield]) -> Page:
    plan, sums = group.plan, _sums(group.members)
    return Page(
        address=f"coverage/{plan.id}.html",
        kind="page",
        title=f"收录情况 – {plan.short_title}",
        description=f"《{plan.title}》（{plan.doc_number}）逐条产生了多少数据，哪些数没有收，为什么。",
        plan_id=plan.id,
        facts={
            "one": plan,
            "counts": tuple(name for name, count in sums.items() if count),
            "rows": group.members,
            "sums": sums,
            "left_out": corpus.left_out_of_plan.get(plan.id, ()),
        },
    )


def _sums(rows: Sequence[Yield]) -> dict[str, int]:
    return {name: sum(getattr(row, name) for row in rows) for name in COUNTS}


PAGES = PageType(template="coverage.html.j2", rank=13, pages=_pages)

"""Binding and expected indicators: which promises a plan calls 约束性, which 预期性, and where two plans call one differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.model import Binding, Corpus, Figure, Indicator
from generator.opendata import Exports
from generator.pages import Page, PageType, single
from generator.pages._views import IndicatorRow, PlanGroup, by_plan, indicator_rows


def _page(corpus: Corpus, exports: Exports) -> Page:
    marked = [figure for figure in corpus.figures if figure.binding]
    parts = tuple((binding, _groups(corpus, marked, binding)) for binding in Binding)
    counts = {binding: sum(len(group.members) for group in groups) for binding, groups in parts}
    return Page(
        address="binding.html",
        kind="page",
        title="约束性与预期性",
        description=f"规划表里标明约束性的指标 {counts[Binding.BINDING]} 个，预期性的 {counts[Binding.EXPECTED]} 个，按文件并排。",
        facts={
            "parts_of": parts,
            "counts": counts,
            "plans": tuple(group.plan for group in by_plan(corpus, ((figure.plan, figure) for figure in marked))),
            "both": tuple(_called_both(marked)),
        },
    )


def _groups(corpus: Corpus, marked: list[Figure], binding: Binding) -> tuple[PlanGroup[IndicatorRow], ...]:
    """Indicator rows by plan, an indicator once a plan, from its figures marked with ``binding``."""
    groups = by_plan(corpus, ((figure.plan, figure) for figure in marked if figure.binding is binding))
    return tuple(
        PlanGroup(plan=group.plan, members=tuple(indicator_rows(group.members, corpus.site.region.id)))
        for group in groups
    )


def _called_both(marked: list[Figure]) -> Iterator[tuple[Indicator, tuple[tuple[Binding, Figure], ...]]]:
    """Indicators that one document calls binding and another expected, with the first figure of each."""
    called: defaultdict[str, dict[Binding, Figure]] = defaultdict(dict)
    for figure in marked:
        if figure.binding:
            called[figure.indicator.id].setdefault(figure.binding, figure)
    for by_binding in called.values():
        if len(by_binding) > 1:
            yield next(iter(by_binding.values())).indicator, tuple(by_binding.items())


PAGES = PageType(template="binding.html.j2", rank=7, pages=single("binding.html", _page, ("对照", "约束性与预期性")))

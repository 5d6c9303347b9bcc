"""Binding and expected indicators: under their mark and their plan, with what the plan prints for them."""

from __future__ import annotations

from tests.page_facts.conftest import Facts
from tests.page_facts.indicator_rows import by_indicator, expected_indicators, shown_indicators
from tests.page_facts.ledger import Ledger
from tests.page_facts.reading import below, link_of, text
from tests.page_facts.wording import BINDINGS, cited, flat

ADDRESS = "binding.html"


def test_each_marked_indicator_stands_under_its_mark_and_plan(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for binding in ("binding", "expected"):
        marked = data.of("figures", "binding")[binding]
        groups = {(figure["plan_id"], figure["indicator_id"]) for figure in marked}
        heading = site.place(ADDRESS, binding)
        ledger.same(ADDRESS, binding, "标题", BINDINGS[binding] if marked else "", text(heading))
        counted = [text(element) for element in site.section(ADDRESS, binding)][:1]
        ledger.same(ADDRESS, binding, "个数", [f"{len(groups)} 个指标。在全部数值里筛选"] if marked else [], counted)
        for plan in data.rows("plans"):
            own = [figure for figure in marked if figure["plan_id"] == plan["plan_id"]]
            title = site.place(ADDRESS, f"{binding}-{plan['plan_id']}")
            shown = [] if title is None else list(below(title))
            ledger.same(ADDRESS, plan["plan_id"], binding, plan["short_title"] if own else "", text(title))
            expected = expected_indicators(data, own, binding=False)
            ledger.compare(ADDRESS, f"{binding} {plan['plan_id']}", expected, shown_indicators(ADDRESS, shown))
    ledger.close(at_least=100 if real else 2)


def test_indicators_that_two_plans_mark_differently_stand_with_both(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    expected = []
    for indicator, own in by_indicator(figure for figure in data.rows("figures") if figure["binding"]).items():
        called: dict[str, str] = {}
        for figure in own:
            called.setdefault(figure["binding"], f"{BINDINGS[figure['binding']]}{cited(data, figure)}")
        if len(called) > 1:
            name = data.get("indicators", indicator, "name")
            expected.append((f"indicators/{indicator}.html", {"": flat(f"{name}：{'；'.join(called.values())}")}))
    items = [item for element in site.section(ADDRESS, "both") for item in element.iter("li")]
    ledger.compare(
        ADDRESS, "两份文件标得不一样", expected, [(link_of(ADDRESS, item), {"": text(item)}) for item in items]
    )
    ledger.close(at_least=1 if real else 0)

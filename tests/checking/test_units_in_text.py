"""Bodies that a text names."""

from __future__ import annotations

import pytest

from generator.diagnostics import Text
from generator.rules.units_in_text import RULE
from tests.checking.hamlet import FACTS, PLAN, VOCABULARY, Hamlet, plan_text

FIRST = len(FACTS.splitlines()) + 4
"""The line of the plan's text below its front matter."""


def test_unknown_body_is_named_where_it_stands_in_the_text(hamlet: Hamlet) -> None:
    body = "市水务局、市渠道局。\n\n## 一、修渠 {#c1 line=12}\n\n修渠。\n由市堤防局修，市水务局看。\n\n## 二、种树 {#c2 line=13}\n\n市林业局。"
    hamlet.write(PLAN, plan_text(body))
    assert hamlet.brief(RULE) == [
        (f"{PLAN}:{FIRST}:6", "unknown-unit", "市渠道局"),
        (f"{PLAN}:{FIRST + 5}:2", "unknown-unit", "市堤防局"),
        (f"{PLAN}:{FIRST + 9}:1", "unknown-unit", "市林业局"),
    ]


def test_every_plan_is_read(hamlet: Hamlet) -> None:
    hamlet.write(PLAN, plan_text("市渠道局。"))
    hamlet.write("content/plans/alder.md", plan_text("市水务局、市林业局。"))
    assert hamlet.brief(RULE) == [
        (f"content/plans/alder.md:{FIRST}:6", "unknown-unit", "市林业局"),
        (f"{PLAN}:{FIRST}:1", "unknown-unit", "市渠道局"),
    ]


def test_name_meant_is_proposed(hamlet: Hamlet) -> None:
    hamlet.write(PLAN, plan_text("由市水利局修渠。"))
    (finding,) = hamlet.told(RULE)
    names = "datasets/registry/unit_names.csv"
    assert finding.expected == Text(
        f"a name in {names} – did you mean “市水务局”?", f"{names} 里的名称。是不是“市水务局”？"
    )


@pytest.mark.parametrize("path", ["datasets/registry/unit_names.csv", "datasets/registry/datapackage.json"])
def test_no_body_is_unknown_while_the_names_cannot_be_read(hamlet: Hamlet, path: str) -> None:
    hamlet.write(PLAN, plan_text("由市渠道局修渠。"))
    (hamlet.root / path).unlink()
    assert hamlet.brief(RULE) == []


def test_name_may_hold_in_one_plan_only(hamlet: Hamlet) -> None:
    hamlet.write(PLAN, plan_text("由市渠道局修渠。"))
    for plan, known in (("brook", True), ("alder", False)):
        row = f"市渠道局,water,short,{plan}\n"
        hamlet.table("unit_names", VOCABULARY["unit_names"] + row, package="registry")
        assert (hamlet.brief(RULE) == []) is known

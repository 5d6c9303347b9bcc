"""Links written by hand: which lead somewhere, and what is told of those that do not."""

from __future__ import annotations

import pytest

from generator.diagnostics import Text
from generator.rules.links import RULE
from tests.checking.hamlet import FACTS, PAGE, PLAN, Hamlet, own_schema, plan_text

PROJECTS = "id,box_number,box_title,item_group,order,name,summary,region,units,clause,source_line\n"
KINDS = "#c3-1, plan:groundwater#c3, unit:…, indicator:…, page:…, table:…, box:…, https://…"


@pytest.fixture
def hamlet(hamlet: Hamlet) -> Hamlet:
    """Two plans, each with a table and a box of its own, and a page with a place on it."""
    for name, table, box in (("brook", "weirs", "1"), ("alder", "alders", "2")):
        hamlet.write(f"content/plans/{name}.md", plan_text(f"## 一、修渠 {{#{name}-c1 line=12}}"))
        hamlet.table(table, "id\n", package=name, schema=own_schema(id="string"))
        hamlet.table("projects", PROJECTS + f"p01,{box},专栏,,1,修渠,修。,,,{name}-c1,13\n", package=name)
    hamlet.write(PAGE, "---\ntitle: 关于\ndescription: 一。\n---\n\n## 许可 {#licence}\n\n## 其他\n")
    return hamlet


def told_in_the_plan(hamlet: Hamlet, target: str, plan: str = "brook") -> list[tuple[str, str]]:
    """What is found of a link in the plan: the message, and the part of the target that leads nowhere."""
    hamlet.write(f"content/plans/{plan}.md", plan_text(f"## 一、修渠 {{#{plan}-c1 line=12}}\n\n[这里]({target})\n"))
    return [(finding.what.en, finding.found) for finding in hamlet.told(RULE)]


def told_on_the_page(hamlet: Hamlet, target: str) -> list[tuple[str, str]]:
    text = f"---\ntitle: 关于\ndescription: 一。\n---\n\n## 许可 {{#licence}}\n\n见[这里]({target})。\n"
    hamlet.write(PAGE, text)
    return [(finding.what.en, finding.found) for finding in hamlet.told(RULE)]


ANYWHERE = [
    "plan:brook",
    "plan:alder",
    "plan:alder#alder-c1",
    "unit:water",
    "indicator:canals",
    "page:plans",
    "page:regions/compare",
    "page:about",
    "page:about#licence",
    "page:plans#whatever",
    "http://example.org/",
    "https://example.org/",
    "mailto:a@example.org",
    "tel:110",
]
DEAD_ANYWHERE = [
    ("plan:brok", "a plan", "brok"),
    ("plan:brok#brook-c1", "a plan", "brok"),
    ("plan:alder#brook-c1", "a clause anchor", "brook-c1"),
    ("unit:canals", "a unit", "canals"),
    ("indicator:water", "an indicator", "water"),
    ("page:plan", "a page", "plan"),
    ("page:plan#licence", "a page", "plan"),
    ("page:about#license", "a place on that page", "license"),
]


@pytest.mark.parametrize("target", [*ANYWHERE, "#brook-c1", "table:weirs", "box:1"])
def test_link_of_a_plan_leads_somewhere(hamlet: Hamlet, target: str) -> None:
    assert told_in_the_plan(hamlet, target) == []


@pytest.mark.parametrize(
    ("target", "noun", "written"),
    [
        *DEAD_ANYWHERE,
        ("#alder-c1", "a clause anchor", "alder-c1"),
        ("#", "a clause anchor", ""),
        ("table:alders", "a table of this plan", "alders"),
        ("table:1", "a table of this plan", "1"),
        ("box:2", "a box of this plan", "2"),
        ("box:weirs", "a box of this plan", "weirs"),
    ],
)
def test_link_of_a_plan_that_leads_nowhere_is_named(hamlet: Hamlet, target: str, noun: str, written: str) -> None:
    assert told_in_the_plan(hamlet, target) == [(f"the link leads to {noun} that does not exist", written)]
    assert hamlet.told(RULE)[0].expected.en.startswith(f"{noun} that exists")


def test_tables_and_boxes_are_those_of_the_plan_where_the_link_stands(hamlet: Hamlet) -> None:
    for target in ("table:alders", "box:2"):
        assert told_in_the_plan(hamlet, target, plan="alder") == []
    assert told_in_the_plan(hamlet, "table:weirs", plan="alder")[0][1] == "weirs"
    assert told_in_the_plan(hamlet, "box:1", plan="alder")[0][1] == "1"


@pytest.mark.parametrize("target", ANYWHERE)
def test_link_of_a_page_leads_somewhere(hamlet: Hamlet, target: str) -> None:
    assert told_on_the_page(hamlet, target) == []


@pytest.mark.parametrize(("target", "noun", "written"), DEAD_ANYWHERE)
def test_link_of_a_page_that_leads_nowhere_is_named(hamlet: Hamlet, target: str, noun: str, written: str) -> None:
    assert told_on_the_page(hamlet, target) == [(f"the link leads to {noun} that does not exist", written)]


@pytest.mark.parametrize("target", ["table:weirs", "box:1", "#licence", "brook.html", "boxes:1", "httpss://a"])
def test_page_has_no_tables_boxes_and_clauses_of_its_own(hamlet: Hamlet, target: str) -> None:
    assert told_on_the_page(hamlet, target) == [("the link is of no known kind", target)]
    assert hamlet.told(RULE)[0].expected == Text(KINDS, KINDS)


@pytest.mark.parametrize(
    "paragraph",
    [
        "见[这里]({})。",
        "[这里]({})：",
        "- [这里]({})",
        "[这里]({})\n下一行。",
        "上一行。\n[这里]({})",
        "[一]({})[二]({})",
    ],
)
@pytest.mark.parametrize("target", ["table:weirs", "box:1"])
def test_table_or_box_within_a_sentence_is_named(hamlet: Hamlet, target: str, paragraph: str) -> None:
    text = paragraph.format(target, target)
    hamlet.write(PLAN, plan_text(f"## 一、修渠 {{#brook-c1 line=12}}\n\n{text}\n"))
    told = hamlet.told(RULE)
    assert {(finding.what.zh, finding.found) for finding in told} == {("表或专栏写在了句子里", target)}
    assert len(told) == text.count(target)


@pytest.mark.parametrize("paragraph", ["[这里]({})", "  [ 这里 ]( {} )  ", "前一段。\n\n[这里]({})\n\n后一段。"])
def test_table_in_a_paragraph_of_its_own_is_right(hamlet: Hamlet, paragraph: str) -> None:
    hamlet.write(PLAN, plan_text(f"## 一、修渠 {{#brook-c1 line=12}}\n\n{paragraph.format('table:weirs')}\n"))
    assert hamlet.told(RULE) == []


@pytest.mark.parametrize("target", ["brook.html", "../plans/brook.html", "boxes:1", "ftp://example.org/"])
def test_link_of_another_form_is_named(hamlet: Hamlet, target: str) -> None:
    assert told_in_the_plan(hamlet, target) == [("the link is of no known kind", target)]


def test_name_meant_is_proposed(hamlet: Hamlet) -> None:
    told_in_the_plan(hamlet, "indicator:canal")
    assert hamlet.told(RULE)[0].expected == Text(
        "an indicator that exists – did you mean “canals”?", "存在的指标。是不是“canals”？"
    )


def test_every_link_is_named_with_its_line_and_column(hamlet: Hamlet) -> None:
    start = len(FACTS.splitlines()) + 4
    body = "见[一](unit:a)。\n\n又见[二](unit:b)和[三]( unit:c)。\n\n## 一、修渠 {#c1 line=12}\n\n见\n[四](unit:d)"
    hamlet.write(PLAN, plan_text(body))
    hamlet.write(PAGE, "---\ntitle: 一\ndescription: 二\n---\n[五](unit:e)\n\n## 三\n\n四\n[六](unit:f)\n")
    assert hamlet.brief(RULE) == [
        (f"{PAGE}:5:5", "dead-link", "e"),
        (f"{PAGE}:10:5", "dead-link", "f"),
        (f"{PLAN}:{start}:6", "dead-link", "a"),
        (f"{PLAN}:{start + 2}:7", "dead-link", "b"),
        (f"{PLAN}:{start + 2}:20", "dead-link", "c"),
        (f"{PLAN}:{start + 7}:5", "dead-link", "d"),
    ]


@pytest.mark.parametrize(
    ("target", "told"),
    [("plan:brok", False), ("unit:b", True), ("page:b", True), ("table:b", True), ("box:b", True), ("b:b", True)],
)
def test_plans_are_not_known_while_one_cannot_be_read(hamlet: Hamlet, target: str, told: bool) -> None:
    hamlet.write("content/plans/unread.md", "no front matter")
    assert bool(told_in_the_plan(hamlet, target)) is told


@pytest.mark.parametrize(
    ("target", "told"),
    [("plan:brok", True), ("unit:b", True), ("page:b", True), ("table:b", False), ("box:b", False), ("#b", True)],
)
def test_tables_and_boxes_are_not_known_while_one_cannot_be_read(hamlet: Hamlet, target: str, told: bool) -> None:
    hamlet.table("unread", "", schema=own_schema(id="string"))
    assert bool(told_in_the_plan(hamlet, target)) is told


@pytest.mark.parametrize("target", ["table:b", "box:b"])
def test_table_of_one_plan_that_cannot_be_read_hides_nothing_in_another(hamlet: Hamlet, target: str) -> None:
    hamlet.table("unread", "", schema=own_schema(id="string"))
    assert len(told_in_the_plan(hamlet, target, plan="alder")) == 1


@pytest.mark.parametrize("target", ["table:weirs", "box:1"])
def test_plan_without_a_package_has_that_as_its_finding(hamlet: Hamlet, target: str) -> None:
    (hamlet.root / "datasets/brook/datapackage.json").unlink()
    assert told_in_the_plan(hamlet, target) == []

"""A page of a plan: its key figures, its tasks by unit, what it cites, its chapters and the plans near to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.model import Binding, Difference, Figure, Origin, Plan, Role
from generator.pages import chapter
from generator.pages import plan as plan_pages
from generator.pages._related import Related, related
from tests.pages.records import citation, clause, duties, facts_of, figure, indicator, pages_of, plan, small, task, unit

TARGET = {"binding": None}
BASELINE: dict[str, Any] = {"role": Role.BASELINE, "period": "2020"}


def of_a_plan(**changes: Any) -> dict[str, Any]:
    """What the page of the greening plan shows when the city's records are changed so."""
    return dict(facts_of(plan_pages.PAGES, small(**changes), "plans/green-city.html"))


def of(name: str, **changes: Any) -> Figure:
    """A figure of an indicator of its own."""
    return figure(name, indicator=indicator(name), **{**TARGET, **changes})


def test_binding_key_figures_lead_then_those_with_a_baseline_then_those_of_tables() -> None:
    grown = of("grown", origin=Origin.TEXT)
    figures = (
        of("text", origin=Origin.TEXT),
        of("table"),
        grown,
        replace(grown, id="was", **BASELINE),
        of("binding", origin=Origin.TEXT, binding=Binding.BINDING),
        of("expected", binding=Binding.EXPECTED),
    )
    keys = of_a_plan(figures=figures)["keys"]
    assert [row.target.id for row in keys] == ["binding", "grown", "table", "expected", "text"]


def test_six_key_figures_at_most() -> None:
    assert [row.target.id for row in of_a_plan(figures=tuple(map(of, "abcdefgh")))["keys"]] == list("abcdef")


@pytest.mark.parametrize(
    ("changes", "is_key"),
    [
        ({}, True),
        ({"component": "总计"}, True),
        ({"period": "2021"}, True),
        ({"period": "2020"}, False),
        ({"period": ""}, False),
        ({"role": Role.STANDARD}, False),
        ({"role": Role.GROWTH}, False),
        ({"role": Role.ACTUAL}, False),
        ({"amount": None, "printed": "应绿尽绿"}, False),
        ({"component": "道路"}, False),
    ],
)
def test_key_figure_is_a_number_of_the_whole_for_a_year_to_come(changes: dict[str, Any], is_key: bool) -> None:
    """The plan begins in 2021."""
    facts = of_a_plan(figures=(of("a", **changes),))
    assert len(facts["keys"]) == is_key
    assert [row.indicator.id for row in facts["rows"]] == ["a"]


def test_small_course_stands_where_baseline_and_target_make_a_line() -> None:
    grown = of("a")
    figures = (grown, replace(grown, id="was", **BASELINE), of("b"), of("c", **BASELINE))
    assert list(of_a_plan(figures=figures)["sparks"]) == ["a"]


def test_units_with_the_most_tasks_lead_then_those_named_first() -> None:
    one, two, three = unit("one"), unit("two"), unit("three")
    tasks = (task("1", **duties(three, one)), task("2", **duties(two)), task("3", **duties(two, one)))
    by_unit = of_a_plan(tasks=tasks)["by_unit"]
    assert [(body.id, [charge.task.id for charge in charges]) for body, charges in by_unit] == [
        ("one", ["1", "3"]), ("two", ["2", "3"]), ("three", ["1"]),
    ]  # fmt: skip


def test_documents_are_cited_once_by_number_or_where_there_is_none_by_title() -> None:
    cited = (
        citation(cited_title="甲", cited_number="1号"),
        citation(cited_title="乙", cited_number=""),
        citation(cited_title="甲（试行）", cited_number="1号"),
        citation(cited_title="甲", cited_number=""),
        citation(cited_title="乙", cited_number=""),
        citation(cited_title="甲", cited_number="2号"),
    )
    own = small().plan_by_id["green-city"]
    groups = of_a_plan(citations=tuple(replace(one, plan=own) for one in cited))["citations"]
    assert [[(one.cited_title, one.cited_number) for one in group] for group in groups] == [
        [("甲", "1号"), ("甲（试行）", "1号")], [("乙", ""), ("乙", "")], [("甲", "")], [("甲", "2号")],
    ]  # fmt: skip


@pytest.mark.parametrize(("bodies", "unwritten"), [(["", "\n"], True), (["", "有字。"], False), (["字", "字"], False)])
def test_plan_whose_clauses_are_all_empty_is_not_written_yet(bodies: list[str], unwritten: bool) -> None:
    clauses = tuple(clause(f"green-city-c{number}", body=body) for number, body in enumerate(bodies))
    assert of_a_plan(plans=(plan("green-city", clauses=clauses),), mentions={})["unwritten"] is unwritten


def test_picture_of_a_plan_shows_its_first_key_figure_or_how_many_tasks_it_has() -> None:
    previews = {address: page.preview for address, page in pages_of(plan_pages.PAGES, small()).items()}
    green, bikes = previews["plans/green-city.html"], previews["plans/bike-lanes.html"]
    assert (green.over, green.title) == ("桂政〔2022〕1号", "“十四五”绿化规划")
    assert (green.value, green.about) == ("98以上%", "树木成活率，2025年目标，2020年 88%")
    assert (bikes.over, bikes.title) == ("桂政办〔2022〕2号", "自行车道办法")
    assert (bikes.value, bikes.about) == ("0 项任务", "说明自行车道怎么修。")


def test_chapters_lead_to_those_beside_them_and_hold_their_own_clauses() -> None:
    chapters = [clause(f"green-city-{anchor}", anchor=anchor, chapter=anchor) for anchor in ("c1", "c2", "c3")]
    inner = [clause(f"green-city-{anchor}-1", anchor=f"{anchor}-1", chapter=anchor) for anchor in ("c1", "c3")]
    long = plan("green-city", clauses=(chapters[0], inner[0], *chapters[1:], inner[1]))
    pages = pages_of(chapter.PAGES, small(plans=(long, plan("short", clauses=()))))
    assert [
        (
            address,
            *(page.facts[way].anchor if page.facts[way] else None for way in ("before", "after")),
            [shown.clause.anchor for shown in page.facts["clauses"]],
            page.picture,
        )
        for address, page in pages.items()
    ] == [
        ("plans/green-city/c1.html", None, "c2", ["c1", "c1-1"], "previews/plans/green-city.png"),
        ("plans/green-city/c2.html", "c1", "c3", ["c2"], "previews/plans/green-city.png"),
        ("plans/green-city/c3.html", "c2", None, ["c3", "c3-1"], "previews/plans/green-city.png"),
    ]


ONE = plan("one")
BODIES = unit("first"), unit("second"), unit("third")


def near(*others: tuple[str, dict[str, Any]]) -> dict[str, Related]:
    """The plans near to ``ONE``, which has figures of x, y and z and tasks of ``BODIES``.

    ``others`` are plans, and whether they cite it (``citing``) or are cited (``cited``), the indicators of which they
    have figures, and how many of the bodies have tasks in them.
    """
    plans, figures, citations = [ONE], [figure(name, plan=ONE, indicator=indicator(name)) for name in "xyz"], []
    tasks = [task("0", plan=ONE, **duties(*BODIES, unit("own")))]
    for name, what in others:
        other = plan(name)
        plans.append(other)
        figures += [figure(f"{name}-{key}", plan=other, indicator=indicator(key)) for key in what.get("figures", "")]
        tasks.append(task(name, plan=other, **duties(*BODIES[: what.get("units", 0)], unit(f"of {name}"))))
        citations += [citation(plan=other, cited_plan=ONE)] * what.get("citing", 0)
        citations += [citation(plan=ONE, cited_plan=other)] * what.get("cited", 0)
    corpus = small(plans=tuple(plans), figures=tuple(figures), tasks=tuple(tasks), citations=tuple(citations))
    return {other.plan.id: other for other in related(replace(corpus, differences=()), ONE)}


def test_related_plans_are_those_of_citations_then_of_indicators_then_of_units() -> None:
    order = near(
        ("units", {"units": 3}),
        ("nothing", {}),
        ("one figure", {"figures": "x"}),
        ("citing", {"citing": 1}),
        ("both", {"citing": 1, "cited": 2}),
        ("figures", {"figures": "xyw"}),
        ("cited", {"cited": 1, "figures": "z"}),
    )
    assert list(order) == ["both", "cited", "citing", "figures", "one figure", "units"]
    shared = {name: [one.id for one in other.indicators] for name, other in order.items()}
    assert shared == {**{name: [] for name in order}, "cited": ["z"], "figures": ["x", "y"], "one figure": ["x"]}
    assert [name for name, other in order.items() if other.cites] == ["both", "cited"]
    assert [name for name, other in order.items() if other.cited_by] == ["both", "citing"]
    assert {name: other.units for name, other in order.items() if other.units} == {"units": 3}


def test_six_related_plans_at_most_and_the_nearest_of_them() -> None:
    others = [(name, {"units": 1}) for name in "abcdefg"]
    assert list(near(*others)) == list("abcdef")
    assert list(near(*others, ("h", {"units": 2}))) == list("habcde")


def between(name: str, one: Plan, other: Plan) -> Difference:
    model = small().differences[0]
    a, b = (figure(f"{name}-{side.id}-{number}", plan=side) for number, side in enumerate((one, other)))
    return replace(model, id=name, a=a, b=b, period=name)


def test_related_plan_is_told_of_the_contradictions_between_the_two_and_of_no_others() -> None:
    first, second = plan("first"), plan("second")
    differences = (
        between("2021", ONE, first), between("2022", first, ONE), between("2023", ONE, ONE),
        between("2024", first, first), between("2025", first, second),
    )  # fmt: skip
    cited = tuple(citation(plan=ONE, cited_plan=other) for other in (first, second))
    corpus = small(plans=(ONE, first, second), figures=(), tasks=(), citations=cited, differences=differences)
    told = {other.plan.id: [case.first.id for case in other.contradictions] for other in related(corpus, ONE)}
    assert told == {"first": ["2021", "2022"], "second": []}

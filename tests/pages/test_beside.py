"""Pages that set things side by side: regions, what two plans call binding, versions of the data, measures, clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from generator.model import Binding, Figure, Role
from generator.pages import binding, changes, compare, coverage, data, measures
from tests.pages.records import facts_of, figure, indicator, pages_of, region, small, small_exports

REGIONS = small().registry.regions
NATION = region("china", name="全国", parent=None)
PROVINCE = replace(REGIONS["province"], parent=NATION)
CITY = replace(REGIONS["guicheng"], parent=PROVINCE)
EAST, WEST = (replace(REGIONS[name], parent=CITY) for name in ("east", "west"))
PINE, CEDAR = (replace(REGIONS[name], parent=PROVINCE) for name in ("songcheng", "baicheng"))
ALL = (WEST, PROVINCE, CITY, EAST, PINE, CEDAR, NATION)
ACTUAL = {"role": Role.ACTUAL, "period": "2020"}
PARKS = indicator("parks")


def compared(*figures: Figure) -> Mapping[str, Any]:
    """What the page shows of these figures of one indicator in a city below a province and a nation."""
    registry = replace(small().registry, regions={one.id: one for one in ALL}, indicators={"parks": PARKS})
    own = tuple(replace(one, indicator=PARKS) for one in figures)
    corpus = small(site=replace(small().site, region=CITY), registry=registry, figures=own, differences=(), notes=())
    return facts_of(compare.PAGES, corpus, "regions/compare.html")


def ids(figures: tuple[Figure | None, ...]) -> list[str]:
    return [one.id if one else "" for one in figures]


def test_city_stands_beside_the_regions_above_it_for_which_the_same_is_printed() -> None:
    facts = compared(
        figure("1", region=CITY), figure("2", region=PROVINCE), figure("3", region=CITY),
        figure("4", region=PROVINCE, **ACTUAL), figure("5", region=NATION, **ACTUAL), figure("6", region=EAST, **ACTUAL),
        figure("7", region=CITY, period="2030"), figure("8", region=CITY, period="2030"),
        figure("9", region=CITY, period="2031"), figure("10", region=PROVINCE, period="2031", printed="—"),
        figure("11", region=EAST, period="2032"), figure("12", region=WEST, period="2032"),
        figure("13", region=CITY, component="甲"), figure("14", region=PROVINCE, component="乙"),
    )  # fmt: skip
    assert [one.id for one in facts["around"]] == ["province", "china"]
    shown = [(row.indicator, row.when, ids(figures)) for row, figures in facts["beside"]]
    assert shown == [(PARKS, "2025年目标", ["1", "2", ""]), (PARKS, "2020年已有", ["", "4", "5"])]


def test_region_above_for_which_nothing_is_printed_has_no_column() -> None:
    facts = compared(figure("1", region=CITY), figure("2", region=NATION))
    assert [one.id for one in facts["around"]] == ["china"]
    assert [ids(figures) for _, figures in facts["beside"]] == [["1", "2"]]
    assert compared(figure("1", region=CITY))["around"] == ()


@pytest.mark.parametrize(
    ("changes", "when"),
    [
        ({}, "2025年目标"),
        ({"component": "乡镇"}, "2025年目标，乡镇"),
        ({"role": Role.STANDARD, "period": ""}, "标准"),
        ({"role": Role.GROWTH, "period": "2021/2025", "component": "合计"}, "2021—2025年增速，合计"),
    ],
)
def test_time_and_component_stand_over_what_is_compared(changes: dict[str, Any], when: str) -> None:
    facts = compared(*(figure(one.id, region=one, **changes) for one in (CITY, PROVINCE, EAST, WEST)))
    assert [row.when for row, _ in facts["beside"]] == [when]
    assert [grid.columns for grid in facts["inside"]] == [(when,)]


def test_counties_stand_side_by_side_in_the_order_of_regions_over_the_city() -> None:
    facts = compared(
        figure("1", region=EAST), figure("2", region=WEST), figure("3", region=CITY), figure("4", region=WEST),
        figure("5", region=EAST, **ACTUAL), figure("6", region=EAST, **ACTUAL),
        figure("7", region=EAST, period="2030"), figure("8", region=WEST, period="2030"),
        figure("9", region=EAST, period="2031"), figure("10", region=WEST, period="2031", printed="—"),
        figure("11", region=EAST, period="2032"), figure("12", region=CITY, period="2032"),
    )  # fmt: skip
    (grid,) = facts["inside"]
    assert (grid.indicator, grid.columns) == (PARKS, ("2025年目标", "2030年目标"))
    assert [(one.id, ids(cells)) for one, cells in grid.rows] == [("west", ["2", "8"]), ("east", ["1", "7"])]
    assert ids(grid.whole) == ["3", ""]
    assert facts["siblings"] == ()


def test_other_cities_of_the_province_stand_side_by_side_over_the_city() -> None:
    facts = compared(
        figure("1", region=PINE), figure("2", region=CEDAR), figure("3", region=CITY), figure("4", region=NATION),
        figure("5", region=PINE, period="2030"), figure("6", region=CITY, period="2030"),
        figure("7", region=PINE, period="2031"), figure("8", region=EAST, period="2031"),
    )  # fmt: skip
    (grid,) = facts["siblings"]
    assert grid.columns == ("2025年目标",)
    assert [(one.id, ids(cells)) for one, cells in grid.rows] == [("songcheng", ["1"]), ("baicheng", ["2"])]
    assert ids(grid.whole) == ["3"]
    assert facts["inside"] == ()


def test_marked_indicators_stand_by_plan_and_those_marked_differently_with_the_first_figure_of_each_mark() -> None:
    rivers = small().plan_by_id["clean-rivers"]
    x, y, z = (indicator(name) for name in "xyz")
    figures = (
        figure("1", indicator=x),
        figure("2", indicator=y, binding=Binding.BINDING),
        figure("3", indicator=x),
        figure("4", indicator=z, binding=None),
        figure("5", indicator=x, plan=rivers, binding=Binding.BINDING),
        figure("6", indicator=y, plan=rivers, binding=Binding.BINDING),
        figure("7", indicator=x, plan=rivers, binding=Binding.BINDING),
    )
    facts = facts_of(binding.PAGES, small(figures=figures, differences=(), notes=()), "binding.html")
    shown = {
        mark: [(group.plan.id, [(row.indicator.id, row.count) for row in group.members]) for group in groups]
        for mark, groups in facts["parts_of"]
    }
    assert shown == {
        Binding.BINDING: [("green-city", [("y", 1)]), ("clean-rivers", [("x", 2), ("y", 1)])],
        Binding.EXPECTED: [("green-city", [("x", 2)])],
    }
    assert facts["counts"] == {Binding.BINDING: 3, Binding.EXPECTED: 1}
    assert [one.id for one in facts["plans"]] == ["green-city", "clean-rivers"]
    (both,) = facts["both"]
    assert both == (x, ((Binding.EXPECTED, figures[0]), (Binding.BINDING, figures[4])))


@pytest.mark.parametrize(("released", "said"), [(True, ""), (False, "，还没有定版")])
def test_page_of_changes_says_whether_the_data_is_released(released: bool, said: str) -> None:
    page = pages_of(changes.PAGES, small(site=replace(small().site, released=released)))["changes.html"]
    assert page.description == f"数据现在是 0.1.0 版{said}。每一版改了什么、旧版在哪里下载。"
    assert page.facts["released"] is released


def test_measures_stand_by_dimension_with_their_base_and_what_is_measured_in_them() -> None:
    dimensions = facts_of(measures.PAGES, small(), "measures.html")["dimensions"]
    shown = {
        dimension: [(row["measure"].id, row["base"].id, [one.id for one in row["indicators"]]) for row in rows]
        for dimension, rows in dimensions
    }
    assert list(shown) == ["area", "share", "trees", "length", "items", "money"]
    assert shown["share"] == [
        ("percent", "ratio", ["survival-rate", "river-quality", "section-quality"]),
        ("ratio", "ratio", []),
    ]
    assert shown["money"] == [("yuan", "yuan", []), ("10k-yuan", "yuan", []), ("100m-yuan", "yuan", ["river-cost"])]
    assert small().registry.measures["100m-yuan"].factor == Decimal(100_000_000)


def test_completeness_of_a_plan_shows_the_counts_that_are_not_nought() -> None:
    pages = pages_of(coverage.PAGES, small())
    assert list(pages) == [
        "coverage.html",
        *(f"coverage/{one}.html" for one in ("green-city", "bike-lanes", "clean-rivers")),
    ]
    names = ("table_figures", "text_figures", "tasks", "projects", "citations", "notes", "left_out")
    assert pages["coverage.html"].facts["counts"] == names
    totals = {
        plan.id: (clauses, tuple(sums.values())) for plan, clauses, sums in pages["coverage.html"].facts["totals"]
    }
    assert totals == {
        "green-city": (4, (8, 3, 2, 2, 2, 1, 1)), "bike-lanes": (1, (0,) * 7), "clean-rivers": (8, (15, 13, 3, 5, 3, 3, 3)),
    }  # fmt: skip
    assert pages["coverage/bike-lanes.html"].facts["counts"] == ()
    assert pages["coverage/green-city.html"].facts["counts"] == names


def test_tables_most_in_demand_are_listed_first_and_vocabularies_last() -> None:
    listed = facts_of(data.PAGES, small(), "data.html")["tables"]
    order = [one.table.name for one in listed]
    assert order[:5] == ["targets", "figures", "tasks", "task_units", "projects"]
    assert sorted(order) == sorted(one.table.name for one in small_exports().tables)
    assert [one.table.vocabulary for one in listed[5:]] == sorted(one.table.vocabulary for one in listed[5:])
    assert listed[-1].table.vocabulary

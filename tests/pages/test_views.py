"""The figures that introduce an indicator, and records in groups: by year, by table, by plan."""

from __future__ import annotations

import pytest

from generator.model import Figure, Origin, Role
from generator.pages._views import by_plan, by_table, due_years, dues, indicator_row, indicator_rows, is_over
from tests.pages.records import clause, deadlines, figure, indicator, plan, region, small, task

CITY = "guicheng"
TEXT = {"origin": Origin.TEXT}
ACTUAL, BASELINE = {"role": Role.ACTUAL, "period": "2020"}, {"role": Role.BASELINE, "period": "2020"}
GROWTH, STANDARD = {"role": Role.GROWTH, "period": "2021/2025"}, {"role": Role.STANDARD, "period": ""}
OVER = {"period": "2020"}
"""A target of before 2021, when the plan begins."""


def introduced(*figures: Figure) -> tuple[str, str, int]:
    """The ids of baseline and target, and the number of parts that stand for them."""
    row = indicator_row(figures[0].indicator, figures, CITY)
    return row.baseline.id if row.baseline else "", row.target.id if row.target else "", row.parts


@pytest.mark.parametrize(
    ("figures", "baseline", "target"),
    [
        ([figure("a", **ACTUAL), figure("b", **BASELINE), figure("c", **BASELINE)], "b", ""),
        ([figure("a", **ACTUAL), figure("b", **ACTUAL), figure("c", **ACTUAL)], "a", ""),
        ([figure("a", **TEXT), figure("b"), figure("c")], "", "b"),
        ([figure("a", **TEXT), figure("b", **TEXT), figure("c", **TEXT)], "", "a"),
        ([figure("a", **OVER), figure("b", **TEXT)], "", "b"),
        ([figure("a", **OVER, **TEXT), figure("b", **OVER)], "", "b"),
        ([figure("a", **TEXT), figure("b", **STANDARD), figure("c", **TEXT)], "", "b"),
        ([figure("a", **GROWTH), figure("b", **STANDARD, **TEXT)], "", "b"),
        ([figure("a", **GROWTH), figure("b", **OVER, **TEXT)], "", "b"),
        ([figure("a", **GROWTH, **TEXT), figure("b", **GROWTH), figure("c", **GROWTH)], "", "b"),
        ([figure("a", **BASELINE), figure("b", **GROWTH)], "a", "b"),
        ([figure("a", printed="—"), figure("b", **TEXT)], "", "b"),
        ([figure("a", printed="—")], "", ""),
    ],
)
def test_baseline_and_target_are_the_first_of_the_best_sort(figures: list[Figure], baseline: str, target: str) -> None:
    assert introduced(*figures) == (baseline, target, 0)


@pytest.mark.parametrize(
    ("regions", "target"),
    [(["a", "z", CITY], 2), ([CITY, "a", "z"], 0), (["z", "a"], 0), (["a"], 0)],
)
def test_city_speaks_for_itself_and_others_only_where_it_has_nothing(regions: list[str], target: int) -> None:
    figures = tuple(figure(str(number), region=region(name)) for number, name in enumerate(regions))
    row = indicator_row(figures[0].indicator, figures, CITY)
    assert row.target is figures[target]
    assert row.count == len(regions)


@pytest.mark.parametrize(
    ("components", "target", "parts"),
    [
        (["甲"], "0", 0),
        (["甲", "甲"], "0", 0),
        (["甲", "乙"], "", 2),
        (["甲", "乙", "丙", "甲"], "", 3),
        (["甲", "乙", "合计"], "2", 0),
        (["甲", "", "乙"], "1", 0),
        ([""], "0", 0),
    ],
)
def test_one_part_of_several_never_speaks_for_the_whole(components: list[str], target: str, parts: int) -> None:
    figures = [figure(str(number), component=component) for number, component in enumerate(components)]
    assert introduced(*figures) == ("", target, parts)


def test_indicator_without_figures_has_neither_baseline_nor_target() -> None:
    row = indicator_row(indicator("a"), (), CITY)
    assert (row.baseline, row.target, row.count, row.parts, row.plans) == (None, None, 0, 0, ())


def test_row_names_every_plan_once_in_the_order_of_the_figures() -> None:
    figures = tuple(figure(name, plan=plan(name)) for name in "bab")
    row = indicator_row(indicator("a"), figures, CITY)
    assert [one.id for one in row.plans] == ["b", "a"]


def test_figures_of_several_indicators_make_a_row_for_each() -> None:
    one, other = indicator("b"), indicator("a")
    figures = (figure("1", indicator=one), figure("2", indicator=other), figure("3", indicator=one))
    rows = tuple(indicator_rows(figures, CITY))
    assert [(row.indicator, row.count, row.target) for row in rows] == [(one, 2, figures[0]), (other, 1, figures[1])]


@pytest.mark.parametrize(
    ("start", "period", "over"),
    [
        (2021, "2020", True),
        (2021, "2021", False),
        (2021, "2022", False),
        (2021, "2016/2020", True),
        (2021, "2016/2021", False),
        (None, "2020", False),
        (2021, "", False),
        (None, "", False),
    ],
)
def test_target_is_over_when_its_last_year_lies_before_the_plan(start: int | None, period: str, over: bool) -> None:
    assert is_over(figure(plan=plan("p", period_start=start), period=period)) is over


def test_deadlines_of_every_year_come_first_then_the_soonest_each_under_its_year() -> None:
    tasks = (
        task("b", **deadlines("2025-06-30", "--06")),
        task("a", **deadlines("2025-06-30", "2024", "---30", "2025-06", "2024-12-30", "2025")),
    )
    ordered = dues(tasks)
    assert [(due.deadline.due, due.task.id) for due in ordered] == [
        ("---30", "a"), ("--06", "b"), ("2024-12-30", "a"), ("2024", "a"),
        ("2025-06-30", "a"), ("2025-06-30", "b"), ("2025-06", "a"), ("2025", "a"),
    ]  # fmt: skip
    years = [(year, [due.deadline.due for due in own]) for year, own in due_years(ordered)]
    assert years == [
        ("每年", ["---30", "--06"]),
        ("2024年", ["2024-12-30", "2024"]),
        ("2025年", [*["2025-06-30"] * 2, "2025-06", "2025"]),
    ]


def test_figures_of_tables_come_before_those_of_running_text() -> None:
    here, there = clause("c1"), clause("c2")
    figures = (
        figure("1", table_title="", clause=here),
        figure("2", table_title="目标", clause=here),
        figure("3", table_title="目标", clause=there),
        figure("4", table_title="", clause=there),
        figure("5", table_title="目标", clause=here),
    )
    groups = [(group.title, group.clause, [one.id for one in group.figures]) for group in by_table(figures)]
    assert groups == [("目标", here, ["2", "5"]), ("目标", there, ["3"]), ("", None, ["1", "4"])]


def test_groups_by_plan_stand_in_the_order_of_plans_without_empty_ones() -> None:
    corpus = small()
    first, middle, last = corpus.plans
    groups = by_plan(corpus, [(last, 1), (first, 2), (last, 3)])
    assert [(group.plan, group.members) for group in groups] == [(first, (2,)), (last, (1, 3))]
    assert middle not in {group.plan for group in groups}

"""Pictures that can be read: the figures of the whole corpus, where plans disagree about a year most of all."""

from __future__ import annotations

import json
from itertools import permutations

import altair
import pytest

from generator.charts import charts_for
from generator.charts._labels import LABEL_HEIGHT, BoundTo
from generator.charts.course import CourseChart, course_chart
from generator.charts.spark import spark
from generator.charts.vega_lite import vega_lite
from generator.model import Corpus
from generator.pages._views import indicator_row
from tests.conftest import REPOSITORY, linked


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return linked(REPOSITORY)


@pytest.fixture(scope="module")
def charts(corpus: Corpus) -> list[CourseChart]:
    drawn = (course_chart(tuple(figures), corpus.site) for figures in corpus.figures_of_indicator.values())
    return [chart for chart in drawn if chart]


def test_no_label_stands_on_another_or_on_a_mark_that_is_not_its_own(charts: list[CourseChart]) -> None:
    assert charts
    for chart in charts:
        marks = [mark for line in chart.lines for mark in line.marks]
        for one, other in permutations(marks, 2):
            if one.label and one.x == other.x:
                over = one.label_x == other.label_x and bool(other.label)
                assert not over or abs(one.label_y - other.label_y) >= LABEL_HEIGHT, (
                    chart.title,
                    one.label,
                    other.label,
                )
                outside = abs(one.label_x - one.x) >= 10
                assert outside or abs(one.label_y - 5 - other.y) > 8 or one.y == other.y, (chart.title, one.label)


def test_labels_of_a_year_are_in_the_order_of_their_values(charts: list[CourseChart]) -> None:
    for chart in charts:
        marks = [mark for line in chart.lines for mark in line.marks if mark.label]
        for one, other in permutations(marks, 2):
            if one.x == other.x and one.y < other.y:
                assert one.label_y < other.label_y, (chart.title, one.label, other.label)


def test_every_value_that_is_drawn_is_named_once_for_its_year(charts: list[CourseChart]) -> None:
    for chart in charts:
        marks = [mark for line in chart.lines for mark in line.marks]
        named = {(mark.x, mark.y) for mark in marks if mark.label}
        assert {(mark.x, mark.y) for mark in marks} == named, chart.title


def chart_of(corpus: Corpus, indicator_id: str) -> CourseChart:
    chart = course_chart(corpus.figures_of_indicator[indicator_id], corpus.site)
    assert chart
    return chart


def test_growth_rate_is_said_below_the_years_it_is_for(corpus: Corpus) -> None:
    chart = chart_of(corpus, "rd-spending-growth")
    said = {row.text: row.figure.period for row in chart.rows}
    assert said == {"年均增速 8.67%": "2016/2020", "年均增速 21%": "2021/2025"}
    spans = {row.figure.period: row.x2 - row.x1 for row in chart.rows}
    assert spans["2016/2020"] == pytest.approx(spans["2021/2025"], abs=0.2)
    assert spans["2021/2025"] > 0


def test_promise_in_words_is_said_in_its_own_words(corpus: Corpus) -> None:
    chart = chart_of(corpus, "preschool-enrolment")
    assert [(row.text, row.figure.last_year, row.past) for row in chart.rows] == [("全面普及", 2025, False)]


def test_printed_range_is_drawn_from_end_to_end(corpus: Corpus) -> None:
    chart = chart_of(corpus, "high-level-majors")
    ranges = [mark for line in chart.lines for mark in line.marks if mark.top is not None]
    assert {mark.figure.printed for mark in ranges} <= {"4—6个", "4-6个"}
    assert ranges
    for mark in ranges:
        assert mark.top is not None
        assert mark.top < mark.y
    bound = [mark for line in chart.lines for mark in line.marks if mark.bound]
    assert [mark.bound for mark in bound] == [BoundTo.ABOVE]


def test_province_stands_beside_the_city_where_it_is_printed(corpus: Corpus) -> None:
    lines = {line.name: line for line in chart_of(corpus, "infant-mortality").lines}
    assert list(lines) == ["“十四五”公共卫生体系和全民健康规划", "河南省（“十四五”公共卫生体系和全民健康规划）"]
    city, province = ([mark.figure.printed for mark in line.marks] for line in lines.values())
    assert province == ["3.21‰"]
    assert "3.21‰" not in city


def test_dash_in_an_empty_cell_is_no_value(corpus: Corpus) -> None:
    row = indicator_row(
        corpus.registry.indicators["rd-spending-growth"], corpus.figures_of_indicator["rd-spending-growth"], "xuchang"
    )
    assert row.target
    assert row.target.printed == "21%以上"
    assert row.baseline is None


def test_line_joins_one_mark_a_year(charts: list[CourseChart]) -> None:
    for chart in charts:
        for line in chart.lines:
            years = [point.split(",")[0] for point in line.points.split()]
            assert len(years) == len(set(years)) == len({mark.x for mark in line.marks}), chart.title


def test_description_tells_every_value_that_is_drawn(charts: list[CourseChart]) -> None:
    for chart in charts:
        for figure in chart.figures:
            assert figure.printed in chart.description, chart.title


def test_specification_is_valid_vega_lite_and_holds_the_printed_numbers(corpus: Corpus) -> None:
    checked = 0
    for figures in corpus.figures_of_indicator.values():
        for chart in charts_for(figures, corpus.site):
            text = vega_lite(chart, "测试")
            altair.Chart.from_json(text.decode("utf-8"), validate=True)
            for record in json.loads(text)["data"]["values"]:
                figure = {figure.id: figure for figure in corpus.figures}[record["figure_id"]]
                assert record["amount"] == (None if figure.amount is None else pytest.approx(float(figure.amount)))
                assert figure.printed in record["printed"]
            checked += 1
    assert checked > 100


def test_small_course_beside_a_number_rises_where_the_number_does(corpus: Corpus) -> None:
    figures = corpus.figures_of_indicator["market-entities"]
    row = indicator_row(figures[0].indicator, figures, "xuchang")
    small = spark(figures, row.baseline, row.target)
    assert small
    (first_x, first_y, reached), *_, (last_x, last_y, promised) = small.dots
    assert (reached, promised) == (True, False)
    assert first_x < last_x
    assert first_y > last_y
    assert spark(figures, row.target, row.baseline) is None

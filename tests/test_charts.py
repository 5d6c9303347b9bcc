"""Pictures that can be read: the figures of the whole corpus, where plans disagree about a year most of all."""

from __future__ import annotations

from itertools import permutations

import pytest

from generator.charts._labels import TEXT
from generator.charts.course import CourseChart, course_chart
from generator.model import Corpus
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
                assert not over or abs(one.label_y - other.label_y) >= TEXT, (chart.title, one.label, other.label)
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

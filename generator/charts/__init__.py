"""Figures → pictures that read without script: geometry here, arrangement in ``site_templates/charts/``."""

from generator.charts.bars import BarChart, bar_charts
from generator.charts.course import CourseChart, course_chart
from generator.model import Figure

Chart = BarChart | CourseChart


def charts_for(figures: tuple[Figure, ...], city_id: str) -> tuple[Chart, ...]:
    """The pictures that say something about one indicator: its course over the years, then who does how much."""
    course = course_chart(figures, city_id)
    return (*((course,) if course else ()), *bar_charts(figures, city_id))

"""Figures → pictures that read without script: geometry here, arrangement in ``site_templates/charts/``."""

from generator.charts.bars import BarChart, bar_charts
from generator.charts.course import CourseChart, course_chart
from generator.model import Figure, Site

Chart = BarChart | CourseChart


def charts_for(figures: tuple[Figure, ...], site: Site) -> tuple[Chart, ...]:
    """The pictures that say something about one indicator: its course over the years, then who does how much."""
    course = course_chart(figures, site)
    return (*((course,) if course else ()), *bar_charts(figures, site.region.id))

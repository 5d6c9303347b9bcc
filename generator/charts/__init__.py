"""Figures → charts that need no script: geometry in pixels here, the SVG markup in ``site_templates/charts/``."""

from generator.charts.bars import BarChart, bar_charts
from generator.charts.course import CourseChart, course_chart
from generator.model import Figure, Site

Chart = BarChart | CourseChart


def charts_for(figures: tuple[Figure, ...], site: Site) -> tuple[Chart, ...]:
    """The charts of one indicator that compare something: the line chart over the years, then the bar charts."""
    course = course_chart(figures, site)
    return (*((course,) if course else ()), *bar_charts(figures, site.region.id))

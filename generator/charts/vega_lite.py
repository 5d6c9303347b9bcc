"""A chart → its Vega-Lite specification, data included, for those who want to draw it another way."""

from __future__ import annotations

import json
from typing import Any

from generator.charts.bars import BarChart
from generator.charts.course import CourseChart
from generator.model import Figure
from generator.model.figure import plain_number
from generator.wording.words import ROLES, with_measure

VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"


def vega_lite(chart: CourseChart | BarChart, source: str) -> bytes:
    """A complete specification (Vega-Lite 5, JSON in UTF-8). ``source`` says where the data is from.

    Figures in words are among the data with ``amount`` null: they are not drawn.
    """
    figures = chart.figures if isinstance(chart, CourseChart) else tuple(bar.figure for bar in chart.bars)
    spec = {
        "$schema": VEGA_LITE,
        "title": {"text": chart.title, "subtitle": source},
        "description": chart.description,
        "width": 480,
        "data": {"values": [_record(figure) for figure in figures]},
        **(_course(figures) if isinstance(chart, CourseChart) else _bars(figures)),
    }
    return (json.dumps(spec, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _record(figure: Figure) -> dict[str, Any]:
    return {
        "figure_id": figure.id,
        "year": figure.last_year,
        "period": figure.period,
        "amount": None if figure.amount is None else plain_number(figure.amount),
        "amount_high": None if figure.amount_high is None else plain_number(figure.amount_high),
        "printed": with_measure(figure.printed, figure.measure),
        "role": ROLES[figure.role],
        "plan": figure.plan.short_title,
        "region": figure.region.name,
        "component": figure.component,
        "clause_id": figure.clause.id,
        "source_line": figure.source_line,
    }


def _measure(figures: tuple[Figure, ...]) -> str:
    return next((figure.measure.symbol for figure in figures if figure.amount is not None and figure.measure), "")


def _course(figures: tuple[Figure, ...]) -> dict[str, Any]:
    axis = {"field": "amount", "type": "quantitative", "title": _measure(figures), "scale": {"zero": False}}
    return {
        "height": 280,
        "transform": [{"calculate": "datum.plan + '，' + datum.region", "as": "series"}],
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "title": "年份", "axis": {"labelAngle": 0}},
            "color": {"field": "series", "type": "nominal", "title": None, "legend": {"orient": "bottom", "columns": 1}},
        },
        "layer": [
            {"mark": "line", "encoding": {"y": axis}},
            {"mark": "rule", "transform": [{"filter": "datum.amount_high != null"}],
             "encoding": {"y": axis, "y2": {"field": "amount_high"}}},
            {"mark": {"type": "point", "filled": True, "size": 70, "tooltip": {"content": "data"}}, "encoding": {"y": axis}},
            {"mark": {"type": "text", "dy": -12}, "encoding": {"y": axis, "text": {"field": "printed"}}},
        ],
    }  # fmt: skip


def _bars(figures: tuple[Figure, ...]) -> dict[str, Any]:
    name = "region" if len({figure.region.id for figure in figures}) > 1 else "component"
    axis = {"field": "amount", "type": "quantitative", "title": _measure(figures)}
    return {
        "encoding": {"y": {"field": name, "type": "nominal", "title": None, "sort": "-x"}, "x": axis},
        "layer": [
            {"mark": {"type": "bar", "tooltip": {"content": "data"}}},
            {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": {"field": "printed"}}},
        ],
    }

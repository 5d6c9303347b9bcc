"""A page per indicator: what every plan says about it, side by side, with its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.charts import Chart, charts_for
from generator.charts.vega_lite import vega_lite
from generator.linking.addresses import address_of
from generator.model import Corpus, Figure, Indicator
from generator.opendata import Exports
from generator.pages import Filled, Page, PageType
from generator.pages import _schema_org as schema_org
from generator.pages._preview import of_row
from generator.pages._views import IndicatorRow, by_plan, by_table, indicator_row
from generator.pages._workbook import columns_address

MOST_OF_A_MEASURE, MOST_OF_A_TOPIC = 6, 8
"""How many other indicators a page names before it links to all of them."""
FOR_PROGRAMS = (".csv", ".json")
"""The files of an indicator that its structured data lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A chart with the addresses of its picture (SVG) and of its Vega-Lite specification."""

    chart: Chart
    picture: str
    spec: str


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    city = corpus.site.region.id
    plans_of = {
        indicator_id: {figure.plan.id for figure in corpus.figures_of_indicator.get(indicator_id, ())}
        for indicator_id in corpus.registry.indicators
    }
    for indicator in corpus.registry.indicators.values():
        figures = corpus.figures_of_indicator.get(indicator.id, ())
        row = indicator_row(indicator, figures, city)
        cases = corpus.cases_of_indicator.get(indicator.id, ())
        charts = tuple(_drawn(indicator, charts_for(figures, corpus.site)))
        source = f"{corpus.site.publisher}，{corpus.site.name}，数据版本 {corpus.site.edition}"
        alike = _of_the_same_measure(corpus, indicator)
        observations = tuple(
            observation for observation in corpus.registry.observations if observation.indicator is indicator
        )
        related = _of_the_same_topic(corpus, indicator, plans_of)
        yield Page(
            address=address_of(indicator),
            kind="indicator",
            title=indicator.name,
            description=indicator.definition,
            facts={
                "indicator": indicator,
                "row": row,
                "figures": figures,
                "groups": tuple(
                    (group.plan, by_table(group.members))
                    for group in by_plan(corpus, ((figure.plan, figure) for figure in figures))
                ),
                "charts": charts,
                "contradictions": tuple(case for case in cases if case.contradiction),
                "other_cases": tuple(case for case in cases if not case.contradiction),
                "near": tuple(_near(corpus, indicator)),
                "observations": observations,
                "notes": tuple(
                    dict.fromkeys(note for figure in figures for note in corpus.notes_of_figure.get(figure.id, ()))
                ),
                "same_topic": related[:MOST_OF_A_TOPIC],
                "same_topic_count": len(related),
                "same_measure": alike[:MOST_OF_A_MEASURE],
                "same_measure_count": len(alike),
                "has_components": any(figure.component for figure in figures),
                "has_regions": any(figure.region.id != city for figure in figures),
                "has_binding": any(figure.binding for figure in figures),
                "downloads": exports.by_indicator[indicator.id],
                "columns": columns_address("indicators"),
            },
            about=schema_org.dataset(
                corpus.site,
                address_of(indicator),
                indicator.name,
                indicator.definition,
                (file for file in exports.by_indicator[indicator.id] if file.suffix in FOR_PROGRAMS),
                address_of(indicator),
                {
                    **schema_org.of_plans({figure.plan.id: figure.plan for figure in figures}.values()),
                    **schema_org.of_measure(indicator),
                },
            ),
            preview=of_row(corpus, f"{corpus.site.name} · 指标", indicator.name, row)
            if _says_much(row, figures)
            else None,
            like=address_of(figures[0].plan) if figures else "index.html",
            files={
                **{
                    chart.picture: Filled("charts/picture.svg.j2", {"chart": chart.chart, "source": source})
                    for chart in charts
                },
                **{chart.spec: vega_lite(chart.chart, source) for chart in charts},
            },
        )


def _says_much(row: IndicatorRow, figures: Sequence[Figure]) -> bool:
    """Whether a picture of its own would say more than its document's: something is promised, or there are several figures."""
    return bool(row.target) or (bool(row.baseline) and len(figures) > 1)


def _drawn(indicator: Indicator, charts: tuple[Chart, ...]) -> Iterator[Drawn]:
    for number, chart in enumerate(charts, start=1):
        stem = f"charts/{indicator.id}" if number == 1 else f"charts/{indicator.id}.{number}"
        yield Drawn(chart=chart, picture=f"{stem}.svg", spec=f"{stem}.vl.json")


def _near(corpus: Corpus, indicator: Indicator) -> Iterator[tuple[Indicator, str]]:
    """The indicators of the same matter under another definition, and what sets them apart."""
    for pair in corpus.registry.near_indicators:
        if indicator in (pair.one, pair.other):
            yield (pair.other if indicator is pair.one else pair.one), pair.what


def _of_the_same_topic(corpus: Corpus, indicator: Indicator, plans_of: Mapping[str, set[str]]) -> tuple[Indicator, ...]:
    """The topic's other indicators: first those that stand in a document together with this one."""
    own = plans_of[indicator.id]
    others = (
        other
        for other in corpus.registry.indicators.values()
        if other.topic is indicator.topic and other is not indicator
    )
    return tuple(sorted(others, key=lambda other: own.isdisjoint(plans_of[other.id])))


def _of_the_same_measure(corpus: Corpus, indicator: Indicator) -> tuple[Indicator, ...]:
    """What else is counted in this measure: indicators of the same topic first."""
    if indicator.measure is None:
        return ()
    others = [
        other
        for other in corpus.registry.indicators.values()
        if other.measure is indicator.measure and other is not indicator
    ]
    return tuple(sorted(others, key=lambda other: other.topic is not indicator.topic))


PAGES = PageType(template="indicator.html.j2", pages=_pages)

"""A page per indicator: what every plan says about it, side by side, with its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from generator.charts import Chart, charts_for
from generator.charts.vega_lite import vega_lite
from generator.linking.addresses import address_of
from generator.model import Corpus, Figure, Indicator
from generator.opendata import Exports
from generator.pages import Filled, Page, PageSpec, PageType
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


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    for indicator in corpus.registry.indicators.values():
        yield PageSpec(address_of(indicator), partial(_page, corpus, exports, indicator))


def _page(corpus: Corpus, exports: Exports, indicator: Indicator) -> Page:
    city = corpus.site.region.id
    figures = corpus.figures_of_indicator.get(indicator.id, ())
    row = indicator_row(indicator, figures, city)
    cases = corpus.cases_of_indicator.get(indicator.id, ())
    charts = tuple(_drawn(indicator, charts_for(figures, corpus.site)))
    source = f"{corpus.site.publisher}，{corpus.site.name}，数据版本 {corpus.site.edition}"
    observations = corpus.observations_of_indicator.get(indicator.id, ())
    return Page(
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
                {note.id: note for figure in figures for note in corpus.notes_of_figure.get(figure.id, ())}.values()
            ),
            "same_topic": _of_the_same_topic(corpus, indicator),
            "same_topic_count": len(corpus.indicators_of_topic[indicator.topic.id]) - 1,
            "same_measure": _of_the_same_measure(corpus, indicator),
            "same_measure_count": len(_measured_alike(corpus, indicator)) - 1,
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
        preview=of_row(corpus, f"{corpus.site.name} · 指标", indicator.name, row) if _says_much(row, figures) else None,
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
    for pair in corpus.near_of_indicator.get(indicator.id, ()):
        yield (pair.other if indicator is pair.one else pair.one), pair.what


def _of_the_same_topic(corpus: Corpus, indicator: Indicator) -> tuple[Indicator, ...]:
    """Some of the topic's other indicators: first those that stand in a document together with this one."""
    plans = {figure.plan.id for figure in corpus.figures_of_indicator.get(indicator.id, ())}
    together = {other.id for plan in plans for other in corpus.indicators_of_plan[plan]}
    of_topic = corpus.indicators_of_topic[indicator.topic.id]
    return _some(indicator, (other for other in of_topic if other.id in together), of_topic, MOST_OF_A_TOPIC)


def _of_the_same_measure(corpus: Corpus, indicator: Indicator) -> tuple[Indicator, ...]:
    """Some of what else is counted in this measure: indicators of the same topic first."""
    alike = _measured_alike(corpus, indicator)
    topic = {other.id for other in corpus.indicators_of_topic[indicator.topic.id]}
    return _some(indicator, (other for other in alike if other.id in topic), alike, MOST_OF_A_MEASURE)


def _measured_alike(corpus: Corpus, indicator: Indicator) -> tuple[Indicator, ...]:
    return corpus.indicators_of_measure[indicator.measure.id] if indicator.measure else (indicator,)


def _some(
    indicator: Indicator, first: Iterable[Indicator], then: Iterable[Indicator], most: int
) -> tuple[Indicator, ...]:
    """At most so many indicators, each once and not this one."""
    others: dict[str, Indicator] = {}
    for other in chain(first, then):
        if len(others) == most:
            break
        if other is not indicator:
            others.setdefault(other.id, other)
    return tuple(others.values())


PAGES = PageType(template="indicator.html.j2", pages=_pages)

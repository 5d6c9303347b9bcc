"""A page per indicator: what every plan says about it, side by side, with its pictures."""

from __future__ import annotations

from collections.abc import Iterator

from generator.charts import charts_for
from generator.composing.page import Page, PageType
from generator.exporting import Exports
from generator.linking.addresses import address_of
from generator.model import Corpus, Indicator
from generator.pages._views import by_plan, by_table, indicator_row


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    city = corpus.site.region.id
    for indicator in corpus.registry.indicators.values():
        figures = corpus.figures_of_indicator.get(indicator.id, ())
        yield Page(
            address=address_of(indicator),
            kind="indicator",
            title=indicator.name,
            description=indicator.definition,
            facts={
                "indicator": indicator,
                "row": indicator_row(indicator, figures, city),
                "figures": figures,
                "groups": tuple(
                    (group.plan, by_table(group.members))
                    for group in by_plan(corpus, ((figure.plan, figure) for figure in figures))
                ),
                "charts": charts_for(figures, city),
                "differences": corpus.differences_of_indicator.get(indicator.id, ()),
                "near": tuple(_near(corpus, indicator)),
                "observations": tuple(each for each in corpus.registry.observations if each.indicator is indicator),
                "notes": tuple(
                    dict.fromkeys(note for each in figures for note in corpus.notes_of_figure.get(each.id, ()))
                ),
                "same_topic": tuple(
                    each
                    for each in corpus.registry.indicators.values()
                    if each.topic is indicator.topic and each is not indicator
                ),
                "has_components": any(each.component for each in figures),
                "has_regions": any(each.region.id != city for each in figures),
                "has_binding": any(each.binding for each in figures),
                "whole": exports.whole,
            },
        )


def _near(corpus: Corpus, indicator: Indicator) -> Iterator[tuple[Indicator, str]]:
    """The indicators of the same matter under another definition, and what sets them apart."""
    for pair in corpus.registry.near_indicators:
        if indicator in (pair.one, pair.other):
            yield (pair.other if indicator is pair.one else pair.one), pair.what


PAGES = PageType(template="indicator.md.j2", rank=5, pages=_pages)

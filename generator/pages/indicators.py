"""The index of indicators, by topic."""

from __future__ import annotations

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageType, single
from generator.pages._views import indicator_row
from generator.pages._workbook import columns_address, columns_script


def _page(corpus: Corpus, exports: Exports) -> Page:
    city = corpus.site.region.id
    rows = [
        indicator_row(indicator, corpus.figures_of_indicator.get(indicator.id, ()), city)
        for indicator in corpus.registry.indicators.values()
    ]
    return Page(
        address="indicators/index.html",
        kind="index",
        title="指标",
        description=f"{len(rows)} 个指标，{len(corpus.figures)} 个印出来的数值，都注明文件、条款和行号。",
        hide=("navigation", "toc"),
        files={columns_address("indicators"): columns_script(corpus, exports.excerpt_fields["indicators"])},
        facts={
            "disputed": {
                figure.indicator.id for case in corpus.contradictions for side in case.sides for figure in side
            },
            "topics": tuple(
                (topic, tuple(row for row in rows if row.indicator.topic is topic))
                for topic in corpus.registry.topics.values()
            ),
        },
    )


PAGES = PageType(template="indicators.html.j2", rank=4, pages=single("indicators/index.html", _page, ("指标",)))

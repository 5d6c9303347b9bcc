"""All units of measurement: how they convert, and what is measured in them."""

from __future__ import annotations

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageType, single


def _page(corpus: Corpus, exports: Exports) -> Page:
    measures = corpus.registry.measures
    return Page(
        address="measures.html",
        kind="index",
        title="计量单位",
        description="数据里用到的计量单位、换算关系和所量的指标。",
        facts={
            "dimensions": tuple(
                (
                    dimension,
                    tuple(
                        {
                            "measure": measure,
                            "base": measure.base or measure,
                            "indicators": tuple(
                                indicator
                                for indicator in corpus.registry.indicators.values()
                                if indicator.measure is measure
                            ),
                        }
                        for measure in measures.values()
                        if measure.dimension == dimension
                    ),
                )
                for dimension in dict.fromkeys(measure.dimension for measure in measures.values())
            )
        },
    )


PAGES = PageType(template="measures.html.j2", rank=14, pages=single("measures.html", _page, ("下载", "计量单位")))

"""All units of measurement: how they convert, and what is measured in them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata import Exports
from generator.pages import Page, PageType


def _pages(corpus: Corpus, exports: Exports) -> Iterator[Page]:
    measures = corpus.registry.measures
    yield Page(
        address="measures.html",
        kind="index",
        title="计量单位",
        nav=("下载", "计量单位"),
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


PAGES = PageType(template="measures.html.j2", rank=14, pages=_pages)

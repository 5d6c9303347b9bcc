"""The index of regions, and a page per region below the city: what the plans print for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.linking.addresses import address_of, regions_with_pages
from generator.model import Corpus, Region
from generator.opendata import Exports
from generator.pages import Page, PageSpec, PageType
from generator.pages._views import by_plan


def _pages(corpus: Corpus, exports: Exports) -> Iterator[PageSpec]:
    yield PageSpec("regions/index.html", partial(_index, corpus), ("对照", "地区"))
    for region in regions_with_pages(corpus):
        yield PageSpec(address_of(region), partial(_page, corpus, region))


def _index(corpus: Corpus) -> Page:
    regions = regions_with_pages(corpus)
    return Page(
        address="regions/index.html",
        kind="index",
        title="地区",
        description=f"各县（市、区）和功能区在规划里印出来的数值，共 {len(regions)} 个地区。",
        hide=("navigation", "toc"),
        facts={
            "one": None,
            "rows": tuple(
                {
                    "region": region,
                    "figures": len(corpus.figures_of_region.get(region.id, ())),
                    "units": tuple(unit for unit in corpus.registry.units.values() if unit.region is region),
                }
                for region in regions
            ),
        },
    )


def _page(corpus: Corpus, region: Region) -> Page:
    figures = corpus.figures_of_region.get(region.id, ())
    return Page(
        address=address_of(region),
        kind="region",
        title=region.name,
        description=f"{region.name}在规划里的 {len(figures)} 个数值。",
        facts={
            "one": region,
            "groups": by_plan(corpus, ((figure.plan, figure) for figure in figures)),
            "units": tuple(unit for unit in corpus.registry.units.values() if unit.region is region),
            "projects": corpus.projects_of_region.get(region.id, ()),
            "figure_count": len(figures),
        },
    )


PAGES = PageType(template="regions.html.j2", rank=9, pages=_pages)

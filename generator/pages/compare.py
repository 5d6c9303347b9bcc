"""Regions compared: the city beside the province and the nation, its counties and other cities side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.charts.bars import BarChart, bar_charts
from generator.model import Corpus, Figure, Indicator, Region, Role
from generator.opendata import Exports
from generator.pages import Page, PageType, single
from generator.wording.words import ROLES, period


class Key(NamedTuple):
    """What figures of two regions must share to stand side by side."""

    plan_id: str
    role: Role
    period: str
    component: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One indicator: regions down, times and components across. ``cells`` are figures, ``None`` where none is printed;
    ``whole`` is the row of the city where the same is printed for it.
    """

    indicator: Indicator
    columns: tuple[str, ...]
    rows: tuple[tuple[Region, tuple[Figure | None, ...]], ...]
    whole: tuple[Figure | None, ...]
    charts: tuple[BarChart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One indicator at one time: the figures of the city and of the regions around it, by region."""

    indicator: Indicator
    when: str
    figures: Mapping[str, Figure]


def _page(corpus: Corpus, exports: Exports) -> Page:
    city = corpus.site.region
    inside = tuple(_grids(corpus, lambda region: region.parent is city))
    siblings = tuple(_grids(corpus, lambda region: region is not city and region.parent is city.parent))
    around = tuple(_regions_around(city))
    beside = tuple(_beside(corpus, (city, *around)))
    shown = tuple(region for region in around if any(region.id in row.figures for row in beside))
    return Page(
        address="regions/compare.html",
        kind="page",
        title="地区对照",
        description=f"{city.name}和上级地区的数值并排 {len(beside)} 行，各县（市、区）并排 {len(inside)} 个指标。",
        facts={
            "city": city,
            "around": shown,
            "beside": tuple((row, tuple(row.figures.get(region.id) for region in (city, *shown))) for row in beside),
            "inside": inside,
            "siblings": siblings,
        },
    )


def _regions_around(region: Region) -> Iterator[Region]:
    """The ancestors of a region, the nearest first."""
    if region.parent:
        yield region.parent
        yield from _regions_around(region.parent)


def _key(figure: Figure) -> Key:
    return Key(figure.plan.id, figure.role, figure.period, figure.component)


def _when(key: Key) -> str:
    time = f"{period(key.period)}{ROLES[key.role]}" if key.period else ROLES[key.role]
    return f"{time}，{key.component}" if key.component else time


def _beside(corpus: Corpus, regions: tuple[Region, ...]) -> Iterator[Beside]:
    """A row for each plan, role, period and component printed for two of the regions or more."""
    for indicator_id, figures in corpus.figures_of_indicator.items():
        groups: dict[Key, dict[str, Figure]] = {}
        for figure in figures:
            if any(figure.region is region for region in regions) and figure.says:
                groups.setdefault(_key(figure), {}).setdefault(figure.region.id, figure)
        for key, own in groups.items():
            if len(own) > 1:
                yield Beside(indicator=corpus.registry.indicators[indicator_id], when=_when(key), figures=own)


def _grids(corpus: Corpus, belongs: Callable[[Region], bool]) -> Iterator[Grid]:
    """The indicators that are printed for two such regions or more at one time."""
    for indicator_id, figures in corpus.figures_of_indicator.items():
        own = [figure for figure in figures if belongs(figure.region) and figure.says]
        columns = [key for key, group in _by_key(own).items() if len({figure.region.id for figure in group}) > 1]
        if columns:
            indicator = corpus.registry.indicators[indicator_id]
            yield _grid(corpus, indicator, [figure for figure in own if _key(figure) in columns], columns, figures)


def _grid(
    corpus: Corpus, indicator: Indicator, own: list[Figure], columns: list[Key], figures: tuple[Figure, ...]
) -> Grid:
    city = corpus.site.region
    by_key = _by_key(own)
    regions = [region for region in corpus.registry.regions.values() if any(figure.region is region for figure in own)]
    of_city = _by_key(figure for figure in figures if figure.region is city)
    return Grid(
        indicator=indicator,
        columns=tuple(map(_when, columns)),
        rows=tuple((region, tuple(_first(by_key[key], region) for key in columns)) for region in regions),
        whole=tuple(_first(of_city.get(key, ()), city) for key in columns),
        charts=bar_charts(tuple(own), city.id),
    )


def _by_key(figures: Iterable[Figure]) -> dict[Key, list[Figure]]:
    groups: defaultdict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[_key(figure)].append(figure)
    return dict(groups)


def _first(figures: Iterable[Figure], region: Region) -> Figure | None:
    return next((figure for figure in figures if figure.region is region), None)


PAGES = PageType(template="compare.html.j2", rank=8, pages=single("regions/compare.html", _page, ("对照", "地区对照")))

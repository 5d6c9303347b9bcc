"""Where a thing is shown, how a link to it reads from another page, and all addresses that the site has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.linking import link
from generator.linking.addresses import (
    INDEXES,
    LinkScheme,
    address_of,
    all_addresses,
    all_places,
    regions_with_pages,
    relative,
)
from generator.model import Corpus
from tests.linking.sources import miniature


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return link(miniature())[0]


@pytest.mark.parametrize(
    ("target", "scheme", "rest"),
    [
        ("plan:green-city#c1", LinkScheme.PLAN, "green-city#c1"),
        ("unit:guicheng-parks", LinkScheme.UNIT, "guicheng-parks"),
        ("indicator:park-area", LinkScheme.INDICATOR, "park-area"),
        ("page:data", LinkScheme.PAGE, "data"),
        ("table:goals", LinkScheme.TABLE, "goals"),
        ("box:1", LinkScheme.BOX, "1"),
        ("https://guicheng.example/a", None, "//guicheng.example/a"),
        ("mailto:a@guicheng.example", None, "a@guicheng.example"),
        ("#c1", None, ""),
    ],
)
def test_scheme_of_a_link_is_one_of_ours_or_none(target: str, scheme: LinkScheme | None, rest: str) -> None:
    assert LinkScheme.of(target) == (scheme, rest)


@pytest.mark.parametrize(
    ("target", "here", "link"),
    [
        ("plans/a.html", "index.html", "plans/a.html"),
        ("index.html", "plans/a.html", "../index.html"),
        ("plans/b.html#c1", "plans/a.html", "b.html#c1"),
        ("plans/a.html#c1", "plans/a.html", "#c1"),
        ("plans/a.html", "plans/a.html", "a.html"),
        ("plans/a.html#c1", "plans/b.html", "a.html#c1"),
        ("plans/a/c1.html#c1", "plans/a.html", "a/c1.html#c1"),
        ("plans/a.html", "plans/a/c1.html", "../a.html"),
        ("#c1", "plans/a.html", "a.html#c1"),
        ("data.html", "404.html", "data.html"),
        ("data.html#d", "data.html", "#d"),
    ],
)
def test_link_reads_from_the_page_it_stands_on(target: str, here: str, link: str) -> None:
    assert relative(target, here) == link


def by_id(things: Any, name: str) -> Any:
    return next(thing for thing in things if thing.id == name)


def test_everything_has_the_address_of_the_page_that_shows_it(corpus: Corpus) -> None:
    registry = corpus.registry
    things = {
        "plans/green-city.html": corpus.plan_by_id["green-city"],
        "plans/green-city.html#c2-1": corpus.clause_by_id["green-city-c2-1"],
        "plans/green-city/c2.html#c2-1": replace(corpus.clause_by_id["green-city-c2-1"], chapter="c2"),
        "indicators/survival-rate.html#green-city-q02": by_id(corpus.figures, "green-city-q02"),
        "indicators/survival-rate.html": registry.indicators["survival-rate"],
        "units/guicheng-parks.html": registry.units["guicheng-parks"],
        "regions/east.html": registry.regions["east"],
        "measures.html#km": registry.measures["km"],
        "about.html": corpus.pages[0],
        "plans/clean-rivers.html#clean-rivers-p01": by_id(corpus.projects, "clean-rivers-p01"),
        "search.html": "search.html",
    }
    assert [address_of(thing) for thing in things.values()] == list(things)
    with pytest.raises(TypeError, match="no page shows a Topic"):
        address_of(registry.topics["green"])


def test_project_stands_where_the_text_puts_its_box_or_else_on_the_plans_page(corpus: Corpus) -> None:
    """The text of clean-rivers puts box 1 into its third chapter, and box 2 nowhere."""
    plan = corpus.plan_by_id["clean-rivers"]
    long = replace(plan, clauses=tuple(replace(clause, chapter=clause.anchor[:2]) for clause in plan.clauses))
    first, fourth = (replace(by_id(corpus.projects, f"clean-rivers-{name}"), plan=long) for name in ("p01", "p04"))
    assert address_of(first) == "plans/clean-rivers/c3.html#clean-rivers-p01"
    assert address_of(fourth) == "plans/clean-rivers.html#clean-rivers-p04"


def test_region_has_a_page_below_the_city_or_with_figures(corpus: Corpus) -> None:
    """The city itself is the whole site; of three cities beside it one has no figure, of four counties one."""
    regions = corpus.registry.regions
    far = replace(regions["songcheng"], id="far")
    north = replace(regions["east"], id="north")
    above = replace(regions["province"], id="nation", parent=None)
    registry = replace(corpus.registry, regions={**regions, "far": far, "north": north, "nation": above})
    shown = regions_with_pages(replace(corpus, registry=registry))
    assert [region.id for region in shown] == ["province", "east", "west", "songcheng", "baicheng", "north"]


def test_site_has_a_page_for_each_thing_and_a_file_for_each_table(corpus: Corpus) -> None:
    addresses = [address for address, _ in all_addresses(corpus)]
    assert addresses[: len(INDEXES)] == list(INDEXES)
    assert addresses[len(INDEXES) :] == [
        *(f"plans/{name}.html" for name in ("green-city", "bike-lanes", "clean-rivers")),
        *(
            f"indicators/{name}.html"
            for name in (
                *("park-area", "survival-rate", "street-trees", "river-quality"),
                *("section-quality", "river-length", "river-cost", "river-birds"),
            )
        ),
        *(
            f"units/{name}.html"
            for name in (
                *("guicheng-government", "guicheng-parks", "guicheng-water"),
                *("east-government", "west-government"),
            )
        ),
        *(f"regions/{name}.html" for name in ("province", "east", "west", "songcheng", "baicheng")),
        "about.html",
        *(f"data/{name}.csv" for name in ("green-city-goals", "green-city-trees")),
        *(f"data/{name}.csv" for name in ("clean-rivers-quality", "clean-rivers-reaches", "clean-rivers-streams")),
    ]
    where = dict(all_addresses(corpus))
    assert str(where["data/green-city-goals.csv"]) == "datasets/green-city/datapackage.json"
    assert str(where["units/east-government.html"]).startswith("datasets/registry/units.csv:5")


def test_clauses_figures_projects_and_measures_may_be_cited(corpus: Corpus) -> None:
    places = list(all_places(corpus))
    assert places[:3] == [f"plans/green-city.html#{anchor}" for anchor in ("c1", "c2", "c2-1")]
    assert {
        "plans/bike-lanes.html#c1",
        "indicators/survival-rate.html#green-city-q02",
        "plans/green-city.html#green-city-p01",
        "measures.html#km",
    } <= set(places)
    sorts = (corpus.clause_by_id, corpus.figures, corpus.projects, corpus.registry.measures)
    assert len(set(places)) == len(places) == sum(map(len, sorts))


def test_long_plan_has_a_page_for_each_chapter(corpus: Corpus) -> None:
    plan = corpus.plan_by_id["green-city"]
    long = replace(plan, clauses=tuple(replace(clause, chapter=clause.anchor[:2]) for clause in plan.clauses))
    chapters = [
        address
        for address, _ in all_addresses(replace(corpus, plans=(long,)))
        if address.startswith("plans/green-city/")
    ]
    assert chapters == ["plans/green-city/c1.html", "plans/green-city/c2.html"]

"""A page of an indicator: what stands beside it, its charts, and the picture of its shared link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.model import Binding, Corpus, Figure, NearIndicators, Role
from generator.pages import Page
from generator.pages import indicator as indicator_pages
from tests.pages.records import figure, indicator, pages_of, plan, region, small


def with_indicators(*names: str, figures: tuple[Figure, ...] = (), **changes: dict[str, Any]) -> Corpus:
    """A city whose indicators have these ids, all of one topic and measure unless ``changes`` by id say otherwise."""
    indicators = {name: indicator(name, **changes.get(name, {})) for name in names}
    own = tuple(replace(one, indicator=indicators[one.indicator.id]) for one in figures)
    registry = replace(small().registry, indicators=indicators, near_indicators=(), observations=())
    return small(registry=registry, figures=own, notes=(), differences=())


def page_of(corpus: Corpus, name: str = "a") -> Page:
    return pages_of(indicator_pages.PAGES, corpus)[f"indicators/{name}.html"]


def page_with(*figures: Figure) -> Page:
    """The page of an indicator that has these figures."""
    return page_of(with_indicators("a", figures=tuple(replace(one, indicator=indicator("a")) for one in figures)))


def test_page_names_eight_others_of_the_topic_first_those_of_its_own_documents() -> None:
    shared, elsewhere = plan("shared"), plan("elsewhere")
    figures = (
        figure("1", indicator=indicator("a"), plan=shared),
        figure("2", indicator=indicator("g"), plan=shared),
        figure("3", indicator=indicator("b"), plan=elsewhere),
        figure("4", indicator=indicator("k"), plan=shared),
    )
    water = {"topic": small().registry.topics["water"]}
    corpus = with_indicators(*"abcdefghijkl", figures=figures, l=water)
    facts = page_of(replace(corpus, plans=(shared, elsewhere))).facts
    assert [other.id for other in facts["same_topic"]] == list("gkbcdefh")
    assert facts["same_topic_count"] == 10


def test_page_names_six_others_of_the_measure_first_those_of_its_topic() -> None:
    water = {"topic": small().registry.topics["water"]}
    kilometres = {"measure": small().registry.measures["km"]}
    facts = page_of(with_indicators(*"abcdefghij", b=water, d=kilometres)).facts
    assert [other.id for other in facts["same_measure"]] == list("cefghi")
    assert facts["same_measure_count"] == 8


def test_indicator_without_measure_has_nothing_measured_alike() -> None:
    facts = page_of(with_indicators("a", "b", a={"measure": None}, b={"measure": None})).facts
    assert (facts["same_measure"], facts["same_measure_count"]) == ((), 0)


def test_near_indicators_name_one_another() -> None:
    corpus = with_indicators("a", "b", "c", "d")
    a, b, c, d = corpus.registry.indicators.values()
    model = small().registry.near_indicators[0]
    pairs = tuple(
        NearIndicators(one=one, other=other, what=f"{one.id}不是{other.id}。", where=model.where)
        for one, other in ((a, b), (c, d), (c, a))
    )
    corpus = replace(corpus, registry=replace(corpus.registry, near_indicators=pairs))
    near = {name: [(other.id, what) for other, what in page_of(corpus, name).facts["near"]] for name in "abc"}
    assert near == {
        "a": [("b", "a不是b。"), ("c", "c不是a。")],
        "b": [("a", "a不是b。")],
        "c": [("d", "c不是d。"), ("a", "c不是a。")],
    }


@pytest.mark.parametrize(
    ("changes", "regions", "components", "binding"),
    [
        ({"binding": None}, False, False, False),
        ({"binding": Binding.EXPECTED}, False, False, True),
        ({"binding": None, "component": "合计"}, False, True, False),
        ({"binding": None, "region": region("east")}, True, False, False),
        ({"binding": None, "region": region("province")}, True, False, False),
    ],
)
def test_table_has_a_column_for_what_is_printed(
    changes: dict[str, Any], regions: bool, components: bool, binding: bool
) -> None:
    """The city is ``guicheng``."""
    facts = page_with(figure(**changes)).facts
    assert (facts["has_regions"], facts["has_components"], facts["has_binding"]) == (regions, components, binding)


OWN, OF_ITS_PLAN, OF_THE_SITE = "previews/indicators/a.png", "previews/plans/green-city.png", "previews/index.png"
ACTUAL = {"role": Role.ACTUAL, "period": "2020"}


@pytest.mark.parametrize(
    ("figures", "picture"),
    [
        ([figure()], OWN),
        ([figure("1", **ACTUAL), figure("2")], OWN),
        ([figure("1", **ACTUAL), figure("2", **ACTUAL)], OWN),
        ([figure("1", **ACTUAL)], OF_ITS_PLAN),
        ([figure("1", component="甲"), figure("2", component="乙")], OF_ITS_PLAN),
        (
            [figure("1", component="甲"), figure("2", component="乙", plan=small().plan_by_id["clean-rivers"])],
            OF_ITS_PLAN,
        ),
        ([], OF_THE_SITE),
    ],
)
def test_picture_is_its_own_where_it_says_more_than_that_of_its_document(figures: list[Figure], picture: str) -> None:
    page = page_with(*figures)
    assert page.picture == picture
    assert (picture in page.own_files()) == (picture == OWN)
    assert page.own_files().keys() >= page.files.keys()


def test_charts_after_the_first_are_numbered() -> None:
    pages = pages_of(indicator_pages.PAGES, small())
    assert list(pages["indicators/river-quality.html"].files) == [
        "charts/river-quality.svg", "charts/river-quality.2.svg",
        "charts/river-quality.vl.json", "charts/river-quality.2.vl.json",
    ]  # fmt: skip
    assert list(pages["indicators/park-area.html"].files) == ["charts/park-area.svg", "charts/park-area.vl.json"]
    assert list(pages["indicators/river-birds.html"].files) == []


def test_cases_are_told_apart_and_a_note_on_two_figures_stands_once() -> None:
    pages = pages_of(indicator_pages.PAGES, small())
    facts = pages["indicators/park-area.html"].facts
    assert [case.first.id for case in facts["contradictions"]] == [
        "green-city-r01-2025--clean-rivers-r03-2025", "green-city-r01-2020--clean-rivers-r03-2020",
    ]  # fmt: skip
    assert facts["other_cases"] == ()
    assert [note.what for note in facts["notes"]] == ["每年增长5.6%，算下来2025年是12.47。"]
    facts = pages["indicators/section-quality.html"].facts
    assert facts["contradictions"] == ()
    assert [case.first.id for case in facts["other_cases"]] == [
        "clean-rivers-r01-2020--clean-rivers-r02-2020", "clean-rivers-r01-2025--clean-rivers-r02-2025",
    ]  # fmt: skip

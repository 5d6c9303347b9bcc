"""Names in running text: which are known, which name wins, and what looks like a body that nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.linking import link
from generator.linking.names import NameIndex, name_index, unknown_bodies
from generator.model import Corpus, NameKind, RegionType, UnitName
from tests.linking.sources import miniature

PLAN = "green-city"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return link(miniature())[0]


@pytest.fixture(scope="module")
def index(corpus: Corpus) -> NameIndex:
    return name_index(corpus.registry, corpus.plans, PLAN)


def with_forms(corpus: Corpus, *forms: UnitName, plan: str = PLAN) -> NameIndex:
    registry = replace(corpus.registry, unit_names=(*corpus.registry.unit_names, *forms))
    return name_index(registry, corpus.plans, plan)


def form(corpus: Corpus, name: str, unit: str, kind: NameKind = NameKind.SHORT, plan: str = "") -> UnitName:
    units = (corpus.registry.units[unit],)
    return UnitName(name=name, units=units, kind=kind, plan_id=plan, where=corpus.registry.units[unit].where)


def names(index: NameIndex, text: str) -> list[tuple[str, str]]:
    """The names as they stand in the text, each with the id of what it names."""
    return [(text[mention.start : mention.end], mention.target.id) for mention in index.find(text)]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("", []),
        ("种树", []),
        ("市园林局", [("市园林局", "guicheng-parks")]),
        ("由市园林局管", [("市园林局", "guicheng-parks")]),
        ("桂城市园林局", [("桂城市园林局", "guicheng-parks")]),
        ("东县西区", [("东县", "east"), ("西区", "west")]),
        ("市园林局市水务局", [("市园林局", "guicheng-parks"), ("市水务局", "guicheng-water")]),
        ("东县人民政府", [("东县人民政府", "east-government")]),
        ("在东县人民政", [("东县", "east")]),
        ("桂城市和桂省、松城市", []),
        ("人均公园绿地", [("人均公园绿地", "park-area")]),
        (
            "《桂城市自行车道办法》和《自行车道办法》",
            [("《桂城市自行车道办法》", "bike-lanes"), ("《自行车道办法》", "bike-lanes")],
        ),
        ("《“十四五”绿化规划》", [("《“十四五”绿化规划》", PLAN)]),
    ],
)
def test_longest_known_name_is_read_from_left_to_right(
    index: NameIndex, text: str, known: list[tuple[str, str]]
) -> None:
    """Cities, the province and the nation are in every sentence, and link to nothing."""
    assert names(index, text) == known


@pytest.mark.parametrize(
    ("kind", "name", "links"),
    [
        (NameKind.SHORT, "水利局", True),
        (NameKind.FORMER, "水利部门", True),
        (NameKind.SHORT, "水利", False),
        (NameKind.COLLECTIVE, "各水利局", False),
        (NameKind.COLLECTIVE, "水利各家", False),
    ],
)
def test_name_of_a_unit_links_where_it_is_one_body_and_called_like_one(
    corpus: Corpus, kind: NameKind, name: str, links: bool
) -> None:
    index = with_forms(corpus, form(corpus, name, "guicheng-water", kind))
    assert names(index, f"请{name}办") == ([(name, "guicheng-water")] if links else [])


@pytest.mark.parametrize(
    ("plan", "unit"),
    [("", "guicheng-water"), (PLAN, "guicheng-water"), ("aaa", "guicheng-parks"), ("zzz", "guicheng-parks")],
)
def test_form_of_one_plan_goes_before_the_general_one_there_and_only_there(
    corpus: Corpus, plan: str, unit: str
) -> None:
    general = form(corpus, "绿化局", "guicheng-parks")
    other = form(corpus, "绿化局", "guicheng-water", plan=plan)
    for forms in ((general, other), (other, general)) if plan else ((general, other),):
        assert names(with_forms(corpus, *forms), "绿化局") == [("绿化局", unit)]


@pytest.mark.parametrize("plan", ["aaa", "zzz"])
def test_form_of_another_plan_is_no_name_here(corpus: Corpus, plan: str) -> None:
    assert names(with_forms(corpus, form(corpus, "绿化局", "guicheng-parks", plan=plan)), "绿化局") == []


def test_collective_form_of_a_plan_takes_the_link_of_the_general_one(corpus: Corpus) -> None:
    collective = form(corpus, "市园林局", "guicheng-parks", NameKind.COLLECTIVE, PLAN)
    assert names(with_forms(corpus, collective), "市园林局、市水务局") == [("市水务局", "guicheng-water")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("示范区和西区", ["zone", "west"]),
        ("示范区以及西区", ["zone", "west"]),
        ("东县、示范区、西区", ["east", "zone", "west"]),
        ("东县、西区。示范区另建", ["east", "west"]),
        ("示范区另建。东县、西区", ["east", "west"]),
        ("东县、西区。示范区。东县、西区", ["east", "west", "east", "west"]),
        ("东县示范区西区", ["east", "west"]),
        ("示范区", []),
    ],
)
def test_zone_called_like_a_common_noun_needs_a_place_listed_beside_it(
    corpus: Corpus, text: str, places: list[str]
) -> None:
    zone = replace(corpus.registry.regions["east"], id="zone", name="示范区", type=RegionType.ZONE)
    registry = replace(corpus.registry, regions={**corpus.registry.regions, "zone": zone})
    index = name_index(registry, corpus.plans, "")
    assert [mention.target.id for mention in index.find(text)] == places


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("由市水物局负责", [(1, "市水物局")]),
        ("请桂城市水物局办", [(1, "桂城市水物局")]),
        ("松城市水物局", [(0, "松城市水物局")]),
        ("远城市水物局", []),
        ("远城市水物局、市水物局", [(7, "市水物局")]),
        ("市园林局", []),
        ("市园林局、市水物局、市水务局", [(5, "市水物局")]),
        ("市水物局、市园林局", [(0, "市水物局")]),
        ("市水物局、市园艺局", [(0, "市水物局"), (5, "市园艺局")]),
        ("市发展大局。市水物局", [(6, "市水物局")]),
        ("市园林局的市", []),
    ],
)
def test_what_looks_like_a_body_of_a_known_city_and_is_none_is_told_with_its_place(
    index: NameIndex, text: str, bodies: list[tuple[int, str]]
) -> None:
    assert list(unknown_bodies(index, text)) == bodies


def test_part_of_a_known_bodys_name_is_no_unknown_body(corpus: Corpus) -> None:
    """Where the registry has 县、市园艺局, its latter half is no further body."""
    known = with_forms(corpus, form(corpus, "县、市园艺局", "guicheng-parks"))
    assert list(unknown_bodies(known, "县、市园艺局、市水物局")) == [(7, "市水物局")]


def test_region_is_no_body(corpus: Corpus) -> None:
    """A region whose name begins where the body's does hides nothing."""
    zone = replace(corpus.registry.regions["east"], id="zone", name="市水物", type=RegionType.ZONE)
    registry = replace(corpus.registry, regions={**corpus.registry.regions, "zone": zone})
    assert list(unknown_bodies(name_index(registry, corpus.plans, PLAN), "市水物局")) == [(0, "市水物局")]

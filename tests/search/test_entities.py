"""What can be found, by what names, and by what it is filtered."""

from __future__ import annotations

import pytest

from generator.opendata import export
from generator.search.entities import Entity, entities
from generator.search.spelling import place_readings, spellings
from generator.site_files import HeldFiles
from tests.conftest import MINIATURE, REPOSITORY, linked


@pytest.fixture(scope="module")
def small() -> dict[str, Entity]:
    corpus = linked(MINIATURE)
    return {entity.address: entity for entity in entities(corpus, export(corpus, HeldFiles()))}


def test_every_kind_of_result_is_there_once(small: dict[str, Entity]) -> None:
    kinds = {entity.kind for entity in small.values()}
    assert kinds == {"plan", "clause", "indicator", "unit", "task", "project", "dataset", "region"}
    corpus = linked(MINIATURE)
    assert len(small) == len(list(entities(corpus, export(corpus, HeldFiles()))))


def test_clause_is_told_with_its_plan_and_filtered_by_what_is_in_it(small: dict[str, Entity]) -> None:
    clause = small["plans/green-city.html#c2-1"]
    assert (clause.title, clause.where) == ("（一）种树", "“十四五”绿化规划")
    assert clause.plans == ("green-city",)
    assert clause.years == ("2025",)


def test_plan_is_found_as_people_call_it(small: dict[str, Entity]) -> None:
    names = small["plans/green-city.html"].names
    assert {"“十四五”绿化规划", "十四五规划", "桂政〔2022〕1号"} <= set(names)


def test_unit_is_found_by_every_printed_form_and_in_pinyin() -> None:
    corpus = linked(REPOSITORY)
    places = place_readings(corpus.registry.regions.values())
    assert spellings("市教育局", places) == ("sjyj", "shijiaoyuju")
    assert spellings("长葛市人民政府", places) == ("cgsrmzf", "changgeshirenminzhengfu")
    assert spellings("5G基站", places) == ("5gjz", "5gjizhan")
    assert spellings("ETC收费站", {}) == ("etcsfz", "etcshoufeizhan")

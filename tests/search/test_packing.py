"""The index in shards: no gram and no place is lost, and a query finds each where the names of the shards say."""

from __future__ import annotations

import random
from bisect import bisect_right

import pytest

from generator.search.entities import Entity
from generator.search.fields import Zone, searched_fields
from generator.search.packing import SHARD_SIZE, Prefixed, shards
from generator.search.postings import inverted
from generator.search.records import SearchRecord
from tests.search import naive
from tests.search.reading import inflated, lists_of


@pytest.fixture(scope="module")
def records() -> list[SearchRecord]:
    drawn = random.Random(3)  # noqa: S311  # no secret
    texts = ["".join(drawn.choices("许昌市地下水利规划节约用电教育2025年，", k=400)) for _ in range(300)]
    entities = [
        Entity(address=f"{number}.html", kind="page", title=text[:9], spelled=(("dx", "dixia"),))
        for number, text in enumerate(texts)
    ]
    return [SearchRecord(entity=entity, headings=(), text=text) for entity, text in zip(entities, texts, strict=True)]


@pytest.fixture(scope="module")
def made(records: list[SearchRecord]) -> list[tuple[str, bytes]]:
    return list(shards(inverted(searched_fields(records))))


def test_every_posting_is_kept(records: list[SearchRecord], made: list[tuple[str, bytes]]) -> None:
    kept = {gram: lists for _, content in made for gram, lists in lists_of(content).items()}
    assert kept == naive.lists_of(records)
    assert len(kept) > 1000


def test_gram_is_in_the_last_shard_whose_name_is_not_above_it(made: list[tuple[str, bytes]]) -> None:
    names = [name for name, _ in made]
    assert names == sorted(set(names))
    for place, (_, content) in enumerate(made):
        assert {bisect_right(names, gram) - 1 for gram in lists_of(content)} == {place}


def test_grams_that_a_query_for_two_characters_needs_are_together(made: list[tuple[str, bytes]]) -> None:
    names = [name for name, _ in made]
    held = [lists_of(content) for _, content in made]
    short = {gram for lists in held for gram, zones in lists.items() if Zone.SHORT in zones}
    for place, lists in enumerate(held):
        for pair in {gram[:2] for gram in lists if len(gram) > 1} - short:
            assert bisect_right(names, pair) - 1 == place


def test_shards_are_small_but_not_too_small(made: list[tuple[str, bytes]]) -> None:
    sizes = sorted(len(inflated(content)) for _, content in made)
    assert SHARD_SIZE / 2 < sizes[len(sizes) // 2] < SHARD_SIZE * 1.5


def test_two_runs_give_the_same_bytes(records: list[SearchRecord], made: list[tuple[str, bytes]]) -> None:
    assert list(shards(inverted(searched_fields(records)))) == made


def test_prefix_is_read_with_each_of_the_files_and_makes_them_smaller() -> None:
    sentence = "还没有查到公开发布的实绩，所以不知道完成得怎样。".encode()
    prefixed = Prefixed(sentence)
    for content in (sentence + b"1", b"", sentence * 3):
        rest = prefixed.rest(content)
        assert inflated(prefixed.beginning, rest) == sentence + content
        assert len(rest) < 25

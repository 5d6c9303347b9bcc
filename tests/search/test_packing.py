"""The index in shards: no gram and no place is lost, and a query finds each where the names of the shards say."""

from __future__ import annotations

import random
from bisect import bisect_right

import pytest

from generator.search import postings
from generator.search.entities import Entity
from generator.search.fields import Zone, searched_fields
from generator.search.packing import Prefixed, Shards
from generator.search.postings import inverted, parted
from generator.search.records import SearchRecord
from tests.search import naive
from tests.search.reading import inflated, lists_of

SIZE, MANY = 3_000, 100
CHARACTERS = "许昌市地下水利规划节约用电教育2025年，"


@pytest.fixture(scope="module")
def records() -> list[SearchRecord]:
    drawn = random.Random(3)  # noqa: S311  # no secret
    texts = ["".join(drawn.choices(CHARACTERS, range(1, len(CHARACTERS) + 1), k=400)) for _ in range(300)]
    entities = [
        Entity(address=f"{number}.html", kind="page", title=text[:9], spelled=(("dx", "dixia"),))
        for number, text in enumerate(texts)
    ]
    return [SearchRecord(entity=entity, headings=(), text=text) for entity, text in zip(entities, texts, strict=True)]


@pytest.fixture(scope="module")
def made(records: list[SearchRecord]) -> dict[str, list[tuple[str, bytes]]]:
    return series(records)


def series(records: list[SearchRecord]) -> dict[str, list[tuple[str, bytes]]]:
    """The shards of long grams and of short ones."""
    packed = {"long": Shards("long", SIZE, of_pairs=True), "short": Shards("short", SIZE // 10)}
    shards: dict[str, list[tuple[str, bytes]]] = {name: [] for name in packed}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "MANY", MANY)
        for part in inverted(searched_fields(records)):
            for name, own in zip(packed, parted(part), strict=True):
                shards[name] += packed[name].added(own)
    return {name: own + list(packed[name].rest()) for name, own in shards.items()}


def test_every_posting_is_kept(records: list[SearchRecord], made: dict[str, list[tuple[str, bytes]]]) -> None:
    kept: dict[str, dict[int, dict[int, list[int]]]] = {}
    for _, content in (*made["long"], *made["short"]):
        for gram, lists in lists_of(content).items():
            assert not kept.get(gram, {}).keys() & lists.keys()
            kept[gram] = kept.get(gram, {}) | lists
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "MANY", MANY)
        assert kept == naive.lists_of(records)
    assert len(kept) > 1000


def test_gram_is_in_the_last_shard_whose_name_is_not_above_it(made: dict[str, list[tuple[str, bytes]]]) -> None:
    for shards in made.values():
        names = [name for name, _ in shards]
        assert names == sorted(set(names))
        assert len(names) > 5
        for place, (_, content) in enumerate(shards):
            assert {bisect_right(names, gram) - 1 for gram in lists_of(content)} == {place}


def test_grams_that_a_query_for_fewer_characters_needs_are_together(made: dict[str, list[tuple[str, bytes]]]) -> None:
    names = [name for name, _ in made["long"]]
    lists = [lists_of(content) for _, content in made["long"]]
    own = {gram for known in lists for gram, zones in known.items() if Zone.SHORT in zones}
    assert {len(gram) for gram in own} == {2, 3}
    for place, known in enumerate(lists):
        for begun in {gram[:size] for gram in known for size in (2, 3) if len(gram) >= size}:
            assert begun in own or bisect_right(names, begun) - 1 == place


def test_single_characters_are_apart(made: dict[str, list[tuple[str, bytes]]]) -> None:
    assert {len(gram) for _, content in made["short"] for gram in lists_of(content)} == {1}
    assert {len(gram) for _, content in made["long"] for gram in lists_of(content)} == {2, 3, 4}


def test_shards_are_small_but_not_too_small(made: dict[str, list[tuple[str, bytes]]]) -> None:
    sizes = sorted(len(content) for _, content in made["long"])
    assert SIZE / 2 < sizes[len(sizes) // 2] < SIZE * 1.5


def test_two_runs_give_the_same_bytes(records: list[SearchRecord], made: dict[str, list[tuple[str, bytes]]]) -> None:
    assert series(records) == made


def test_what_is_added_to_one_text_leaves_most_shards_as_they_are(
    records: list[SearchRecord], made: dict[str, list[tuple[str, bytes]]]
) -> None:
    """The files are told apart by their content alone, wherever they stand in the series."""
    edited = [
        *records[:-1],
        SearchRecord(entity=records[-1].entity, headings=(), text=f"{records[-1].text}。水地旱"),
    ]
    for name, shards in series(edited).items():
        former = {content for _, content in made[name]}
        changed = [first for first, content in shards if content not in former]
        assert 0 < len(changed) < 10, (name, changed)


def test_prefix_is_read_with_each_of_the_files_and_makes_them_smaller() -> None:
    sentence = "还没有查到公开发布的实绩，所以不知道完成得怎样。".encode()
    prefixed = Prefixed(sentence)
    for content in (sentence + b"1", b"", sentence * 3):
        rest = prefixed.rest(content)
        assert inflated(prefixed.beginning, rest) == sentence + content
        assert len(rest) < 25

"""The index made with arrays is byte for byte the one made in plain loops, whatever the texts are."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search import postings
from generator.search.entities import Entity
from generator.search.fields import searched_fields
from generator.search.packing import Shards
from generator.search.postings import inverted, parted, rarity
from generator.search.records import SearchRecord
from generator.search.years import years_in
from tests.search import naive

WORDS = ["水", "水利", "地下水", "水利局", "𠮷", "𠮷野", "2025", "2025年", "1999", "12025", "2", "0", "a", "ab", "，", "\n", " ", "、"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)
NAMES = st.lists(TEXTS, max_size=3).map(tuple)


@st.composite
def named(draw: st.DrawFn) -> Entity:
    spelled = draw(st.lists(st.tuples(*[st.text("abcs2025 ", max_size=6)] * 2), max_size=2))
    return Entity(address="x.html", kind="page", title=draw(TEXTS), names=draw(NAMES), spelled=tuple(spelled))


RECORDS = st.lists(st.builds(SearchRecord, entity=named(), headings=NAMES, text=TEXTS), max_size=6)


def check(records: list[SearchRecord], size: int = 3_650) -> None:
    fields = searched_fields(records)
    lists = naive.lists_of(records)
    long, short = Shards("long", size, of_pairs=True), Shards("short", size)
    made = [(list(long.added(own)), list(short.added(others))) for own, others in map(parted, inverted(fields))]
    for_long, for_short = naive.series_of(lists)
    pairs = list(naive.shards_of(for_long, size, naive.together(for_long)))
    assert [shard for own, _ in made for shard in own] + list(long.rest()) == pairs
    alone = list(naive.shards_of(for_short, size, lambda gram: gram))
    assert [shard for _, own in made for shard in own] + list(short.rest()) == alone
    assert years_in(fields) == naive.years_of(lists, [record.text for record in records])


@settings(max_examples=200, deadline=None)
@given(RECORDS, st.sampled_from([0, 2, 700]), st.sampled_from([1, 20, 1_000_000]), st.sampled_from([30, 300, 5_100]))
def test_same_bytes(records: list[SearchRecord], many: int, partition: int, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "MANY", many)
        patch.setattr(postings, "PARTITION", partition)
        check(records, size)


def test_same_bytes_where_numbers_are_large() -> None:
    drawn = random.Random(5)  # noqa: S311  # no secret
    texts = ["".join(drawn.choices("水利局年，", weights=[40, 10, 10, 1, 3], k=400)) for _ in range(140)]
    entities = [Entity(address="x.html", kind="page", title=title) for title in ("地" * 5000, *[""] * 138, "地下")]
    check([SearchRecord(entity=entity, headings=(), text=text) for entity, text in zip(entities, texts, strict=True)])


def test_rarity_of_a_column_is_that_of_its_numbers() -> None:
    lengths = [length / count for length in range(1, 400) for count in range(1, 40)]
    assert rarity(np.array(lengths)).tolist() == [naive.rarity(length) for length in lengths]

"""What a query may ask for: long grams with their places, short ones with a part of the text, names with their ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from generator.search import postings
from generator.search.entities import Entity
from generator.search.fields import MOST_WITH_HEADING, Zone, searched_fields, text_of
from generator.search.postings import NAME_BEGINS, NAME_ENDS, OFTEN, ONE_PLACE, RARITIES, inverted, rarity
from generator.search.records import PART_SIZE, SearchRecord


def record(number: int, text: str, title: str = "", *names: str) -> SearchRecord:
    entity = Entity(address=f"{number}.html", kind="page", title=title, names=names)
    return SearchRecord(entity=entity, headings=(), text=text)


def lists_of(records: Sequence[SearchRecord]) -> list[tuple[str, Zone, int, int]]:
    """(gram, zone, record, value) of each posting, as they come."""
    return [
        (text_of(gram), Zone(zone), record, value)
        for part in inverted(searched_fields(records))
        for gram, zone, record, value in zip(
            *(column.tolist() for column in (part.grams, part.zones, part.records, part.values)), strict=True
        )
    ]


def rarity_of(length: float) -> int:
    return int(rarity(np.array([length]))[0])


def postings_of(gram: str, zone: Zone, *records: SearchRecord) -> list[tuple[int, int]]:
    """(record, value) pairs."""
    return [(record, value) for known, of, record, value in lists_of(records) if (known, of) == (gram, zone)]


def test_four_characters_have_every_position() -> None:
    records = record(0, "地下水位，地下水位"), record(1, "水利"), record(2, "雨水，地下水位上升")
    assert postings_of("地下水位", Zone.TEXT, *records) == [(0, 0), (0, 5), (2, 3)]


def test_fewer_characters_stand_for_themselves_where_a_stretch_ends() -> None:
    records = record(0, "用地下水，节水"), record(1, "水利")
    assert postings_of("地下水", Zone.TEXT, *records) == [(0, 1)]
    assert postings_of("用地下", Zone.TEXT, *records) == []
    assert postings_of("节水", Zone.TEXT, *records) == [(0, 5)]
    assert postings_of("水利", Zone.TEXT, *records) == [(1, 0)]
    assert postings_of("用地", Zone.TEXT, *records) == []


def test_no_gram_spans_two_stretches() -> None:
    grams = {gram for gram, *_ in lists_of([record(0, "地下水，利用")])}
    assert {gram for gram in grams if len(gram) > 1} == {"地下水", "下水", "利用"}


def test_one_character_has_its_first_part_and_how_rare_it_is() -> None:
    far = "旱" * PART_SIZE + "水"
    records = record(0, "地下水，地下水"), record(1, "利用"), record(2, far)
    assert postings_of("水", Zone.SHORT, *records) == [(0, 0), (2, RARITIES + rarity_of(PART_SIZE + 1) - OFTEN)]


def test_two_or_three_characters_that_begin_many_grams_have_lists_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "MANY", 2)
    records = record(0, f"水利局和水利站{'旱' * 94}"), record(1, "水利工程", "用水利")
    assert postings_of("水利", Zone.SHORT, *records) == [(0, rarity_of(101 / 2) - OFTEN), (1, 0)]
    assert postings_of("水利", Zone.TITLE, *records) == [(1, 1 * ONE_PLACE | NAME_ENDS)]
    assert postings_of("旱旱旱", Zone.SHORT, *records) == [(0, 0)]
    assert postings_of("利局", Zone.SHORT, *records) == []
    assert postings_of("用水", Zone.TITLE, *records) == [], "the grams that begin with it tell as much"


def test_rarity_grows_by_two_where_something_is_half_as_frequent() -> None:
    assert [rarity_of(1), rarity_of(2), rarity_of(4), rarity_of(64)] == [0, 2, 4, 12]
    assert rarity_of(0.5) == 0
    assert rarity_of(10**9) == RARITIES - 1


def test_names_tell_where_they_begin_and_end() -> None:
    records = record(0, "说明", "地下水位", "水位", "水"), record(1, "地下水位")
    assert postings_of("地下水位", Zone.TITLE, *records) == [(0, NAME_BEGINS | NAME_ENDS)]
    assert postings_of("下水位", Zone.TITLE, *records) == [(0, 1 * ONE_PLACE | NAME_ENDS)]
    assert postings_of("水位", Zone.TITLE, *records) == [(0, 2 * ONE_PLACE | NAME_ENDS)]
    assert postings_of("水位", Zone.NAME, *records) == [(0, NAME_BEGINS | NAME_ENDS)]
    assert postings_of("水", Zone.NAME, *records) == [(0, NAME_BEGINS), (0, 3 * ONE_PLACE | NAME_BEGINS | NAME_ENDS)]
    assert postings_of("地下水位", Zone.TEXT, *records) == [(1, 0)]


def test_names_in_pinyin_are_found_from_three_letters_on_and_initials_are_no_part_of_them() -> None:
    entity = Entity(
        address="u.html",
        kind="unit",
        title="",
        spelled=(("sjyj", "shijiaoyuju"), ("sjyj", "shijiaoyujuzhengwugongkai")),
    )
    of = SearchRecord(entity=entity, headings=(), text="")
    assert {len(gram) for gram, zone, *_ in lists_of([of]) if zone in (Zone.SPELLED, Zone.INITIALS)} == {3, 4}
    assert postings_of("shij", Zone.SPELLED, of) == [(0, NAME_BEGINS), (0, 12 * ONE_PLACE | NAME_BEGINS)]
    assert postings_of("yuju", Zone.SPELLED, of) == [(0, 7 * ONE_PLACE | NAME_ENDS), (0, 19 * ONE_PLACE)]
    assert postings_of("uju", Zone.SPELLED, of) == [(0, 8 * ONE_PLACE | NAME_ENDS)]
    assert postings_of("jyj", Zone.INITIALS, of) == [(0, 1 * ONE_PLACE | NAME_ENDS)]
    assert postings_of("zhen", Zone.SPELLED, of) == [(0, 23 * ONE_PLACE)]
    assert postings_of("gong", Zone.SPELLED, of) == [], "nobody types so much of it"


def test_heading_of_many_records_is_none() -> None:
    entity = Entity(address="x.html", kind="page", title="")
    records = [SearchRecord(entity=entity, headings=("水位", "水位"), text="") for _ in range(MOST_WITH_HEADING + 1)]
    assert postings_of("水位", Zone.HEADING, *records) == []
    assert len(postings_of("水位", Zone.HEADING, *records[1:])) == 2 * MOST_WITH_HEADING


def test_characters_beyond_the_first_plane_are_two_as_in_a_browser() -> None:
    assert postings_of("野家", Zone.TEXT, record(0, "𠮷野家")) == [(0, 2)]


@pytest.mark.parametrize("partition", [1, 1_000_000])
def test_postings_come_in_order_and_once(monkeypatch: pytest.MonkeyPatch, partition: int) -> None:
    monkeypatch.setattr(postings, "PARTITION", partition)
    lists = lists_of([record(number, "许昌市地下水位，规划", "水位", "sw") for number in range(20)])
    assert lists == sorted(set(lists))


def test_partitions_are_small_but_for_frequent_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "PARTITION", 4)
    parts = list(inverted(searched_fields([record(0, "水" * 9 + "，许昌市规划")])))
    firsts = [{text_of(gram)[0] for gram in part.grams.tolist()} for part in parts]
    assert sorted(map(len, firsts)) == [1, 2, 3]
    assert [sorted(own) for own in firsts] == [sorted(own) for own in sorted(firsts, key=min)]

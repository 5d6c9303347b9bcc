"""What a query may ask for: long words with their places, short ones with the first place in each record."""

from __future__ import annotations

from typing import Any

import pytest

from generator.search import postings
from generator.search.entities import Entity
from generator.search.postings import RARITIES, positional_index, posting_lists, rarity
from generator.search.records import SearchRecord
from generator.search.tokens import words


def record(number: int, text: str, title: str = "", *names: str) -> SearchRecord:
    entity = Entity(address=f"{number}.html", kind="page", title=title, names=names)
    return SearchRecord(entity=entity, headings=(), text=text)


def index(*records: SearchRecord) -> dict[str, Any]:
    words = posting_lists(positional_index(records), [record.length for record in records])
    return {word[0]: word[1] for group in words for word in group}


def one(text: str) -> str:
    return words(text)[0]


def test_long_words_have_every_place_and_short_ones_the_first_and_how_rare_they_are() -> None:
    lists = index(record(0, "地下水，地下水"), record(1, "水利"), record(2, "雨水，地下水位上升"))
    assert lists[one("地下水")] == [[0, [-25, 0, 3], []], [2, [-25, 2], []]]
    assert lists[one("地下") + "xa"] == [[0, [-25, 0 + rarity(3)], []], [2, [-25, 2 * RARITIES + rarity(8)], []]]
    assert lists["x" + one("水") + "a"] == [
        [0, [-25, 2 * RARITIES + rarity(3)], []],
        [1, [-25, 0 + rarity(2)], []],
        [1, [-25, 1 * RARITIES + rarity(4)], []],
    ]


def test_rarity_grows_by_two_where_something_is_half_as_frequent() -> None:
    assert [rarity(1), rarity(2), rarity(4), rarity(64)] == [0, 2, 4, 12]
    assert rarity(0.5) == 0
    assert rarity(10**9) == RARITIES - 1


def test_titles_and_names_are_asked_for_apart_from_the_text() -> None:
    lists = index(record(0, "说明", "地下水位", "水位"), record(1, "地下水位"))
    assert [step for step, *_ in lists[one("地下水") + "t"]] == [0]
    assert [step for step, *_ in lists[one("地下水")]] == [1]
    assert [step for step, *_ in lists[one("水位") + "xat"]] == [0]
    assert [step for step, *_ in lists[one("水位") + "xau"]] == [0]
    assert [step for step, *_ in lists["y" + one("位") + "au"]] == [0]
    assert [step for step, *_ in lists[one("水位") + "w"]] == [0]


def test_short_words_are_apart_for_each_block_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "BLOCK", 2)
    lists = index(*(record(number, "节水") for number in range(5)))
    assert [step for step, *_ in lists[one("节水") + "xa"]] == [0, 1]
    assert [step for step, *_ in lists[one("节水") + "xb"]] == [2, 1]
    assert [step for step, *_ in lists[one("节水") + "xc"]] == [4]


@pytest.mark.parametrize("block", [1, 2, 4096])
def test_words_come_in_order(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(postings, "BLOCK", block)
    order = list(index(*(record(number, "许昌市地下水位，规划", "水位", "sw") for number in range(20))))
    assert order == sorted(order)

"""Which years stand in the texts and beside what."""

from __future__ import annotations

from typing import Any

from generator.search.entities import Entity
from generator.search.fields import searched_fields
from generator.search.records import SearchRecord
from generator.search.years import years_in


def told(*texts: str) -> dict[str, Any]:
    entities = [Entity(address=f"{number}.html", kind="page", title="") for number in range(len(texts))]
    records = [
        SearchRecord(entity=entity, headings=(), text=text) for entity, text in zip(entities, texts, strict=True)
    ]
    return years_in(searched_fields(records))


def test_years_come_with_what_stands_beside_them() -> None:
    assert told("到2025年，在2025至", "1998年")["years"] == [["1998", "", "年"], ["2025", "到在", "年至"]]


def test_year_alone_is_told_as_well() -> None:
    assert told("2030", "至2035")["years"] == [["2030", "", ""], ["2035", "至", ""]]


def test_year_within_a_longer_number_is_told() -> None:
    assert told("电话12025678")["longer"] == ["2025"]
    assert told("2025年", "120件和025号")["longer"] == []


def test_texts_without_years_have_none() -> None:
    assert told("地下水") == {"years": [], "longer": []}

"""The index as a stage of a build: made when something that is searched has changed, and only then."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from generator.search import index
from generator.search.entities import Entity
from generator.search.records import SearchRecord
from generator.search.store import facet_names
from tests.conftest import MINIATURE, City, linked
from tests.search.reading import heads, inflated, read


def folder(city: City) -> Path:
    return city.root / "site/search"


def files(city: City) -> dict[str, bytes]:
    root = folder(city)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records each index was made of."""
    counted: list[int] = []
    make = index.indexed
    monkeypatch.setattr(index, "indexed", lambda made, *others: (counted.append(len(made)), make(made, *others))[1])
    return counted


def test_index_is_made_once_for_the_same_pages(city: City, runs: list[int]) -> None:
    assert city.run("build").code == 0
    first = files(city)
    assert city.run("build").code == 0
    assert files(city) == first
    assert len(runs) == 1


def test_edit_of_a_sentence_changes_only_files_that_hold_something_of_it(city: City, runs: list[int]) -> None:
    assert city.run("build").code == 0
    before = files(city)
    city.edit("content/plans/bike-lanes.md", "城区道路都修自行车道。", "城区道路都修自行车道和步道。")
    assert city.run("build").code == 0
    after = files(city)
    assert len(runs) == 2
    assert any("自行车道和步道" in text for _, _, _, text in heads(folder(city)))
    changed = {name for name, content in after.items() if before.get(name) != content}
    assert {name for name in changed if name in before} == {"entry.json"}, (
        "no file has the name of one with another content"
    )
    assert len(before.keys() - after.keys()) <= len(changed), "what nobody asks for is not published"
    kinds = Counter(name.partition("/")[0].partition("-")[0] for name in changed)
    print(f"{len(changed)} of {len(after)} files: {kinds}")
    assert (
        {"entry.json", "index", "texts", "grams"} <= kinds.keys() <= {"entry.json", "index", "texts", "grams", "short"}
    )
    assert len(changed) * 4 < len(after)


def test_site_without_anything_to_search_is_a_finding_and_the_former_site_stands(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert city.run("build").code == 0
    city.edit("content/plans/bike-lanes.md", "城区道路都修自行车道。", "城区道路都修。")
    monkeypatch.setattr(index, "records_of", lambda *_: [])
    ran = city.run("build", "--lang", "en")
    assert (ran.code, "error[search-index]" in ran.out) == (1, True)
    assert "自行车道。" in (city.root / "site/plans/bike-lanes.html").read_text("utf-8")


def test_every_thing_is_in_the_index_with_its_facets(city: City) -> None:
    assert city.run("build").code == 0
    stored = heads(folder(city))
    assert len(stored) == len(read(folder(city), "index")["kinds"])
    ((_, name, steps),) = [entry for entry in read(folder(city), "facets")["plan"] if entry[0] == "green-city"]
    assert name == "“十四五”绿化规划"
    numbers = [sum(steps[: end + 1]) for end in range(len(steps))]
    assert "plans/green-city.html#c2-1" in {stored[number][0] for number in numbers}
    assert "plans/bike-lanes.html" not in {stored[number][0] for number in numbers}


def test_half_of_a_surrogate_pair_begins_a_shard_and_stands_beside_a_year() -> None:
    entity = Entity(address="x.html", kind="page", title="")
    *_, content = index.indexed(
        [SearchRecord(entity=entity, headings=(), text="𠮷2025")], facet_names(linked(MINIATURE))
    ).values()
    told = json.loads(inflated(content))
    assert told["shards"]["short"][0] == "\ud842"
    assert told["years"] == [["2025", "\udfb7", ""]]

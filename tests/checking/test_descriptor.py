"""The descriptor of a package: its name, the schemas of its tables, the sums that are declared."""

from __future__ import annotations

from typing import Any

import pytest

from generator.diagnostics import Text
from generator.rules.descriptor import RULE
from generator.schemas import AUTHORED, table_schema
from tests.checking.hamlet import QUANTITIES, Hamlet, own_schema

WEIRS = "id,stones,beams,all\na,1,2,3\nb,1,1,2\nc,2,3,5\n"
SCHEMA = own_schema(id="string", stones="integer", beams="integer", all="integer")
NO_SCHEMA, DIFFERS = "no-schema", "schema-differs"


@pytest.fixture
def hamlet(hamlet: Hamlet) -> Hamlet:
    """Without the tables of the registry, whose schemas this rule would miss."""
    hamlet.resources["registry"] = []
    hamlet.describe("registry")
    return hamlet


def codes(hamlet: Hamlet) -> list[tuple[str, str]]:
    """Code and what was found."""
    return [(code, words) for _, code, words in hamlet.brief(RULE)]


@pytest.mark.parametrize("name", ["brooks", "alder", "Brook", "zebra", "", 7, None])
def test_package_is_called_like_its_folder(hamlet: Hamlet, name: Any) -> None:
    hamlet.describe("brook", name=name)
    assert codes(hamlet) == [("package-name", str(name))]
    assert hamlet.told(RULE)[0].expected == Text("brook", "brook")


def test_every_package_is_looked_at(hamlet: Hamlet) -> None:
    hamlet.describe("brook", name="x")
    hamlet.describe("registry", name="y")
    assert codes(hamlet) == [("package-name", "x"), ("package-name", "y")]


def test_standard_table_has_the_schema_that_all_packages_share(hamlet: Hamlet) -> None:
    schema = table_schema(AUTHORED, "quantities")
    hamlet.table("quantities", QUANTITIES, schema=schema)
    assert codes(hamlet) == []
    hamlet.table("quantities", QUANTITIES, schema={**schema, "primaryKey": ["printed_name"]})
    assert codes(hamlet) == [(DIFFERS, "")]
    hamlet.table("quantities", QUANTITIES)
    assert codes(hamlet) == [(DIFFERS, "")]


def test_table_of_our_own_has_a_schema_of_its_own(hamlet: Hamlet) -> None:
    hamlet.table("weirs", WEIRS, schema=SCHEMA)
    assert codes(hamlet) == []
    without: tuple[Any, ...] = (None, {}, {"fields": []}, {"fields": [{"type": "string"}]})
    for empty in without:
        hamlet.table("weirs", WEIRS, schema=empty)
        assert codes(hamlet) == [(NO_SCHEMA, "")]


@pytest.mark.parametrize(
    "resource",
    [3, "path", {"name": "other"}, {"path": "weirs.csv"}, {"name": "weirs", "path": "weirs.csv", "schema": None}],
    ids=["number", "word", "no-path", "no-name", "again"],
)
def test_what_the_reader_finds_about_a_resource_is_not_said_again(hamlet: Hamlet, resource: Any) -> None:
    """Of two resources of one name, the first is the one."""
    hamlet.table("weirs", WEIRS, schema=SCHEMA)
    hamlet.table("bridges", WEIRS)
    hamlet.resources["brook"].append(resource)
    hamlet.describe("brook")
    assert codes(hamlet) == [(NO_SCHEMA, "")]
    assert hamlet.told(RULE)[0].what.en == "the table “bridges” has no schema"


ROW = "a sum is declared for a row that the table does not have"
COLUMN = "a sum is declared over a column that the table does not have"


def sums_told(hamlet: Hamlet, sums: Any) -> list[tuple[str, str]]:
    hamlet.table("weirs", WEIRS, schema=SCHEMA, sums=sums)
    return [(finding.what.en, finding.found) for finding in hamlet.told(RULE)]


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"total_row": "c", "columns": ["stones", "beams"]}, []),
        ({"total_row": "d", "columns": ["stones"]}, [(ROW, "d")]),
        ({"total_row": "c", "columns": ["stone", "beams", "beam"]}, [(COLUMN, "stone"), (COLUMN, "beam")]),
        ({"total_row": "d", "columns": ["beam"]}, [(COLUMN, "beam"), (ROW, "d")]),
        ({"total_column": "all", "of": ["stones", "beams"]}, []),
        ({"total_column": "al", "of": ["stones", "beam"]}, [(COLUMN, "beam"), (COLUMN, "al")]),
        ({"total_column": "all", "of": ["stones"], "within": "id"}, []),
        ({"total_column": "all", "of": ["stones"], "within": "ids"}, [(COLUMN, "ids")]),
    ],
)
def test_sum_is_about_rows_and_columns_that_the_table_has(
    hamlet: Hamlet, declared: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert sums_told(hamlet, [declared]) == expected


@pytest.mark.parametrize("sums", ["total", 7, None, {"total_row": "d"}], ids=["word", "number", "null", "no-list"])
def test_sums_that_are_no_list_are_left_to_the_schema(hamlet: Hamlet, sums: Any) -> None:
    assert sums_told(hamlet, sums) == []


def test_every_sum_of_a_table_is_looked_at(hamlet: Hamlet) -> None:
    sums = [7, {"total_row": "d", "columns": []}, "x", {"total_row": "e", "columns": []}]
    assert sums_told(hamlet, sums) == [(ROW, "d"), (ROW, "e")]


def test_name_meant_is_proposed(hamlet: Hamlet) -> None:
    hamlet.table("weirs", WEIRS, schema=SCHEMA, sums=[{"total_row": "c", "columns": ["stonse"]}])
    assert hamlet.told(RULE)[0].expected == Text(
        "id, stones, beams, all – did you mean “stones”?", "id、stones、beams、all。是不是“stones”？"
    )
    hamlet.table("weirs", WEIRS.replace("c,", "total,"), schema=SCHEMA, sums=[{"total_row": "totl", "columns": []}])
    path = "datasets/brook/weirs.csv"
    assert hamlet.told(RULE)[0].expected == Text(
        f"an id in {path} – did you mean “total”?", f"{path} 里的编号。是不是“total”？"
    )


def test_rows_of_a_table_that_cannot_be_read_are_not_known(hamlet: Hamlet) -> None:
    sums = [{"total_row": "d", "columns": ["stone"]}]
    hamlet.table("weirs", '"', schema=SCHEMA, sums=sums)
    assert codes(hamlet) == [("unknown-column", "stone")]

"""The header of a table against its schema."""

from __future__ import annotations

import pytest

from generator.diagnostics import Text
from generator.rules.columns import RULE
from tests.checking.hamlet import Hamlet, own_schema

WEIRS = "datasets/brook/weirs.csv"
SCHEMA = own_schema(id="string", name="string", length="string")


def told(hamlet: Hamlet, header: str) -> list[tuple[str, str, str, str]]:
    hamlet.table("weirs", f"{header}\n", schema=SCHEMA)
    findings = hamlet.told(RULE)
    assert all(finding.expected.en.startswith("id,name,length") for finding in findings)
    return [(str(finding.where), finding.code, finding.what.en, finding.found) for finding in findings]


def missing(name: str, header: str) -> tuple[str, str, str, str]:
    return f"{WEIRS}:1:1", "missing-column", f"the column “{name}” is missing", header


def extra(name: str, column: int) -> tuple[str, str, str, str]:
    return f"{WEIRS}:1:{column}", "extra-column", f"the column “{name}” does not belong to this table", name


def in_another_order(header: str) -> tuple[str, str, str, str]:
    what = "the columns stand in another order than the schema"
    return f"{WEIRS}:1:1", "column-order", what, header


@pytest.mark.parametrize("header", ["id,name,length", "id,name,length,id", "id,name,,length"])
def test_columns_of_the_schema_are_no_finding_of_this_rule(hamlet: Hamlet, header: str) -> None:
    """A column that stands twice or has no name is the reader's finding."""
    assert told(hamlet, header) == []


@pytest.mark.parametrize(
    ("header", "names"), [("id,name", ["length"]), ("name,id", ["length"]), ("name", ["id", "length"])]
)
def test_each_missing_column_is_named(hamlet: Hamlet, header: str, names: list[str]) -> None:
    assert told(hamlet, header) == [missing(name, header) for name in names]


@pytest.mark.parametrize(
    ("header", "extras"),
    [
        ("depth,id,name,length", [("depth", 1)]),
        ("id,name,length,depth", [("depth", 16)]),
        ("id,,depth,name,length", [("depth", 5)]),
        ("length,a,name,bcd,id", [("a", 8), ("bcd", 15)]),
    ],
)
def test_each_column_that_does_not_belong_is_named_where_it_stands(
    hamlet: Hamlet, header: str, extras: list[tuple[str, int]]
) -> None:
    assert told(hamlet, header) == [extra(name, column) for name, column in extras]


@pytest.mark.parametrize("header", ["name,id,length", "id,length,name", "length,name,id"])
def test_another_order_is_named(hamlet: Hamlet, header: str) -> None:
    assert told(hamlet, header) == [in_another_order(header)]


def test_misspelt_column_is_missing_and_the_name_meant_is_proposed(hamlet: Hamlet) -> None:
    assert told(hamlet, "id,name,lenght") == [missing("length", "id,name,lenght"), extra("lenght", 9)]
    assert hamlet.told(RULE)[1].expected == Text(
        "id,name,length – did you mean “length”?", "id,name,length。是不是“length”？"
    )


def test_table_without_a_schema_has_any_columns(hamlet: Hamlet) -> None:
    """That it has none is a finding of the descriptor."""
    hamlet.table("weirs", "whatever\n")
    assert hamlet.told(RULE) == []


def test_table_of_the_registry_has_the_columns_that_all_registries_share(hamlet: Hamlet) -> None:
    hamlet.table("topics", "topic_id,name\n", package="registry")
    path = "datasets/registry/topics.csv:1:1"
    assert hamlet.brief(RULE) == [(path, "missing-column", "topic_id,name")]

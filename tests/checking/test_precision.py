"""Digits of numbers: fifteen that count, and no more."""

from __future__ import annotations

import pytest

from generator.rules.precision import RULE
from tests.checking.hamlet import QUANTITIES, VOCABULARY, Hamlet, own_schema

LONG = "123456789012345678901234567890"


def told(hamlet: Hamlet, kind: str, cell: str) -> list[tuple[str, str, str]]:
    """What is found when a cell of a column of this type reads so, in the second row of a table."""
    hamlet.table("weirs", f"id,n\nw1,1\nw2,{cell}\n", schema=own_schema(id="string", n=kind))
    return hamlet.brief(RULE)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("integer", ""),
        ("integer", LONG[:14]),
        ("integer", LONG[:15]),
        ("integer", f"-{LONG[:15]}"),
        ("integer", f"{LONG[:15]}000"),
        ("integer", f"000{LONG[:15]}"),
        ("number", LONG[:15]),
        ("number", "123456789.012345"),
        ("number", "123456789012340.0"),
        ("number", "0.00000123456789"),
        ("number", "-123456789.012345"),
        ("string", LONG),
        ("year", LONG),
    ],
)
def test_number_of_fifteen_digits_is_kept(hamlet: Hamlet, kind: str, cell: str) -> None:
    assert told(hamlet, kind, cell) == []


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("integer", LONG[:16]),
        ("integer", LONG[:17]),
        ("integer", f"-{LONG[:16]}"),
        ("integer", LONG),
        ("number", "1234567890.123456"),
        ("number", "100000000000000.1"),
        ("number", "-1234567890.123456"),
        ("number", "123456789012345.123456789012345"),
    ],
)
def test_number_of_more_digits_is_named(hamlet: Hamlet, kind: str, cell: str) -> None:
    assert told(hamlet, kind, cell) == [("datasets/brook/weirs.csv:3:4", "too-precise", cell)]


@pytest.mark.parametrize(
    ("kind", "cell"), [("integer", "1234567890.123456"), ("number", LONG[:16]), ("integer", f"x{LONG}")]
)
def test_cell_of_another_form_is_no_number(hamlet: Hamlet, kind: str, cell: str) -> None:
    """It is a finding of the schema."""
    assert told(hamlet, kind, cell) == []


@pytest.mark.parametrize(
    ("printed", "amounts"),
    [
        ("修完", []),
        (f"{LONG[:14]}公里", []),
        (f"{LONG[:15]}公里", []),
        (f"{LONG[:15]}000公里", []),
        (f"{LONG[:16]}公里", [LONG[:16]]),
        (f"{LONG[:17]}公里", [LONG[:17]]),
        (f"5—{LONG[:15]}公里", []),
        (f"5—{LONG[:16]}公里", [LONG[:16]]),
        (f"{LONG[:17]}—{LONG[:18]}公里", [LONG[:17], LONG[:18]]),
    ],
)
def test_amount_of_a_figure_has_no_more_than_fifteen_digits(hamlet: Hamlet, printed: str, amounts: list[str]) -> None:
    hamlet.table("quantities", QUANTITIES + f"q01,canals,水渠,,,target,2025,{printed},km,,,c1,13\n")
    place = "datasets/brook/quantities.csv:2:29"
    assert hamlet.brief(RULE) == [(place, "too-precise", amount) for amount in amounts]


def test_every_column_and_table_is_looked_at(hamlet: Hamlet) -> None:
    schema = own_schema(a="integer", id="string", b="number")
    hamlet.table("weirs", f"a,id,b\n1,x,1234567890.123456\n{LONG},x,1\n", schema=schema)
    hamlet.table("dikes", f"a,id,b\n{LONG},{LONG},1\n", schema=schema)
    assert [place for place, _, _ in hamlet.brief(RULE)] == [
        "datasets/brook/dikes.csv:2:1",
        "datasets/brook/weirs.csv:2:5",
        "datasets/brook/weirs.csv:3:1",
    ]


def test_factor_of_a_measure_is_a_number_too(hamlet: Hamlet) -> None:
    row = "span,拃,,length,0.1234567890123456,km\n"
    hamlet.table("measures", VOCABULARY["measures"] + row, package="registry")
    assert hamlet.brief(RULE) == []
    row = "span,拃,,length,2.123456789012345,km\n"
    hamlet.table("measures", VOCABULARY["measures"] + row, package="registry")
    assert hamlet.brief(RULE) == [("datasets/registry/measures.csv:3:16", "too-precise", "2.123456789012345")]

"""Declared sums against the figures of a table."""

from __future__ import annotations

from typing import Any

import pytest

from generator.diagnostics import Text
from generator.rules.totals import RULE
from tests.checking.hamlet import Hamlet, columns_of_figures

WEIRS = "datasets/brook/weirs.csv"
FIELDS = [{"name": "id", "type": "string"}, {"name": "river", "type": "string"}, *columns_of_figures("a", "b", "all")]
LAST: dict[str, Any] = {"total_row": "total", "columns": ["a"]}
ACROSS: dict[str, Any] = {"total_column": "all", "of": ["a", "b"]}
WITHIN: dict[str, Any] = {"total_column": "all", "of": ["a", "b"], "within": "river"}


def told(hamlet: Hamlet, rows: str, *sums: Any) -> list[tuple[int | None, int | None, str, str]]:
    """Line, column, the printed total and the sum of its parts, for each total that differs. ``rows``: separated by ;"""
    text = "".join(f"{row}\n" for row in rows.split(";"))
    hamlet.table("weirs", f"id,river,a,b,all\n{text}", schema={"fields": FIELDS}, sums=list(sums))
    return [
        (finding.where.line, finding.where.column, finding.found, finding.expected.en) for finding in hamlet.told(RULE)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("w1,,2,,;w2,,3,,;total,,5,,", []),
        ("w1,,2,,;w2,,3,,;total,,4,,", [(4, 8, "4", "5")]),
        ("w1,,2,,;w2,,3,,;total,,6,,", [(4, 8, "6", "5")]),
        ("total,,6,,;w1,,2,,;w2,,3,,", [(2, 8, "6", "5")]),
        ("a1,,2,,;total,,6,,;z1,,3,,", [(3, 8, "6", "5")]),
        ("z1,,2,,;a1,,3,,;total,,5,,", []),
        ("w1,,1.5,,;w2,,0.25,,;total,,1.75,,", []),
        ("w1,,1.5,,;w2,,0.25,,;total,,1.76,,", [(4, 8, "1.76", "1.75")]),
        ("w1,,修完,,;w2,,3,,;total,,3,,", []),
        ("w1,,,,;w2,,3,,;total,,3,,", []),
        ("w1,,修完,,;w2,,,,;total,,1,,", [(4, 8, "1", "0")]),
        ("w1,,2,,;w2,,3,,;total,,若干,,", []),
        ("w1,,2,,;w2,,3,,;total,,,,", []),
        ("w1,,2,,;w2,,3,,", []),
        ("total,,1,,", [(2, 8, "1", "0")]),
        ("w1,,2,100,;total,,2,50,", []),
    ],
)
def test_row_of_totals_is_the_sum_of_the_other_rows(
    hamlet: Hamlet, rows: str, expected: list[tuple[int, int, str, str]]
) -> None:
    """A cell without a number counts as 0; a total without one is held against nothing."""
    assert told(hamlet, rows, LAST) == expected


def test_each_column_of_a_row_of_totals_has_its_own_sum(hamlet: Hamlet) -> None:
    rows = "w1,,1,10,100;w2,,2,20,200;total,,3,31,301"
    assert told(hamlet, rows, {"total_row": "total", "columns": ["a", "b", "all"]}) == [
        (4, 10, "31", "30"),
        (4, 13, "301", "300"),
    ]
    assert told(hamlet, rows, {"total_row": "total"}) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("w1,x,1,2,3", []),
        ("w1,x,1,2,4;w2,x,10,20,30;w3,y,1,2,2", [(2, 10, "4", "3"), (4, 10, "2", "3")]),
        ("w1,x,,2,2;w2,x,修完,,1", [(3, 10, "1", "0")]),
        ("w1,x,1,2,;w2,x,1,2,若干", []),
    ],
)
def test_column_of_totals_is_the_sum_of_the_other_cells_of_the_row(
    hamlet: Hamlet, rows: str, expected: list[tuple[int, int, str, str]]
) -> None:
    assert told(hamlet, rows, ACROSS) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("w1,m,1,2,10;w2,m,3,4,;w3,a,5,6,11;w4,z,7,8,15", []),
        (
            "w1,m,1,2,9;w2,m,3,4,;w3,a,5,6,12;w4,z,7,8,14",
            [(2, 10, "9", "10"), (4, 10, "12", "11"), (5, 10, "14", "15")],
        ),
        ("w1,m,1,2,;w2,a,5,6,11;w3,m,3,4,10", []),
    ],
)
def test_total_of_a_group_is_the_sum_of_its_rows(
    hamlet: Hamlet, rows: str, expected: list[tuple[int, int, str, str]]
) -> None:
    assert told(hamlet, rows, WITHIN) == expected


def test_every_sum_of_every_table_is_looked_at(hamlet: Hamlet) -> None:
    rows = "w1,,1,2,4;total,,2,2,4"
    assert told(hamlet, rows, "x", LAST, 7, ACROSS) == [(2, 9, "4", "3"), (3, 8, "2", "1")]
    text = "id,a\nw8,1\ntotal,3\n"
    fields = [{"name": "id", "type": "string"}, *columns_of_figures("a")]
    for field in fields[1:]:
        field["figure"]["key"] = "dike"
    hamlet.table("dikes", text, schema={"fields": fields}, sums=[LAST])
    assert [place for place, _, _ in hamlet.brief(RULE)] == [
        "datasets/brook/dikes.csv:3:7",
        f"{WEIRS}:2:9",
        f"{WEIRS}:3:8",
    ]


@pytest.mark.parametrize("sums", [None, "total", 7, {"total_row": "total", "columns": ["a"]}], ids=str)
def test_sums_that_are_no_list_are_left_to_the_schema(hamlet: Hamlet, sums: Any) -> None:
    text = "id,river,a,b,all\nw1,,1,,\ntotal,,3,,\n"
    hamlet.table("weirs", text, schema={"fields": FIELDS}, sums=sums)
    assert hamlet.brief(RULE) == []


def test_column_that_the_table_does_not_have_counts_as_nothing(hamlet: Hamlet) -> None:
    """It is a finding of the descriptor."""
    rows = "w1,,1,2,3;total,,1,2,3"
    assert told(hamlet, rows, {"total_row": "total", "columns": ["c"]}) == []
    assert told(hamlet, rows, {"total_column": "c", "of": ["a", "b"]}) == []
    assert told(hamlet, rows, {"total_column": "all", "of": ["a", "b", "c"], "within": "c"}) != []
    assert told(hamlet, rows, {"total_column": "all", "of": ["a", "b", "c"]}) == []


@pytest.mark.parametrize(
    ("kind", "figures", "noted"),
    [
        ("arithmetic", "total-a", True),
        ("arithmetic", "w1-a total-a", True),
        ("arithmetic", "w1-a", False),
        ("misprint", "total-a", False),
    ],
)
def test_total_that_is_wrong_in_print_is_noted(hamlet: Hamlet, kind: str, figures: str, noted: bool) -> None:
    hamlet.table("notes", f"id,kind,clause,subject,what,figures,source_line\nn1,{kind},c1,合计,不等。,{figures},13\n")
    assert told(hamlet, "w1,,2,,;total,,3,,", LAST) == ([] if noted else [(3, 8, "3", "2")])


def test_remedy_names_the_figure_as_a_note_names_it(hamlet: Hamlet) -> None:
    told(hamlet, "w1,,2,,;total,,3,,", LAST)
    (finding,) = hamlet.told(RULE)
    assert finding.what == Text("the total “3” is not the sum of its parts", "合计“3”与各项之和不等")
    assert finding.fix.en.endswith("record it in notes.csv (kind arithmetic, figures total-a)")
    assert finding.fix.zh.endswith("请在 notes.csv 里记一条（kind 填 arithmetic，figures 填 total-a）")

"""Cells against the schema of their table, as the table library judges them and as it is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator.diagnostics import Diagnostic, Report, Text
from generator.rules.tables import RULE
from tests.checking.hamlet import QUANTITIES, Hamlet, own_schema

WEIRS = "datasets/brook/weirs.csv"
DESCRIPTOR = "datasets/brook/datapackage.json"
NUMBER = Text("a number in digits", "数字")
WHOLE = Text("a whole number in digits", "整数，用数字书写")


def judged(hamlet: Hamlet) -> Sequence[Diagnostic]:
    """What the rule finds in the plan's package alone; the registry would take longer than all the rest."""
    project = hamlet.project
    plan_only = replace(project, packages={"brook": project.packages["brook"]})
    return Report.of(RULE.check(plan_only, hamlet.corpus)).diagnostics


def told(hamlet: Hamlet) -> list[tuple[str, str, str]]:
    return [(str(finding.where), finding.code, finding.found) for finding in judged(hamlet)]


def cell_told(hamlet: Hamlet, cell: str, field: dict[str, Any]) -> list[tuple[str, str, Text]]:
    """Place, cell, and what was expected, of findings when the second row has ``cell`` in a column of this form."""
    others = [{"name": name, "type": "string"} for name in ("id", "river", "zone")]
    schema = {"fields": [*others[:2], {"name": "n", **field}, others[2]]}
    hamlet.table("weirs", f"id,river,n,zone\nw1,x,,z\nw2,x,{cell},z\n", schema=schema)
    findings = judged(hamlet)
    assert {finding.code for finding in findings} <= {"bad-cell"}
    assert all(finding.what.en == "the cell in column “n” is not possible" for finding in findings)
    return [(str(finding.where), finding.found, finding.expected) for finding in findings]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("string", "无"),
        ("string", "NaN"),
        ("integer", "12"),
        ("integer", "-12"),
        ("number", "12"),
        ("number", "-0.5"),
        ("date", "2025-06-30"),
        ("any", "NaN"),
    ],
)
def test_cell_of_its_type_is_no_finding(hamlet: Hamlet, kind: str, cell: str) -> None:
    assert cell_told(hamlet, cell, {"type": kind}) == []


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("integer", "1.5", WHOLE),
        ("integer", "x", WHOLE),
        ("number", "x", NUMBER),
        ("number", "NaN", NUMBER),
        ("number", "1e999999999", NUMBER),
        ("date", "2025-02-30", Text("a date that exists, as YYYY-MM-DD", "真实存在的日期，写作 YYYY-MM-DD")),
        ("year", "x", Text("year", "year")),
    ],
)
def test_cell_of_another_type_is_named_with_the_type(hamlet: Hamlet, kind: str, cell: str, expected: Text) -> None:
    assert cell_told(hamlet, cell, {"type": kind}) == [(f"{WEIRS}:3:6", cell, expected)]
    described = expected + Text(" (长度)", "（长度）")
    assert cell_told(hamlet, cell, {"type": kind, "description": "长度"}) == [(f"{WEIRS}:3:6", cell, described)]


@pytest.mark.parametrize(
    ("kind", "limits", "good", "bad", "expected"),
    [
        ("integer", {"minimum": 3}, "3", "2", Text("at least 3", "不小于 3")),
        ("integer", {"maximum": 3}, "3", "4", Text("at most 3", "不大于 3")),
        ("number", {"minimum": 0.5, "maximum": 2}, "2", "2.1", Text("at most 2", "不大于 2")),
        ("string", {"enum": ["a", "b"]}, "b", "c", Text("one of: a, b", "其中之一：a、b")),
        ("string", {"pattern": r"^\d{6}$"}, "411000", "4110", Text("six digits", "六位数字")),
        ("string", {"pattern": "^x+$"}, "xx", "xy", Text("the form ^x+$", "格式 ^x+$")),
        ("string", {"minLength": 2}, "ab", "a", Text("at least 2 characters", "不少于 2 个字")),
        ("string", {"maxLength": 2}, "ab", "abc", Text("maxLength 2", "maxLength 2")),
    ],
    ids=["minimum", "maximum", "both", "enum", "pattern", "form", "short", "long"],
)
def test_cell_outside_of_its_limits_is_named_with_the_limit(
    hamlet: Hamlet, kind: str, limits: dict[str, Any], good: str, bad: str, expected: Text
) -> None:
    assert cell_told(hamlet, good, {"type": kind, "constraints": limits}) == []
    assert cell_told(hamlet, bad, {"type": kind, "constraints": limits}) == [(f"{WEIRS}:3:6", bad, expected)]


def test_every_bad_cell_is_named_on_its_line_however_rows_are_broken(hamlet: Hamlet) -> None:
    schema = own_schema(name="string", n="integer", year="year")
    text = 'name,n,year\n"上\n堰",x,1\n下堰,2,2025\n\n"a\n\nb",3,y\n末,z,2025\n'
    hamlet.table("weirs", text, schema=schema)
    assert told(hamlet) == [
        (f"{WEIRS}:3:4", "bad-cell", "x"),
        (f"{WEIRS}:3:6", "bad-cell", "1"),
        (f"{WEIRS}:8:6", "bad-cell", "y"),
        (f"{WEIRS}:9:3", "bad-cell", "z"),
    ]


def test_row_that_is_no_record_is_the_finding_of_the_reader(hamlet: Hamlet) -> None:
    schema = {**own_schema(id="string", n="integer"), "primaryKey": ["id"]}
    hamlet.table("weirs", "id,n\nw1,1\n\nw1\n,\nw1,x,y\nw2,x\n", schema=schema)
    assert told(hamlet) == [(f"{WEIRS}:7:4", "bad-cell", "x")]


@pytest.mark.parametrize("header", ["id,name", "id,zone", "n,id", "id", "id,n,n", "id,n,"])
def test_table_with_a_wrong_header_is_not_judged(hamlet: Hamlet, header: str) -> None:
    """Its cells would be held against the wrong columns."""
    row = ",".join("x" for _ in header.split(","))
    hamlet.table("weirs", f"{header}\n{row}\n", schema=own_schema(id="string", n="integer"))
    hamlet.table("dikes", "id,n\nd1,x\n", schema=own_schema(id="string", n="integer"))
    assert told(hamlet) == [("datasets/brook/dikes.csv:2:4", "bad-cell", "x")]


def test_table_with_a_cell_that_the_library_takes_for_a_number_is_not_judged_further(hamlet: Hamlet) -> None:
    fields = [{"name": "n", "type": "number", "constraints": {"minimum": 1}}, {"name": "i", "type": "integer"}]
    hamlet.table("weirs", "n,i\nNaN,x\n0.5,1\n", schema={"fields": fields})
    hamlet.table("dikes", "n,i\n,x\n0.5,1\n", schema={"fields": fields})
    assert told(hamlet) == [
        ("datasets/brook/dikes.csv:2:2", "bad-cell", "x"),
        ("datasets/brook/dikes.csv:3:1", "bad-cell", "0.5"),
        (f"{WEIRS}:2:1", "bad-cell", "NaN"),
    ]


@pytest.mark.parametrize("key", ["id", ["id"], ["river", "id"]], ids=str)
def test_key_that_an_earlier_row_has_is_named_with_that_row(hamlet: Hamlet, key: str | list[str]) -> None:
    schema = {**own_schema(id="string", river="string"), "primaryKey": key}
    hamlet.table("weirs", "id,river\na,x\nc,x\nb,x\nb,x\nd,x\na,x\nb,x\n", schema=schema)
    names = [key] if isinstance(key, str) else key
    expected = Text(f"each {' + '.join(names)} once", f"{' + '.join(names)} 不重复")
    assert [(finding.where.line, finding.what.en, finding.found, finding.expected) for finding in judged(hamlet)] == [
        (
            line,
            f"this id stands in line {first} already",
            ",".join({"id": id_, "river": "x"}[name] for name in names),
            expected,
        )
        for line, first, id_ in ((5, 4, "b"), (7, 2, "a"), (8, 4, "b"))
    ]


def test_key_of_two_columns_is_repeated_where_both_are(hamlet: Hamlet) -> None:
    schema = {**own_schema(id="string", river="string"), "primaryKey": ["id", "river"]}
    hamlet.table("weirs", "id,river\na,x\na,y\nb,x\na,y\n", schema=schema)
    assert told(hamlet) == [(f"{WEIRS}:5", "duplicate-id", "a,y")]


def test_first_row_without_a_key_is_no_repetition(hamlet: Hamlet) -> None:
    fields = [{"name": "id", "type": "string", "constraints": {"required": True}}, {"name": "n", "type": "string"}]
    hamlet.table("weirs", "id,n\na,1\n,2\n,3\n", schema={"fields": fields, "primaryKey": "id"})
    assert [(finding.where.line, finding.code, finding.expected.en) for finding in judged(hamlet)] == [
        (3, "bad-cell", "a value"),
        (4, "duplicate-id", "each id once"),
        (4, "bad-cell", "a value"),
    ]


def test_value_that_another_row_has_is_named_in_a_column_of_unique_ones(hamlet: Hamlet) -> None:
    fields = [{"name": "id", "type": "string"}, {"name": "n", "type": "string", "constraints": {"unique": True}}]
    hamlet.table("weirs", "id,n\na,1\nb,2\nc,1\n", schema={"fields": fields})
    assert told(hamlet) == [(f"{WEIRS}:4:3", "bad-cell", "1")]
    assert judged(hamlet)[0].expected == Text("a value that no other row has", "与其他行不同的值")


def test_reference_is_resolved_by_the_linker(hamlet: Hamlet) -> None:
    reference = {"fields": ["id"], "reference": {"resource": "dikes", "fields": ["id"]}}
    hamlet.table("weirs", "id\nw1\n", schema={**own_schema(id="string"), "foreignKeys": [reference]})
    hamlet.table("dikes", "id\nd1\n", schema=own_schema(id="string"))
    assert told(hamlet) == []


ROW = {"id": "q01", "indicator": "canals", "printed_name": "水渠", "role": "target", "printed": "5", "clause": "c1"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"source_line": ""}, []),
        ({"source_line": "x"}, [("bad-cell", "x")]),
        ({"source_line": "0"}, [("bad-cell", "0")]),
        ({"clause": ""}, [("bad-cell", "")]),
        ({"printed_name": ""}, [("bad-cell", "")]),
        ({"role": "hope"}, [("bad-cell", "hope")]),
        ({"id": "Q1"}, [("bad-cell", "Q1")]),
    ],
    ids=str,
)
def test_missing_source_line_is_the_finding_of_another_rule(
    hamlet: Hamlet, change: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    row = {**ROW, "source_line": "13", **change}
    hamlet.table(
        "quantities", QUANTITIES + ",".join(row.get(name, "") for name in QUANTITIES.strip().split(",")) + "\n"
    )
    assert [(code, cell) for _, code, cell in told(hamlet)] == expected


def test_other_columns_without_a_value_are_named_whatever_they_are_called(hamlet: Hamlet) -> None:
    required = {"constraints": {"required": True}}
    fields = [{"name": name, "type": "string", **required} for name in ("title", "source_line", "area")]
    hamlet.table("weirs", "title,source_line,area\n,,\nx,,\n,1,\n,1,x\n", schema={"fields": fields})
    assert [place for place, _, _ in told(hamlet)] == [f"{WEIRS}:3:4", f"{WEIRS}:4:1", f"{WEIRS}:4:4", f"{WEIRS}:5:1"]


def field(**extra: Any) -> list[dict[str, Any]]:
    return [{"name": "id", "type": "string"}, {"name": "n", "type": "integer", **extra}]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (field(type="wrong"), ['field type "wrong" is not supported']),
        (field(constraints=7), ["7 is not of type 'object'"]),
        (field(type="string", constraints={"minimum": 1}), ['constraint "minimum" is not supported by type "string"']),
        (field(constraints={"minimum": "x"}), ["not supported between instances of 'int' and"]),
        (field(constraints={"maximum": []}), ["not supported between instances of 'int' and"]),
        (field(type="string", constraints={"pattern": "("}), ["unterminated subpattern"]),
    ],
    ids=["type", "form", "limit", "minimum", "maximum", "pattern"],
)
def test_schema_that_is_none_is_named_once(hamlet: Hamlet, fields: list[dict[str, Any]], words: list[str]) -> None:
    """The library says what is wrong, or fails."""
    hamlet.table("weirs", "id,n\nw1,2\n", schema={"fields": fields})
    (finding,) = judged(hamlet)
    assert (finding.where.path, finding.code) == (DESCRIPTOR, "bad-schema")
    assert all(word in finding.found for word in words)


def test_first_of_several_faults_of_a_schema_is_told(hamlet: Hamlet) -> None:
    fields = [
        {"name": "id", "type": "string", "constraints": {"minimum": 1}},
        {"name": "n", "type": "integer", "constraints": 7},
    ]
    hamlet.table("weirs", "id,n\nw1,2\n", schema={"fields": fields})
    (finding,) = judged(hamlet)
    assert finding.found == 'Field is not valid: constraint "minimum" is not supported by type "string"'


def test_table_that_vanished_before_it_is_read_again_is_a_finding(hamlet: Hamlet) -> None:
    hamlet.table("weirs", "id\nw1\n", schema=own_schema(id="integer"))
    project, corpus = hamlet.project, hamlet.corpus
    (hamlet.root / WEIRS).unlink()
    plan_only = replace(project, packages={"brook": project.packages["brook"]})
    (finding,) = RULE.check(plan_only, corpus)
    assert (str(finding.where), finding.code, finding.found) == (WEIRS, "table-form", "")
    assert "No such file" in finding.what.en


@pytest.mark.parametrize(
    ("text", "reason", "told_empty"),
    [
        ("id\n", {}, True),
        ("id\n", {"empty_because": ""}, True),
        ("id\n", {"empty_because": "没有印。"}, False),
        ("id\nw1\n", {}, False),
        ("id\nw1\n", {"empty_because": "没有印。"}, False),
        ("id\n\n", {}, False),
    ],
    ids=["bare", "empty-reason", "reason", "row", "row-and-reason", "blank-row"],
)
def test_empty_table_says_why(hamlet: Hamlet, text: str, reason: dict[str, str], told_empty: bool) -> None:
    hamlet.table("weirs", text, schema=own_schema(id="string"), **reason)
    assert told(hamlet) == ([(f"{WEIRS}:1", "empty-table", "")] if told_empty else [])


def test_every_package_is_judged(hamlet: Hamlet) -> None:
    hamlet.resources["registry"] = []
    hamlet.table("topics", "topic_id,name,name_en\nWater,水,\n", package="registry")
    hamlet.table("weirs", "id,n\nw1,x\n", schema=own_schema(id="string", n="integer"))
    assert [place for place, _, _ in hamlet.brief(RULE)] == [f"{WEIRS}:2:4", "datasets/registry/topics.csv:2:1"]

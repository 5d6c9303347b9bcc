"""What is cleared without Frictionless reading its rows is what Frictionless, as it is sold, finds valid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frictionless
import pytest

from generator.diagnostics import Report
from generator.reading.source import read_source
from generator.reading.table import CsvTable, read_table
from generator.rules import tables
from generator.rules._clearing import is_clear
from tests.checking.hamlet import Hamlet
from tests.conftest import REPOSITORY

CELLS = (
    "", " ", "0", "-0", "00", "1", "+1", " 1", "1 ", "1.0", "1,5", "1e3", "-12", "2147483648", "٣", "１", "NaN", "inf",
    "true", "True", "TRUE", "1.5", "true ", "false", "no", "无", "a", "A", "ab", "a-b", "abc", "a b", "x" * 41, "é", "e\u0301",
    "2025", "2025-06", "2025-6-3", "2025-06-30", "2025-02-30", "30/06/2025", "2025-06-30T00:00:00", "0000-01-01",
    "12:30:00", "P1Y", "[1]", '{"a": 1}', "1,2", "http://example.org/", "example.org", "http://", "a@b.cn", "-", "NA",
    "a;b;c", "a\tb", "'quoted'", 'with "quotes"', "two\nlines", "a\n", "\u3000", "\u200b",
)  # fmt: skip
FIELDS: tuple[dict[str, Any], ...] = (
    {}, {"type": "string"}, {"type": "string", "format": "uri"}, {"type": "string", "format": "email"},
    {"type": "integer"}, {"type": "integer", "bareNumber": False}, {"type": "number"}, {"type": "number", "groupChar": ","},
    {"type": "boolean"}, {"type": "boolean", "trueValues": ["无"], "falseValues": ["no"]}, {"type": "date"},
    {"type": "date", "format": "any"}, {"type": "date", "format": "%d/%m/%Y"}, {"type": "year"}, {"type": "yearmonth"},
    {"type": "time"}, {"type": "datetime"}, {"type": "duration"}, {"type": "array"}, {"type": "object"}, {"type": "any"},
    {"type": "geopoint"}, {"type": "list"}, {"type": "string", "missingValues": ["NA", "-"]},
    *({"type": "string", "constraints": constraints} for constraints in (
        {"required": True}, {"unique": True}, {"minLength": 2}, {"maxLength": 2}, {"pattern": "[a-z]+"},
        {"pattern": "[a-z]+|无"}, {"pattern": "(?i)a.*"}, {"enum": ["a", "无", ""]}, {"required": True, "pattern": "[a-z]"},
    )),
    *({"type": "integer", "constraints": constraints} for constraints in (
        {"minimum": 1}, {"maximum": 0}, {"enum": [1, 2]}, {"unique": True}, {"required": True, "minimum": -1},
    )),
    {"type": "number", "constraints": {"minimum": 1.5}}, {"type": "number", "constraints": {"minimum": "1.5"}},
    {"type": "date", "constraints": {"minimum": "2025-01-01"}}, {"type": "year", "constraints": {"minimum": 2025}},
    {"type": "string", "constraints": {"pattern": "(("}}, {"type": "string", "constraints": {"minimum": 1}},
    {"type": "integer", "constraints": {"minimum": "x"}}, {"type": "nonesuch"}, {"type": "string", "format": 3},
)  # fmt: skip
"""Fields of many types with many constraints; the last few are no valid fields."""


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n\r') else cell


def stock_finds_it_valid(folder: Path, schema: dict[str, Any]) -> bool:
    """What Frictionless says about the file; it is told nothing but that commas separate."""
    resource = {
        "name": "t", "path": "t.csv", "encoding": "utf-8", "schema": schema, "dialect": {"csv": {"delimiter": ","}},
    }  # fmt: skip
    try:
        package = frictionless.Package.from_descriptor({"name": "p", "resources": [resource]}, basepath=str(folder))
        return bool(package.validate().valid)
    except Exception:
        return False


def table_of(folder: Path, content: str | bytes) -> CsvTable:
    (folder / "t.csv").write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    source, _ = read_source(folder, "t.csv")
    assert source is not None
    table, _ = read_table("t", source)
    assert table is not None
    return table


@pytest.mark.parametrize("field", FIELDS, ids=[json.dumps(field, ensure_ascii=False) for field in FIELDS])
def test_no_cell_is_cleared_that_frictionless_does_not_find_valid(tmp_path: Path, field: dict[str, Any]) -> None:
    schema = {"fields": [{"name": "id", "type": "string"}, {"name": "n", **field}]}
    for cell in CELLS:
        table = table_of(tmp_path, f"id,n\nw1,{quoted(cell)}\nw2,{quoted(cell)}\n")
        assert not is_clear(table, schema) or stock_finds_it_valid(tmp_path, schema), cell


KEYED = {
    "fields": [{"name": "id", "type": "integer"}, {"name": "n", "type": "string"}], "primaryKey": ["id", "n"],
    "missingValues": ["", "-"],
}  # fmt: skip
LIST = {"fields": [{"name": "id", "type": "string"}, {"name": "n", "type": "array"}], "primaryKey": "n"}
NO_COLUMN = {"fields": [{"name": "id", "type": "string"}, {"name": "n", "type": "string"}], "primaryKey": "m"}
SMALL = {"fields": [{"name": "id", "type": "string"}, {"name": "n", "type": "string"}]}


def whole_tables() -> Iterator[tuple[str, dict[str, Any], str | bytes, bool]]:
    """(name, schema, file, whether it is to be cleared: a valid table needs no second reading)."""
    yield "plain", SMALL, "id,n\nw1,a\nw2,b\n", True
    yield "no row", SMALL, "id,n\n", True
    yield "no line end", SMALL, "id,n\nw1,a", True
    yield "crlf", SMALL, b"id,n\r\nw1,a\r\nw2,b\r\n", True
    yield "cr", SMALL, b"id,n\rw1,a\rw2,b\r", True
    yield "byte-order mark", SMALL, b"\xef\xbb\xbfid,n\nw1,a\n", True
    yield "quoted", SMALL, 'id,n\n"w1","a"\n"w,2","b ""c"""\n', True
    yield "lines in a cell", SMALL, 'id,n\nw1,"a\nb"\n', True
    yield "semicolons", SMALL, "id,n\nw1,a;b;c\nw2,d;e;f\nw3,g;h;i\n", True
    yield "tabs", SMALL, "id,n\nw1,a\tb\nw2,d\te\n", True
    yield "space after the comma", SMALL, "id,n\nw1, a\nw2, b\nw3, c\n", True
    yield "blank row", SMALL, "id,n\nw1,a\n,\nw2,b\n", False
    yield "blank line", SMALL, "id,n\nw1,a\n\nw2,b\n", False
    yield "wide row", SMALL, "id,n\nw1,a,b\n", False
    yield "narrow row", SMALL, "id,n\nw1\n", False
    yield "key", KEYED, "id,n\n1,a\n1,b\n2,a\n", True
    yield "key twice", KEYED, "id,n\n1,a\n01,a\n", False
    yield "half a key", KEYED, "id,n\n1,\n2,-\n", True
    yield "half a key twice", KEYED, "id,n\n1,\n1,-\n", False
    yield "no key", KEYED, "id,n\n-,-\n", False
    yield "key of lists", LIST, "id,n\nw1,[1]\nw2,[1]\n", False
    yield "key that is no column", NO_COLUMN, "id,n\nw1,a\n", False
    yield "key that is no column, no row", NO_COLUMN, "id,n\n", False


@pytest.mark.parametrize(
    ("schema", "content", "cleared"), [pytest.param(*case, id=name) for name, *case in whole_tables()]
)
def test_table_is_cleared_only_where_frictionless_finds_it_valid(
    tmp_path: Path, schema: dict[str, Any], content: str | bytes, cleared: bool
) -> None:
    assert is_clear(table_of(tmp_path, content), schema) is cleared
    assert not cleared or stock_finds_it_valid(tmp_path, schema)


def test_nearly_every_table_of_the_first_edition_is_cleared() -> None:
    """Otherwise the check would be as slow as before, and right."""
    descriptors = sorted(REPOSITORY.glob("datasets/*/datapackage.json"))
    doubtful = []
    for descriptor in descriptors:
        for resource in json.loads(descriptor.read_text("utf-8"))["resources"]:
            source, _ = read_source(descriptor.parent, resource["path"])
            table, _ = read_table(resource["name"], source) if source else (None, ())
            assert table is not None
            schema = {key: value for key, value in resource["schema"].items() if key not in ("foreignKeys", "$schema")}
            doubtful += [] if is_clear(table, schema) else [f"{descriptor.parent.name}/{resource['name']}"]
    assert len(descriptors) > 10
    assert doubtful == []


BROKEN = pytest.mark.parametrize(
    "rows",
    ["w1,1,x\nw1,2,y\n", "w1,one,x\n", "w1,-1,x\n", ",1,x\n", "w1,1,\n", "w1,1,x,y\n", "w1,1\n", ",,\n", "w1,1,x;y;z\nw2,2,a;b;c\n"],
    ids=["key", "type", "minimum", "no key", "required", "wide", "narrow", "blank", "semicolons"],
)  # fmt: skip


@BROKEN
def test_findings_are_those_of_frictionless_alone(hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch, rows: str) -> None:
    fields = [
        {"name": "id", "type": "string"},
        {"name": "n", "type": "integer", "constraints": {"minimum": 0}},
        {"name": "river", "type": "string", "constraints": {"required": True}},
    ]
    hamlet.table("weirs", f"id,n,river\n{rows}", schema={"fields": fields, "primaryKey": "id"})
    hamlet.table("mills", "id,n,river\nm1,1,x\n", schema={"fields": fields, "primaryKey": "id"})
    fast = Report.of(hamlet.told(tables.RULE)).diagnostics
    monkeypatch.setattr(tables, "is_clear", lambda *_: False)
    assert Report.of(hamlet.told(tables.RULE)).diagnostics == fast


@pytest.mark.parametrize("name", ["a b", "a/b", ""])
def test_names_are_judged_where_every_table_is_cleared(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    hamlet.table(name, "id\nw1\n", schema={"fields": [{"name": "id", "type": "string"}]})
    fast = Report.of(hamlet.told(tables.RULE)).diagnostics
    monkeypatch.setattr(tables, "is_clear", lambda *_: False)
    assert Report.of(hamlet.told(tables.RULE)).diagnostics == fast

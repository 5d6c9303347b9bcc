"""Every format, opened by a reader that is not ours and compared cell by cell with the canonical CSV."""

from __future__ import annotations

import asyncio
import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from datasette.app import Datasette
from dplib.models import Package as OtherPackage  # type: ignore[attr-defined]
from frictionless import Package
from frictionless import validate as frictionless_validate

from generator.opendata import tables_of
from generator.opendata.editions import edition_of
from generator.opendata.formats.xlsx import FORMAT as XLSX
from generator.opendata.packages.closure import closed
from generator.opendata.tables import TableData, typed
from tests.conftest import REPOSITORY, linked

TABLES = {table.name: table for table in tables_of(linked(REPOSITORY))}
Rows = list[list[Any]]


@pytest.fixture(scope="module")
def data(site: Path) -> Path:
    return site / "data"


def canonical(data: Path, name: str) -> Rows:
    """The canonical cells as values of their columns' types."""
    with (data / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    kinds = [field["type"] for field in TABLES[name].schema["fields"]]
    assert header == list(TABLES[name].header)
    return [[typed(kind, cell) for kind, cell in zip(kinds, row, strict=True)] for row in rows]


def plain(value: Any) -> Any:
    """Numbers are compared as the shortest decimal that a reader shows; whole ones without a point."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float):
        return Decimal(repr(value)).normalize()
    if isinstance(value, (int, Decimal)):
        return Decimal(value).normalize()
    return value


def same(read: Rows, wanted: Rows) -> bool:
    return [[plain(cell) for cell in row] for row in read] == [[plain(cell) for cell in row] for row in wanted]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_workbook_holds_typed_cells_under_a_frozen_header(data: Path, name: str) -> None:
    book = openpyxl.load_workbook(data / f"{name}.xlsx")
    sheet, about = book.worksheets
    header, *rows = [list(row) for row in sheet.iter_rows(values_only=True, max_col=len(TABLES[name].header))]
    assert header == list(TABLES[name].header)
    assert sheet.freeze_panes == "B2"
    wanted = canonical(data, name)
    assert same([[cell if cell != "" else None for cell in row] for row in rows], wanted)
    told = {str(cell) for row in about.iter_rows(values_only=True) for cell in row if cell is not None}
    assert {field["title"] for field in TABLES[name].schema["fields"]} <= told
    assert any("CC BY 4.0" in line for line in told)
    documents = 1 if TABLES[name].source else 18  # those it comes from
    assert sum("许政" in line and "《" in line for line in told) == documents


def test_workbook_of_any_table_opens(tmp_path: Path) -> None:
    """A table called like the sheet that explains it, and a day that spreadsheets count wrongly."""
    schema = {
        "title": "说明",
        "description": "",
        "fields": [{"name": "day", "type": "date"}, {"name": "said", "type": "string", "title": "长" * 60}],
    }
    table = TableData(name="notes", schema=schema, cells=(("1899-12-31", "=1+1"), ("2022-07-01", "")))
    (tmp_path / "notes.xlsx").write_bytes(XLSX.render((table,), edition_of(linked(REPOSITORY))))
    sheet, about = openpyxl.load_workbook(tmp_path / "notes.xlsx").worksheets
    assert [sheet.title, about.title] == ["说明", "说明（各列）"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["1899-12-31", "=1+1"],
        [datetime(2022, 7, 1), None],  # noqa: DTZ001  # workbooks know no time zones
    ]
    assert sheet["B2"].data_type == "s"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_parquet_holds_exact_values_for_two_readers(data: Path, name: str) -> None:
    table = pq.read_table(data / f"{name}.parquet")
    assert table.column_names == list(TABLES[name].header)
    wanted = canonical(data, name)
    assert same([list(row.values()) for row in table.to_pylist()], wanted)
    read = duckdb.sql(f"SELECT * FROM read_parquet('{data / f'{name}.parquet'}')").fetchall()  # noqa: S608  # our file
    assert same([list(row) for row in read], wanted)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_json_lines_are_the_records(data: Path, name: str) -> None:
    lines = (data / f"{name}.jsonl").read_text("utf-8").splitlines()
    wanted = json.loads((data / f"{name}.json").read_text("utf-8"))
    assert [json.loads(line) for line in lines] == wanted


@pytest.mark.parametrize("name", sorted(TABLES))
def test_database_holds_every_table(data: Path, name: str) -> None:
    with closing(sqlite3.connect(f"file:{data / 'xuchang-plans.sqlite'}?mode=ro", uri=True)) as database:
        cursor = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')  # noqa: S608  # our names
        assert [column[0] for column in cursor.description] == list(TABLES[name].header)
        stored = [
            [
                int(cell) if isinstance(cell, bool) else cell.isoformat() if isinstance(cell, date) else cell
                for cell in row
            ]
            for row in canonical(data, name)
        ]
        assert same([list(row) for row in cursor.fetchall()], stored)


def test_keys_of_the_database_hold(data: Path) -> None:
    with closing(sqlite3.connect(f"file:{data / 'xuchang-plans.sqlite'}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        keys = {row[2] for row in database.execute("PRAGMA foreign_key_list(figures)")}
        assert {"plans", "indicators", "regions", "measures", "clauses"} <= keys
        plan = " ".join(
            str(row) for row in database.execute("EXPLAIN QUERY PLAN SELECT * FROM figures WHERE indicator_id = 'x'")
        )
        assert "USING INDEX" in plan
        told = dict(database.execute("SELECT name, value FROM about"))
        assert told["version"]
        assert "许政" in told["sources"]


def test_datasette_opens_the_database_as_it_is(data: Path) -> None:
    async def ask() -> dict[str, Any]:
        served = Datasette([str(data / "xuchang-plans.sqlite")])
        answer = await served.client.get("/xuchang-plans/figures.json?indicator_id=pipe-leakage&_shape=objects")
        body: dict[str, Any] = answer.json()
        return body

    rows = asyncio.run(ask())["rows"]
    assert {row["indicator_id"] for row in rows} == {"pipe-leakage"}
    assert any(row["printed"] == "低于9%" for row in rows)


PACKAGES = (
    "datapackage.json",
    "plans/groundwater/datapackage.json",
    "indicators/datapackage.json",
    "units/datapackage.json",
)


@pytest.mark.parametrize("path", PACKAGES)
def test_package_is_valid_for_two_libraries(data: Path, path: str) -> None:
    report = Package(str(data / path)).validate()
    assert report.flatten(["title", "message"]) == []
    assert report.stats["tasks"] >= 1
    other = OtherPackage.from_path(str(data / path))
    assert other.version
    assert other.licenses
    assert all(resource.title and resource.bytes and resource.hash for resource in other.resources)


@pytest.mark.parametrize("path", ["xuchang-plans.zip", "plans/groundwater.zip", "topics/water.zip"])
def test_archive_is_a_package_of_its_own(data: Path, path: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO((data / path).read_bytes())) as archive:
        archive.extractall(tmp_path)  # our own archive
        names = set(archive.namelist())
    assert {"datapackage.json", "README.txt", "CITATION.cff"} < names
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    listed = {file["path"] for file in (*described["resources"], *described.get("otherFormats", ()))}
    assert listed == names - {"datapackage.json", "README.txt", "CITATION.cff"}
    report = frictionless_validate(str(tmp_path / "datapackage.json"), type="package")
    assert report.valid, report.flatten(["title", "message"])
    told = (tmp_path / "README.txt").read_text("utf-8")
    assert all(word in told for word in ("怎样引用", "许可", "来源", "各表各列", "引用日期"))


def test_package_of_a_plan_holds_only_the_names_it_uses(data: Path) -> None:
    """Every reference in it leads somewhere, and nothing is in it that nothing leads to."""
    folder = data / "plans/groundwater"
    tables = [
        TableData(
            name=name,
            schema=table.schema,
            cells=tuple(map(tuple, list(csv.reader((folder / f"{name}.csv").open(encoding="utf-8", newline="")))[1:])),
            vocabulary=table.vocabulary,
        )
        for name, table in TABLES.items()
        if (folder / f"{name}.csv").exists()
    ]
    by_name = {table.name: table for table in tables}
    for table in tables:
        for foreign_key in table.schema.get("foreignKeys", ()):
            target = by_name[foreign_key["reference"]["resource"] or table.name]
            known = {
                tuple(row[target.header.index(c)] for c in foreign_key["reference"]["fields"]) for row in target.cells
            }
            used = {tuple(row[table.header.index(c)] for c in foreign_key["fields"]) for row in table.cells}
            assert {values for values in used if any(values)} <= known, (table.name, foreign_key["fields"])
    assert closed(tables) == tuple(tables)
    assert len(by_name["indicators"].cells) < len(TABLES["indicators"].cells) / 4


def test_rows_of_one_indicator_can_be_read_and_cited_alone(data: Path) -> None:
    rows = list(csv.DictReader((data / "indicators/pipe-leakage.csv").open(encoding="utf-8", newline="")))
    assert {row["indicator_name"] for row in rows} == {"城市公共供水管网漏损率"}
    assert "许政〔2022〕22号" in {row["doc_number"] for row in rows}
    assert all(row["plan_title"] and row["clause_heading"] and row["clause_url"] and row["source_line"] for row in rows)

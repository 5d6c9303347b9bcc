"""What is downloaded: the contract's tables, in the promised forms, valid for anybody's tools."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from frictionless import Package

from generator.opendata.editions import edition_of
from generator.opendata.formats import Scope, formats_of
from generator.opendata.formats.excel_csv import FORMAT as EXCEL
from generator.opendata.formats.excel_csv import guarded
from generator.opendata.tables import TableData, all_tables
from generator.schemas import PUBLISHED, table_names
from tests.conftest import MINIATURE, linked

CONTRACT = {
    "figures": "figure_id plan_id indicator_id origin table_title row_number row_group printed_name region_id component role "
    "period printed comparator amount amount_high measure_id kind hedge binding clause_id source_line note_ids",
    "plans": "plan_id title short_title title_en doc_number kind issuer_unit_id issued period_start period_end publication "
    "first_page source_line_start source_line_end topic summary",
    "clauses": "clause_id plan_id order level number heading parent_clause_id source_line url",
    "units": "unit_id name name_en type region_id parent_unit_id url",
    "unit_names": "name unit_id kind",
    "measures": "measure_id symbol name_en dimension factor_to_base base_measure_id",
    "regions": "region_id name type parent_region_id gb_code",
    "indicators": "indicator_id name name_en definition measure_id direction topic",
    "tasks": "task_id plan_id clause_id number title summary due due_printed source_line",
    "task_units": "task_id unit_id printed_name role inherited",
    "projects": "project_id plan_id box_number box_title order name summary region_id unit_ids source_line",
    "observations": "indicator_id region_id period printed amount measure_id status source_title source_url published",
    "citations": "plan_id clause_id cited_title cited_number cited_plan_id source_line",
    "notes": "note_id plan_id kind subject what figure_ids source_line",
    "left_out": "plan_id clause_id printed reason what source_line",
    "coverage": "clause_id plan_id table_figures text_figures tasks projects citations notes left_out source_line",
    "differences": "difference_id scope indicator_id region_id period figure_id_a printed_a figure_id_b printed_b gap gap_share "
    "explanation",
}


@pytest.fixture(scope="module")
def data(site: Path) -> Path:
    return site / "data"


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(StringIO(path.read_bytes().decode("utf-8"))))


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_table_has_the_columns_of_the_contract_in_its_order(data: Path, name: str) -> None:
    header = rows(data / f"{name}.csv")[0]
    promised = CONTRACT[name].split()
    assert [column for column in header if column in promised] == promised


def test_every_published_schema_is_a_table_and_every_table_is_published(data: Path) -> None:
    assert {table.name for table in all_tables()} == set(table_names(PUBLISHED))
    for table in all_tables():
        for made in formats_of(Scope.TABLE):
            assert (data / f"{table.name}{made.suffix}").is_file()


def test_canonical_csv_is_plain_utf8_with_lf(data: Path) -> None:
    files = [path for path in data.glob("*.csv") if not path.name.endswith(".excel.csv")]
    assert len(files) > 20
    for path in files:
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in content, path.name
        assert content.endswith(b"\n"), path.name
        assert len({len(row) for row in rows(path)}) == 1, path.name


def test_excel_csv_holds_the_same_rows_with_a_byte_order_mark(data: Path) -> None:
    for path in data.glob("*.excel.csv"):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), path.name
        same = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
        canonical = rows(path.with_name(path.name.replace(".excel.csv", ".csv")))
        assert [[guarded(cell) for cell in row] for row in canonical] == [
            [guarded(cell) for cell in row] for row in same
        ]


@pytest.mark.parametrize("cell", ["=1+1", "+1;cmd", "-2+3", "@SUM(A1)", '=HYPERLINK("x")', "\t=1"])
def test_text_that_a_spreadsheet_would_run_is_defused(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["=", ">=", "-5.3", "+8", "—", "98以上", "", "-16%"])
def test_plain_values_are_left_alone(cell: str) -> None:
    assert guarded(cell) == cell


def test_number_columns_are_never_guarded() -> None:
    schema = {"fields": [{"name": "amount", "type": "number"}, {"name": "text", "type": "string"}]}
    table = TableData(name="t", schema=schema, cells=(("-16", "-x"),))
    edition = edition_of(linked(MINIATURE))
    assert EXCEL.render((table,), edition).decode("utf-8-sig") == "amount,text\r\n-16,'-x\r\n"


@pytest.mark.parametrize(
    "where", ["datapackage.json", "plans/groundwater/datapackage.json", "plans/listing-awards/datapackage.json"]
)
def test_package_is_valid_for_the_stock_library(data: Path, where: str) -> None:
    report = Package(str(data / where)).validate()
    assert report.flatten(["title", "message"]) == []
    assert report.valid
    described = json.loads((data / where).read_text("utf-8"))["resources"]
    assert report.stats["tasks"] == len(described) > 15


def test_descriptor_tells_size_and_hash_of_every_file(data: Path) -> None:
    resources = json.loads((data / "datapackage.json").read_text("utf-8"))["resources"]
    for resource in resources:
        content = (data / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    published = {path.name for path in data.glob("*.csv") if not path.name.endswith(".excel.csv")}
    assert {resource["path"] for resource in resources} == published
    others = json.loads((data / "datapackage.json").read_text("utf-8"))["otherFormats"]
    assert {file["format"] for file in others} == {"csv", "xlsx", "json", "jsonl", "parquet"}
    for file in others:
        assert file["hash"] == f"sha256:{hashlib.sha256((data / file['path']).read_bytes()).hexdigest()}"


def test_every_column_has_a_title_and_a_type(data: Path) -> None:
    for resource in json.loads((data / "datapackage.json").read_text("utf-8"))["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["title"], (resource["name"], field["name"])
            assert field["description"], (resource["name"], field["name"])
            assert field["source"], (resource["name"], field["name"])
            if field["type"] in ("number", "integer", "year"):
                assert field["unit"], (resource["name"], field["name"])
            assert field["type"], (resource["name"], field["name"])


def test_json_holds_the_same_rows_with_the_same_digits(data: Path) -> None:
    for path in data.glob("*.csv"):
        if path.name.endswith(".excel.csv"):
            continue
        header, *body = rows(path)
        records = json.loads(path.with_suffix(".json").read_text("utf-8"), parse_float=str, parse_int=str)
        shown = [["" if value is None else str(value).replace("True", "true").replace("False", "false")
                  if isinstance(value, bool) else value for value in record.values()] for record in records]  # fmt: skip
        assert shown == body, path.name
        assert all(list(record) == header for record in records)


def test_an_indicator_and_a_unit_have_their_own_rows_in_every_format(data: Path) -> None:
    header, *body = rows(data / "figures.csv")
    own = [row for row in body if row[header.index("indicator_id")] == "open-kitchens"]
    alone = rows(data / "indicators/open-kitchens.csv")
    assert [row[: len(header)] for row in alone] == [header, *own]
    duties = rows(data / "task_units.csv")
    owed = {row[0] for row in duties[1:] if row[1] == "xuchang-water"}
    assert {row[0] for row in rows(data / "units/xuchang-water.csv")[1:]} == owed != set()
    for folder, one in (("indicators", "open-kitchens"), ("units", "xuchang-water")):
        described = json.loads((data / folder / "datapackage.json").read_text("utf-8"))
        (resource,) = (resource for resource in described["resources"] if resource["name"] == one)
        schema = json.loads((data / folder / resource["schema"]).read_text("utf-8"))
        assert [field["name"] for field in schema["fields"]] == rows(data / folder / resource["path"])[0]


@pytest.mark.parametrize("name", ["xuchang-plans.zip", "plans/market-regulation.zip"])
def test_zip_holds_tables_description_and_readme(data: Path, name: str) -> None:
    with zipfile.ZipFile(BytesIO((data / name).read_bytes())) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert {"figures.csv", "figures.xlsx", "datapackage.json", "README.txt"} <= set(names)
        assert names == sorted(names)
        assert "怎样引用" in archive.read("README.txt").decode("utf-8")


def test_plan_package_holds_that_plan_alone(data: Path) -> None:
    folder = data / "plans/groundwater"
    assert {row[1] for row in rows(folder / "figures.csv")[1:]} == {"groundwater"}
    assert {row[0] for row in rows(folder / "plans.csv")[1:]} == {"groundwater"}


def test_every_row_leads_to_a_document_clause_and_line(data: Path) -> None:
    clauses = {row[0] for row in rows(data / "clauses.csv")[1:]}
    for name in ("figures", "tasks", "projects", "citations", "notes"):
        header, *body = rows(data / f"{name}.csv")
        assert body
        for row in body:
            record = dict(zip(header, row, strict=True))
            assert record["clause_id"] in clauses
            assert int(record["source_line"]) > 0


def test_ids_are_plain(data: Path) -> None:
    for name in ("figures", "indicators", "units", "tasks", "projects", "notes", "clauses", "plans"):
        for row in rows(data / f"{name}.csv")[1:]:
            assert re.fullmatch(r"[a-z0-9-]+", row[0]), (name, row[0])

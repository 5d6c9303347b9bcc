"""``/api/v1/``: every file is what the OpenAPI document says, and every link in it leads to a file."""

from __future__ import annotations

import csv
import gzip
import json
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate as validate_openapi

ROOT = "api/v1"


@pytest.fixture(scope="module")
def api(site: Path) -> Path:
    return site / ROOT


@pytest.fixture(scope="module")
def document(api: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((api / "openapi.json").read_text("utf-8"))
    return read


def described_files(api: Path, document: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    """(name of the schema, file) for every file that a path of the document means."""
    for path, operations in document["paths"].items():
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        pattern = path.removeprefix("/").replace("{id}", "*")
        files = sorted(api.glob(pattern))
        assert files, path
        yield from ((schema.rpartition("/")[2], file) for file in files)


def test_document_is_valid_openapi(document: dict[str, Any]) -> None:
    validate_openapi(document)


def test_every_file_is_as_described_and_every_one_is_described(api: Path, document: dict[str, Any]) -> None:
    judges = {
        name: Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})
        for name in document["components"]["schemas"]
    }
    described = list(described_files(api, document))
    for name, file in described:
        problem = next(judges[name].iter_errors(json.loads(file.read_text("utf-8"))), None)
        assert problem is None, (file.name, problem and problem.message)
    published = set(api.rglob("*.json")) - {api / "openapi.json"}
    assert {file for _, file in described} == published
    assert len(published) > 1200


def links(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (value[key] for key in ("href", "page") if key in value)
        yield from value.get("downloads", ())
        for child in value.values():
            yield from links(child)
    elif isinstance(value, list):
        for child in value:
            yield from links(child)


def test_every_link_leads_to_a_file(site: Path, api: Path) -> None:
    seen = 0
    for file in set(api.rglob("*.json")) - {api / "openapi.json"}:
        folder = file.parent.relative_to(site).as_posix()
        for target in links(json.loads(file.read_text("utf-8"))):
            seen += 1
            assert (site / posixpath.normpath(f"{folder}/{target.partition('#')[0]}")).is_file(), (file.name, target)
    assert seen > 5000


def test_links_go_both_ways(api: Path) -> None:
    plan = json.loads((api / "plans/groundwater.json").read_text("utf-8"))
    for kind in ("indicators", "units"):
        for link in plan[kind]:
            other = json.loads((api / "plans" / link["href"]).read_text("utf-8"))
            assert "groundwater" in {back["plan_id"] for back in other["plans"]}, link["href"]
    issuer = json.loads((api / "plans" / plan["issuer"]["href"]).read_text("utf-8"))
    assert "groundwater" in {back["plan_id"] for back in issuer["issued"]}


def test_every_file_says_which_data_it_holds_and_under_which_licence(site: Path, api: Path) -> None:
    version = json.loads((site / "data/datapackage.json").read_text("utf-8"))["version"]
    for file in set(api.rglob("*.json")) - {api / "openapi.json"}:
        edition = json.loads(file.read_text("utf-8"))["edition"]
        assert edition["version"] == version
        assert edition["license"].startswith("https://creativecommons.org/")
        assert (file.parent / edition["index"]).resolve() == api / "index.json"


def test_what_stands_in_lists_is_a_list_and_no_property_has_two_names(api: Path) -> None:
    figure = next(
        figure
        for figure in json.loads((api / "plans/urban-renewal.json").read_text("utf-8"))["figures"]
        if figure["note_ids"]
    )
    known = {note["note_id"] for note in json.loads((api / "plans/urban-renewal.json").read_text("utf-8"))["notes"]}
    assert set(figure["note_ids"]) <= known
    leak = json.loads((api / "indicators/pipe-leakage.json").read_text("utf-8"))
    assert leak["everyday_names"] == ["自来水漏损", "水管漏水"]
    names = {key for file in api.rglob("*.json") if file.name != "openapi.json" for key in keys(file)}
    assert not names & {"id", "url"}, "ids are called as in the tables, addresses href or page"


def keys(file: Path) -> Iterator[str]:
    waiting = [json.loads(file.read_text("utf-8"))]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield from value
        waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def test_plan_holds_all_rows_of_its_tables(site: Path, api: Path) -> None:
    plan = json.loads((api / "plans/groundwater.json").read_text("utf-8"))
    for table, key in (("clauses", "clause_id"), ("figures", "figure_id"), ("tasks", "task_id"), ("notes", "note_id")):
        with (site / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
            own = [row[key] for row in csv.DictReader(file) if row["plan_id"] == "groundwater"]
        assert [row[key] for row in plan[table]] == own
    with (site / "data/task_units.csv").open(encoding="utf-8", newline="") as file:
        duties = {(row["task_id"], row["unit_id"], row["role"]) for row in csv.DictReader(file)}
    told = {(task["task_id"], unit["unit_id"], unit["role"]) for task in plan["tasks"] for unit in task["units"]}
    assert told == {duty for duty in duties if duty[0].startswith("groundwater-")}


def test_figures_of_an_indicator_are_those_of_the_table(site: Path, api: Path) -> None:
    shown = json.loads((api / "indicators/pipe-leakage.json").read_text("utf-8"))["figures"]
    rows = csv.DictReader((site / "data/figures.csv").open(encoding="utf-8", newline=""))
    own = [row for row in rows if row["indicator_id"] == "pipe-leakage"]
    assert [figure["printed"] for figure in shown] == [row["printed"] for row in own]
    assert [figure["amount"] for figure in shown] == [float(row["amount"]) for row in own]


def test_indexes_are_small(api: Path) -> None:
    for name in ("plans", "indicators", "units", "topics", "measures", "regions"):
        assert len(gzip.compress((api / f"{name}.json").read_bytes())) < 40_000, name

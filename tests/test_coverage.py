"""What every clause yielded, and what was left out: published as it is counted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.conftest import City


def rows(site: Path, name: str) -> list[dict[str, str]]:
    with (site / f"data/{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def small(city: City) -> Path:
    assert city.run("build").code == 0
    return city.root / "site"


def test_every_clause_has_a_row_and_every_record_is_counted_once(site: Path) -> None:
    counted = rows(site, "coverage")
    assert [row["clause_id"] for row in counted] == [row["clause_id"] for row in rows(site, "clauses")]
    figures = rows(site, "figures")
    for column, records in {
        "table_figures": [figure for figure in figures if figure["origin"] == "table"],
        "text_figures": [figure for figure in figures if figure["origin"] == "text"],
        "tasks": rows(site, "tasks"),
        "citations": rows(site, "citations"),
        "notes": rows(site, "notes"),
        "left_out": rows(site, "left_out"),
        "projects": rows(site, "projects"),
    }.items():
        for row in counted:
            own = sum(record["clause_id"] == row["clause_id"] for record in records)
            assert int(row[column]) == own, (column, row["clause_id"])
        assert {record["clause_id"] for record in records} <= {row["clause_id"] for row in counted}, column


def test_page_of_a_plan_says_what_was_left_out_and_why(small: Path) -> None:
    page = (small / "coverage/green-city.html").read_text("utf-8")
    assert "一园三线" in page
    assert "名称或编号里的数" in page
    assert 'href="../plans/green-city.html#c2-1"' in page
    assert "没有记下未收的" in (small / "coverage/bike-lanes.html").read_text("utf-8")


def test_overview_leads_to_every_plan(small: Path) -> None:
    page = (small / "coverage.html").read_text("utf-8")
    assert 'href="coverage/green-city.html"' in page
    assert 'href="coverage/bike-lanes.html"' in page


def test_deadline_of_every_year_is_said_in_words(small: Path) -> None:
    assert "每年3月12日" in (small / "plans/green-city.html").read_text("utf-8")
    assert "每年3月12日" not in (small / "index.html").read_text("utf-8"), "the home page shows what comes next"

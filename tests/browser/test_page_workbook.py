"""The workbook that a page makes of its own data: what the CSV file holds, typed, with what it is and how it is cited."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.conftest import REPOSITORY

PAGES = ("indicators/market-entities", "indicators/preschool-enrolment", "units/xuchang-water")
NUMBERS = {"number", "integer", "year"}


def declared() -> Iterator[dict[str, Any]]:
    for path in (REPOSITORY / "generator/schemas/published").glob("*.json"):
        yield from json.loads(path.read_text("utf-8"))["fields"]


@pytest.mark.parametrize("path", PAGES)
def test_workbook_of_a_page_holds_the_cells_of_its_csv_file(visit: Visit, site: Path, path: str) -> None:
    page = visit.go(f"{path}.html")
    with page.expect_download() as started:
        page.get_by_role("button", name="Excel").click()
    assert started.value.suggested_filename == f"{path.rpartition('/')[2]}.xlsx"
    book = load_workbook(BytesIO(Path(started.value.path()).read_bytes()))
    data, about = book.worksheets
    header, *rows = csv.reader(StringIO((site / f"data/{path}.csv").read_text("utf-8")))
    titles, *cells = data.iter_rows(values_only=True)
    of_name: dict[str, list[dict[str, Any]]] = {}
    for field in declared():
        of_name.setdefault(field["name"], []).append(field)
    for name, title in zip(header, titles, strict=True):
        known = [field["title"] for field in of_name.get(name, ())]
        assert title in known if "_" not in name and known else re.search(r"[\u4e00-\u9fff]", str(title)), name
    assert len(set(titles)) == len(titles), "two columns under one heading"
    assert len(rows) == len(cells) > 2
    numeric = {name for name, fields in of_name.items() if all(field["type"] in NUMBERS for field in fields)}
    for row, shown in zip(rows, cells, strict=True):
        for name, text, cell in zip(header, row, shown, strict=True):
            if not text:
                assert cell is None
            elif name in numeric:
                assert not isinstance(cell, str)
                assert float(text) == cell
            else:
                assert str(cell) == text
    assert about.title == "说明"
    said = {str(what): str(text) for what, text in about.iter_rows(values_only=True)}
    assert said["来源"] == "许昌市人民政府公报2022年第3期"
    assert "CC BY 4.0" in said["许可"]
    assert said["网页"] == f"{visit.address}/{path}.html"
    assert said["怎样引用"] == page.locator(".gh-citethis [data-copy='引文']").inner_text()
    assert [f"列：{title}" for title in titles] == [what for what in said if what.startswith("列：")]


def test_workbook_costs_nothing_before_it_is_asked_for(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.go("indicators/market-entities.html")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("button", name="Excel").is_visible()
    assert not [
        url for url in asked if url.endswith((".csv", "spreadsheet.js", "workbook.js", "columns-indicators.js"))
    ]


def test_workbook_that_cannot_be_made_says_so_and_can_be_asked_for_again(visit: Visit) -> None:
    page = visit.go("indicators/market-entities.html")
    page.route("**/*.csv", lambda route: route.abort())
    page.get_by_role("button", name="Excel").click()
    expect(page.get_by_role("button", name="没有生成，请重试，或用 CSV")).to_be_focused()
    page.unroute("**/*.csv")
    with page.expect_download() as started:
        page.get_by_role("button", name="没有生成").click()
    assert Path(started.value.path()).read_bytes()[:2] == b"PK"
    visit.complaints.clear()  # the browser reports what was cut off


def test_page_from_a_folder_says_that_it_makes_no_workbook(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "indicators/market-entities.html").as_uri())
    expect(page.get_by_text("从文件夹打开的网页不能生成 Excel 文件，请用 CSV")).to_be_visible()
    assert page.get_by_role("button", name="Excel").count() == 0
    page.close()

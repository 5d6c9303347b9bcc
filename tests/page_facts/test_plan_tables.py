"""The printed tables of a plan: each row as its own CSV says it, each number leading to its figure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from tests.page_facts.conftest import Facts
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import BuiltSite, leads_to, text
from tests.page_facts.wording import BINDINGS, flat

NOT_SHOWN = {
    "plan_id", "row_id", "clause_id", "indicator_id", "region_id", "measure_id", "role", "period", "kind", "source_line",
}  # fmt: skip
"""Ids and what only programs need: the page says them where it leads to the figure."""


def own_tables(data: Published) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """(plan, name, resource) of each table that a plan has for itself."""
    package = json.loads((data.folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        plan = max(
            (plan_id for plan_id in data.plan_order if resource["name"].startswith(f"{plan_id}-")), key=len, default=""
        )
        if plan and fields[:2] == ["plan_id", "row_id"]:
            yield plan, resource["name"].removeprefix(f"{plan}-"), resource


def figures_of_row(data: Published, row: Record) -> list[Record]:
    """A figure's id begins with that of its row."""
    own = data.of("figures", "plan_id")[row["plan_id"]]
    return [figure for figure in own if f"{figure['figure_id']}-".startswith(f"{row['row_id']}-")]


def expected_rows(data: Published, resource: Mapping[str, Any]) -> Iterator[Row]:
    """Its cells by their headings; the group in which a row stands may be a column, or a line of its own above the row."""
    for row in data.rows(resource["name"]):
        figures = figures_of_row(data, row)
        notes = iter([figure["note_ids"] for figure in figures])
        numbers = iter([figure["printed"] for figure in figures])
        columns, number = {}, next(numbers, None)
        for field in resource["schema"]["fields"]:
            name, cell = field["name"], row[field["name"]]
            if name in NOT_SHOWN:
                continue
            if cell and cell == number and is_number(name):
                cell += "存疑" if next(notes) else ""
                number = next(numbers, None)
            columns["" if name == "row_group" else field["title"]] = flat(BINDINGS[cell] if name == "binding" else cell)
        assert number is None, f"{row['row_id']}: no column has the figure {number}"
        yield row["row_id"], columns | {"数值→": " ".join(figure["url"] for figure in figures)}


def is_number(column: str) -> bool:
    return column not in ("row_number", "row_group", "printed_name", "component", "binding", "unit_printed")


def shown_rows(address: str, figure: HtmlElement, ids: Iterator[str]) -> Iterator[Row]:
    """The print gives its rows no ids: they are told apart by their order."""
    headings = [text(heading) for heading in figure.iterfind(".//thead/tr/th")]
    group = None
    for row in figure.iterfind(".//tbody/tr"):
        if len(row) == 1 and len(headings) > 1:
            group = text(row)
            continue
        cells = dict(zip(headings, row, strict=True))
        links = [leads_to(address, link) for cell in row for link in cell if link.tag == "a" and is_figure(link)]
        columns = {name: text(cell) for name, cell in cells.items()} | {"数值→": " ".join(links)}
        yield next(ids, f"row {text(row)}"), columns | ({"": group} if group is not None else {})


def is_figure(link: HtmlElement) -> bool:
    return "indicators/" in link.get("href") and "#" in link.get("href")


def pages_of(site: BuiltSite, plan: str) -> list[str]:
    """A plan's own page, and those of its chapters where it is long."""
    return [f"plans/{plan}.html", *site.addresses(f"plans/{plan}/*.html")]


def test_each_row_of_a_printed_table_is_that_of_the_data(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan, name, resource in own_tables(data):
        places = [
            (address, figure)
            for address in pages_of(site, plan)
            for figure in site.page(address).iterfind(".//figure[@id]")
            if figure.get("id").replace("_", "-") == f"table-{name}"
        ]
        ledger.same(f"plans/{plan}.html", name, "tables", 1, len(places))
        for address, figure in places:
            ledger.same(address, name, "title", resource["title"], text(figure.find("figcaption")))
            expected = [(row, dict(columns)) for row, columns in expected_rows(data, resource)]
            grouped = any(len(row) == 1 for row in figure.iterfind(".//tbody/tr")) and "" in expected[0][1]
            headings = {field["name"]: field["title"] for field in resource["schema"]["fields"]}
            for _, columns in expected:
                if not grouped and "" in columns:
                    columns[headings["row_group"]] = columns.pop("")
            ledger.compare(address, name, expected, shown_rows(address, figure, iter([row for row, _ in expected])))
    ledger.close(at_least=250 if real else 3)


def test_each_figure_of_a_table_stands_in_that_table_once(facts: Facts, ledger: Ledger) -> None:
    """Those that are read in a printed table, and those of a table that was put together from running text."""
    site, data, real = facts
    expected: dict[str, list[Row]] = {plan: [] for plan in data.plan_order}
    for plan, _, resource in own_tables(data):
        for row in data.rows(resource["name"]):
            for figure in figures_of_row(data, row):
                ledger.same(
                    f"plans/{plan}.html", figure["figure_id"], "source_line", row["source_line"], figure["source_line"]
                )
                if figure["origin"] == "table":
                    ledger.same(
                        f"plans/{plan}.html",
                        figure["figure_id"],
                        "table_title",
                        resource["title"],
                        figure["table_title"],
                    )
                expected[plan].append((figure["url"], {"": flat(f"{resource['title']}: {figure['printed']}")}))
    for plan, rows in expected.items():
        shown = [
            (leads_to(address, link), {"": f"{text(figure.find('figcaption'))}: {text(link)}"})
            for address in pages_of(site, plan)
            for figure in site.page(address).iterfind(".//figure[@id]")
            for link in figure.iterfind(".//td/a")
            if is_figure(link)
        ]
        ledger.compare(f"plans/{plan}.html", "figures of tables", sorted(rows, key=first), sorted(shown, key=first))
        tabled = {url for url, _ in rows}
        for figure in data.of("figures", "plan_id")[plan]:
            if figure["origin"] == "table":
                ledger.same(f"plans/{plan}.html", figure["figure_id"], "table", True, figure["url"] in tabled)
    ledger.close(at_least=600 if real else 6)


def first(row: Row) -> str:
    return row[0]

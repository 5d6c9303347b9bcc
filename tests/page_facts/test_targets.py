"""The wide table for people, ``targets.csv``: of each printed row what the indicator's page shows in rows of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.page_facts.conftest import Facts
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import BuiltSite, rows_of, text
from tests.page_facts.wording import ROLES, flat, years

PLACES = ("baseline", "target_2025", "target_2035", "target_other", "growth")
OWN_YEARS = ("2025", "2035")
SAID = {"printed": "printed", "amount": "amount", "high": "amount_high", "comparator": "comparator", "kind": "kind"}


def shown_on_page(site: BuiltSite, address: str) -> list[tuple[str, str, str]]:
    """Value, time and line of the print of each row."""
    tables = (table for element in site.section(address, "figures") for table in element.iter("table"))
    rows = (row for table in tables for row in rows_of(table))
    return [
        (text(cells["数值"]), text(cells["时期"]), re.findall(r"第 (\d+) 行", text(cells["原文"]))[-1])
        for _, cells in rows
    ]


def printed_rows(data: Published) -> dict[tuple[str, ...], list[Record]]:
    """Figures of one printed row, region and component; a row is a line of the print with one name."""
    own = {row["target_id"] for row in data.rows("targets")}
    groups: dict[tuple[str, ...], list[Record]] = {}
    for figure in data.rows("figures"):
        row = figure["figure_id"]
        while row and row not in own:
            row = row.rpartition("-")[0]
        groups.setdefault((row or figure["figure_id"], figure["region_id"], figure["component"]), []).append(figure)
    return groups


def expected_rows(data: Published) -> Iterator[Row]:
    """The latest starting point, each promise in the column of its year, the growth."""
    for (_, region, component), figures in printed_rows(data).items():
        if not any(figure["role"] in ("target", "growth") for figure in figures):
            continue
        cells: dict[str, Record] = {}
        for figure in sorted(figures, key=lambda figure: figure["period"]):
            if figure["role"] in ("baseline", "growth"):
                cells[figure["role"]] = figure
            elif figure["role"] == "target":
                year = figure["period"] if figure["period"] in OWN_YEARS else "other"
                cells.setdefault(f"target_{year}", figure)
        columns = {
            f"{place}_{name}": cells[place][of] if place in cells else ""
            for place in PLACES
            for name, of in SAID.items()
        }
        for place in ("baseline", "target_other"):
            columns[f"{place}_period"] = cells[place]["period"] if place in cells else ""
        yield key(figures[0] | {"region_id": region, "component": component}), columns


def key(row: Record) -> str:
    return " ".join(row[column] for column in ("clause_id", "source_line", "printed_name", "region_id", "component"))


def test_each_row_of_the_wide_table_is_that_of_its_figures(facts: Facts, ledger: Ledger) -> None:
    _, data, real = facts
    expected = sorted(expected_rows(data), key=lambda row: row[0])
    names = list(expected[0][1])
    shown = sorted(
        ((key(row), {name: row[name] for name in names}) for row in data.rows("targets")), key=lambda row: row[0]
    )
    ledger.compare("data/targets.csv", "targets", expected, shown)
    ledger.close(at_least=1000 if real else 4)


def test_promises_of_the_wide_table_stand_on_the_page_of_the_indicator(facts: Facts, ledger: Ledger) -> None:
    """With the time that the column says, and with the line of the print."""
    site, data, real = facts
    for row in data.rows("targets"):
        shown = shown_on_page(site, row["url"])
        for place in PLACES[:-1]:
            year = row.get(f"{place}_period", place.removeprefix("target_"))
            time = f"{ROLES['baseline' if place == 'baseline' else 'target']} {years(year)}"
            printed = row[f"{place}_printed"]
            if printed:
                stands = any(
                    told.startswith(flat(printed)) and (at, line) == (time, row["source_line"])
                    for told, at, line in shown
                )
                ledger.rows += 1
                ledger.same(row["url"], row["target_id"], place, True, stands)
    ledger.close(at_least=1200 if real else 4)

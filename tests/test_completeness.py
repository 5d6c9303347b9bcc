"""Nothing printed is missing from the data: numbers, table cells, lists of units and boxes, counted in the source itself.

The numbers are found by the importer, which reads without knowing the data; tables, lists and boxes by plain patterns.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from generator.importing.findings.candidates import quantities
from generator.importing.structure.issue import FoundDocument, read_issue
from generator.model import Corpus
from tests.conftest import REPOSITORY, linked
from tests.source import closed, lines, needs_gazette

pytestmark = needs_gazette

PLANS = sorted(path.stem for path in (REPOSITORY / "content" / "plans").glob("*.md"))
RECORDS = {"quantities", "tasks", "deadlines", "projects", "citations", "notes", "left_out"}
# The line on which a number is printed may be one of a paragraph that page breaks cut in pieces.
NEAR = 2
BINDING = {"约束性": "binding", "预期性": "expected"}


@cache
def corpus() -> Corpus:
    return linked(REPOSITORY)


def extent(plan_id: str) -> range:
    """The lines of the source that print the plan."""
    plan = corpus().plan_by_id[plan_id]
    return range(plan.source_start, plan.source_end + 1)


@cache
def found() -> dict[int, FoundDocument]:
    return {found.start: found for found in read_issue(lines()).documents}


def rows(plan_id: str, names: set[str] | None = None) -> Iterator[dict[str, str]]:
    """Rows of the package's tables ``names``; without it, of its printed tables."""
    for path in sorted((REPOSITORY / "datasets" / plan_id).glob("*.csv")):
        if path.stem in names if names else path.stem not in RECORDS:
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_number_of_the_text_is_data_or_left_out_for_a_reason(plan_id: str) -> None:
    said = defaultdict(list)
    for row in rows(plan_id, RECORDS):
        said[int(row["source_line"])] += [closed(cell) for cell in row.values() if cell]
    tables = {int(row["source_line"]) for row in rows(plan_id)}
    symbols = [measure.symbol for measure in corpus().registry.measures.values()]
    missing = []
    for quantity in quantities(found()[extent(plan_id).start].body, lines(), symbols):
        printed = closed(quantity.printed)
        cells = [cell for line in range(quantity.line - NEAR, quantity.line + NEAR + 1) for cell in said[line]]
        if quantity.line not in tables and not any(
            printed in cell or (re.search(r"[\d一二三四五六七八九十百千万]", cell) and cell in printed)
            for cell in cells
        ):
            missing.append((quantity.line, quantity.subject, printed))
    assert not missing


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_cell_of_every_printed_table_is_data(plan_id: str) -> None:
    data = defaultdict(set)
    for row in rows(plan_id):
        data[int(row["source_line"])] |= {closed(cell) for cell in row.values()}
    missing = []
    for number in extent(plan_id):
        cells = [closed(cell) for cell in lines()[number - 1].split("\t")]
        if len(cells) == 1 or number not in data:  # a heading of the table
            continue
        for cell in filter(None, cells):
            # a number before the name has a column of its own; a group's name may be cut by the rows it spans
            name = re.sub(r"^\d+\.(?=\D|\d{3})", "", cell)
            if not {cell, name, BINDING.get(cell)} & data[number] and not any(cell in known for known in data[number]):
                missing.append((number, cell))
    assert not missing


@pytest.mark.parametrize("plan_id", PLANS)
def test_lines_of_tables_without_data_are_their_headings(plan_id: str) -> None:
    data = {int(row["source_line"]) for row in rows(plan_id)}
    heading = True
    for number in extent(plan_id):
        if "\t" not in lines()[number - 1]:
            heading = heading or bool(lines()[number - 1].strip())
        elif number in data:
            heading = False
        else:
            assert heading, f"line {number} is a row without data"


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_printed_list_of_units_is_a_task_with_exactly_these(plan_id: str) -> None:
    places, text = [], ""
    for number in extent(plan_id):
        text += (line := closed(lines()[number - 1]))
        places += [number] * len(line)
    tasks = list(rows(plan_id, {"tasks"}))
    for listed in re.finditer(r"(?:责任|牵头|配合)(?:单位|部门)[:：]([^）)。]*)", text):
        number = places[listed.start()]
        units = [unit for unit in re.split(r"[、，,；;]", listed[1].replace("等国有公司", "")) if unit]
        lists = [
            task[role].split("、")
            for task in tasks
            for role in ("responsible", "lead", "support")
            if abs(int(task["source_line"]) - number) <= NEAR
        ]
        assert units in lists, f"line {number}"


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_box_has_its_items_or_is_a_table(plan_id: str) -> None:
    items = {row["box_number"] for row in rows(plan_id, {"projects"})}
    tables = {int(row["source_line"]) for row in rows(plan_id)}
    for number in extent(plan_id):
        if box := re.match(r"\s*专栏\s*(\d+(?:[—-]\d+)?)", lines()[number - 1]):
            assert box[1] in items or tables & set(range(number, number + 5)), f"line {number}"


def test_the_whole_issue_is_there() -> None:
    assert {plan.source_start for plan in corpus().plans} == set(found())
    assert len(PLANS) == 18

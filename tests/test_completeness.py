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
from generator.importing.structure.issue import PrintedDocument, read_issue
from generator.model import Corpus
from tests.conftest import REPOSITORY, linked
from tests.source import closed, lines, needs_gazette

pytestmark = needs_gazette

PLANS = sorted(path.stem for path in (REPOSITORY / "content" / "plans").glob("*.md"))
TEXTS = {
    "quantities": ("printed", "printed_name", "hedge"),
    "tasks": ("title", "summary"),
    "deadlines": ("due_printed", "what"),
    "projects": ("name", "summary", "box_title", "item_group"),
    "citations": ("cited_title", "cited_number"),
    "notes": ("subject", "what"),
    "left_out": ("printed", "what"),
}
"""The columns of our records that say something of the print; ids, orders, years and lines of ours say nothing."""
RECORDS = set(TEXTS)
OURS = {"id", "indicator", "region", "measure", "role", "period", "kind", "clause", "source_line", "hedge"}
"""The columns of a printed table that are not printed."""
# The line on which a number is printed may be one of a paragraph that page breaks cut in pieces.
NEAR = 2
BINDING = {"约束性": "binding", "预期性": "expected"}
ROLES = {"责任": "responsible", "牵头": "lead", "配合": "support"}
UNITS = re.compile(r"(?P<role>责任|牵头|配合)(?:单位|部门)[:：](?P<units>[^）)。]*)")
NUMERAL = re.compile(r"[\d一二三四五六七八九十百千万]")


@cache
def corpus() -> Corpus:
    return linked(REPOSITORY)


def extent(plan_id: str) -> range:
    """The lines of the source that print the plan."""
    plan = corpus().plan_by_id[plan_id]
    return range(plan.source_start, plan.source_end + 1)


@cache
def printed_documents() -> dict[int, PrintedDocument]:
    return {document.start: document for document in read_issue(lines()).documents}


def rows(plan_id: str, names: set[str] | None = None) -> Iterator[dict[str, str]]:
    """Rows of the package's tables ``names``; without it, of its printed tables."""
    for path in sorted((REPOSITORY / "datasets" / plan_id).glob("*.csv")):
        if path.stem in names if names else path.stem not in RECORDS:
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)


def stands_in(part: str, whole: str) -> bool:
    """Whether ``part`` is in ``whole``, and not as a piece of a longer number: 5% does not stand in 95%."""
    before, after = (r"(?<![\d.])" if part[:1].isdigit() else ""), (r"(?!\.?\d)" if part[-1:].isdigit() else "")
    return bool(re.search(before + re.escape(part) + after, whole))


def test_a_number_does_not_stand_in_a_longer_one() -> None:
    assert all(stands_in("5%", whole) for whole in ("5%", "达到5%以上", "3—5%"))
    assert not any(stands_in("5%", whole) for whole in ("95%", "1.5%", "5"))
    assert not any(stands_in("12", whole) for whole in ("120", "12.5", "312"))


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_number_of_the_text_is_data_or_left_out_for_a_reason(plan_id: str) -> None:
    said: defaultdict[int, list[str]] = defaultdict(list)
    for name, columns in TEXTS.items():
        for row in rows(plan_id, {name}):
            said[int(row["source_line"])] += [closed(row[column]) for column in columns if row[column]]
    tables = {int(row["source_line"]) for row in rows(plan_id)}
    symbols = [measure.symbol for measure in corpus().registry.measures.values()]
    missing = []
    for quantity in quantities(printed_documents()[extent(plan_id).start].body, lines(), symbols):
        printed = closed(quantity.printed)
        cells = [cell for line in range(quantity.line - NEAR, quantity.line + NEAR + 1) for cell in said[line]]
        if quantity.line not in tables and not any(
            stands_in(printed, cell) or (NUMERAL.search(cell) and stands_in(cell, printed)) for cell in cells
        ):
            missing.append((quantity.line, quantity.subject, printed))
    assert not missing


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_cell_of_every_printed_table_is_data(plan_id: str) -> None:
    data: defaultdict[int, set[str]] = defaultdict(set)
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows(plan_id):
        number = int(row["source_line"])
        data[number] |= {closed(cell) for column, cell in row.items() if column not in OURS}
        groups[number].add(closed(row.get("row_group", "")))
    missing = []
    for number in extent(plan_id):
        cells = [closed(cell) for cell in lines()[number - 1].split("\t")]
        if len(cells) == 1 or number not in data:  # a heading of the table
            continue
        for cell in filter(None, cells):
            # a number before the name has a column of its own; a group's name is cut where it spans several rows
            name = re.sub(r"^\d+\.(?=\D|\d{3})", "", cell)
            if not {cell, name, BINDING.get(cell)} & data[number] and not any(
                cell in group for group in groups[number]
            ):
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
    for listed in UNITS.finditer(text):
        number, role = places[listed.start()], ROLES[listed["role"]]
        units = [unit for unit in re.split(r"[、，,；;]", listed["units"]) if unit]
        lists = [task[role].split("、") for task in tasks if abs(int(task["source_line"]) - number) <= NEAR]
        assert units in lists, f"line {number}"


def test_there_are_printed_lists_of_units() -> None:
    """The groundwater plan has twelve measures, each with one."""
    text = closed("".join(lines()[number - 1] for number in extent("groundwater")))
    assert len(UNITS.findall(text)) >= 12


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_box_has_its_items_or_is_a_table(plan_id: str) -> None:
    items = {row["box_number"] for row in rows(plan_id, {"projects"})}
    tables = {int(row["source_line"]) for row in rows(plan_id)}
    for number in extent(plan_id):
        if box := re.match(r"\s*专栏\s*(\d+(?:[—-]\d+)?)", lines()[number - 1]):
            assert box[1] in items or tables & set(range(number, number + 5)), f"line {number}"


def test_the_whole_issue_is_there() -> None:
    assert {plan.source_start for plan in corpus().plans} == set(printed_documents())
    assert len(PLANS) == 18

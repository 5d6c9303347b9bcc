"""The explorers: the rows that their script hands to the browser, and the same rows as whole tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.page_facts.conftest import Facts
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import BuiltSite, link_of, rows_of, text
from tests.page_facts.wording import BINDINGS, KINDS, ROLES, clause_url, due, flat, label, line, symbol, value, years

TABLES = ("figures", "tasks")


def decoded(site: BuiltSite, name: str) -> tuple[Mapping[str, Any], list[dict[str, str]]]:
    """What ``explore/<name>.js`` holds, and its rows, as the page's script unpacks them."""
    script = (site.root / f"explore/{name}.js").read_text("utf-8")
    facts = json.loads(script[script.index("{") : script.rindex("}") + 1])
    columns: dict[str, list[str]] = {}
    numbers: dict[str, list[int]] = {}
    for column in facts["columns"]:
        own = column["name"]
        if "pattern" in column:
            parts = [part for part in columns if f"{{{part}}}" in column["pattern"]]
            values = zip(*(columns[part] for part in parts), strict=True)
            columns[own] = [column["pattern"].format(**dict(zip(parts, value, strict=True))) for value in values]
        elif "by" in column:
            columns[own] = [column["values"][number] for number in numbers[column["by"]]]
        elif "distinct" in column:
            numbers[own] = column["values"]
            columns[own] = [column["distinct"][number] for number in column["values"]]
        else:
            columns[own] = column["values"]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return facts, rows


def units_of_clause(data: Published, clause: str) -> list[str]:
    """Those that answer for the clause, or for the nearest one around it that has tasks."""
    while clause:
        duties = [
            duty
            for task in data.of("tasks", "clause_id")[clause]
            for duty in data.of("task_units", "task_id")[task["task_id"]]
        ]
        if duties:
            return list(dict.fromkeys(duty["unit_id"] for duty in duties))
        clause = data.get("clauses", clause, "parent_clause_id")
    return []


def named(data: Published, units: list[str]) -> str:
    return "、".join(data.get("units", unit, "name") for unit in units)


def of_plan(data: Published, row: Record) -> dict[str, str]:
    plan = data.by_id("plans")[row["plan_id"]]
    clause = label(data, row["clause_id"])
    return {
        "plan": plan["short_title"],
        "doc_number": plan["doc_number"],
        "clause": clause,
        "clause_url": f"../{clause_url(data, row)}",
        "place": f"{plan['short_title']} {clause}",
        "line": line(row),
    }


def expected_figure(data: Published, figure: Record) -> dict[str, str]:
    indicator = data.by_id("indicators")[figure["indicator_id"]]
    units = units_of_clause(data, figure["clause_id"])
    role, kind = ROLES[figure["role"]], KINDS[figure["kind"]]
    return of_plan(data, figure) | {
        "indicator": indicator["name"],
        "topic": data.get("topics", indicator["topic"], "name"),
        "topic_id": indicator["topic"],
        "region": data.get("regions", figure["region_id"], "name"),
        "measure": symbol(data, figure["measure_id"]),
        "units": named(data, units),
        "unit_ids": " ".join(units),
        "value": value(data, figure),
        "when": role if figure["role"] == "standard" else years(figure["period"]) + role,
        "of": " · ".join(filter(None, (figure["component"], kind))),
        "bound": BINDINGS[figure["binding"]],
        "years": figure["period"][-4:],
        "url": f"../{figure['url']}",
    }


def expected_task(data: Published, task: Record) -> dict[str, str]:
    plan = data.by_id("plans")[task["plan_id"]]
    duties = data.of("task_units", "task_id")[task["task_id"]]
    units = list(dict.fromkeys(duty["unit_id"] for duty in duties))
    dues = [deadline["due"] for deadline in data.of("task_deadlines", "task_id")[task["task_id"]]]
    regions = dict.fromkeys(filter(None, (data.get("units", unit, "region_id") for unit in units)))
    return of_plan(data, task) | {
        "topic": data.get("topics", plan["topic"], "name"),
        "topic_id": plan["topic"],
        "units": named(data, units),
        "unit_ids": " ".join(units),
        "printed_units": "、".join(dict.fromkeys(duty["printed_name"] for duty in duties)),
        "region_ids": " ".join(regions),
        "deadlines": "；".join(dict.fromkeys(map(due, dues))),
        "years": " ".join(sorted({due[:4] for due in dues if not due.startswith("--")})),
        "dated": " ".join(sorted({"regular" if due.startswith("--") else "date" for due in dues})),
        "url": f"../{clause_url(data, task)}",
    }


EXPECTED = {"figures": expected_figure, "tasks": expected_task}


@pytest.mark.parametrize("name", TABLES)
def test_script_of_an_explorer_holds_the_published_rows(facts: Facts, ledger: Ledger, name: str) -> None:
    """Every published column, and all that is shown, searched or filtered beside them."""
    site, data, real = facts
    written, rows = decoded(site, name)
    expected = [(next(iter(row.values())), {**row, **EXPECTED[name](data, row)}) for row in data.rows(name)]
    ledger.compare(f"explore/{name}.js", "rows", expected, [(row[f"{name[:-1]}_id"], row) for row in rows])
    facets = (
        {facet["column"] for facet in written["facets"]}
        | {column["text"] for column in written["shown"]}
        | {*written["searched"]}
    )
    assert facets <= {*expected[0][1]}, "a column is shown or filtered that this test does not know"
    ledger.close(at_least=190 if real else 2)


@pytest.mark.parametrize("name", TABLES)
def test_choices_of_a_filter_are_called_as_in_the_data(facts: Facts, ledger: Ledger, name: str) -> None:
    site, data, _ = facts
    tables = {
        "plan": ("plans", "short_title"),
        "topic": ("topics", "name"),
        "unit": ("units", "name"),
        "region": ("regions", "name"),
    }
    written, rows = decoded(site, name)
    for facet in written["facets"]:
        labels = dict(facet["labels"])
        used = {part for row in rows for part in (row[facet["column"]].split(" ") or [""])}
        if facet["kind"] == "choice":
            ledger.same(f"explore/{name}.js", facet["name"], "choices that no label has", set(), used - labels.keys())
        for row_id, shown in labels.items() if facet["name"] in tables else ():
            table, column = tables[facet["name"]]
            ledger.rows += 1
            ledger.same(
                f"explore/{name}.js",
                row_id,
                facet["name"],
                data.get(table, row_id, column) if row_id else "没有注明",
                shown,
            )
        for words, column in ((ROLES, "role"), (BINDINGS, "binding")):
            for code, shown in labels.items() if facet["name"] == column else ():
                ledger.same(f"explore/{name}.js", code, column, words[code] or "没有注明", shown)
    ledger.close()


def expected_whole(data: Published, name: str) -> Iterator[Row]:
    for record in data.rows(name):
        row = record | EXPECTED[name](data, record)
        place, at = flat(f"{row['place']} {row['line']}"), row["clause_url"].removeprefix("../")
        if name == "figures":
            yield (
                row["figure_id"],
                {
                    "文件": row["plan"],
                    "指标": flat(f"{row['indicator']} {row['of']}"),
                    "数值": row["value"],
                    "时期": row["when"],
                    "地区": row["region"],
                    "属性": row["bound"],
                    "出处": place,
                    "条款→": at,
                },
            )
        else:
            yield (
                row["task_id"],
                {
                    "文件": row["plan"],
                    "任务": flat(f"{row['title']} {row['summary']}"),
                    "单位": flat(row["printed_units"]),
                    "期限": row["deadlines"],
                    "出处": place,
                    "条款→": at,
                },
            )


def shown_whole(site: BuiltSite, data: Published, name: str) -> Iterator[Row]:
    """Figures by the place to which they lead; tasks have no place of their own and are told apart by their order."""
    address, plan = f"explore/{name}-all.html", ""
    tasks = iter(data.by_id("tasks"))
    for element in site.page(address):
        plan = text(element) if element.tag == "h2" else plan
        for table in element.iter("table"):
            for _, cells in rows_of(table):
                first = next(iter(cells.values()))
                target = link_of(address, first)
                row_id = target.partition("#")[2] if name == "figures" else next(tasks, text(first))
                columns = {heading: text(cell) for heading, cell in cells.items()}
                yield row_id, {"文件": plan, **columns, "条款→": link_of(address, cells["出处"])}


@pytest.mark.parametrize("name", TABLES)
def test_whole_table_of_an_explorer_has_every_row(facts: Facts, ledger: Ledger, name: str) -> None:
    site, data, real = facts
    ledger.compare(f"explore/{name}-all.html", "rows", expected_whole(data, name), shown_whole(site, data, name))
    ledger.close(at_least=190 if real else 2)


@pytest.mark.parametrize("name", TABLES)
def test_explorer_says_how_many_rows_it_has(facts: Facts, ledger: Ledger, name: str) -> None:
    site, data, _ = facts
    count = len(data.rows(name))
    for address in (f"explore/{name}.html", f"explore/{name}-all.html"):
        lede = text(site.page(address).xpath("./h1/following-sibling::p[1]")[0])
        match = re.match(r"\d+", lede)
        ledger.same(address, name, "count", str(count), match[0] if match else lede)
        ledger.rows += 1
    ledger.close()

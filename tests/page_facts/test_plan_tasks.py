"""A plan's tasks: each with its place, its deadlines and all who answer for it, in whichever part."""

from __future__ import annotations

from collections.abc import Iterator

from tests.page_facts.conftest import Facts
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published
from tests.page_facts.reading import leads_to, rows_of, text
from tests.page_facts.tasking import (
    deadlines,
    expected_dues,
    expected_duties,
    shown_deadlines,
    shown_dues,
    shown_duties,
    title,
    unit_url,
)
from tests.page_facts.wording import DUTIES, clause_url, flat, line


def expected_tasks(data: Published, plan: str) -> Iterator[Row]:
    for task in data.of("tasks", "plan_id")[plan]:
        yield (
            task["task_id"],
            {
                "任务": title(task),
                "条款→": clause_url(data, task),
                "说明": flat(task["summary"]),
                "期限": deadlines(data, task["task_id"]),
                "单位": " | ".join(expected_duties(data, data.of("task_units", "task_id")[task["task_id"]])),
                "行": line(task),
            },
        )


def test_each_task_stands_on_its_plan_with_deadlines_and_units(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.rows("plans"):
        address = plan["url"]
        items = [
            item for element in site.section(address, "tasks") if element.tag == "ol" for item in element.iterfind("li")
        ]
        shown = [
            (
                item.get("id"),
                {
                    "任务": text(item[0]),
                    "条款→": leads_to(address, item[0].find("a")),
                    "说明": text(item[1]),
                    "期限": shown_deadlines(item),
                    "单位": " | ".join(shown_duties(address, item)),
                    "行": text(item[-1]),
                },
            )
            for item in items
        ]
        ledger.compare(address, "任务与责任单位", expected_tasks(data, plan["plan_id"]), shown)
    ledger.close(at_least=190 if real else 2)


def test_deadlines_of_a_plan_stand_in_their_order(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.rows("plans"):
        address = plan["url"]
        lists = [
            element
            for element in site.section(address, "tasks")
            if element.tag == "details" and "按期限看" in text(element[0])
        ]
        expected = list(expected_dues(data, data.of("tasks", "plan_id")[plan["plan_id"]], units=True))
        ledger.compare(
            address, "按期限看", expected, [row for details in lists for row in shown_dues(address, details)]
        )
        counts = [text(details[0]) for details in lists]
        ledger.same(address, "按期限看", "个数", [f"按期限看（{len(expected)} 个）"] if expected else [], counts)
    ledger.close(at_least=25 if real else 3)


def expected_units(data: Published, plan: str) -> Iterator[Row]:
    """The busiest unit first."""
    parts: dict[str, list[str]] = {}
    for task in data.of("tasks", "plan_id")[plan]:
        for duty in data.of("task_units", "task_id")[task["task_id"]]:
            role = f"（{DUTIES[duty['role']]}）" if duty["role"] != "responsible" else ""
            by = f"（由“{duty['printed_name']}”展开）" if duty["inherited"] == "true" else ""
            parts.setdefault(unit_url(duty), []).append(flat(f"{task['title']}{role}{by}"))
    for url, own in sorted(parts.items(), key=lambda pair: -len(pair[1])):
        unit = data.get("units", url.removeprefix("units/").removesuffix(".html"), "name")
        yield url, {"单位": unit, "任务": str(len(own)), "做什么": "；".join(own)}


def test_units_of_a_plan_stand_with_their_part_in_each_task(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for plan in data.rows("plans"):
        address = plan["url"]
        shown = [
            (leads_to(address, cells["单位"].find("a")), {name: text(cell) for name, cell in cells.items()})
            for element in site.section(address, "tasks")
            for table in element.iter("table")
            for _, cells in rows_of(table)
        ]
        ledger.compare(address, "按单位看", expected_units(data, plan["plan_id"]), shown)
    ledger.close(at_least=270 if real else 3)

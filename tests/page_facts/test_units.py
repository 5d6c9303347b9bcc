"""A unit's page: its part in every task, its deadlines, the indicators of its tasks, its names and papers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from tests.page_facts.conftest import Facts
from tests.page_facts.indicator_rows import expected_indicators, shown_indicators
from tests.page_facts.ledger import Ledger, Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import BuiltSite, leads_to, link_of, rows_of, text
from tests.page_facts.tasking import deadlines, expected_dues, in_order, shown_deadlines, shown_dues, title
from tests.page_facts.wording import DUTIES, UNIT_TYPES, cited, clause_url, day, flat, says

NAME_KINDS = {"collective": "集体称谓", "former": "旧称"}


def duties_of(data: Published, unit: str) -> list[tuple[Record, Record]]:
    """(duty, task), in the order of tasks."""
    return [(duty, data.by_id("tasks")[duty["task_id"]]) for duty in data.of("task_units", "unit_id")[unit]]


def tasks_of(data: Published, unit: str) -> list[Record]:
    return list({task["task_id"]: task for _, task in duties_of(data, unit)}.values())


def expected_tasks(data: Published, unit: str) -> Iterator[Row]:
    for duty, task in sorted(duties_of(data, unit), key=lambda pair: data.plan_order[pair[1]["plan_id"]]):
        by = f"由“{duty['printed_name']}”展开" if duty["inherited"] == "true" else ""
        yield (
            f"{clause_url(data, task)} {title(task)}",
            {
                "文件": data.get("plans", task["plan_id"], "short_title"),
                "角色": f"{DUTIES[duty['role']]} {by}".strip(),
                "说明": flat(task["summary"]),
                "期限": deadlines(data, task["task_id"]),
                "出处": cited(data, task),
            },
        )


def shown_tasks(site: BuiltSite, address: str) -> Iterator[Row]:
    plan = ""
    for element in site.section(address, "tasks"):
        plan = text(element) if element.tag == "h3" else plan
        for item in element.iterfind("li") if element.tag == "ol" else ():
            link = item[0].find("a")
            yield (
                f"{leads_to(address, link)} {text(link)}",
                {
                    "文件": plan,
                    "角色": " ".join(text(span) for span in item[0].iterfind("span")),
                    "说明": text(item[1]),
                    "期限": shown_deadlines(item),
                    "出处": text(item[-1]),
                },
            )


def test_each_duty_stands_on_its_unit_with_its_role(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for unit in data.by_id("units"):
        address = f"units/{unit}.html"
        ledger.compare(address, "任务", expected_tasks(data, unit), shown_tasks(site, address))
    assert ledger.rows == len(data.rows("task_units"))
    ledger.close(at_least=690 if real else 5)


def test_deadlines_of_a_unit_stand_in_their_order(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for unit in data.by_id("units"):
        address = f"units/{unit}.html"
        collective = {
            task["task_id"]: duty["printed_name"] for duty, task in duties_of(data, unit) if duty["inherited"] == "true"
        }
        expected = expected_dues(data, tasks_of(data, unit), units=False, collective=collective)
        ledger.compare(address, "期限", expected, shown_dues(address, site.section(address, "deadlines")))
    ledger.close(at_least=50 if real else 3)


def test_indicators_of_its_tasks_stand_on_the_unit(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for unit in data.by_id("units"):
        address = f"units/{unit}.html"
        clauses = dict.fromkeys(task["clause_id"] for task in tasks_of(data, unit))
        figures = [figure for clause in clauses for figure in data.of("figures", "clause_id")[clause] if says(figure)]
        expected = expected_indicators(data, figures)
        ledger.compare(
            address, "任务里的指标", expected, shown_indicators(address, site.section(address, "indicators"))
        )
    ledger.close(at_least=300 if real else 3)


def region_url(data: Published, region: str) -> str:
    """Where a region's figures stand; the city and those above it have no page of figures."""
    if not region or data.get("regions", region, "type") in ("nation", "province", "city"):
        return ""
    return f"regions/{region}.html"


def expected_head(data: Published, unit: Record) -> dict[str, str]:
    own = unit["unit_id"]
    region = data.get("regions", unit["region_id"], "name") if unit["region_id"] else ""
    names: dict[tuple[str, str], list[str]] = {}
    for unit_name in data.of("unit_names", "unit_id")[own]:
        if unit_name["name"] != unit["name"]:
            names.setdefault((unit_name["name"], unit_name["kind"]), []).extend(filter(None, [unit_name["plan_id"]]))
    called = [
        name
        + NAME_KINDS.get(kind, "")
        + (
            f"只在《{data.get('plans', plans[0], 'short_title')}》里"
            if len(plans) == 1
            else f"只在 {len(plans)} 份文件里"
            if plans
            else ""
        )
        for (name, kind), plans in sorted(names.items(), key=lambda pair: bool(pair[1]))
    ]
    issued = [
        flat(f"{plan['title']} {plan['doc_number']}，{day(plan['issued'])}")
        for plan in data.rows("plans")
        if plan["issuer_unit_id"] == own
    ]
    tasks = tasks_of(data, own)
    projects = [project for project in data.rows("projects") if own in project["unit_ids"].split()]
    counts = {"项任务": len(tasks), "个期限": len(in_order(data, tasks)), "个专栏项目": len(projects)}
    return {
        "名称": unit["name"],
        "类型": flat(f"{UNIT_TYPES[unit['type']]}{region}{unit['name_en']}"),
        "类型→": region_url(data, unit["region_id"]),
        "原文也写作": "、".join(called),
        "印发的文件": "；".join(issued),
        **{name: str(count) for name, count in counts.items() if count},
    }


def shown_head(site: BuiltSite, address: str) -> dict[str, str]:
    page = site.page(address)
    counts = {text(link[1]): text(link[0]) for link in page.iterfind("nav[@aria-label='本页内容']/a")}
    papers = [text(item) for element in site.section(address, "issued") for item in element.iter("li")]
    return {
        "名称": text(page.find("h1")),
        "类型": text(page.xpath("./h1/following-sibling::p[1]")[0]),
        "类型→": link_of(address, page.xpath("./h1/following-sibling::p[1]")[0]),
        "原文也写作": "、".join(map(text, page.xpath("./p[span[1]='原文也写作']/span[position() > 1]"))),
        "印发的文件": "；".join(papers),
        **{name: count for name, count in counts.items() if name in ("项任务", "个期限", "个专栏项目")},
    }


def test_names_papers_and_counts_of_a_unit_are_those_of_the_data(facts: Facts, ledger: Ledger) -> None:
    site, data, real = facts
    for unit in data.rows("units"):
        address = unit["url"]
        ledger.compare(address, "页头", [(address, expected_head(data, unit))], [(address, shown_head(site, address))])
    ledger.close(at_least=130 if real else 5)


def expected_index(data: Published) -> Iterator[Row]:
    """The types in the order of the contract, the units of each in that of the registry."""
    for kind, title_of_kind in UNIT_TYPES.items():
        for unit in data.of("units", "type")[kind]:
            inherited = [duty["inherited"] for duty, _ in duties_of(data, unit["unit_id"])]
            yield (
                unit["url"],
                {
                    "类型": title_of_kind,
                    "单位": unit["name"],
                    "任务": str(inherited.count("false")),
                    "随集体称谓": str(inherited.count("true")),
                },
            )


def shown_index(address: str, page: HtmlElement) -> Iterator[Row]:
    for section in page.iterfind("section"):
        for table in section.iter("table"):
            for _, cells in rows_of(table):
                columns: dict[str, Any] = {name: text(cell) for name, cell in cells.items() if name != "提到"}
                yield leads_to(address, cells["单位"].find("a")), columns | {"类型": text(section.find("h2"))}


def test_index_of_units_counts_their_duties(facts: Facts, ledger: Ledger) -> None:
    site, data, _ = facts
    address = "units/index.html"
    ledger.compare(address, "单位", expected_index(data), shown_index(address, site.page(address)))
    ledger.close()

"""Tasks as they are read: their deadlines and who answers for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from tests.page_facts.ledger import Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import leads_to, text
from tests.page_facts.wording import due, flat

HEADINGS = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位"}


def title(task: Record) -> str:
    return flat(f"{task['number']} {task['title']}")


def deadlines(data: Published, task: str) -> str:
    return "；".join(
        flat(
            f"{due(deadline['due'])}{deadline['what']}原文“{deadline['due_printed']}”，第 {deadline['source_line']} 行"
        )
        for deadline in data.of("task_deadlines", "task_id")[task]
    )


def shown_deadlines(element: HtmlElement) -> str:
    return "；".join(text(paragraph) for paragraph in element.iterfind("p") if paragraph.find("time") is not None)


def expected_duties(data: Published, duties: Iterable[Record]) -> Iterator[str]:
    """A line for each part in the task, the units as printed; one that a collective name was expanded to with that name."""
    duties = list(duties)
    for role, heading in HEADINGS.items():
        own = [duty for duty in duties if duty["role"] == role]
        names = (
            f"{data.get('units', duty['unit_id'], 'name')}由“{duty['printed_name']}”展开"
            if duty["inherited"] == "true"
            else duty["printed_name"]
            for duty in own
        )
        if own:
            yield f"{heading}：{'、'.join(names)} {' '.join(unit_url(duty) for duty in own)}"


def unit_url(duty: Record) -> str:
    return f"units/{duty['unit_id']}.html"


def shown_duties(address: str, element: HtmlElement) -> Iterator[str]:
    for paragraph in element.iterfind("p"):
        if len(paragraph) > 1 and text(paragraph[0]) in HEADINGS.values():
            units = list(paragraph.iterfind("a"))
            yield f"{text(paragraph[0])}：{'、'.join(map(text, units))} {' '.join(leads_to(address, unit) for unit in units)}"


def in_order(data: Published, tasks: Iterable[Record]) -> list[tuple[Record, Record]]:
    """(deadline, task): what recurs every year or month first, then soonest first."""
    pairs = [(deadline, task) for task in tasks for deadline in data.of("task_deadlines", "task_id")[task["task_id"]]]
    return sorted(pairs, key=lambda pair: (_last_day(pair[0]["due"]), pair[1]["task_id"]))


def _last_day(due: str) -> list[str]:
    """For sorting: what recurs first (its year is blank), then year, month and day; one that is not printed is the last."""
    parts = due.split("-")
    return parts + ["last"] * (4 - len(parts))


def expected_dues(
    data: Published, tasks: Iterable[Record], *, units: bool, collective: dict[str, str] | None = None
) -> Iterator[Row]:
    """Deadlines in a list; under headings of years where there are several of them."""
    pairs = in_order(data, tasks)
    headings = ["每年" if deadline["due"].startswith("--") else f"{deadline['due'][:4]}年" for deadline, _ in pairs]
    for (deadline, task), heading in zip(pairs, headings, strict=True):
        several = len(set(headings)) > 1
        date = due(deadline["due"])
        named = dict.fromkeys(duty["printed_name"] for duty in data.of("task_units", "task_id")[task["task_id"]])
        by = f" 由“{collective[task['task_id']]}”展开" if collective and task["task_id"] in collective else ""
        place = f"{data.get('plans', task['plan_id'], 'short_title')} · {task['title']}"
        yield (
            flat(deadline["what"]),
            {
                "年份": f"{heading}{headings.count(heading)} 项" if several else "",
                "日期": (date.removeprefix(heading) or heading) if several else date,
                "任务": flat(f"{place}{by}{'、'.join(named) if units else ''}"),
                "任务→": data.get("clauses", task["clause_id"], "url"),
            },
        )


def shown_dues(address: str, elements: Iterable[HtmlElement]) -> Iterator[Row]:
    year = ""
    for element in elements:
        if element.tag in ("h3", "h4"):
            year = text(element)
        for item in element.iterfind("li") if element.tag == "ol" else ():
            date, told = item
            what, about = told
            yield (
                text(what),
                {
                    "年份": year,
                    "日期": text(date),
                    "任务": text(about),
                    "任务→": leads_to(address, about.find("a")),
                },
            )

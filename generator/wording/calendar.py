"""Deadlines → an iCalendar file (RFC 5545) that phones and office programs subscribe to."""

from __future__ import annotations

import calendar as days
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from icalendar import Calendar, Event

from generator.model import Deadline, Site, Task
from generator.wording import citing
from generator.wording.words import due as in_words


def calendar(site: Site, name: str, deadlines: Iterable[tuple[Task, Deadline]]) -> bytes:
    """All-day events in the order given, without alarms. The same input gives the same bytes.

    A deadline that is printed without its day stands on the last day of its month or year, and its text says so.
    One of every year or month repeats from the document's date until the end of the plan's period, where there is one.
    """
    made = Calendar()
    made.add("prodid", f"-//Guihua//{site.name_en or site.region.id}//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for task, deadline in deadlines:
        made.add_component(_event(site, task, deadline))
    return bytes(made.to_ical())


def _event(site: Site, task: Task, deadline: Deadline) -> Event:
    event = Event()
    number = task.deadlines.index(deadline) + 1
    event.add("uid", f"{task.id}-{number}@{site.region.id}.guihua")
    event.add("dtstamp", datetime.combine(site.day, time(), UTC))
    event.add("dtstart", first_day(deadline.due, task.plan.day))
    if rule := _repeats(deadline.due, task.plan.period_end):
        event.add("rrule", rule)
    event.add("summary", deadline.what)
    event.add("description", _description(task, deadline))
    event.add("categories", [task.plan.short_title])
    event.add("transp", "TRANSPARENT")
    if address := citing.absolute(site, task.clause):
        event.add("url", address)
    return event


def _description(task: Task, deadline: Deadline) -> str:
    lines = [
        f"期限：{in_words(deadline.due)}（原文“{deadline.due_printed}”）",
        f"任务：{task.title}",
        f"出处：{task.plan.doc_number} {task.clause.label}，原文第 {deadline.source_line} 行",
    ]
    if missing := without_day(deadline.due):
        lines.append(f"原文没有写到日，日历放在{missing}的最后一天。")
    return "\n".join(lines)


def without_day(due: str) -> str:
    """当年 or 当月 where a due date has no day and falls on the last one of it; empty where the day is printed."""
    if due.startswith("---"):
        return ""
    parts = due.removeprefix("--").split("-")
    if due.startswith("--"):
        return "当月" if len(parts) == 1 else ""
    return {1: "当年", 2: "当月"}.get(len(parts), "")


def first_day(due: str, issued: date) -> date:
    """The day of a dated deadline; of a recurring one the first on or after ``issued``."""
    if due.startswith("---"):
        return _next_month_day(int(due[3:]), issued)
    if due.startswith("--"):
        month, _, day = due[2:].partition("-")
        this_year = _day(issued.year, int(month), day)
        return this_year if this_year >= issued else _day(issued.year + 1, int(month), day)
    dated, in_month, on_day = (*due.split("-"), "", "")[:3]
    return _day(int(dated), int(in_month or 12), on_day)


def _day(year: int, month: int, day: str) -> date:
    """The last day of the month where none is given, or where the month is shorter."""
    last = days.monthrange(year, month)[1]
    return date(year, month, min(int(day), last) if day else last)


def _next_month_day(day: int, issued: date) -> date:
    here = _day(issued.year, issued.month, str(day))
    return here if here >= issued else _day(issued.year + issued.month // 12, issued.month % 12 + 1, str(day))


def _repeats(due: str, period_end: int | None) -> dict[str, Any]:
    """The recurrence rule (RRULE); empty for a dated deadline. ---31 falls on the last day of shorter months."""
    if not due.startswith("--"):
        return {}
    until = {"until": date(period_end, 12, 31)} if period_end else {}
    if due.startswith("---"):
        day = int(due[3:])
        ends = {"bymonthday": list(range(28, day + 1)), "bysetpos": -1} if day > 28 else {"bymonthday": day}
        return {"freq": "monthly", **ends, **until}
    month, _, on_day = due[2:].partition("-")
    return {"freq": "yearly", "bymonth": int(month), "bymonthday": int(on_day) if on_day else -1, **until}

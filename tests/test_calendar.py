"""Deadlines in a calendar, read back by the library that phones' programs are modelled on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from generator.model import Deadline, Task
from generator.wording.calendar import calendar, first_day, without_day
from tests.conftest import REPOSITORY, linked

ISSUED = date(2022, 7, 14)


@pytest.mark.parametrize(
    ("due", "day", "end_of"),
    [
        ("2025", date(2025, 12, 31), "当年"),
        ("2023-06", date(2023, 6, 30), "当月"),
        ("2024-02", date(2024, 2, 29), "当月"),
        ("2022-08-15", date(2022, 8, 15), ""),
        ("--08-15", date(2022, 8, 15), ""),
        ("--06-30", date(2023, 6, 30), ""),
        ("--08", date(2022, 8, 31), "当月"),
        ("---25", date(2022, 7, 25), ""),
        ("---10", date(2022, 8, 10), ""),
        ("---31", date(2022, 7, 31), ""),
    ],
)
def test_deadline_stands_on_its_day_or_on_the_last_of_what_is_printed(due: str, day: date, end_of: str) -> None:
    assert first_day(due, ISSUED) == day
    assert without_day(due) == end_of


def event_of(due: str) -> tuple[Task, str]:
    """A task of the corpus that is due then, and its calendar as text."""
    corpus = linked(REPOSITORY)
    task = corpus.tasks[0]
    deadline = Deadline(due=due, due_printed="照原文", what="交报告", source_line=7)
    changed = replace(task, deadlines=(deadline,), plan=replace(task.plan, issued=ISSUED, period_end=2025))
    return changed, calendar(corpus.site, "某局的期限", [(changed, deadline)]).decode("utf-8")


@pytest.mark.parametrize(
    ("due", "rule"),
    [
        ("--08-15", "RRULE:FREQ=YEARLY;UNTIL=20251231;BYMONTHDAY=15;BYMONTH=8"),
        ("--08", "RRULE:FREQ=YEARLY;UNTIL=20251231;BYMONTHDAY=-1;BYMONTH=8"),
        ("---25", "RRULE:FREQ=MONTHLY;UNTIL=20251231;BYMONTHDAY=25"),
        ("---30", "RRULE:FREQ=MONTHLY;UNTIL=20251231;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
    ],
)
def test_what_is_due_again_repeats_to_the_end_of_the_plan(due: str, rule: str) -> None:
    _, text = event_of(due)
    assert rule in text.replace("\r\n ", "")


def test_event_says_what_is_printed_and_where() -> None:
    task, text = event_of("2025")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == "交报告"
    told = str(event["DESCRIPTION"])
    assert "原文“照原文”" in told
    assert "原文没有写到日" in told
    assert task.plan.doc_number in told
    assert event.decoded("DTSTART") == date(2025, 12, 31)


def test_calendar_of_a_unit_holds_each_of_its_deadlines_once(site: Path) -> None:
    corpus = linked(REPOSITORY)
    tasks = {task.id: task for task, _ in corpus.duties_of_unit["xuchang-water"]}
    events = Calendar.from_ical((site / "units/xuchang-water.ics").read_bytes()).walk("VEVENT")
    assert sorted(str(event["SUMMARY"]) for event in events) == sorted(
        deadline.what for task in tasks.values() for deadline in task.deadlines
    )
    assert len({str(event["UID"]) for event in events}) == len(events) > 10

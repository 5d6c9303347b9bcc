"""Periods of plans and figures, and dates of deadlines."""

from __future__ import annotations

import pytest

from generator.diagnostics import Text
from generator.rules.periods import RULE
from tests.checking.hamlet import FACTS, PLAN, QUANTITIES, Hamlet, columns_of_figures, plan_text

FIGURE = "datasets/brook/quantities.csv:2"


def set_period(hamlet: Hamlet, start: str = "", end: str = "", outlook: str = "", issued: str = "2022-01-10") -> None:
    """The period in the plan's front matter, without the lines that are empty."""
    facts = [line for line in FACTS.splitlines() if not line.startswith(("period_", "issued"))]
    given = {"period_start": start, "period_end": end, "outlook": outlook, "issued": issued}
    facts += [f"{key}: {value}" for key, value in given.items() if value]
    hamlet.write(PLAN, plan_text("## 一、修渠 {#c1 line=12}", "\n".join(facts) + "\n"))


def set_figure(hamlet: Hamlet, period: str, role: str = "target") -> None:
    hamlet.table("quantities", QUANTITIES + f"q01,canals,水渠,,,{role},{period},5,km,,,c1,13\n")


@pytest.mark.parametrize(
    ("start", "end", "forward"),
    [
        ("2021", "2025", True),
        ("2025", "2025", True),
        ("2021", "", True),
        ("", "2025", True),
        ("", "", True),
        ("2026", "2025", False),
        ("2035", "2025", False),
    ],
)
def test_plan_does_not_end_before_it_starts(hamlet: Hamlet, start: str, end: str, forward: bool) -> None:
    set_period(hamlet, start, end)
    told = [(code, words) for _, code, words in hamlet.brief(RULE)]
    assert told == ([] if forward else [("period-order", f"{start}–{end}")])


@pytest.mark.parametrize(
    ("period", "forward"),
    [
        ("", True),
        ("2025", True),
        ("2021/2025", True),
        ("2024/2025", True),
        ("2025/2025", False),
        ("2025/2024", False),
        ("2025/2021", False),
    ],
)
def test_period_of_a_figure_runs_forward(hamlet: Hamlet, period: str, forward: bool) -> None:
    set_figure(hamlet, period, role="actual")
    assert hamlet.brief(RULE) == ([] if forward else [(f"{FIGURE}:34", "period-order", period)])


AFTER, BEFORE = "after the plan ends in", "before the plan starts in"
AFTER_ZH, BEFORE_ZH = "晚于规划期末", "早于规划期初"


@pytest.mark.parametrize(
    ("year", "wrong"),
    [
        (2010, BEFORE),
        (2020, BEFORE),
        (2021, ""),
        (2022, ""),
        (2024, ""),
        (2025, ""),
        (2026, AFTER),
        (2029, AFTER),
        (2030, ""),
        (2031, AFTER),
    ],
)
@pytest.mark.parametrize("written", ["{}", "1999/{}"])
def test_target_is_for_a_year_of_the_plan_or_of_its_outlook(
    hamlet: Hamlet, year: int, wrong: str, written: str
) -> None:
    set_period(hamlet, "2021", "2025", outlook="2030")
    set_figure(hamlet, written.format(year))
    edge = 2025 if wrong == AFTER else 2021
    expected = [
        (
            Text(
                f"target period {year} is {wrong} {edge}",
                f"目标年份 {year} {AFTER_ZH if wrong == AFTER else BEFORE_ZH} {edge} 年",
            ),
            written.format(year),
            Text("2021 to 2025", "2021 至 2025"),
        )
    ]
    findings = [(finding.what, finding.found, finding.expected) for finding in hamlet.told(RULE)]
    assert findings == (expected if wrong else [])


@pytest.mark.parametrize("role", ["actual", "baseline", "growth", "standard"])
@pytest.mark.parametrize("year", ["2010", "2040"])
def test_what_is_no_target_may_be_for_any_year(hamlet: Hamlet, role: str, year: str) -> None:
    set_figure(hamlet, year, role)
    assert hamlet.brief(RULE) == []


def test_target_without_a_year_is_no_finding_of_this_rule(hamlet: Hamlet) -> None:
    set_figure(hamlet, "")
    assert hamlet.brief(RULE) == []


@pytest.mark.parametrize(
    ("start", "end", "issued", "year", "wrong"),
    [
        ("", "2025", "2022-01-10", "2021", True),
        ("", "2025", "2022-01-10", "2022", False),
        ("", "2025", "2022-01-10", "2025", False),
        ("", "2025", "2022-01-10", "2026", True),
        ("2021", "2025", "2022-01-10", "2021", False),
        ("2023", "2025", "2022-01-10", "2022", True),
        ("2021", "2025", "", "2020", True),
        ("2021", "2025", "", "2021", False),
        ("2021", "", "2022-01-10", "2010", False),
        ("2021", "", "2022-01-10", "2040", False),
        ("", "2025", "", "2010", False),
        ("", "2025", "", "2040", False),
        ("2025", "2025", "2022-01-10", "2024", True),
        ("2025", "2025", "2022-01-10", "2025", False),
        ("2025", "2025", "2022-01-10", "2026", True),
        ("", "2022", "2022-01-10", "2023", True),
        ("", "2021", "2022-01-10", "2010", False),
        ("", "2021", "2022-01-10", "2040", False),
    ],
)
def test_plan_without_a_first_year_begins_when_it_is_issued(
    hamlet: Hamlet, start: str, end: str, issued: str, year: str, wrong: bool
) -> None:
    """Without an end, or issued after it, a plan has no period to be held against."""
    set_period(hamlet, start, end, issued=issued)
    set_figure(hamlet, year)
    assert [code for _, code, _ in hamlet.brief(RULE)] == (["period-in-plan"] if wrong else [])


@pytest.mark.parametrize(
    ("period", "heading", "wrong"),
    [
        ("2020", "2020年目标", False),
        ("2016/2020", "“十三五”目标（2020年）", False),
        ("2020", "“十三五”目标", True),
        ("2020", "2015年目标", True),
        ("2026", "2026年目标", True),
    ],
)
def test_target_of_an_earlier_plan_may_be_repeated_under_its_year(
    hamlet: Hamlet, period: str, heading: str, wrong: bool
) -> None:
    fields = [{"name": "id", "type": "string"}, {"name": "name", "type": "string"}, *columns_of_figures("goal")]
    fields[2]["figure"]["period"] = period
    fields[2]["title"] = heading
    hamlet.table("weirs", "id,name,goal\nw1,上堰2020,\nw2,下堰,5\n", schema={"fields": fields})
    expected = [("datasets/brook/weirs.csv:3:7", "period-in-plan", period)]
    assert hamlet.brief(RULE) == (expected if wrong else [])


@pytest.mark.parametrize(
    ("due", "exists"),
    [
        *((due, True) for due in ("2025", "2025-01", "2025-12", "2025-06-30", "2024-02-29", "0001")),
        *((due, True) for due in ("--01", "--12", "--06-30", "--02-29", "---01", "---31")),
        *((due, False) for due in ("2025-00", "2025-13", "2025-06-31", "2025-02-29", "0000")),
        *((due, False) for due in ("--00", "--13", "--06-31", "--02-30", "---00", "---32")),
        *((due, False) for due in ("", "2025年", "2025-6", "-06", "----06", "2025-06-30-1")),
    ],
)
def test_deadline_is_a_date_that_exists(hamlet: Hamlet, due: str, exists: bool) -> None:
    hamlet.table("deadlines", f"task,due,due_printed,what,source_line\nt1,2025,年底,修完,13\nt1,{due},年底,修完,13\n")
    expected = [("datasets/brook/deadlines.csv:3:4", "impossible-date", due)]
    assert hamlet.brief(RULE) == ([] if exists else expected)

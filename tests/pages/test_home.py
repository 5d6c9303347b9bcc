"""What the home page picks out: the busiest units, what does not agree, what is due next and what is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.model import Corpus, Difference, DifferenceKind, DifferenceScope, Revision, UnitType
from generator.pages import home
from tests.pages.records import deadlines, duties, facts_of, figure, indicator, pages_of, plan, small, task, unit

ACROSS, WITHIN = DifferenceScope.ACROSS_PLANS, DifferenceScope.WITHIN_PLAN


def said(corpus: Corpus) -> Mapping[str, Any]:
    return facts_of(home.PAGES, corpus, "index.html")


def test_busiest_units_are_the_eight_that_are_named_for_the_most_tasks() -> None:
    counts = {"a": 1, "b": 1, "c": 3, "d": 2, "e": 2, "f": 2, "g": 4, "h": 1, "i": 1}
    units = {name: unit(name) for name in counts}
    firms = unit("firms", type=UnitType.OTHER)
    registry = replace(small().registry, units={**units, "firms": firms, "idle": unit("idle")})
    tasks = [
        task(f"{name}-{number}", **duties(units[name], firms))
        for name, count in reversed(counts.items())
        for number in range(count)
    ]
    tasks += [task(f"collective-{number}", **duties(units["a"], units["b"], inherited=True)) for number in range(5)]
    tasks += [task("twice", **duties(units["g"], units["g"]))]
    busiest = said(small(registry=registry, tasks=tuple(tasks)))["busiest"]
    assert [(one.id, count) for one, count in busiest] == [
        ("g", 5), ("c", 3), ("d", 2), ("e", 2), ("f", 2), ("a", 1), ("b", 1), ("h", 1),
    ]  # fmt: skip


def test_unit_that_only_a_collective_form_names_is_not_among_the_busiest() -> None:
    one, other = unit("one"), unit("other")
    registry = replace(small().registry, units={"one": one, "other": other})
    tasks = (task("1", **duties(one)), task("2", **duties(other, inherited=True)))
    assert said(small(registry=registry, tasks=tasks))["busiest"] == ((one, 1),)


def difference(name: str, matter: str, scope: DifferenceScope, share: str | None) -> Difference:
    """Two values ``name``1 and ``name``2 of one matter; each name is of a year of its own."""
    about: dict[str, Any] = {"indicator": indicator(matter), "period": f"20{ord(name)}"}
    return replace(
        small().differences[0],
        id=name,
        kind=DifferenceKind.VALUE,
        scope=scope,
        a=figure(f"{name}1", **about),
        b=figure(f"{name}2", **about),
        period=about["period"],
        gap_share=None if share is None else Decimal(share),
    )


@pytest.mark.parametrize(
    ("differences", "shown"),
    [
        ([("a", "x", WITHIN, "0.9"), ("b", "y", ACROSS, "0.1")], "ba"),
        ([("a", "x", ACROSS, "0.1"), ("b", "y", ACROSS, "-0.5"), ("c", "z", ACROSS, "0.3")], "bca"),
        ([("a", "x", ACROSS, None), ("b", "y", ACROSS, "0.5"), ("c", "z", ACROSS, "0")], "bac"),
        (
            [("a", "v", ACROSS, "0"), ("b", "w", ACROSS, None), ("c", "x", ACROSS, None), ("d", "y", ACROSS, "0")],
            "abcd",
        ),
        ([("a", "x", ACROSS, "0.1"), ("b", "x", ACROSS, "0.2")], "b"),
        ([("a", "x", ACROSS, "0.9"), ("b", "x", ACROSS, "0.1"), ("c", "y", ACROSS, "0.5")], "ac"),
        ([(name, name, ACROSS, "0.1") for name in "abcdef"], "abcd"),
    ],
)
def test_disagreements_are_one_of_an_indicator_across_documents_first_then_the_widest(
    differences: list[tuple[str, str, DifferenceScope, str | None]], shown: str
) -> None:
    corpus = small(differences=tuple(difference(*one) for one in differences))
    pairs = said(corpus)["disagreements"]
    assert [tuple((one.id, more) for one, more in sides) for sides in pairs] == [
        ((f"{name}1", 0), (f"{name}2", 0)) for name in shown
    ]


def test_disagreement_tells_how_many_other_places_are_on_either_side() -> None:
    a, b, c, d = (figure(name) for name in "abcd")
    model = small().differences[0]
    pairs = ((a, b), (a, c), (a, d))
    corpus = small(differences=tuple(replace(model, id=f"{x.id}{y.id}", a=x, b=y) for x, y in pairs))
    assert said(corpus)["disagreements"] == (((a, 0), (b, 2)),)


@pytest.mark.parametrize(
    ("dates", "shown", "title"),
    [
        (["2026-03", "2026-01-02", "2026-01-01", "2025-12-31"], ["2026-01-02", "2026-03"], "接下来的期限"),
        (["2025", "2025-12", "2026"], ["2026"], "接下来的期限"),
        (["2025-12-31", "2026-01-01", "2020", "--06"], ["2026-01-01", "2025-12-31", "2020"], "最近到期的"),
        (["--06", "---30"], [], "最近到期的"),
        ([f"2026-0{month}" for month in range(2, 10)], [f"2026-0{month}" for month in range(2, 8)], "接下来的期限"),
        ([f"2025-0{month}" for month in range(2, 10)], [f"2025-0{month}" for month in range(9, 3, -1)], "最近到期的"),
    ],
)
def test_deadlines_are_the_next_six_or_those_that_passed_last(dates: list[str], shown: list[str], title: str) -> None:
    """The data is of 2 January 2026: what is due that day is still to come."""
    facts = said(small(tasks=(task("t", **deadlines(*dates)),)))
    assert [due.deadline.due for due in facts["dues"]] == shown
    assert facts["dues_title"] == title


def test_news_are_the_last_three_changes_and_one_of_several_plans_is_told_once() -> None:
    revisions = [Revision(day=date(2026, 1, day), what=f"改动{day}") for day in (1, 2, 3, 4)]
    one, other = plan("one", history=(revisions[0], revisions[2])), plan("other", history=tuple(revisions[1:]))
    news = said(small(plans=(one, other), figures=(), tasks=()))["news"]
    assert news == ((revisions[3], (other,)), (revisions[2], (one, other)), (revisions[1], (other,)))


def test_topics_are_those_that_have_indicators() -> None:
    assert [(topic.id, count) for topic, count in said(small())["topics"]] == [("green", 3), ("water", 5)]


def test_plans_stand_with_what_they_hold() -> None:
    rows = said(small())["plan_rows"]
    assert [(row.plan.id, row.figures, row.tasks) for row in rows] == [
        ("green-city", 11, 2), ("bike-lanes", 0, 0), ("clean-rivers", 28, 3),
    ]  # fmt: skip


def test_picture_of_the_site_says_how_much_is_in_it() -> None:
    preview = pages_of(home.PAGES, small())["index.html"].preview
    assert (preview.over, preview.title) == ("桂城规划", "一座虚构的小城，用来检验这个网站。")
    assert (preview.value, preview.about) == ("39 个数值", "3 份文件，5 项任务，5 个单位")
    assert preview.source == "桂城公报第1期"

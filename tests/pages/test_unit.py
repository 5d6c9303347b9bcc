"""The pages of units: what a unit is said to do, its printed names, its indicators, its deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from generator.model import Corpus, NameKind, Task, UnitName, UnitType
from generator.pages import Page, units
from generator.pages import unit as unit_pages
from tests.pages.records import (
    clause,
    deadlines,
    duties,
    facts_of,
    figure,
    indicator,
    pages_of,
    plan,
    small,
    task,
    unit,
)

BODY = unit("body", name="市林业站")
OTHER = unit("other", name="别的站")


def with_units(**changes: Any) -> Corpus:
    registry = replace(small().registry, units={"body": BODY, "other": OTHER}, unit_names=())
    return small(**{"registry": registry, "mentions": {}, "tasks": (), "projects": (), **changes})


def page_of(corpus: Corpus) -> Page:
    return pages_of(unit_pages.PAGES, corpus)["units/body.html"]


TASKS = tuple(task(name, **duties(BODY)) for name in "ab")
CLAUSES = small().plan_by_id["green-city"].clauses


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "本期文件没有给它安排任务"),
        ({"tasks": TASKS}, "承担 2 项任务"),
        ({"tasks": (task("a", **duties(BODY, BODY)),)}, "承担 1 项任务"),
        ({"mentions": {"body": CLAUSES[:3], "other": CLAUSES}}, "在 3 条中被提到"),
        ({"plans": (plan("a", issuer=BODY), plan("b", issuer=OTHER), plan("c", issuer=BODY))}, "印发 2 份文件"),
        (
            {"plans": (plan("green-city", issuer=BODY),), "tasks": TASKS, "mentions": {"body": CLAUSES[:1]}},
            "印发 1 份文件，承担 2 项任务，在 1 条中被提到",
        ),
    ],
)
def test_unit_is_described_by_what_it_issued_what_it_has_to_do_and_where_it_is_named(
    changes: dict[str, Any], said: str
) -> None:
    assert page_of(with_units(**changes)).description == f"市林业站：{said}。"


def named(name: str, *bodies: str, kind: NameKind = NameKind.SHORT, plan_id: str = "") -> UnitName:
    """A printed form of the units with these ids."""
    units_of = {"body": BODY, "other": OTHER}
    model = small().registry.unit_names[0]
    return UnitName(
        name=name, units=tuple(units_of[one] for one in bodies), kind=kind, plan_id=plan_id, where=model.where
    )


def test_printed_names_are_those_of_the_unit_first_those_that_hold_in_every_document() -> None:
    """The characters of its own name lie between those of the others."""
    names = (
        named("一站", "body", plan_id="green-city"),
        named("龙站", "body"),
        named("市林业站", "body", kind=NameKind.FULL),
        named("市林业站", "body", plan_id="green-city"),
        named("别站", "other"),
        named("各站", "other", "body", kind=NameKind.COLLECTIVE),
        named("一站", "body", plan_id="clean-rivers"),
        named("丁站", "body", kind=NameKind.FORMER, plan_id="no-such-plan"),
        named("丙站", "body", kind=NameKind.FORMER),
    )
    corpus = with_units()
    page = page_of(replace(corpus, registry=replace(corpus.registry, unit_names=names)))
    assert [(name, kind, [one.id for one in plans]) for name, kind, plans in page.facts["names"]] == [
        ("龙站", NameKind.SHORT, []),
        ("各站", NameKind.COLLECTIVE, []),
        ("丙站", NameKind.FORMER, []),
        ("一站", NameKind.SHORT, ["green-city", "clean-rivers"]),
    ]
    assert page.about["alternateName"] == ["龙站", "各站", "丙站", "一站", "Guicheng Parks Bureau"]


def test_indicators_are_those_of_the_clauses_of_its_tasks_with_what_is_printed_there() -> None:
    here, there = clause("c1"), clause("c2")
    one, other = indicator("x"), indicator("y")
    figures = (
        figure("1", clause=there, indicator=one),
        figure("2", clause=here, indicator=other),
        figure("3", clause=here, indicator=one, printed="—"),
        figure("4", clause=here, indicator=other),
        figure("5", clause=clause("c3"), indicator=one),
    )
    tasks = (
        task("a", clause=here, **duties(BODY)),
        task("b", clause=there, **duties(BODY, BODY)),
        task("c", clause=here, **duties(BODY)),
    )
    rows = page_of(with_units(tasks=tasks, figures=figures)).facts["rows"]
    assert [(row.indicator, row.count, row.target.id) for row in rows] == [(other, 2, "2"), (one, 1, "1")]


@pytest.mark.parametrize(
    ("dates", "files", "value", "about"),
    [
        ([["2025"], ["--06", "2024"]], ["units/body.ics"], "2 项任务", "其中写明期限的 3 处"),
        ([[], []], [], "2 项任务", "其中写明期限的 0 处"),
    ],
)
def test_unit_with_deadlines_has_a_calendar_of_them(
    dates: list[list[str]], files: list[str], value: str, about: str
) -> None:
    tasks = tuple(task(str(number), **duties(BODY), **deadlines(*own)) for number, own in enumerate(dates))
    page = page_of(with_units(tasks=tasks))
    assert list(page.files) == files
    assert page.facts["dates"] == "".join(files)
    assert page.facts["due_count"] == sum(map(len, dates))
    assert (page.preview.over, page.preview.title) == ("桂城规划 · 单位", "市林业站")
    assert (page.preview.value, page.preview.about) == (value, about)


def test_unit_without_tasks_shares_the_picture_of_the_site() -> None:
    page = page_of(with_units())
    assert (page.preview, page.picture) == (None, "previews/index.png")


def test_calendar_bears_the_name_of_the_unit() -> None:
    page = page_of(with_units(tasks=(task("a", **duties(BODY), **deadlines("2025-06-30")),)))
    file = page.files["units/body.ics"]
    assert isinstance(file, bytes)
    text = file.decode("utf-8")
    assert "X-WR-CALNAME:市林业站的期限" in text
    assert "DTSTART;VALUE=DATE:20250630" in text


def test_index_has_units_under_the_types_there_are_with_what_each_has() -> None:
    firm, station = unit("firm", type=UnitType.ENTERPRISE), unit("station", type=UnitType.INSTITUTION)
    town = unit("town", type=UnitType.GOVERNMENT)
    registry = replace(
        small().registry, units={"station": station, "town": town, "firm": firm, "body": BODY}, unit_names=()
    )
    tasks: tuple[Task, ...] = (
        task("a", **duties(firm, town, town)),
        task("b", **duties(firm, town, inherited=True)),
        task("c", **duties(firm, inherited=True)),
    )
    projects = tuple(replace(one, units=(town,)) for one in small().projects[:3])
    corpus = small(registry=registry, tasks=tasks, projects=projects, mentions={"firm": CLAUSES[:2]})
    types: tuple[tuple[str, str, tuple[Mapping[str, Any], ...]], ...]
    types = facts_of(units.PAGES, corpus, "units/index.html")["types"]
    assert [(name, title) for name, title, _ in types] == [
        ("government", "市政府"), ("municipal-department", "市直部门"), ("enterprise", "企业"), ("institution", "事业单位"),
    ]  # fmt: skip
    counts = ("own", "inherited", "projects", "mentions")
    assert [(row["unit"].id, [row[name] for name in counts]) for _, _, rows in types for row in rows] == [
        ("town", [2, 1, 3, 0]), ("body", [0, 0, 0, 0]), ("firm", [1, 2, 0, 2]), ("station", [0, 0, 0, 0]),
    ]  # fmt: skip

"""Ids of figures, names of units, and tasks without units."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.rules.names import RULE
from tests.checking.hamlet import QUANTITIES, VOCABULARY, Hamlet, columns_of_figures

WEIRS = "datasets/brook/weirs.csv"
FIELDS = [{"name": "id", "type": "string"}, *columns_of_figures("a", "b")]
ROW_OF_TEXT = "{},canals,水渠,,,target,2025,5,km,,,c1,13\n"


@pytest.mark.parametrize(("first", "second"), [("weirs", "dikes"), ("dikes", "weirs")])
def test_id_of_a_figure_is_taken_by_the_table_that_comes_first_in_the_descriptor(
    hamlet: Hamlet, first: str, second: str
) -> None:
    hamlet.table(first, "id,a,b\nw1,1,2\nw2,3,4\n", schema={"fields": FIELDS})
    hamlet.table(second, "id,a,b\nw0,1,2\nw2,3,\n", schema={"fields": FIELDS})
    assert hamlet.brief(RULE) == [(f"datasets/brook/{second}.csv:3:4", "duplicate-id", "brook-w2-a")]
    assert hamlet.told(RULE)[0].what.en == f"this figure's id is taken in datasets/brook/{first}.csv:3:4"


def test_two_columns_of_a_row_with_one_key_are_named(hamlet: Hamlet) -> None:
    fields = [{"name": "id", "type": "string"}, *columns_of_figures("a", "b", "c")]
    fields[2]["figure"]["key"] = "a"
    hamlet.table("weirs", "id,a,b,c\nw1,1,2,3\nw22,4,,5\nw3,6,7,8\n", schema={"fields": fields})
    assert hamlet.brief(RULE) == [
        (f"{WEIRS}:2:6", "duplicate-id", "brook-w1-a"),
        (f"{WEIRS}:4:6", "duplicate-id", "brook-w3-a"),
    ]
    assert hamlet.told(RULE)[0].what.en == "this figure's id is taken in column 4 of its row"


@pytest.mark.parametrize("backwards", [False, True])
def test_row_that_has_the_id_of_another_row_is_found_by_the_table_library(hamlet: Hamlet, backwards: bool) -> None:
    hamlet.table("quantities", QUANTITIES + ROW_OF_TEXT.format("q01") * 3)
    corpus = hamlet.corpus
    figures = corpus.figures[::-1] if backwards else corpus.figures
    assert len(figures) == 3
    assert list(RULE.check(hamlet.project, replace(corpus, figures=figures))) == []


def test_ids_of_different_figures_are_no_finding(hamlet: Hamlet) -> None:
    hamlet.table("weirs", "id,a,b\nw1,1,2\nw2,3,4\n", schema={"fields": FIELDS})
    hamlet.table("quantities", QUANTITIES + ROW_OF_TEXT.format("w1") + ROW_OF_TEXT.format("w3"))
    assert hamlet.brief(RULE) == []


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        ("堤段,office,short,\n", None),
        ("堤段,office,collective,\n", None),
        ("堤段,office,collective,\n堤段,water,collective,\n", None),
        ("堤段,office,short,\n堤段,water,short,\n", "office, water"),
        ("堤段,office,,\n堤段,water,short,\n", "office, water"),
        ("堤段,office,short,\n堤段,water,short,brook\n", None),
        ("堤段,office,short,brook\n堤段,water,full,brook\n堤段,office,full,brook\n", "office, water, office"),
    ],
    ids=["one", "one-of-many", "all", "two", "no-kind", "by-plan", "three"],
)
def test_name_means_one_unit_or_is_collective(hamlet: Hamlet, rows: str, ids: str | None) -> None:
    hamlet.table("unit_names", VOCABULARY["unit_names"] + rows, package="registry")
    names = "datasets/registry/unit_names.csv:4:1"
    assert hamlet.brief(RULE) == ([(names, "ambiguous-name", ids)] if ids else [])


@pytest.mark.parametrize("column", ["responsible", "lead", "support"])
def test_task_names_a_unit_in_one_of_three_columns(hamlet: Hamlet, column: str) -> None:
    columns = ["responsible", "lead", "support"]
    text = "id,clause,number,title,summary,responsible,lead,support,source_line\n"
    for task, unit in (("t1", ""), ("t2", "市水务局"), ("t3", "、")):
        units = ",".join(unit if name == column else "" for name in columns)
        text += f"{task},c1,,修渠{task},修。,{units},13\n"
    hamlet.table("tasks", text)
    tasks = "datasets/brook/tasks.csv"
    assert hamlet.brief(RULE) == [
        (f"{tasks}:2", "task-without-unit", ""),
        (f"{tasks}:4", "task-without-unit", ""),
    ]
    assert hamlet.told(RULE)[1].what.en == "the task “修渠t3” names no unit"


@pytest.mark.parametrize(("plan", "known"), [("", True), ("brook", True), ("brok", False)])
def test_name_limited_to_a_plan_that_is_not_there_is_told(hamlet: Hamlet, plan: str, known: bool) -> None:
    hamlet.table("unit_names", f"{VOCABULARY['unit_names']}水务站,water,short,{plan}\n", package="registry")
    place = "datasets/registry/unit_names.csv:4:17"
    assert hamlet.brief(RULE) == ([] if known else [(place, "unknown-id", "brok")])
    for finding in hamlet.told(RULE):
        assert "brook" in finding.expected.en
        assert "brook" in finding.expected.zh


def test_name_limited_to_a_plan_that_cannot_be_read_is_not_told(hamlet: Hamlet) -> None:
    hamlet.table("unit_names", f"{VOCABULARY['unit_names']}水务站,water,short,brook\n", package="registry")
    hamlet.write("content/plans/brook.md", "no front matter")
    assert hamlet.brief(RULE) == []

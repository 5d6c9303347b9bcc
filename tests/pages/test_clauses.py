"""A clause as pages show it: what is embedded in its text, and how much room it is likely to take on a phone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.model import FigureTable
from generator.pages._clauses import BoxView, ClauseView, Part, PlanText
from generator.prose.prose import HtmlFragment
from tests.pages.records import clause, duties, project, small, task, unit

ROWS = small().figure_tables[0]


def box(*groups: tuple[str, ...]) -> BoxView:
    """A box with items of these names, none of which says more."""
    return BoxView(
        number="1",
        title="专栏",
        groups=tuple(
            (str(at), tuple(project(name, name=name, summary="") for name in own)) for at, own in enumerate(groups)
        ),
    )


def rows(count: int) -> FigureTable:
    return replace(ROWS, rows=(ROWS.rows[0],) * count)


@pytest.mark.parametrize(
    ("shown", "lines"),
    [
        ({}, 0),
        ({"body": "字" * 19}, 1),
        ({"body": "字" * 20}, 2),
        ({"body": "字\n\n字字\n"}, 2),
        ({"parts": (HtmlFragment("<p>字</p>"),)}, 0),
        ({"parts": (rows(1),)}, 7),
        ({"parts": (rows(4),)}, 16),
        ({"parts": (small().data_tables[0],)}, 13),
        # three lines of heading; an item has its name, its summary of at least a line, and one more
        ({"parts": (box(),)}, 3),
        ({"parts": (box(("字",)),)}, 6),
        ({"parts": (box(("字", "字" * 20), ("字",)),)}, 13),
        # two lines, and one more for every two units
        ({"units": (0,)}, 2),
        ({"units": (1,)}, 2),
        ({"units": (2,)}, 3),
        ({"units": (5,)}, 4),
        ({"units": (2, 1)}, 5),
        ({"body": "字", "parts": (rows(1), box()), "units": (3,)}, 14),
    ],
)
def test_estimate_of_a_clause_counts_its_text_its_tables_and_boxes_and_its_tasks(
    shown: dict[str, Any], lines: int
) -> None:
    parts: tuple[Part, ...] = shown.get("parts", ())
    tasks = tuple(task("t", **duties(*[unit("u")] * count)) for count in shown.get("units", ()))
    assert ClauseView(clause=clause("c", body=shown.get("body", "")), parts=parts, tasks=tasks).lines == lines


def test_tables_and_boxes_stand_where_the_text_asks_for_them_and_the_rest_is_known() -> None:
    corpus = small()
    text = PlanText(corpus, corpus.plan_by_id["green-city"])
    placed = [[part.title for part in shown.parts if not isinstance(part, HtmlFragment)] for shown in text.clauses]
    assert placed == [[], ["绿化目标"], ["百园工程"], []]
    assert text.placed == {"goals", "1"}
    assert (text.tables.keys() - text.placed, text.boxes.keys() - text.placed) == ({"trees"}, set())


def test_items_of_a_box_stand_in_its_order_under_its_own_headings() -> None:
    own = small().plan_by_id["green-city"]
    items = (
        project("a", box_number="1", item_group="上", order=3),
        project("b", box_number="2", item_group="", order=1, box_title="别的"),
        project("c", box_number="1", item_group="下", order=2),
        project("d", box_number="1", item_group="上", order=1),
    )
    corpus = small(projects=tuple(replace(item, plan=own) for item in items))
    boxes = PlanText(corpus, own).boxes
    assert {
        number: (shown.number, [(group, [item.id for item in own]) for group, own in shown.groups])
        for number, shown in boxes.items()
    } == {"1": ("1", [("上", ["d", "a"]), ("下", ["c"])]), "2": ("2", [("", ["b"])])}
    assert boxes["2"].title == "别的"

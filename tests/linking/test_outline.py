"""A document's headings → clauses: what is above what, how a clause is cited, and when a plan has pages of chapters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from generator.linking import link
from generator.linking.addresses import page_of
from generator.linking.outline import printed_number, short_number
from generator.model import Plan
from tests.linking.sources import miniature, with_document

FRONT = """---
title: 桂城市绿化规划
short_title: 绿化规划
kind: plan
issuer: guicheng-government
issued: 2022-01-10
period_start: 2021
period_end: 2025
topic: green
first_page: 1
source_lines: 1-60
---

开头的话。
"""


def plan_of(*headings: tuple[int, str, str], body: str = "") -> Plan:
    """A plan with these headings: level, text and anchor; ``body`` stands below the last."""
    outline = "\n\n".join(f"{'#' * (level + 1)} {text} {{#{anchor} line=7}}" for level, text, anchor in headings)
    project = replace(miniature(), packages={"registry": miniature().packages["registry"]})
    corpus, unresolved = link(with_document(project, "green-city", f"{FRONT}\n{outline}\n\n{body}"))
    assert unresolved == ()
    return corpus.plan_by_id["green-city"]


def plain(levels: Iterable[int]) -> list[tuple[int, str, str]]:
    return [(level, f"节{place}", f"a{place}") for place, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("levels", "above"),
    [
        ((1,), (None,)),
        ((1, 1, 1), (None, None, None)),
        ((1, 2, 2, 1, 2), (None, 0, 0, None, 3)),
        ((1, 2, 3, 3, 2, 3, 1), (None, 0, 1, 1, 0, 4, None)),
        ((1, 2, 3, 4, 1), (None, 0, 1, 2, None)),
        ((1, 3, 2, 3), (None, 0, 0, 2)),
        ((2, 1, 2), (None, None, 1)),
    ],
)
def test_clause_stands_below_the_nearest_heading_of_a_lower_level(
    levels: tuple[int, ...], above: tuple[int | None, ...]
) -> None:
    clauses = plan_of(*plain(levels)).clauses
    assert [clause.parent for clause in clauses] == [None if place is None else clauses[place] for place in above]
    assert [clause.order for clause in clauses] == list(range(1, len(levels) + 1))
    assert [clause.level for clause in clauses] == list(levels)


@pytest.mark.parametrize(
    ("title", "number", "short"),
    [
        ("第三章 目标", "第三章", "第三章"),
        ("二、目标", "二、", "二"),
        ("（四）种树", "（四）", "（四）"),
        ("(4)种树", "(4)", "(4)"),
        ("3.清淤", "3.", "3"),
        ("1．清淤", "1．", "1"),
        ("附件1：名单", "附件1：", "附件1"),
        ("——清淤", "——", ""),
        ("目标", "", ""),
        ("2025年目标", "", ""),
    ],
)
def test_number_of_a_heading_is_told_from_its_words(title: str, number: str, short: str) -> None:
    assert (printed_number(title), short_number(number)) == (number, short)


def test_label_puts_together_the_numbers_above() -> None:
    clauses = plan_of(
        (1, "三、任务", "c3"),
        (2, "（四）绿岸", "c3-4"),
        (3, "1. 种树", "c3-4-1"),
        (3, "——浇水", "c3-4-2"),
        (1, "附则", "c4"),
    ).clauses
    assert [(clause.number, clause.heading, clause.label) for clause in clauses] == [
        ("三、", "任务", "三 任务"),
        ("（四）", "绿岸", "三（四） 绿岸"),
        ("1.", "种树", "三（四）1 种树"),
        ("——", "浇水", "三（四） 浇水"),
        ("", "附则", "附则"),
    ]
    assert [clause.title for clause in clauses][:2] == ["三、任务", "（四）绿岸"]


HEADINGS = (
    (1, "一、现状", "c9"),
    (2, "（一）树", "c10"),
    (3, "1. 种树", "d"),
    (2, "（二）草", "c9-2"),
    (1, "二、目标", "b"),
)


@pytest.mark.parametrize(("characters", "chapters"), [(20_000, []), (20_001, ["c9", "b"]), (40_000, ["c9", "b"])])
def test_plan_of_more_than_20000_characters_has_a_page_for_each_outermost_clause(
    characters: int, chapters: list[str]
) -> None:
    """Whatever the anchors are; what stands below a chapter is on its page."""
    plan = plan_of(*HEADINGS, body="树" * (characters - 1))  # and the blank line below the heading
    assert sum(len(clause.body) for clause in plan.clauses) == characters
    assert [clause.anchor for clause in plan.chapters] == chapters
    folder = "plans/green-city"
    pages = [f"{folder}/c9.html"] * 4 + [f"{folder}/b.html"] if chapters else [f"{folder}.html"] * 5
    assert [page_of(clause) for clause in plan.clauses] == pages


def test_clause_without_an_anchor_is_no_chapter() -> None:
    plan = plan_of(*HEADINGS)
    nameless = replace(plan.clauses[0], anchor="", chapter="")
    assert replace(plan, clauses=(nameless,)).chapters == ()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "history:\n  - date: 2026-01-01\n    what: 改字。\n  - date: 2026-02-01\n    what: 补表。",
            ["改字。", "补表。"],
        ),
        ("history:\n  - date: 2026-02-31\n    what: 改字。\n  - 改字", []),
        ("history: 改字", []),
        ("history:\n  date: 2026-01-01", []),
        ("outlook: 2035", []),
    ],
)
def test_history_has_what_can_be_dated(written: str, told: list[str]) -> None:
    text = FRONT.replace("topic: green", f"topic: green\n{written}")
    corpus, _ = link(with_document(miniature(), "green-city", text))
    plan = corpus.plan_by_id["green-city"]
    assert [revision.what for revision in plan.history] == told
    assert plan.outlook == (2035 if written.startswith("outlook") else None)


def test_fact_that_is_no_text_is_as_good_as_missing() -> None:
    text = FRONT.replace("title: 桂城市绿化规划", "title:\n  - 桂城市绿化规划").replace("kind: plan", "kind: plans")
    corpus, _ = link(with_document(miniature(), "green-city", text))
    plan = corpus.plan_by_id["green-city"]
    assert (plan.title, plan.kind, plan.short_title) == ("", None, "绿化规划")
    assert (plan.source_start, plan.source_end, plan.first_page) == (1, 60, 1)


@pytest.mark.parametrize(
    ("line", "start", "end", "holds"),
    [
        (9, 10, 20, False),
        (10, 10, 20, True),
        (15, 10, 20, True),
        (20, 10, 20, True),
        (21, 10, 20, False),
        (10, 10, 10, True),
        (None, 10, 20, False),
        (15, None, 20, False),
        (15, 10, None, False),
    ],
)
def test_document_holds_the_lines_from_its_first_to_its_last(
    line: int | None, start: int | None, end: int | None, holds: bool
) -> None:
    plan = replace(link(miniature())[0].plans[0], source_start=start, source_end=end)
    assert plan.holds_line(line) is holds

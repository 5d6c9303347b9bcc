"""Headings: their levels, anchors and lines of the source, in plans and on pages."""

from __future__ import annotations

import pytest

from generator.diagnostics import Text
from generator.rules.outline import RULE
from tests.checking.hamlet import FACTS, PAGE, PLAN, Hamlet, plan_text

FIRST = len(FACTS.splitlines()) + 4
"""The line of the plan's text below its front matter."""


def outline_told(hamlet: Hamlet, *headings: str) -> list[tuple[int | None, str, str, str]]:
    """What is found when the plan has these headings, one a line: line, code, what was found and expected."""
    hamlet.write(PLAN, plan_text("\n".join(headings)))
    return [
        (finding.where.line, finding.code, finding.found, finding.expected.en)
        for finding in hamlet.told(RULE)
        if finding.where.path == PLAN
    ]


@pytest.mark.parametrize(
    ("levels", "wrong"),
    [
        ([2], []),
        ([2, 2], []),
        ([2, 3, 4, 5, 6], []),
        ([2, 3, 4, 2, 3], []),
        ([2, 3, 4, 3, 4, 2], []),
        ([1], [(0, 2)]),
        ([3], [(0, 2)]),
        ([4], [(0, 2)]),
        ([2, 4], [(1, 3)]),
        ([2, 5], [(1, 3)]),
        ([2, 3, 5], [(2, 4)]),
        ([2, 3, 2, 4], [(3, 3)]),
        ([2, 1], [(1, 3)]),
        ([2, 1, 2], [(1, 3)]),
        ([3, 4, 2], [(0, 2)]),
        ([4, 3, 6], [(0, 2), (2, 4)]),
    ],
    ids=str,
)
def test_heading_is_at_most_one_level_below_the_one_before(
    hamlet: Hamlet, levels: list[int], wrong: list[tuple[int, int]]
) -> None:
    """``wrong``: which heading, and how deep it may be at most."""
    headings = [f"{'#' * level} 标题 {{#c{place} line=12}}" for place, level in enumerate(levels)]
    assert outline_told(hamlet, *headings) == [
        (FIRST + place, "heading-level", "#" * levels[place], "#" * deepest) for place, deepest in wrong
    ]


@pytest.mark.parametrize("anchor", ["c1", "c", "c3-1", "a1b-2c-3", "annex"])
def test_anchor_is_of_small_letters_digits_and_hyphens(hamlet: Hamlet, anchor: str) -> None:
    assert outline_told(hamlet, f"## 标题 {{#{anchor} line=12}}") == []


@pytest.mark.parametrize("anchor", ["1", "C1", "c-", "-c", "c--1", "c_1", "章"])
def test_other_anchor_is_named(hamlet: Hamlet, anchor: str) -> None:
    told = (FIRST + 1, "clause-anchor", anchor, "{#c3-1 line=171}")
    assert outline_told(hamlet, "## 一 {#c1 line=12}", f"## 二 {{#{anchor} line=13}}") == [told]


def test_anchor_that_is_taken_is_named_with_the_first_that_has_it(hamlet: Hamlet) -> None:
    headings = [f"## 标题 {{#{anchor} line=12}}" for anchor in ("c1", "c2", "c2", "c1", "c2", "c3")]
    assert outline_told(hamlet, *headings) == [
        (FIRST + 2, "clause-anchor", "c2", ""),
        (FIRST + 3, "clause-anchor", "c1", ""),
        (FIRST + 4, "clause-anchor", "c2", ""),
    ]
    assert [finding.what for finding in hamlet.told(RULE)] == [
        Text(f"the anchor is taken by the heading in line {line}", f"第 {line} 行的标题已经用了这个锚点")
        for line in (FIRST + 1, FIRST, FIRST + 1)
    ]


@pytest.mark.parametrize(
    ("line", "written"),
    [("10", None), ("11", None), ("59", None), ("60", None), ("9", "9"), ("61", "61"), ("x", ""), ("", "")],
)
def test_heading_stands_on_a_line_of_its_document(hamlet: Hamlet, line: str, written: str | None) -> None:
    expected = [] if written is None else [(FIRST, "source-line", written, "line=10…60")]
    assert outline_told(hamlet, f"## 标题 {{#c1 line={line}}}") == expected


@pytest.mark.parametrize("written", ["x", "10-", "-60", ""])
def test_document_without_its_lines_has_that_as_its_finding(hamlet: Hamlet, written: str) -> None:
    hamlet.write(PLAN, plan_text("## 标题 {#c1 line=61}", FACTS.replace("10-60", written)))
    assert hamlet.brief(RULE) == []


def test_plan_without_a_heading_has_no_outline(hamlet: Hamlet) -> None:
    hamlet.write(PLAN, plan_text("只有正文。"))
    assert [(finding.code, finding.where.path) for finding in hamlet.told(RULE)] == [("no-outline", PLAN)]


def page_told(hamlet: Hamlet, text: str) -> list[tuple[int | None, str, str, str]]:
    hamlet.write(PAGE, f"---\ntitle: 关于\ndescription: 说明。\n---\n{text}\n")
    return [
        (finding.where.line, finding.code, finding.found, finding.expected.en)
        for finding in hamlet.told(RULE)
        if finding.where.path == PAGE
    ]


@pytest.mark.parametrize(
    "text",
    [
        "正文。",
        "## 标题",
        "正文。\n\n## 标题",
        "## 一\n\n## 一\n\n#### 二",
        "## 一 {#a}\n\n## 二 {#b-1}",
        "## 一 {#a}\n\n## 二\n\n## 三",
    ],
    ids=["text", "heading", "both", "without-anchors", "with-anchors", "with-some"],
)
def test_page_has_text_and_headings_with_or_without_anchors(hamlet: Hamlet, text: str) -> None:
    assert page_told(hamlet, text) == []


@pytest.mark.parametrize("text", ["", "   ", "\n\n"], ids=["nothing", "spaces", "lines"])
def test_page_without_text_is_named(hamlet: Hamlet, text: str) -> None:
    assert page_told(hamlet, text) == [(1, "no-text", "", "")]


@pytest.mark.parametrize("length", [1, 76, 77, 78, 79, 100])
def test_title_in_the_text_of_a_page_is_named_and_cut_to_80_characters(hamlet: Hamlet, length: int) -> None:
    heading = "许" * length
    assert page_told(hamlet, f"正文。\n\n# {heading}\n\n## 二") == [
        (7, "heading-level", f"# {heading}"[:80], f"## {heading}"[:80])
    ]


def test_anchors_of_a_page_are_proper_and_its_own(hamlet: Hamlet) -> None:
    assert page_told(hamlet, "## 一 {#a}\n## 二 {#A}\n## 三 {#b}\n## 四 {#a}\n## 五 {#b}\n## 六") == [
        (6, "clause-anchor", "A", "{#privacy}"),
        (8, "clause-anchor", "a", ""),
        (9, "clause-anchor", "b", ""),
    ]
    assert [finding.what.en[-7:] for finding in hamlet.told(RULE)[1:]] == [" line 5", " line 7"]

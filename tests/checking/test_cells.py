"""A cell: outer spaces, line breaks, and the longest that is allowed."""

from __future__ import annotations

import pytest

from generator.diagnostics import Text
from generator.rules.cells import RULE
from tests.checking.hamlet import Hamlet, own_schema

SPACE = Text("there is a space or line break around the cell's text", "单元格文字前后有空格或换行")
BROKEN = Text("the cell's text is broken into lines", "单元格里有换行")
ONE_LINE = Text("one line", "一行文字")


def told(hamlet: Hamlet, cell: str) -> list[tuple[str, Text, str, Text]]:
    """What is found when the second row of a table has this cell in its second column."""
    hamlet.table("weirs", f'id,name\nw1,上堰\nw2,"{cell}"\n', schema=own_schema(id="string", name="string"))
    return [(str(finding.where), finding.what, finding.found, finding.expected) for finding in hamlet.told(RULE)]


@pytest.mark.parametrize("length", [0, 1, 2, 3_999, 4_000])
def test_one_line_of_at_most_4000_characters_is_a_cell(hamlet: Hamlet, length: int) -> None:
    assert told(hamlet, "堰" * length) == []


def test_space_within_a_cell_is_none_around_it(hamlet: Hamlet) -> None:
    assert told(hamlet, "上 堰") == []


@pytest.mark.parametrize("length", [4_001, 4_002, 32_768])
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("", " "), ("一\n", "")], ids=["plain", "with-a-space", "broken"]
)
def test_longer_cell_is_too_long_whatever_else_is_wrong(hamlet: Hamlet, length: int, before: str, after: str) -> None:
    cell = before + "堰" * (length - len(before + after)) + after
    what = Text(f"the cell holds {length} characters", f"这一格有 {length} 个字")
    expected = Text("at most 4000 characters", "不超过 4000 个字")
    assert told(hamlet, cell) == [("datasets/brook/weirs.csv:3:4", what, cell[:40], expected)]


@pytest.mark.parametrize(
    ("before", "after"),
    [(" ", ""), ("", " "), ("\n", ""), ("", "\n"), ("\u3000", ""), ("", "\u3000"), (" ", " ")],
    ids=["before", "after", "break-before", "break-after", "wide-before", "wide-after", "both"],
)
@pytest.mark.parametrize("length", [1, 79, 80, 81, 3_998])
def test_space_around_a_cell_is_named_with_the_text_without_it(
    hamlet: Hamlet, before: str, after: str, length: int
) -> None:
    cell = before + "堰" * length + after
    shown = "堰" * min(length, 80)
    assert told(hamlet, cell) == [("datasets/brook/weirs.csv:3:4", SPACE, cell[:40], Text(shown, shown))]


def test_space_around_a_broken_cell_is_named_first(hamlet: Hamlet) -> None:
    text = Text("上\n堰", "上\n堰")
    assert told(hamlet, "上\n堰 ") == [("datasets/brook/weirs.csv:3:4", SPACE, "上\n堰 ", text)]


@pytest.mark.parametrize(("above", "below"), [(1, 1), (39, 1), (40, 1), (1, 3_998)])
def test_line_break_in_a_cell_is_named(hamlet: Hamlet, above: int, below: int) -> None:
    cell = "堰" * above + "\n" + "堰" * below
    assert told(hamlet, cell) == [("datasets/brook/weirs.csv:3:4", BROKEN, cell[:40], ONE_LINE)]

"""What a template takes in, told macro by macro."""

from __future__ import annotations

import pytest

from generator.templating.macros import ALL_PARTS, BODY, parts_of

PARTS = """
{% import "inner.j2" as inner %}
{% from "other.j2" import shout, whisper as quiet %}
{% macro one(value) %}{{ inner.mark(value) }}{{ two() }}{% endmacro %}
{% macro two() %}{{ quiet() }}{% endmacro %}
{% macro three() %}{% include "foot.j2" %}{{ pass_on(inner) }}{% endmacro %}
"""


def uses(text: str, part: str) -> set[tuple[str, str]]:
    parts = parts_of("parts.j2", text.encode())
    assert parts
    return set(parts[part].uses)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("one", {("inner.j2", "mark"), ("parts.j2", "two")}),
        ("two", {("other.j2", "whisper")}),
        ("three", {("foot.j2", ALL_PARTS), ("inner.j2", ALL_PARTS)}),
        (BODY, {("inner.j2", BODY), ("other.j2", BODY)}),
    ],
)
def test_part_uses_what_it_calls(part: str, expected: set[tuple[str, str]]) -> None:
    assert uses(PARTS, part) == expected


@pytest.mark.parametrize(
    ("edited", "differing"),
    [
        (PARTS.replace("{{ quiet() }}", "<p>{{ quiet() }}</p>"), {"two"}),
        (PARTS.replace("one(value)", "one(value=3)"), {"one"}),
        (PARTS + "{# a comment #}", set()),
        (PARTS + "{% set mark = 3 %}", {BODY}),
        (PARTS.replace("{% macro two() %}{{", "{% macro two() %}\n  {{"), {"two"}),
    ],
    ids=["its text", "its arguments", "a comment", "a variable", "a line break that is shown"],
)
def test_edit_of_one_part_leaves_the_others(edited: str, differing: set[str]) -> None:
    before, after = parts_of("parts.j2", PARTS.encode()), parts_of("parts.j2", edited.encode())
    assert before
    assert after
    assert before.keys() == after.keys()
    assert {part for part in before if before[part].content != after[part].content} == differing


@pytest.mark.parametrize(
    "text", ["{% include name %}", "{% import 'a' ~ 'b' as c %}", "{% extends place.of %}", "{{ 1 + }}", "{% macro %}"]
)
def test_what_is_known_only_later_is_not_told(text: str) -> None:
    assert parts_of("page.j2", text.encode()) is None


def test_what_is_no_text_is_not_told() -> None:
    assert parts_of("page.j2", b"\xff") is None

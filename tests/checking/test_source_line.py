"""The line of the print on which a record stands."""

from __future__ import annotations

import pytest

from generator.diagnostics import Text
from generator.rules.source_line import RULE
from tests.checking.hamlet import FACTS, PLAN, QUANTITIES, Hamlet, columns_of_figures, own_schema, plan_text

ROW = "{},canals,水渠,,,target,2025,5,km,,,c1,{}\n"


@pytest.mark.parametrize("line", ["10", "11", "35", "59", "60", "010"])
def test_line_within_the_document_is_a_source(hamlet: Hamlet, line: str) -> None:
    hamlet.table("quantities", QUANTITIES + ROW.format("q01", line))
    assert hamlet.brief(RULE) == []


@pytest.mark.parametrize("line", ["", "0", "9", "61", "100", "-10", "x", "1１", "9999999999"])
def test_line_outside_of_the_document_is_named_with_its_record(hamlet: Hamlet, line: str) -> None:
    hamlet.table("quantities", QUANTITIES + ROW.format("q01", "13") + ROW.format("q02", line))
    (finding,) = hamlet.told(RULE)
    assert str(finding.where) == "datasets/brook/quantities.csv:3:39"
    assert (finding.code, finding.found) == ("source-line", line)
    assert finding.what == Text("“q02” has no source line within its document", "“q02”没有本文件范围内的原文行号")
    assert finding.expected.en.startswith("a line from 10 to 60 (source_lines in content/plans/brook.md")


def test_record_without_an_id_is_named_by_its_task(hamlet: Hamlet) -> None:
    hamlet.table("deadlines", "task,due,due_printed,what,source_line\nt1,2025,年底,修完,\n")
    (finding,) = hamlet.told(RULE)
    assert finding.what == Text("“t1” has no source line within its document", "“t1”没有本文件范围内的原文行号")


def test_every_standard_table_has_sources(hamlet: Hamlet) -> None:
    names = ("tasks", "deadlines", "projects", "notes", "citations", "left_out", "quantities")
    for name in names:
        hamlet.table(name, "id,source_line\na,9\nb,10\nc,61\n")
    assert [place for place, _, _ in hamlet.brief(RULE)] == [
        f"datasets/brook/{name}.csv:{line}:3" for name in sorted(names) for line in (2, 4)
    ]


def test_table_of_our_own_has_sources_where_it_has_figures(hamlet: Hamlet) -> None:
    text = "id,a,source_line\nw1,5,9\n"
    hamlet.table("weirs", text, schema=own_schema(id="string", a="string", source_line="integer"))
    assert hamlet.brief(RULE) == []
    fields = [{"name": "id"}, *columns_of_figures("a"), {"name": "source_line"}]
    hamlet.table("weirs", text, schema={"fields": fields})
    assert hamlet.brief(RULE) == [("datasets/brook/weirs.csv:2:6", "source-line", "9")]


def test_table_without_the_column_has_that_as_its_finding(hamlet: Hamlet) -> None:
    hamlet.table("tasks", "id\na\n")
    hamlet.table("weirs", "id,a\nw1,5\n", schema={"fields": [{"name": "id"}, *columns_of_figures("a")]})
    assert hamlet.brief(RULE) == []


def test_plan_without_a_package_has_that_as_its_finding(hamlet: Hamlet) -> None:
    hamlet.write("content/plans/alder.md", plan_text("## 一、修渠 {#c1 line=12}"))
    assert hamlet.brief(RULE) == []


def test_document_ends_where_its_facts_say(hamlet: Hamlet) -> None:
    hamlet.write(PLAN, plan_text("## 一、修渠 {#c1 line=12}", FACTS.replace("10-60", "13-13")))
    rows = "".join(ROW.format(f"q{line}", line) for line in (12, 13, 14))
    hamlet.table("quantities", QUANTITIES + rows)
    assert [words for _, _, words in hamlet.brief(RULE)] == ["12", "14"]


@pytest.mark.parametrize("written", ["x", "10-", "-60", ""])
def test_document_without_its_lines_has_that_as_its_finding(hamlet: Hamlet, written: str) -> None:
    """The records of another document are held against its own lines."""
    hamlet.write(PLAN, plan_text("## 一、修渠 {#c1 line=12}", FACTS.replace("10-60", written)))
    hamlet.write("content/plans/weirs.md", plan_text("## 一、修渠 {#c1 line=12}"))
    for plan in ("brook", "weirs"):
        hamlet.table("quantities", QUANTITIES + ROW.format("q01", "61"), package=plan)
    assert [place for place, _, _ in hamlet.brief(RULE)] == ["datasets/weirs/quantities.csv:2:39"]

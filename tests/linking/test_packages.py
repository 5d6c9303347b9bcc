"""A plan's package: printed names of units, deadlines of tasks, notes on figures, and tables of the plan's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.linking import link
from generator.model import Corpus
from generator.reading.project import ProjectSources
from tests.linking.sources import briefly, findings, miniature, with_own_table, with_table

PLAN = "green-city"
FOLDER = f"datasets/{PLAN}"
JOINT = "市、区相关部门"
TASK = {"id": "t01", "clause": "c1", "title": "种树"}


def named(*forms: tuple[str, str, str, str]) -> ProjectSources:
    """The miniature with further forms of names: name, unit, kind and plan."""
    own = [dict(record.values) for record in miniature().packages["registry"].tables["unit_names"].records]
    added = [dict(zip(("name", "unit_id", "kind", "plan_id"), form, strict=True)) for form in forms]
    return with_table(miniature(), "registry", "unit_names", *own, *added)


def responsible(project: ProjectSources, printed: str) -> list[str]:
    """The printed names of the responsible units of a task, as they are told apart."""
    corpus, unresolved = link(with_table(project, PLAN, "tasks", {**TASK, "responsible": printed}))
    assert [finding for finding in unresolved if "tasks.csv" in finding.where.path] == []
    return [duty.printed_name for task in corpus.tasks if task.plan.id == PLAN for duty in task.duties]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (JOINT, [JOINT]),
        (f"{JOINT}、市园林局", [JOINT, "市园林局"]),
        (f"市园林局、{JOINT}", ["市园林局", JOINT]),
        (f"东县人民政府、{JOINT}、市园林局", ["东县人民政府", JOINT, "市园林局"]),
        ("东县人民政府、市园林局", ["东县人民政府", "市园林局"]),
        ("市、市园林局", ["市", "市园林局"]),
        ("市园林局、市", ["市园林局", "市"]),
    ],
)
def test_known_name_with_a_separator_is_kept_whole_wherever_it_stands(printed: str, names: list[str]) -> None:
    project = named((JOINT, "west-government", "full", ""), ("市", "guicheng-government", "short", ""))
    assert responsible(project, printed) == names


@pytest.mark.parametrize(("printed", "names"), [("甲、乙、丙", ["甲、乙、丙"]), ("甲、乙", ["甲", "乙"])])
def test_known_name_of_three_parts_is_kept_whole_where_all_of_them_stand(printed: str, names: list[str]) -> None:
    forms = (("甲", "east-government"), ("乙", "guicheng-parks"), ("甲、乙、丙", "west-government"))
    assert responsible(named(*((name, unit, "full", "") for name, unit in forms)), printed) == names


def test_form_that_was_registered_with_a_stray_separator_is_not_what_is_printed() -> None:
    assert responsible(named(("市园林局、", "west-government", "full", "")), "市园林局、市水务局") == [
        "市园林局",
        "市水务局",
    ]


def test_collective_name_of_two_parts_is_expanded() -> None:
    forms = ((JOINT, unit, "collective", "") for unit in ("east-government", "guicheng-parks"))
    assert responsible(named(*forms), f"{JOINT}、市园林局") == [JOINT, "市园林局"]


def test_name_that_no_unit_has_is_found_with_the_nearest_one() -> None:
    project = with_table(miniature(), PLAN, "tasks", {**TASK, "responsible": "市园林居"})
    (finding,) = (one for one in findings(project) if one.code == "unknown-unit")
    assert (finding.found, str(finding.where)) == ("市园林居", f"{FOLDER}/tasks.csv:2:11")
    assert finding.expected.zh == "datasets/registry/unit_names.csv 里的名称。是不是“市园林局”？"


def test_without_the_table_of_names_no_name_is_blamed() -> None:
    corpus, unresolved = link(with_table(miniature(), "registry", "unit_names"))
    assert unresolved == ()
    duties = [duty for task in corpus.tasks if task.id == f"{PLAN}-t02" for duty in task.duties]
    assert [(duty.printed_name, duty.unit.id, duty.inherited) for duty in duties] == [
        ("市园林局", "市园林局", False),
        ("市水务局", "市水务局", False),
    ]


@pytest.mark.parametrize("table", ["tasks", "projects", "citations", "notes", "left_out", "quantities"])
def test_clause_that_the_plan_does_not_have_is_found_in_any_table(table: str) -> None:
    """Also where a table of the package could not be read: the clauses are the plan's."""
    row = {"id": "t01", "clause": "c2-9", "role": "target", "indicator": "park-area", "printed": "3"}
    for project in (miniature(), incomplete(miniature())):
        unresolved = [one for one in findings(with_table(project, PLAN, table, row)) if one.found == "c2-9"]
        assert [(one.code, str(one.where)) for one in unresolved] == [("unknown-id", f"{FOLDER}/{table}.csv:2:5")]
        assert unresolved[0].expected.en == "an id in content/plans/green-city.md – did you mean “c2-2”?"
        assert unresolved[0].fix.zh == "请改正编号，或在那里补上这个条款锚点"


UNKNOWN_TASK = ("unknown-id", f"{FOLDER}/deadlines.csv:2:1", "t09")


def deadlines_of(project: ProjectSources, *tasks: dict[str, str]) -> ProjectSources:
    due = {"due": "2025", "due_printed": "到2025年"}
    project = with_table(project, PLAN, "deadlines", {"task": "t09", **due}, {"task": "t01", **due})
    return with_table(project, PLAN, "tasks", *tasks)


@pytest.mark.parametrize(
    ("tasks", "unresolved"),
    [
        ([TASK], [UNKNOWN_TASK]),
        ([TASK, {**TASK, "id": "t09"}], []),
        ([TASK, {**TASK, "id": ""}], []),
        ([], []),
    ],
    ids=["another task", "the task", "a task without an id", "no table of tasks"],
)
def test_deadline_of_no_task_is_found_unless_a_task_could_not_be_read(
    tasks: list[dict[str, str]], unresolved: list[tuple[str, str, str]]
) -> None:
    """A row without an id, or a missing table, has its finding already."""
    assert briefly(findings(deadlines_of(miniature(), *tasks))) == unresolved


def incomplete(project: ProjectSources) -> ProjectSources:
    """A file of the package could not be read."""
    return replace(project, packages={**project.packages, PLAN: replace(project.packages[PLAN], complete=False)})


def test_package_that_could_not_be_read_whole_may_have_what_is_named() -> None:
    assert findings(incomplete(deadlines_of(miniature(), TASK))) == []
    note = {"id": "n1", "clause": "c1", "kind": "unclear", "subject": "一", "what": "看不清。", "figures": "q99"}
    project = with_table(miniature(), PLAN, "notes", note)
    assert briefly(findings(project)) == [("unknown-id", f"{FOLDER}/notes.csv:2:22", f"{PLAN}-q99")]
    assert findings(incomplete(project)) == []


def task_of(corpus: Corpus, name: str) -> list[tuple[str, str]]:
    return [
        (deadline.due, deadline.what)
        for task in corpus.tasks
        if task.id == f"{PLAN}-{name}"
        for deadline in task.deadlines
    ]


def test_deadlines_of_a_task_come_by_date() -> None:
    corpus, _ = link(miniature())
    assert task_of(corpus, "t01") == [("--03-12", "碰头一次"), ("2023-06", "种一半"), ("2025", "树都种完")]
    assert task_of(corpus, "t02") == []


@pytest.mark.parametrize("name", ["zoo", "air"])
def test_own_table_is_published_wherever_it_stands_among_the_others(name: str) -> None:
    schema = {"fields": [{"name": "id"}, {"name": "beast", "title": "动物"}, {"name": "gone"}]}
    resource = {"name": name, "title": "动物园", "description": "有哪些动物。", "schema": schema}
    corpus, _ = link(with_own_table(miniature(), PLAN, resource, {"id": "z1", "beast": "鹤"}))
    tables = [table for table in corpus.data_tables if table.plan.id == PLAN]
    assert [table.name for table in tables] == ["goals", "trees", name]
    assert (tables[2].title, tables[2].description) == ("动物园", "有哪些动物。")
    assert [field["name"] for field in tables[2].fields] == ["id", "beast"]
    assert [dict(row) for row in tables[2].rows] == [{"id": "z1", "beast": "鹤"}]

"""Who is named for a task: the bodies of a printed list with their role, and what a name means in which document."""

from __future__ import annotations

from generator.linking import link
from generator.model import Corpus
from generator.reading import read_project
from tests.conftest import City
from tests.test_feeds import with_a_second_plan

TASKS = "datasets/green-city/tasks.csv"
NAMES = "datasets/registry/unit_names.csv"


def corpus_of(city: City) -> Corpus:
    project, unreadable = read_project(city.root)
    corpus, unresolved = link(project)
    assert (unreadable, unresolved) == ((), ())
    return corpus


def duties(corpus: Corpus, task_id: str) -> list[tuple[str, str, str, bool]]:
    """Role, unit, printed name and whether it was expanded from a collective form."""
    task = next(task for task in corpus.tasks if task.id == task_id)
    return [(duty.role, duty.unit.id, duty.printed_name, duty.inherited) for duty in task.duties]


def test_collective_form_is_expanded_but_for_what_is_named_itself(city: City) -> None:
    assert duties(corpus_of(city), "green-city-t01") == [
        ("lead", "guicheng-parks", "市园林局", False),
        ("responsible", "west-government", "各县（区）人民政府", True),
        ("responsible", "east-government", "东县人民政府", False),
    ]


def test_unit_has_a_duty_for_each_role_it_is_printed_in(city: City) -> None:
    city.edit(TASKS, "市园林局、市水务局,,,31", "市园林局、市水务局,,市水务局、各县（区）人民政府,31")
    assert duties(corpus_of(city), "green-city-t02") == [
        ("responsible", "guicheng-parks", "市园林局", False),
        ("responsible", "guicheng-water", "市水务局", False),
        ("support", "guicheng-water", "市水务局", False),
        ("support", "east-government", "各县（区）人民政府", True),
        ("support", "west-government", "各县（区）人民政府", True),
    ]


def test_unit_named_twice_in_one_list_has_one_duty(city: City) -> None:
    city.edit(TASKS, "市园林局、市水务局,,,31", "市园林局、市水务局、桂城市水务局,,,31")
    assert [duty[1] for duty in duties(corpus_of(city), "green-city-t02")] == ["guicheng-parks", "guicheng-water"]


def test_name_means_in_its_document_what_is_registered_for_it_and_elsewhere_the_general_one(city: City) -> None:
    """Wherever the general form stands in the registry: before the other or after."""
    limited = "园林部门,guicheng-parks,short,green-city\n"
    with_a_second_plan(city)
    city.edit(TASKS, "市园林局、市水务局,,,31", "园林部门,,,31")
    city.edit("datasets/bike-lanes/tasks.csv", ",市水务局,,,64", ",园林部门,,,64")
    for rows in (f"园林部门,guicheng-water,short,\n{limited}", f"{limited}园林部门,guicheng-water,short,\n"):
        city.edit(NAMES, limited, rows)
        corpus = corpus_of(city)
        assert duties(corpus, "green-city-t02") == [("responsible", "guicheng-parks", "园林部门", False)]
        assert duties(corpus, "bike-lanes-t01") == [("responsible", "guicheng-water", "园林部门", False)]
        city.edit(NAMES, rows, limited)

"""When two printed figures disagree, and when they only look as if they did."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.linking import link
from generator.linking.differences import differences
from generator.model import Comparator, Corpus, Figure, Kind, Role
from generator.reading import read_project
from tests.conftest import MINIATURE

E, GE, LE, LT, AB = Comparator.EQUAL, Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.LESS, Comparator.ABOUT


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    project, _ = read_project(MINIATURE)
    return link(project)[0]


@pytest.fixture
def target(corpus: Corpus) -> Figure:
    return corpus.figure_by_id["green-city-r02-2025"]


def other(figure: Figure, **changes: object) -> Figure:
    return replace(figure, id="green-city-x", row_id="green-city-x", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "two", "gap"),
    [
        ((E, 90), (GE, 95), 5),
        ((E, 90), (E, 95), 5),
        ((GE, 95), (LT, 90), 5),
        ((LE, 10), (E, 12), 2),
        ((E, 100), (AB, 120), 8),
        ((E, 98), (GE, 95), None),
        ((GE, 95), (GE, 90), None),
        ((E, 100), (AB, 105), None),
        ((E, 90), (E, 90), None),
    ],
)
def test_pair_differs_when_no_value_satisfies_both(
    target: Figure, one: tuple[Comparator, int], two: tuple[Comparator, int], gap: int | None
) -> None:
    a = replace(target, comparator=one[0], amount=Decimal(one[1]))
    b = other(target, comparator=two[0], amount=Decimal(two[1]))
    found = differences((a, b), ())
    assert [each.gap for each in found] == ([Decimal(gap)] if gap else [])


@pytest.mark.parametrize(
    "change",
    [
        {"component": "东湖"},
        {"kind": Kind.CUMULATIVE},
        {"period": "2035"},
        {"role": Role.BASELINE},
        {"role": Role.STANDARD},
        {"amount": None},
    ],
    ids=str,
)
def test_figures_about_different_things_are_not_compared(target: Figure, change: dict[str, object]) -> None:
    assert differences((target, other(target, **{"amount": Decimal(1), "comparator": E, **change})), ()) == ()


def test_measures_of_one_dimension_are_converted(corpus: Corpus, target: Figure) -> None:
    measures = corpus.registry.measures
    a = replace(target, comparator=E, amount=Decimal(3), measure=measures["10k-trees"])
    same = other(target, comparator=E, amount=Decimal(30000), measure=measures["tree"])
    less = other(target, comparator=E, amount=Decimal(20000), measure=measures["tree"])
    assert differences((a, same), ()) == ()
    (found,) = differences((a, less), ())
    assert (found.gap, found.gap_share) == (Decimal(1), Decimal("0.3333"))


def test_promise_without_a_year_is_due_by_the_end_of_its_plan_and_called_undated(target: Figure) -> None:
    (found,) = differences(
        (replace(target, comparator=E, amount=Decimal(90)), other(target, period="", amount=Decimal(95))), ()
    )
    assert (found.kind, found.period) == ("undated", "2025")


def test_note_that_names_both_figures_explains_the_pair(corpus: Corpus) -> None:
    assert [(each.a.id, each.b.id, each.explanation) for each in corpus.differences] == [
        ("green-city-r02-2020", "green-city-q03", "green-city-n01")
    ]

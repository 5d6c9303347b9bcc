"""When two printed figures disagree, and when they only look as if they did."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.linking.differences import differences
from generator.model import Comparator, Corpus, DifferenceKind, DifferenceScope, Figure, Kind, NearIndicators, Role
from tests.conftest import MINIATURE, linked

E, GE, LE, LT, AB = Comparator.EQUAL, Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.LESS, Comparator.ABOUT


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return linked(MINIATURE)


@pytest.fixture
def target(corpus: Corpus) -> Figure:
    return {figure.id: figure for figure in corpus.figures}["green-city-r02-2025"]


def other(figure: Figure, **changes: object) -> Figure:
    return replace(figure, id="green-city-x", row_id="green-city-x", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "two", "differ", "gap"),
    [
        ((E, 90), (GE, 95), True, None),
        ((E, 90), (E, 95), True, 5),
        ((GE, 95), (LT, 90), True, None),
        ((LE, 10), (E, 12), True, None),
        ((E, 100), (AB, 120), True, None),
        ((E, 98), (GE, 95), False, None),
        ((GE, 95), (GE, 90), False, None),
        ((E, 100), (AB, 105), False, None),
        ((E, 90), (E, 90), False, None),
    ],
)
def test_pair_differs_when_no_value_satisfies_both(
    target: Figure, one: tuple[Comparator, int], two: tuple[Comparator, int], differ: bool, gap: int | None
) -> None:
    """Only two exact numbers are so much apart; a bound, or about so much, is not."""
    a = replace(target, comparator=one[0], amount=Decimal(one[1]))
    b = other(target, comparator=two[0], amount=Decimal(two[1]))
    differing = differences((a, b), ())
    assert [difference.gap for difference in differing] == ([gap if gap is None else Decimal(gap)] if differ else [])


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
    (difference,) = differences((a, less), ())
    assert (difference.gap, difference.gap_share) == (Decimal(1), Decimal("0.3333"))


def test_promise_without_a_year_is_due_by_the_end_of_its_plan_and_called_undated(target: Figure) -> None:
    (difference,) = differences(
        (replace(target, comparator=E, amount=Decimal(90)), other(target, period="", amount=Decimal(95))), ()
    )
    assert (difference.kind, difference.period) == ("undated", "2025")


def test_note_that_names_both_figures_explains_the_pair(corpus: Corpus) -> None:
    assert [
        (difference.a.id, difference.b.id, difference.explanation.id)
        for difference in corpus.differences
        if difference.explanation
    ] == [("green-city-r02-2020", "green-city-q03", "green-city-n01")]


def test_promise_for_a_period_is_due_by_its_end(target: Figure) -> None:
    a = replace(target, comparator=E, amount=Decimal(90), period="2021/2025")
    (difference,) = differences((a, other(target, comparator=E, amount=Decimal(95), period="2025")), ())
    assert (difference.kind, difference.period) == (DifferenceKind.VALUE, "2025")


def test_share_reached_in_a_period_stood_at_its_end_and_a_count_may_not_have(corpus: Corpus, target: Figure) -> None:
    measures = corpus.registry.measures
    for measure, kinds in (("percent", [DifferenceKind.VALUE]), ("tree", [])):
        a = replace(target, role=Role.ACTUAL, comparator=E, amount=Decimal(90), period="2016/2020")
        a = replace(a, measure=measures[measure])
        b = other(a, amount=Decimal(80), period="2020")
        assert [difference.kind for difference in differences((a, b), ())] == kinds


def test_past_value_without_a_year_is_not_compared(target: Figure) -> None:
    a = replace(target, role=Role.ACTUAL, comparator=E, amount=Decimal(90), period="")
    assert differences((a, other(a, amount=Decimal(80))), ()) == ()


def test_starting_points_that_differ_are_called_so(target: Figure) -> None:
    a = replace(target, role=Role.BASELINE, comparator=E, amount=Decimal(90), period="2020")
    (difference,) = differences((a, other(a, role=Role.ACTUAL, amount=Decimal(80))), ())
    assert difference.kind is DifferenceKind.BASELINE
    assert difference.contradiction


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        ((E, "19708"), (E, "19708.1"), DifferenceKind.ROUNDING),
        ((E, "1E+4"), (E, "11752"), DifferenceKind.ROUNDING),
        ((E, "14.5"), (E, "15"), DifferenceKind.VALUE),
        ((GE, "70"), (E, "69.94"), DifferenceKind.VALUE),
    ],
)
def test_rounded_figure_is_no_contradiction(
    target: Figure, one: tuple[Comparator, str], two: tuple[Comparator, str], kind: DifferenceKind
) -> None:
    a = replace(target, comparator=one[0], amount=Decimal(one[1]))
    (difference,) = differences((a, other(target, comparator=two[0], amount=Decimal(two[1]))), ())
    assert (difference.kind, difference.contradiction) == (kind, kind is DifferenceKind.VALUE)


def test_measures_that_cannot_be_converted_are_named(corpus: Corpus, target: Figure) -> None:
    a = replace(target, comparator=E, amount=Decimal(3))
    (difference,) = differences((a, other(a, measure=corpus.registry.measures["tree"])), ())
    assert (difference.kind, difference.gap, difference.contradiction) == (DifferenceKind.UNIT, None, False)
    assert differences((a, other(a, measure=None)), ()) == ()


def test_same_promise_by_another_year_in_another_plan_is_a_deadline(target: Figure) -> None:
    plan = replace(target.plan, id="blue-city")
    a = replace(target, comparator=E, amount=Decimal(90), period="2025")
    earlier, later = replace(a, id="early", period="2023"), other(a, plan=plan, period="2030")
    (difference,) = differences((a, earlier, later), ())
    assert (difference.kind, difference.a.period, difference.b.period, difference.gap) == (
        DifferenceKind.DEADLINE,
        "2023",
        "2030",
        None,
    )
    assert differences((a, other(a, period="2030")), ()) == ()


def test_near_indicators_are_compared_and_called_a_matter_of_definition(corpus: Corpus, target: Figure) -> None:
    indicator = replace(target.indicator, id="near")
    near = (NearIndicators(one=target.indicator, other=indicator, what="口径不同。", where=target.where),)
    a = replace(target, comparator=E, amount=Decimal(90))
    b = other(a, indicator=indicator, amount=Decimal(80))
    (difference,) = differences((a, b), (), near)
    assert (difference.kind, difference.gap) == (DifferenceKind.DEFINITION, Decimal(10))
    assert differences((a, b), ()) == ()
    assert differences((a, replace(b, period="2030")), (), near) == ()


def test_difference_says_whether_one_document_prints_both(corpus: Corpus) -> None:
    printed = {
        difference.scope: (difference.a.plan.id, difference.b.plan.id)
        for difference in corpus.differences
        if difference.a.indicator.id in ("survival-rate", "street-trees")
    }
    assert printed == {
        DifferenceScope.WITHIN_PLAN: ("green-city", "green-city"),
        DifferenceScope.ACROSS_PLANS: ("green-city", "clean-rivers"),
    }

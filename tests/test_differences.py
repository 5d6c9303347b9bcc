"""When two printed figures disagree, and when they only look as if they did."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.linking.differences import differences
from generator.model import (
    Comparator,
    Corpus,
    DifferenceKind,
    DifferenceScope,
    Figure,
    Kind,
    Measure,
    NearIndicators,
    Note,
    Role,
)
from tests.conftest import MINIATURE, linked

E, GE, LE, LT, AB = Comparator.EQUAL, Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.LESS, Comparator.ABOUT
MORE = Comparator.MORE


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return linked(MINIATURE)


@pytest.fixture
def target(corpus: Corpus) -> Figure:
    return {figure.id: figure for figure in corpus.figures}["green-city-r02-2025"]


def other(figure: Figure, **changes: object) -> Figure:
    return replace(figure, id="green-city-x", row_id="green-city-x", **changes)  # type: ignore[arg-type]


def number(figure: Figure, name: str, amount: float | str, period: str = "2025", **changes: object) -> Figure:
    """``figure`` as a plain number in a row called ``name``."""
    given = {"row_id": name, "amount": Decimal(str(amount)), "comparator": E, "period": period, **changes}
    return replace(figure, id=name, **given)  # type: ignore[arg-type]


def in_plan(figure: Figure, plan_id: str) -> Figure:
    return replace(figure, plan=replace(figure.plan, id=plan_id))


def told(*figures: Figure, near: tuple[NearIndicators, ...] = ()) -> list[tuple[str, str, str]]:
    """Kind and the two figures of each difference."""
    return [(difference.kind, difference.a.id, difference.b.id) for difference in differences(figures, (), near)]


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
        ((LE, 10), (E, -3), False, None),
        ((LT, 10), (E, -3), False, None),
        ((MORE, 10), (E, 3), True, None),
        ((AB, 100), (E, 90), False, None),
        ((AB, 100), (E, 89), True, None),
        ((AB, 100), (E, 110), False, None),
        ((AB, 100), (E, 111), True, None),
        ((AB, -100), (E, -90), False, None),
        ((AB, -100), (E, -110), False, None),
        ((AB, -100), (E, -111), True, None),
    ],
)
def test_pair_differs_when_no_value_satisfies_both(
    target: Figure, one: tuple[Comparator, int], two: tuple[Comparator, int], differ: bool, gap: int | None
) -> None:
    """Only two exact numbers are so much apart; a bound, or about so much, is not."""
    a = replace(target, comparator=one[0], amount=Decimal(one[1]))
    b = other(target, comparator=two[0], amount=Decimal(two[1]))
    for pair in ((a, b), (b, a)):
        differing = differences(pair, ())
        assert [difference.gap for difference in differing] == ([gap] if differ else [])


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


@pytest.mark.parametrize(("amount", "differ"), [(29999, True), (30000, False), (50000, False), (50001, True)])
def test_range_is_kept_by_every_number_within_it(corpus: Corpus, target: Figure, amount: int, differ: bool) -> None:
    """3—5万株 beside a number of 株: a range is no exact number, and so has no distance."""
    measures = corpus.registry.measures
    wide = number(target, "range", 3, amount_high=Decimal(5), measure=measures["10k-trees"])
    exact = number(target, "exact", amount, measure=measures["tree"])
    for pair in ((wide, exact), (exact, wide)):
        assert [difference.gap for difference in differences(pair, ())] == ([None] if differ else [])


@pytest.mark.parametrize(
    ("row_a", "period_a", "row_b", "period_b", "differ"),
    [
        ("r1", "2025", "r1", "2025", False),
        ("r1", "2025", "r2", "2025", True),
        ("r2", "2025", "r1", "2025", True),
        ("r1", "2021/2025", "r1", "2025", True),
        ("r1", "2025", "r1", "2021/2025", True),
    ],
)
def test_one_row_may_print_two_numbers_for_one_period(
    target: Figure, row_a: str, period_a: str, row_b: str, period_b: str, differ: bool
) -> None:
    a, b = number(target, "a", 90, period_a, row_id=row_a), number(target, "b", 80, period_b, row_id=row_b)
    assert bool(told(a, b)) is differ


def test_all_pairs_of_a_subject_are_compared(target: Figure) -> None:
    """Also those after two cells of one row, or after a pair that agrees."""
    a, b = number(target, "a", 90), number(target, "b", 80, row_id="a")
    c, d = number(target, "c", 90), number(target, "d", 70)
    assert told(a, b, c, d) == [("value", *pair) for pair in ("ad", "bc", "bd", "cd")]


def test_contradictions_come_first_and_each_kind_in_the_order_of_the_print(target: Figure) -> None:
    """By the first figure of a pair, then by the second; whatever the figures are called."""
    indicators = [replace(target.indicator, id=name) for name in ("one", "far", "near")]
    one, far, close = indicators
    near = tuple(NearIndicators(one=one, other=b, what="", where=target.where) for b in (far, close))
    figures = (
        number(target, "z", 70.4, "2020", role=Role.ACTUAL),
        number(target, "y", 90, "2025", indicator=one),
        number(target, "x", 50, "2030"),
        number(target, "w", 60, "2030"),
        number(target, "v", 80, "2025", indicator=close),
        number(target, "u", 80, "2025", indicator=far),
        number(target, "t", 70, "2020", role=Role.ACTUAL),
        number(target, "s", 95, "2025", indicator=one),
    )
    assert told(*figures, near=near) == [
        ("value", "y", "s"),
        ("value", "x", "w"),
        ("definition", "y", "v"),
        ("definition", "y", "u"),
        ("definition", "s", "v"),
        ("definition", "s", "u"),
        ("rounding", "z", "t"),
    ]


def test_earliest_year_of_a_promise_keeps_its_place_in_the_print(target: Figure) -> None:
    """A plan names the year 2030 and later 2028: the latter counts, and stands after what is printed between them."""
    a = number(target, "a", 90, "2025")
    late, early = (
        in_plan(number(target, name, 90, year), "blue") for name, year in (("late", "2030"), ("early", "2028"))
    )
    between = in_plan(number(target, "between", 90, "2026"), "red")
    assert told(a, late, between, early) == [
        ("deadline", "a", "between"),
        ("deadline", "a", "early"),
        ("deadline", "early", "between"),
    ]


@pytest.mark.parametrize(
    ("one", "two", "amounts", "differ"),
    [
        ("percent", "tree", (3, 3), True),
        ("tree", "percent", (3, 3), True),
        ("percent", "", (3, 3), False),
        ("", "percent", (3, 3), False),
        ("percent", "", (3, 4), True),
        ("percent", "", (4, 3), True),
        ("", "percent", (3, 4), True),
        ("", "percent", (4, 3), True),
        ("", "", (3, 3), False),
    ],
)
def test_number_without_a_unit_is_the_same_number_with_one(
    corpus: Corpus, target: Figure, one: str, two: str, amounts: tuple[int, int], differ: bool
) -> None:
    """Where one of them prints no unit, only another number is a difference."""
    measures = corpus.registry.measures
    a, b = (
        number(target, name, amount, measure=measures.get(measure))
        for name, amount, measure in zip("ab", amounts, (one, two), strict=True)
    )
    assert told(a, b) == ([("unit", "a", "b")] if differ else [])


def test_numbers_without_a_unit_are_compared(target: Figure) -> None:
    (difference,) = differences((number(target, "a", 4, measure=None), number(target, "b", 7, measure=None)), ())
    assert (difference.kind, difference.gap, difference.gap_share) == ("value", Decimal(3), Decimal("0.75"))


def test_measure_whose_factor_is_not_known_compares_with_nothing(target: Figure) -> None:
    measure = replace(target.measure, factor=None) if target.measure else None
    assert told(number(target, "a", 4, measure=measure), number(target, "b", 7, measure=measure)) == []


def dimension(measure: Measure | None, name: str) -> Measure:
    assert measure is not None
    return replace(measure, dimension=name)


@pytest.mark.parametrize(
    ("name", "periods"), [("share", ["2020"]), ("area", []), ("volume", []), ("", [])]
)  # in the alphabet, area comes before share, volume after it
def test_only_a_share_reached_in_a_period_is_the_one_at_its_end(target: Figure, name: str, periods: list[str]) -> None:
    measure = dimension(target.measure, name) if name else None
    a = number(target, "a", 90, "2016/2020", role=Role.ACTUAL, measure=measure)
    b = number(target, "b", 80, "2020", role=Role.ACTUAL, measure=measure)
    for pair in ((a, b), (b, a)):
        assert [difference.period for difference in differences(pair, ())] == periods


@pytest.mark.parametrize(
    ("period_a", "period_b", "period"),
    [
        ("2021/2025", "2021/2025", "2021/2025"),
        ("2021/2025", "2023/2025", "2025"),
        ("2023/2025", "2021/2025", "2025"),
        ("2021/2025", "2025", "2025"),
        ("2025", "2021/2025", "2025"),
        ("2021/2025", "", "2025"),
        ("", "2021/2025", "2025"),
        ("", "", ""),
    ],
)
def test_difference_is_for_the_period_both_print_or_for_the_year_both_end_in(
    target: Figure, period_a: str, period_b: str, period: str
) -> None:
    (difference,) = differences((number(target, "a", 90, period_a), number(target, "b", 80, period_b)), ())
    assert difference.period == period
    assert difference.kind is (DifferenceKind.VALUE if period_a and period_b else DifferenceKind.UNDATED)


def test_promise_without_a_year_in_a_plan_without_an_end_is_not_compared(target: Figure) -> None:
    endless = replace(target, plan=replace(target.plan, period_end=None))
    assert told(number(endless, "a", 90, ""), number(endless, "b", 80, "")) == []


@pytest.mark.parametrize(
    ("amount", "gap", "share"), [("80", "10", "0.125"), ("-80", "170", "2.125"), ("0", "90", None), ("30", "60", "2")]
)
def test_gap_is_told_as_a_share_of_the_first_figure(target: Figure, amount: str, gap: str, share: str | None) -> None:
    """Nothing is a share of 0."""
    (difference,) = differences((number(target, "a", amount), number(target, "b", 90)), ())
    assert (difference.gap, difference.gap_share) == (Decimal(gap), share if share is None else Decimal(share))


@pytest.mark.parametrize(("names", "explains"), [("", False), ("a", False), ("b", False), ("ab", True), ("abc", True)])
def test_only_a_note_that_names_both_figures_explains_them(
    corpus: Corpus, target: Figure, names: str, explains: bool
) -> None:
    figures = {name: number(target, name, amount) for name, amount in (("a", 90), ("b", 80), ("c", 90))}
    note = replace(corpus.notes[0], figures=tuple(figures[name] for name in names))
    explanation: Note | None = differences((figures["a"], figures["b"]), (note,))[0].explanation
    assert (explanation is note) is explains


@pytest.mark.parametrize(("one", "two"), [("blue", "red"), ("red", "blue")])
def test_scope_is_across_plans_whichever_comes_first(target: Figure, one: str, two: str) -> None:
    a, b = in_plan(number(target, "a", 90), one), in_plan(number(target, "b", 80), two)
    assert differences((a, b), ())[0].scope is DifferenceScope.ACROSS_PLANS


@pytest.mark.parametrize(("plan_a", "plan_b"), [("blue", "red"), ("red", "blue")])
@pytest.mark.parametrize(
    ("a", "b", "differ"),
    [
        ((90, "2025"), (90, "2030"), True),
        ((90, "2030"), (90, "2025"), True),
        ((90, "2025"), (90, "2025"), False),
        ((90, "2025"), (80, "2030"), False),
        ((80, "2025"), (90, "2030"), False),
        ((90, "2021/2025"), (90, "2025"), False),
        (("应保尽保", "2025"), ("应保尽保", "2030"), True),
        (("应保尽保", "2025"), ("全部覆盖", "2030"), False),
        (("全部覆盖", "2025"), ("应保尽保", "2030"), False),
        ((90, ""), (90, "2030"), False),
        ((90, "2030"), (90, ""), False),
    ],
)
def test_deadline_is_of_one_promise_with_another_year(
    target: Figure, plan_a: str, plan_b: str, a: tuple[int | str, str], b: tuple[int | str, str], differ: bool
) -> None:
    """A promise is a number, or words; one without a year has no deadline that could differ."""

    def promise(name: str, printed: int | str, period: str, plan: str) -> Figure:
        figure = number(target, name, printed if isinstance(printed, int) else 0, period, printed=str(printed))
        words = {} if isinstance(printed, int) else {"amount": None, "comparator": None}
        return in_plan(replace(figure, **words), plan)

    assert told(promise("a", *a, plan_a), promise("b", *b, plan_b)) == ([("deadline", "a", "b")] if differ else [])
    assert told(promise("a", *a, plan_a), promise("b", *b, plan_a)) == []


@pytest.mark.parametrize("role", [Role.GROWTH, Role.ACTUAL, Role.BASELINE])
def test_only_promises_have_deadlines(target: Figure, role: Role) -> None:
    a = number(target, "a", 90, "2020", role=role)
    assert told(a, in_plan(number(target, "b", 90, "2021", role=role), "blue")) == []


def test_same_promise_in_other_measures_of_one_dimension_has_one_deadline(corpus: Corpus, target: Figure) -> None:
    measures = corpus.registry.measures
    a = number(target, "a", 3, "2025", measure=measures["10k-trees"])
    same = in_plan(number(target, "b", 30000, "2030", measure=measures["tree"]), "blue")
    assert told(a, same) == [("deadline", "a", "b")]
    assert told(a, in_plan(number(target, "c", 3, "2030", measure=measures["tree"]), "blue")) == []


PERCENT, AREA = "share", "area"


@pytest.mark.parametrize(
    ("a", "b", "differ"),
    [
        ((90, "2025", PERCENT), (80, "2025", PERCENT), True),
        ((90, "2025", PERCENT), (90, "2025", PERCENT), False),
        ((90, "2025", PERCENT), (80, "2025", AREA), False),
        ((90, "2025", AREA), (80, "2025", PERCENT), False),
        ((90, "2025", PERCENT), (80, "2030", PERCENT), False),
        ((90, "2030", PERCENT), (80, "2025", PERCENT), False),
        ((90, "2025", PERCENT), (None, "2025", PERCENT), False),
        ((None, "2025", PERCENT), (80, "2025", PERCENT), False),
    ],
)
@pytest.mark.parametrize("names", [("cats", "dogs"), ("dogs", "cats")])
def test_near_indicators_are_compared_for_one_year_in_one_dimension(
    target: Figure,
    a: tuple[int | None, str, str],
    b: tuple[int | None, str, str],
    differ: bool,
    names: tuple[str, str],
) -> None:
    one, two = (replace(target.indicator, id=name) for name in names)
    near = (NearIndicators(one=one, other=two, what="", where=target.where),)

    def printed(name: str, amount: int | None, period: str, kind: str) -> Figure:
        figure = number(target, name, amount or 0, period, measure=dimension(target.measure, kind))
        return figure if amount is not None else replace(figure, amount=None, comparator=None)

    first, second = replace(printed("a", *a), indicator=one), replace(printed("b", *b), indicator=two)
    assert told(first, second, near=near) == ([("definition", "a", "b")] if differ else [])


def test_only_the_two_near_indicators_are_compared_and_all_their_figures(target: Figure) -> None:
    """Neither with those before or after them in the alphabet, nor past values that have no year."""
    figures = [
        number(target, f"{name}-{amount}", amount, period, indicator=replace(target.indicator, id=name))
        for name, amount, period in (
            *(("ants", 10, "2025"), ("bees", 20, "2025"), ("cats", 30, "2030"), ("cats", 40, "2025")),
            *(("cows", 40, "2030"), ("dogs", 50, "2025"), ("dogs", 60, "2030")),
        )
    ]
    cats, dogs = (replace(target.indicator, id=name) for name in ("cats", "dogs"))
    near = (NearIndicators(one=cats, other=dogs, what="", where=target.where),)
    assert told(*figures, near=near) == [("definition", "cats-30", "dogs-60"), ("definition", "cats-40", "dogs-50")]
    past = [
        number(target, f"{indicator.id}", amount, "", indicator=indicator, role=Role.ACTUAL)
        for indicator, amount in ((cats, 10), (dogs, 20))
    ]
    assert told(*past, near=near) == []


@pytest.mark.parametrize(
    ("a", "b", "changes", "kind"),
    [
        ("14.6", "15", {}, "rounding"),
        ("15", "14.6", {}, "rounding"),
        ("14.5", "15", {}, "value"),
        ("12", "15", {}, "value"),
        ("3", "3.2", {}, "rounding"),
        ("3", "3.6", {}, "value"),
        ("10", "10.4", {"kind": Kind.RANK}, "value"),
    ],
)
@pytest.mark.parametrize("measure", ["percent", "10k-trees", "ratio"])
def test_coarser_number_is_the_finer_one_rounded_in_any_measure(
    corpus: Corpus, target: Figure, a: str, b: str, changes: dict[str, object], kind: str, measure: str
) -> None:
    """A rank is not rounded."""
    changes = {"measure": corpus.registry.measures[measure], **changes}
    assert told(number(target, "a", a, **changes), number(target, "b", b, **changes)) == [(kind, "a", "b")]  # type: ignore[arg-type]

"""What a corpus is asked: cases of differences, what one plan or topic has of it, what is where, and versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.linking import link
from generator.linking.differences import differences
from generator.model import Comparator, Corpus, Figure, NearIndicators
from generator.model.coverage import coverage
from generator.model.difference import cases
from generator.model.figure import plain_number
from generator.model.plan import years_covered
from generator.model.restriction import only, only_topic
from tests.conftest import MINIATURE, linked
from tests.linking.sources import miniature


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return link(miniature())[0]


@pytest.fixture
def figure(corpus: Corpus) -> Callable[..., Figure]:
    base = {figure.id: figure for figure in corpus.figures}["green-city-r02-2025"]

    def made(name: str, amount: float, **changes: object) -> Figure:
        given = {"row_id": name, "amount": Decimal(str(amount)), "comparator": Comparator.EQUAL, **changes}
        return replace(base, id=name, **given)  # type: ignore[arg-type]

    return made


def sides(*figures: Figure) -> list[list[str]]:
    """The sides of the only case, by the figures' ids."""
    (case,) = cases(differences(figures, ()))
    return [[figure.id for figure in side] for side in case.sides]


def test_side_of_a_case_is_what_can_hold_together(figure: Callable[..., Figure]) -> None:
    a, b = figure("a", 600), figure("b", 700)
    assert sides(a, b) == [["a"], ["b"]]
    assert sides(a, b, figure("c", 600)) == [["a", "c"], ["b"]]
    assert sides(a, b, figure("c", 700), figure("d", 800)) == [["a"], ["b", "c"], ["d"]]
    assert sides(a, b, figure("c", 600, comparator=Comparator.AT_LEAST)) == [["a"], ["b"]]
    assert sides(a, b, figure("c", 650, comparator=Comparator.AT_LEAST)) == [["a"], ["b", "c"]]


@pytest.mark.parametrize(
    ("amounts", "gap"),
    [
        ([(90, "="), (80, "=")], 10),
        ([(80, "="), (90, "=")], 10),
        ([(90, "="), (80, "="), (90, "=")], 10),
        ([(90, "="), (80, "="), (70, "=")], None),
        ([(90, "="), (95, ">=")], None),
        ([(90, "="), (80, "<=")], None),
        ([(90, "="), (80, "="), (85, "<=")], None),
        ([(90, "="), (80, "="), (85, ">=")], None),
        ([(90, "="), (80, "="), (70, "~")], None),
        ([(100, "~"), (80, "=")], None),
    ],
)
def test_case_of_two_exact_values_says_how_far_they_are_apart(
    figure: Callable[..., Figure], amounts: list[tuple[int, str]], gap: int | None
) -> None:
    """However many places print one of the two; a bound or a third value makes the distance meaningless."""
    figures = [figure(f"f{place}", amount, comparator=Comparator(sign)) for place, (amount, sign) in enumerate(amounts)]
    (case,) = cases(differences(tuple(figures), ()))
    assert case.gap == gap
    assert case.first.a.id == "f0"


def test_distance_of_a_case_is_between_values_and_not_between_printed_numbers(
    corpus: Corpus, figure: Callable[..., Figure]
) -> None:
    """3万株 and 30000株 are one value, 3万株 and 3株 are two; a range is none."""
    many, one = corpus.registry.measures["10k-trees"], corpus.registry.measures["tree"]
    three, four = figure("a", 3, measure=many), figure("b", 40000, measure=one)
    for figures, gap in (
        ((three, four, figure("c", 30000, measure=one)), Decimal(1)),
        ((three, figure("c", 3, measure=one)), Decimal("2.9997")),
        ((three, four, figure("c", 3, amount_high=Decimal("3.5"), measure=many)), None),
    ):
        (case,) = cases(differences(figures, ()))
        assert case.gap == gap


def test_cases_part_where_the_kind_the_indicators_or_the_year_part(figure: Callable[..., Figure]) -> None:
    """Contradictions about one subject and year are one case, whatever their kinds; other kinds are by themselves."""
    plan = figure("a", 1).plan
    undated = figure("c", 70, period="", plan=replace(plan, id="blue"))
    same_year = (figure("a", 90), figure("b", 80), undated)
    (case,) = cases(differences(same_year, ()))
    assert {difference.kind for difference in case.differences} == {"value", "undated"}
    assert (case.contradiction, case.across_plans, case.first.kind) == (True, True, "value")
    assert [case.across_plans for case in cases(differences(same_year[:2], ()))] == [False]
    rounded = (*same_year, figure("d", "79.6"))
    assert [case.first.kind for case in cases(differences(rounded, ()))] == ["value", "rounding"]
    later = (*same_year, figure("d", 90, period="2030"), figure("e", 80, period="2030"))
    assert [case.first.b.id for case in cases(differences(later, ()))] == ["b", "e"]


def test_corpus_finds_what_belongs_together(corpus: Corpus) -> None:
    assert [project.id for project in corpus.projects_of_unit["guicheng-water"]] == [
        "clean-rivers-p01",
        "clean-rivers-p02",
    ]
    assert [(task.id, duty.role) for task, duty in corpus.duties_of_unit["guicheng-water"]] == [
        ("green-city-t02", "responsible"),
        ("clean-rivers-t01", "lead"),
        ("clean-rivers-t02", "responsible"),
        ("clean-rivers-t03", "support"),
    ]
    assert [note.id for note in corpus.notes_of_figure["green-city-q03"]] == ["green-city-n01"]
    assert list(corpus.notes_of_figure) == [
        *("green-city-r02-2020", "green-city-q03"),
        *("clean-rivers-q04", "clean-rivers-r03-growth", "clean-rivers-r03-2025"),
    ]
    quality = [case.first.id for case in corpus.cases_of_indicator["river-quality"]]
    assert quality == [case.first.id for case in corpus.cases_of_indicator["section-quality"]]
    assert {case.first.kind for case in corpus.cases_of_indicator["river-quality"]} == {"definition"}
    assert [clause.id for clause in corpus.mentions["guicheng-parks"]] == ["green-city-c1", "green-city-c2-2"]
    assert set(corpus.mentions) == {"guicheng-parks", "guicheng-water"}
    assert {task.id for task in corpus.tasks_of_clause["clean-rivers-c3-1"]} == {"clean-rivers-t01", "clean-rivers-t02"}


def test_every_clause_is_told_with_what_it_yielded(corpus: Corpus) -> None:
    rows = {row.clause.id: row for row in coverage(corpus)}
    assert list(rows) == list(corpus.clause_by_id)
    row = rows["clean-rivers-c1"]
    assert (row.table_figures, row.text_figures, row.tasks, row.projects) == (0, 5, 0, 0)
    assert (row.citations, row.notes, row.left_out) == (1, 1, 1)
    row = rows["clean-rivers-c3-1"]
    assert (row.table_figures, row.text_figures, row.tasks, row.projects) == (0, 2, 2, 3)


@pytest.mark.parametrize(("period", "year"), [("2025", 2025), ("2021/2025", 2025), ("2016/2020", 2020), ("", None)])
def test_figure_is_for_the_last_year_of_its_period(
    figure: Callable[..., Figure], period: str, year: int | None
) -> None:
    assert figure("a", 1, period=period).last_year == year


@pytest.mark.parametrize(
    ("amount", "number"),
    [("3", 3), ("3.0", 3), ("-2", -2), ("1E+4", 10000), ("2.4", 2.4), ("2.6", 2.6), ("-2.5", -2.5)],
)
def test_whole_amount_is_an_integer_for_programs(amount: str, number: float) -> None:
    plain = plain_number(Decimal(amount))
    assert (plain, type(plain)) == (number, type(number))


def test_part_of_one_plan_has_nothing_of_another(corpus: Corpus) -> None:
    green, rivers = corpus.plan_by_id["green-city"], corpus.plan_by_id["clean-rivers"]
    part = only(corpus, green)
    assert part.plans == (green,)
    for things in (
        part.figures,
        part.figure_tables,
        part.data_tables,
        part.tasks,
        part.projects,
        part.notes,
        part.left_out,
    ):
        assert {thing.plan.id for thing in things} == {"green-city"}
    assert [(difference.a.id, difference.b.id) for difference in part.differences] == [
        ("green-city-r02-2020", "green-city-q03")
    ]
    across = [difference for difference in corpus.differences if difference.scope == "across-plans"]
    assert across
    turned = replace(corpus, differences=tuple(replace(one, a=one.b, b=one.a) for one in across))
    assert only(turned, green).differences == only(turned, rivers).differences == ()
    assert [name.plan_id for name in part.registry.unit_names if name.plan_id] == ["green-city"]
    assert "园林部门" not in {name.name for name in only(corpus, rivers).registry.unit_names}
    assert part.registry.indicators == corpus.registry.indicators


def test_citation_of_a_plan_that_is_not_in_the_part_keeps_its_words_only(corpus: Corpus) -> None:
    """A plan may cite itself."""
    rivers = corpus.plan_by_id["clean-rivers"]
    of_itself = replace(corpus.citations_of_plan["clean-rivers"][2], cited_plan=rivers)
    part = only(replace(corpus, citations=(*corpus.citations, of_itself)), rivers)
    assert [(citation.cited_number, citation.cited_plan) for citation in part.citations] == [
        *[("桂政〔2022〕1号", None)] * 2,
        ("桂省令第3号", None),
        ("桂省令第3号", rivers),
    ]


def test_part_of_a_topic_has_what_is_about_its_indicators_alone(corpus: Corpus) -> None:
    registry = corpus.registry
    green, water = registry.topics["green"], registry.topics["water"]
    parks, river = registry.indicators["park-area"], registry.indicators["river-quality"]
    pairs = (
        *registry.near_indicators,
        *(
            NearIndicators(one=one, other=other, what="", where=parks.where)
            for one, other in ((parks, river), (river, parks))
        ),
    )
    note = corpus.notes[0]
    mixed = tuple(
        next(figure for figure in corpus.figures if figure.indicator is indicator) for indicator in (parks, river)
    )
    difference = corpus.differences[0]
    both = replace(
        corpus,
        registry=replace(registry, near_indicators=pairs),
        notes=(note, replace(note, id="none", figures=()), replace(note, id="mixed", figures=mixed)),
        differences=(
            *corpus.differences,
            replace(difference, id="one", a=mixed[0], b=mixed[1]),
            replace(difference, id="two", a=mixed[1], b=mixed[0]),
        ),
    )
    part = only_topic(both, green)
    assert {figure.indicator.topic.id for figure in part.figures} == {"green"}
    assert part.registry.near_indicators == ()
    assert [observation.indicator.id for observation in part.registry.observations] == ["park-area"]
    assert [note.id for note in part.notes] == ["green-city-n01"]
    assert {one.a.indicator.topic.id for one in part.differences} == {"green"}
    assert {one.id for one in part.differences} & {"one", "two"} == set()
    assert (part.tasks, part.projects, part.citations, part.data_tables, part.figure_tables) == ((), (), (), (), ())
    part = only_topic(both, water)
    assert [(pair.one.id, pair.other.id) for pair in part.registry.near_indicators] == [
        ("river-quality", "section-quality")
    ]
    assert part.notes == ()
    assert {one.kind for one in part.differences} == {"definition", "unit"}


def test_part_of_a_topic_keeps_all_that_is_said_of_all_its_figures(corpus: Corpus) -> None:
    """Also where the note, the pair or the difference is about each figure and indicator that the topic has."""
    registry = corpus.registry
    quality, section = registry.indicators["river-quality"], registry.indicators["section-quality"]
    topic = replace(registry.topics["water"], id="own")
    indicators = {one.id: replace(one, topic=topic) for one in (quality, section)}
    definition = next(one for one in corpus.differences if one.kind == "definition")
    whole = replace(
        corpus,
        registry=replace(registry, indicators={**registry.indicators, **indicators}),
        figures=(definition.a, definition.b),
        notes=(replace(corpus.notes[0], figures=(definition.a, definition.b)),),
        differences=(definition,),
    )
    part = only_topic(whole, topic)
    assert part.registry.near_indicators == registry.near_indicators
    assert (part.figures, part.notes, part.differences) == (whole.figures, whole.notes, whole.differences)


@pytest.mark.parametrize(
    ("released", "version", "edition"), [(True, "0.1.0", "0.1.0"), (False, "0.1.0-dev", "0.1.0（未定版）")]
)
def test_version_says_whether_it_may_still_change(corpus: Corpus, released: bool, version: str, edition: str) -> None:
    site = replace(corpus.site, released=released)
    assert (site.version, site.edition, site.day) == (version, edition, date(2026, 1, 2))


def test_date_that_is_not_given_cannot_be_asked_for(corpus: Corpus) -> None:
    plan = corpus.plans[0]
    assert plan.day == date(2022, 1, 10)
    with pytest.raises(ValueError, match="gives no date"):
        _ = replace(plan, issued=None).day
    with pytest.raises(ValueError, match="gives no date of the data"):
        _ = replace(corpus.site, data_date=None).day


@pytest.mark.parametrize(
    ("periods", "covered"),
    [
        ([], (None, None)),
        ([(None, None)], (None, None)),
        ([(2021, 2025)], (2021, 2025)),
        ([(2021, 2025), (None, None)], (2021, 2025)),
        ([(2021, 2025), (2022, 2035)], (2021, 2035)),
        ([(2021, 2025), (None, 2035)], (None, 2035)),
        ([(2021, 2025), (2016, None)], (2016, None)),
        ([(None, 2020), (2030, None)], (None, None)),
    ],
)
def test_years_of_several_plans_are_open_where_one_does_not_print_them(
    periods: list[tuple[int | None, int | None]], covered: tuple[int | None, int | None]
) -> None:
    plan = linked(MINIATURE).plans[0]
    assert years_covered(replace(plan, period_start=start, period_end=end) for start, end in periods) == covered

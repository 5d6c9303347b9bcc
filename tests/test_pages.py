"""What pages say of the whole corpus: nothing that is printed is missing from the page that is to show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from generator.model import Binding, Corpus, Figure
from generator.opendata import Exports, export
from generator.pages import PageType, binding, compare, home, indicators, plan, unit
from generator.pages._related import related
from generator.site_files import HeldFiles
from generator.wording import words
from tests.conftest import REPOSITORY, City, linked


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return linked(REPOSITORY)


@pytest.fixture(scope="module")
def exports(corpus: Corpus) -> Exports:
    return export(corpus, HeldFiles())


def facts_of(kind: PageType, corpus: Corpus, exports: Exports, address: str) -> Mapping[str, Any]:
    return next(spec.make().facts for spec in kind.pages(corpus, exports) if spec.address == address)


def test_every_marked_indicator_stands_under_its_mark(corpus: Corpus, exports: Exports) -> None:
    facts = facts_of(binding.PAGES, corpus, exports, "binding.html")
    for mark, groups in facts["parts_of"]:
        shown = {(group.plan.id, row.indicator.id) for group in groups for row in group.members}
        assert shown == {(figure.plan.id, figure.indicator.id) for figure in corpus.figures if figure.binding is mark}
        assert facts["counts"][mark] == len(shown) > 0
    assert {mark for mark, _ in facts["parts_of"]} == set(Binding)


def told(figure: Figure) -> tuple[str, str, str]:
    return (figure.role, figure.period, figure.component)


def test_figure_of_the_province_stands_beside_the_one_of_the_city_that_is_printed_with_it(
    corpus: Corpus, exports: Exports
) -> None:
    facts = facts_of(compare.PAGES, corpus, exports, "regions/compare.html")
    shown = {figure.id for _, figures in facts["beside"] for figure in figures if figure}
    said = [figure for figure in corpus.figures if figure.says]
    of_city = {(figure.plan.id, figure.indicator.id, *told(figure)) for figure in said if figure.region.id == "xuchang"}
    around = {
        figure.id
        for figure in said
        if figure.region.id in ("henan", "china") and (figure.plan.id, figure.indicator.id, *told(figure)) in of_city
    }
    assert len(around) > 20
    assert all(sum(figure is not None for figure in figures) > 1 for _, figures in facts["beside"])
    # the same value printed twice for one time is shown once
    missing = [{figure.id: figure for figure in corpus.figures}[figure_id] for figure_id in around - shown]
    kept = [{figure.id: figure for figure in corpus.figures}[figure_id] for figure_id in shown]
    for figure in missing:
        assert any(
            (other.indicator.id, other.region.id, *told(other))
            == (figure.indicator.id, figure.region.id, *told(figure))
            for other in kept
        ), figure.id


def test_counties_stand_side_by_side_with_the_total_of_the_city(corpus: Corpus, exports: Exports) -> None:
    facts = facts_of(compare.PAGES, corpus, exports, "regions/compare.html")
    grid = next(grid for grid in facts["inside"] if grid.indicator.id == "overdraft-reduction")
    column = grid.columns.index("2025年目标，合计")
    values = [row[column].amount for _, row in grid.rows]
    assert len(values) == 9
    assert sum(values) == grid.whole[column].amount == 7552


def test_related_plans_share_what_is_said(corpus: Corpus) -> None:
    for one in corpus.plans:
        for relation in related(corpus, one):
            assert relation.plan is not one
            for indicator in relation.indicators:
                measured = {figure.plan.id for figure in corpus.figures_of_indicator[indicator.id]}
                assert {one.id, relation.plan.id} <= measured
    education = related(corpus, corpus.plan_by_id["education"])
    assert education[0].plan.id == "public-services"
    assert "preschool-enrolment" in [indicator.id for indicator in education[0].indicators]


def test_key_figures_of_a_plan_are_still_to_come_and_binding_ones_lead(corpus: Corpus, exports: Exports) -> None:
    for one in corpus.plans:
        keys = facts_of(plan.PAGES, corpus, exports, f"plans/{one.id}.html")["keys"]
        marks = [row.target.binding is Binding.BINDING for row in keys]
        assert marks == sorted(marks, reverse=True)
        for row in keys:
            assert row.target.plan is one
            assert one.period_start is None or row.target.last_year >= one.period_start


def test_tasks_by_unit_are_all_the_duties(corpus: Corpus, exports: Exports) -> None:
    for one in corpus.plans:
        by_unit = facts_of(plan.PAGES, corpus, exports, f"plans/{one.id}.html")["by_unit"]
        shown = sorted((body.id, charge.task.id, charge.duty.role) for body, charges in by_unit for charge in charges)
        tasks = corpus.tasks_of_plan.get(one.id, ())
        assert shown == sorted((duty.unit.id, task.id, duty.role) for task in tasks for duty in task.duties)


def test_unit_that_is_owed_nothing_has_no_calendar_and_an_empty_table(corpus: Corpus, exports: Exports) -> None:
    idle = next(body for body in corpus.registry.units.values() if body.id not in corpus.duties_of_unit)
    page = next(spec.make() for spec in unit.PAGES.pages(corpus, exports) if spec.address == f"units/{idle.id}.html")
    assert page.files == {}
    assert [
        len(exports.files[file.address].splitlines()) for file in page.facts["downloads"] if file.suffix == ".csv"
    ] == [1]
    assert page.preview is None


def test_home_sets_two_documents_against_each_other(corpus: Corpus, exports: Exports) -> None:
    facts = facts_of(home.PAGES, corpus, exports, "index.html")
    pairs = [tuple(figure for figure, _ in sides) for sides in facts["disagreements"]]
    assert len({a.indicator.id for a, _ in pairs}) == len(pairs) == 4
    assert all(a.plan is not b.plan and a.printed != b.printed for a, b in pairs)
    assert facts["dues_title"] == "最近到期的"  # all that the gazette dates lies before the date of the data
    assert sum(count for _, count in facts["topics"]) == len(corpus.registry.indicators)


def test_index_of_indicators_names_every_indicator_once(corpus: Corpus, exports: Exports) -> None:
    topics = facts_of(indicators.PAGES, corpus, exports, "indicators/index.html")["topics"]
    assert sorted(row.indicator.id for _, rows in topics for row in rows) == sorted(corpus.registry.indicators)


def test_history_of_a_plan_is_shown_and_its_dates_are_checked(city: City) -> None:
    path = "content/plans/green-city.md"
    text = (city.root / path).read_text("utf-8")
    summary = next(line for line in text.split("\n") if line.startswith("summary:"))
    city.edit(path, summary, f"{summary}\nhistory:\n  - date: 2026-02-30\n    what: 改正一个数。")
    ran = city.run("check", "--lang", "en")
    assert ran.code == 1
    assert "error[bad-value] the value of “date” is not possible" in ran.out
    city.edit(path, "2026-02-30", "2026-02-28")
    assert city.run("build").code == 0
    page = (city.root / "site/plans/green-city.html").read_text("utf-8")
    assert "2026年2月28日" in page
    assert "改正一个数。" in page


def test_no_two_dimensions_share_a_name_on_the_page_of_measures(corpus: Corpus) -> None:
    used = dict.fromkeys(measure.dimension for measure in corpus.registry.measures.values())
    names = [words.DIMENSIONS[dimension] for dimension in used]  # every dimension of the corpus has a Chinese name
    assert len(set(names)) == len(names), names


def test_link_to_a_place_that_a_page_does_not_have_is_a_finding(city: City) -> None:
    file = city.root / "content/pages/about.md"
    file.write_text(
        f"{file.read_text('utf-8')}\n见[这里](page:about#nowhere)和[对照](page:regions/compare)。\n", "utf-8"
    )
    ran = city.run("check", "--lang", "en")
    assert ran.out.count("error[") == 1
    assert "dead-link" in ran.out
    assert "nowhere" in ran.out

"""How cells become figures where the column and the cell say different things."""

from __future__ import annotations

from generator.linking import link
from generator.model import Figure, Kind, Role
from generator.reading import read_project
from tests.conftest import City


def test_bracket_in_a_column_of_yearly_growth_is_cumulative_and_in_the_unit_of_its_row(city: City) -> None:
    package = "datasets/green-city/datapackage.json"
    city.edit(
        package, '"role": "baseline",', '"role": "growth", "kind": "annual_average_growth", "measure": "percent",'
    )
    city.edit("datasets/green-city/goals.csv", "m2,10,", "m2,〔2〕,")
    city.edit("datasets/green-city/goals.csv", "percent,88,", "percent,3%,")
    city.edit("datasets/green-city/goals.csv", "park-area,,,", "park-area,,〔8%〕,")
    corpus, _ = link(read_project(city.root)[0])

    def said(figure: Figure) -> tuple[Role, Kind, str]:
        return figure.role, figure.kind, figure.measure.id if figure.measure else ""

    by_id = {figure.id: figure for figure in corpus.figures}
    assert said(by_id["green-city-r01-2020"]) == (Role.GROWTH, Kind.CUMULATIVE, "m2")
    assert said(by_id["green-city-r02-2020"]) == (Role.GROWTH, Kind.ANNUAL_AVERAGE_GROWTH, "percent")
    assert said(by_id["green-city-r03-2020"]) == (Role.GROWTH, Kind.CUMULATIVE, "percent")
    assert city.run("check").code == 0

"""The registry's tables → regions, units, measures and names that know one another; and what is found in them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.linking import link
from generator.linking.table_schemas import field_names, house_schema, schema_of
from generator.model import Corpus, NameKind
from generator.reading.project import ProjectSources
from tests.linking.sources import findings, miniature, with_own_table, with_table

HOME = "datasets/registry"


def rows_of(table: str) -> list[dict[str, str]]:
    return [dict(record.values) for record in miniature().packages["registry"].tables[table].records]


def with_rows(table: str, *rows: dict[str, str]) -> ProjectSources:
    """The miniature with further rows in a table of its registry."""
    return with_table(miniature(), "registry", table, *rows_of(table), *rows)


def clean(project: ProjectSources) -> Corpus:
    corpus, unresolved = link(project)
    assert unresolved == ()
    return corpus


@pytest.mark.parametrize("base", ["aaa", "zzz"])
@pytest.mark.parametrize("base_first", [True, False])
def test_measure_knows_its_base_and_a_base_has_none(base: str, base_first: bool) -> None:
    """Wherever the two stand, and whatever their ids."""
    own = {"measure_id": base, "symbol": "户", "dimension": "homes", "factor_to_base": "1", "base_measure_id": base}
    many = {**own, "measure_id": "mmm", "symbol": "万户", "factor_to_base": "10000"}
    measures = clean(with_rows("measures", *((own, many) if base_first else (many, own)))).registry.measures
    assert measures[base].base is None
    above = measures["mmm"].base
    assert above is not None
    assert (above.id, above.symbol, measures["mmm"].factor) == (base, "户", Decimal(10000))


def test_first_measure_with_a_symbol_is_meant() -> None:
    registry = clean(
        with_rows("measures", {**rows_of("measures")[0], "measure_id": "a-m2", "base_measure_id": "m2"})
    ).registry
    for symbol, name in (("平方米", "m2"), ("%", "percent"), ("元", "yuan"), ("万元", "10k-yuan")):
        measure = registry.measure_named(symbol)
        assert measure is not None
        assert measure.id == name
    assert registry.measure_named("棵") is None


def parents(corpus: Corpus) -> dict[str, str | None]:
    return {unit.id: unit.parent.id if unit.parent else None for unit in corpus.registry.units.values()}


def test_units_may_stand_before_those_above_them_and_keep_their_order() -> None:
    top = {"unit_id": "top", "name": "顶", "type": "government", "region_id": "guicheng"}
    leaf, middle = (
        {**top, "unit_id": name, "parent_unit_id": above} for name, above in (("leaf", "mid"), ("mid", "top"))
    )
    columns = dict.fromkeys(rows_of("units")[0], "")
    corpus = clean(with_rows("units", *({**columns, **row} for row in (leaf, middle, top))))
    known = parents(corpus)
    assert list(known)[-3:] == ["leaf", "mid", "top"]
    assert (known["leaf"], known["mid"], known["top"]) == ("mid", "top", None)
    assert known["guicheng-parks"] == "guicheng-government"
    leaf_unit = corpus.registry.units["leaf"]
    assert leaf_unit.parent is not None
    assert leaf_unit.parent.parent is corpus.registry.units["top"]


def test_circle_is_one_finding_at_its_first_row_and_none_of_it_has_a_parent() -> None:
    columns = {**rows_of("units")[1]}
    rows = [{**columns, "unit_id": own, "parent_unit_id": above} for own, above in (("a", "c"), ("b", "a"), ("c", "b"))]
    corpus, unresolved = link(with_rows("units", *rows))
    (finding,) = unresolved
    assert (finding.code, finding.found) == ("circular-parent", "a, b, c")
    assert str(finding.where).startswith(f"{HOME}/units.csv:{len(rows_of('units')) + 2}:")
    assert [parents(corpus)[name] for name in "abc"] == [None, None, None]


def test_parent_that_is_not_known_is_found_at_the_row_that_names_it() -> None:
    corpus, unresolved = link(
        with_rows("regions", {**rows_of("regions")[2], "region_id": "north", "parent_region_id": "guichen"})
    )
    (finding,) = unresolved
    assert (finding.code, finding.found) == ("unknown-id", "guichen")
    assert (str(finding.where), finding.fix.zh) == (f"{HOME}/regions.csv:8:29", "请改正编号，或在那里补上这个地区")
    assert corpus.registry.regions["north"].parent is not None


@pytest.mark.parametrize(
    "table",
    ["regions", "topics", "measures", "units", "indicators", "unit_names", "indicator_names", "near_indicators"],
)
def test_table_that_could_not_be_read_is_no_reason_for_findings(table: str) -> None:
    """It has its own already."""
    assert findings(with_table(miniature(), "registry", table)) == []


def test_project_without_a_registry_is_linked_without_findings() -> None:
    packages = {name: package for name, package in miniature().packages.items() if name != "registry"}
    corpus, unresolved = link(replace(miniature(), packages=packages))
    assert unresolved == ()
    assert corpus.registry.units == {}
    assert corpus.plan_by_id["green-city"].issuer.id == "guicheng-government"


def test_collective_name_has_its_units_in_order_and_stands_where_it_stands_first() -> None:
    names = clean(miniature()).registry.unit_names
    (name,) = (name for name in names if name.name == "各县（区）人民政府")
    assert ([unit.id for unit in name.units], name.kind) == (
        ["east-government", "west-government"],
        NameKind.COLLECTIVE,
    )
    assert str(name.where) == f"{HOME}/unit_names.csv:9:1"
    assert [name.kind for name in names if name.name in ("桂城市园林局", "市园林局")] == [NameKind.FULL, NameKind.SHORT]


@pytest.mark.parametrize("plan", ["aaa", "zzz"])
@pytest.mark.parametrize("own_first", [True, False])
def test_name_means_what_its_plan_says_and_elsewhere_what_is_said_for_all(plan: str, own_first: bool) -> None:
    general, own = (
        {"name": "绿化局", "unit_id": unit, "kind": "short", "plan_id": limit}
        for unit, limit in (("guicheng-water", ""), ("guicheng-parks", plan))
    )
    other = {**own, "plan_id": "mmm", "unit_id": "east-government"}
    rows = (own, other, general) if own_first else (general, other, own)
    registry = clean(with_rows("unit_names", *rows)).registry

    def meant(name: str, where: str) -> list[str]:
        form = registry.unit_name(name, where)
        return [unit.id for unit in form.units] if form else []

    assert meant("绿化局", plan) == ["guicheng-parks"]
    assert meant("绿化局", "mmm") == ["east-government"]
    assert meant("绿化局", "bike-lanes") == meant("绿化局", "") == ["guicheng-water"]
    assert meant("市水务局", plan) == ["guicheng-water"]
    assert meant("市水物局", plan) == []
    assert meant("园林部门", "bike-lanes") == []


def test_observation_is_read_in_its_measure() -> None:
    """Words have no amount, and so has a unit that is not that of the row."""
    row = rows_of("observations")[0]
    columns = [
        ("83.1%", "percent", Decimal("83.1")),
        ("83.1", "", Decimal("83.1")),
        ("83.1株", "percent", None),
        ("达标", "percent", None),
    ]
    rows = [{**row, "printed": printed, "measure_id": measure} for printed, measure, _ in columns]
    observations = clean(with_table(miniature(), "registry", "observations", *rows)).registry.observations
    assert [observation.amount for observation in observations] == [amount for _, _, amount in columns]


@pytest.mark.parametrize("plan", ["green-city", "zoo"])
def test_standard_tables_of_a_plan_and_all_of_the_registry_have_the_houses_schema(plan: str) -> None:
    """A plan may have a table of its own called like one of the registry's."""
    fields = [{"name": "own"}, {"title": "no name"}]
    project = with_own_table(
        miniature(),
        "green-city",
        {"name": "regions", "schema": {"fields": fields, "primaryKey": ["own"]}},
        {"own": "1"},
    )
    package = replace(project.packages["green-city"], id=plan)
    assert house_schema(package, "regions") is None
    assert schema_of(package, "regions") == {"fields": [{"name": "own"}], "primaryKey": ["own"]}
    assert field_names(package, "regions") == ["own"]
    assert schema_of(package, "nothing") == {"fields": []}
    assert field_names(package, "tasks")[:3] == ["id", "clause", "number"]
    changed = {"name": "tasks", "schema": {"fields": fields}}
    descriptor = replace(package.descriptor, value={"resources": [changed]})
    assert field_names(replace(package, descriptor=descriptor), "tasks")[:3] == ["id", "clause", "number"]
    registry = project.packages["registry"]
    assert field_names(registry, "regions")[:2] == ["region_id", "name"]

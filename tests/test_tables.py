"""Published tables on small inputs: how rows are cut, joined and typed, and what programs are told of their columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.linking.addresses import data_name
from generator.model import DataTable, Figure, Role
from generator.model.restriction import only
from generator.opendata import tables_of
from generator.opendata.editions import edition_of
from generator.opendata.files import Download, Exports, TableDownloads
from generator.opendata.formats import all_formats, archived
from generator.opendata.machines.api.records import Records, object_schema
from generator.opendata.machines.csvw import PUBLICATION as CSVW
from generator.opendata.packages import closure
from generator.opendata.packages.closure import SharedTable
from generator.opendata.packages.own_tables import own_table
from generator.opendata.packages.readable import readable
from generator.opendata.tables import TableData, Value, as_text, typed
from generator.opendata.tables.targets import TABLE as TARGETS
from generator.site_files import HeldFiles
from tests.conftest import MINIATURE, linked


def a_table(name: str, header: str, *rows: str, vocabulary: bool = False, **schema: Any) -> TableData:
    """A table of words; ``-`` is a blank cell."""
    fields = [{"name": column, "type": "string"} for column in header.split()]
    cells = tuple(tuple("" if cell == "-" else cell for cell in row.split()) for row in rows)
    described = {"title": name, "description": "", "fields": fields, **schema}
    return TableData(name=name, schema=described, cells=cells, vocabulary=vocabulary)


def to(resource: str, column: str, target: str = "") -> dict[str, Any]:
    """A foreign key of one column."""
    return {"fields": [column], "reference": {"resource": resource, "fields": [target or column]}}


def closed(tables: Iterable[TableData]) -> tuple[TableData, ...]:
    return closure.closed([SharedTable(table) if table.vocabulary else table for table in tables])


def first_columns(tables: tuple[TableData, ...]) -> dict[str, list[str]]:
    return {table.name: [row[0] for row in table.cells] for table in tables}


FAMILIES = a_table("families", "family", "firs", "beeches", "willows", vocabulary=True)
KINDS = a_table(
    "kinds",
    "kind family parent",
    "birch - -",
    "tree - -",
    "broadleaf - tree",
    "oak beeches broadleaf",
    "spruce firs tree",
    vocabulary=True,
    foreignKeys=[to("families", "family"), to("", "parent", "kind")],
)
NAMES = a_table(
    "names",
    "name kind plot",
    "Eiche oak -",
    "Fichte spruce -",
    "Baum tree p1",
    "Laubbaum broadleaf p2",
    vocabulary=True,
    foreignKeys=[to("kinds", "kind"), to("plots", "plot")],
)
PLOTS = a_table("plots", "plot", "p1", "p2", vocabulary=True)
TREES = a_table("trees", "id kind plot", "t1 oak p1", "t2 - p1", foreignKeys=[to("kinds", "kind"), to("plots", "plot")])


@pytest.mark.parametrize(
    "tables",
    [(FAMILIES, NAMES, KINDS, PLOTS, TREES), (TREES, PLOTS, KINDS, NAMES, FAMILIES)],
    ids=["what is referred to first", "what refers first"],
)
def test_vocabularies_are_cut_to_what_is_referred_to_at_any_remove(tables: tuple[TableData, ...]) -> None:
    cut = closed(tables)
    assert first_columns(cut) == {
        "families": ["beeches"],
        "kinds": ["tree", "broadleaf", "oak"],
        "names": ["Eiche", "Baum"],
        "plots": ["p1"],
        "trees": ["t1", "t2"],
    }
    assert [table.name for table in cut] == [table.name for table in tables]


def test_vocabulary_that_nothing_refers_to_is_left_out() -> None:
    alone = a_table("trees", "id kind", "t1 -", foreignKeys=[to("kinds", "kind")])
    assert first_columns(closed((KINDS, FAMILIES, alone))) == {"trees": ["t1"]}


def test_plan_without_figures_brings_no_names_but_its_own() -> None:
    """The rules for cycle lanes state no figure; the city's government issued them, and the topic is roads."""
    corpus = linked(MINIATURE)
    part = only(corpus, corpus.plan_by_id["bike-lanes"])
    unobserved = replace(part, registry=replace(part.registry, observations=()))
    assert first_columns(closed(tables_of(unobserved))) == {
        "clauses": [clause.id for clause in corpus.plan_by_id["bike-lanes"].clauses],
        "coverage": [clause.id for clause in corpus.plan_by_id["bike-lanes"].clauses],
        "plans": ["bike-lanes"],
        "regions": ["province", "guicheng"],
        "topics": ["roads"],
        "unit_names": ["桂城市人民政府"],
        "units": ["guicheng-government"],
    }


JOINED = {
    "indicators": TableData(
        name="indicators",
        schema={
            "title": "指标",
            "fields": [
                {"name": "indicator_id", "title": "编号"},
                {"name": "aliases", "title": "别名"},
                {"name": "name", "title": "名称", "type": "string", "constraints": {"required": True}},
                {"name": "zone", "title": "区"},
            ],
        },
        cells=(("trees", "x", "树", "y"), ("parks", "x", "公园", "y")),
    ),
    "plans": TableData(
        name="plans",
        schema={
            "title": "规划",
            "fields": [
                {"name": "plan_id", "title": "编号"},
                {"name": "doc_number", "title": "文号", "type": "string", "example": "桂政〔2022〕1号"},
                {"name": "title", "title": "名称", "type": "string"},
            ],
        },
        cells=(("green", "1号", "绿化"),),
    ),
}


def test_names_of_what_ids_refer_to_are_joined_at_the_end_of_the_row() -> None:
    table = a_table("figures", "figure_id indicator_id plan_id", "f1 parks green", "f2 trees -", "f3 nonesuch green")
    joined = readable(table, JOINED)
    assert joined.header == (*table.header, "indicator_name", "plan_title", "doc_number")
    assert joined.cells == (
        ("f1", "parks", "green", "公园", "绿化", "1号"),
        ("f2", "trees", "", "树", "", ""),
        ("f3", "nonesuch", "green", "", "绿化", "1号"),
    )
    assert joined.schema["fields"][3:] == [
        {"name": "indicator_name", "title": "指标名称", "type": "string", "description": "indicators.csv 的 name"},
        {"name": "plan_title", "title": "规划名称", "type": "string", "description": "plans.csv 的 title"},
        {
            "name": "doc_number",
            "title": "规划文号",
            "type": "string",
            "example": "桂政〔2022〕1号",
            "description": "plans.csv 的 doc_number",
        },
    ]


def a_data_table(description: str, *fields: Mapping[str, object], **row: str) -> DataTable:
    plan = linked(MINIATURE).plan_by_id["green-city"]
    return DataTable(plan=plan, name="trees", title="树", description=description, fields=fields, rows=(row,))


def test_own_table_of_a_plan_is_published_with_its_ids_and_references() -> None:
    names = ("area", "clause", "id", "indicator", "kind", "region", "role", "source_line", "year")
    table = a_data_table(
        "照录",
        *({"name": name, "figure": {}, "type": "string"} for name in names[:-1]),
        {"name": "year", "type": "year", "format": "default", "title": "年", "constraints": {"required": True}},
        area="c1", clause="c1", id="r01", indicator="c1", kind="c1", region="c1", role="id", source_line="3", year="c1",
    )  # fmt: skip
    own = own_table(table)
    assert own.name == data_name(table)
    assert own.cells == (("green-city", "c1", "green-city-c1", "green-city-r01", "c1", "c1", "c1", "id", "3", "c1"),)
    assert own.schema["description"] == "照录"
    assert own.schema["primaryKey"] == ["row_id"]
    assert own.schema["foreignKeys"] == [
        to("plans", "plan_id"),
        to("clauses", "clause_id"),
        to("indicators", "indicator_id"),
        to("regions", "region_id"),
    ]
    first, *others, last = own.schema["fields"]
    assert (first["name"], first["constraints"]) == ("plan_id", {"required": True})
    assert others == [
        {"name": "area", "type": "string", "source": "照录原文"},
        {"name": "clause_id", "type": "string", "source": "编号"},
        {"name": "row_id", "type": "string", "source": "编号"},
        {"name": "indicator_id", "type": "string", "source": "编号"},
        {"name": "kind", "type": "string", "source": "从原文读出"},
        {"name": "region_id", "type": "string", "source": "编号"},
        {"name": "role", "type": "string", "source": "从原文读出"},
        {"name": "source_line", "type": "string", "unit": "行", "source": "从原文读出"},
    ]
    assert last == {
        "name": "year",
        "title": "年",
        "type": "year",
        "format": "default",
        "source": "照录原文",
        "constraints": {"required": True},
    }
    assert list(last) == ["name", "title", "type", "format", "source", "constraints"]


def test_own_table_without_ids_or_description() -> None:
    own = own_table(a_data_table("", {"name": "clause"}, clause="c99"))
    assert own.cells == (("green-city", "c99"),)
    assert "primaryKey" not in own.schema
    assert own.schema["description"] == "《桂城市“十四五”绿化规划》里的表，照印出来的样子"


@pytest.mark.parametrize(
    ("kind", "authored", "cell"),
    [
        ("boolean", "true", "true"),
        ("boolean", "True", "true"),
        ("boolean", "TRUE", "true"),
        ("boolean", "1", "true"),
        ("boolean", "false", "false"),
        ("boolean", "FALSE", "false"),
        ("boolean", "0", "false"),
        ("boolean", "", ""),
        ("any", "1", "1"),
        ("integer", "1", "1"),
        ("string", "TRUE", "TRUE"),
    ],
)
def test_what_an_own_table_says_in_another_form_of_its_type_is_canonical(kind: str, authored: str, cell: str) -> None:
    own = own_table(a_data_table("", {"name": "planted", "type": kind}, planted=authored))
    assert own.cells == (("green-city", cell),)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("integer", "", None),
        ("string", "", None),
        ("integer", "-3", -3),
        ("year", "2025", 2025),
        ("number", "80.50", Decimal("80.50")),
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("date", "2026-01-02", date(2026, 1, 2)),
        ("string", "true", "true"),
        ("", "1", "1"),
    ],
)
def test_cell_is_a_value_of_its_columns_type(kind: str, cell: str, value: Value) -> None:
    given = typed(kind, cell)
    assert (given, type(given)) == (value, type(value))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 1, 2), "2026-01-02"),
        ("x", "x"),
    ],
)
def test_value_is_written_in_its_canonical_form(value: Any, cell: str) -> None:
    assert as_text(value) == cell


FORMATS = (".csv", ".excel.csv", ".xlsx", ".json", ".jsonl", ".parquet", ".sqlite")
"""In the order in which they are offered."""


def test_formats_are_offered_in_one_order_the_canonical_one_first() -> None:
    assert tuple(one.suffix for one in all_formats()) == FORMATS
    assert [one.rank for one in all_formats()] == list(range(1, len(FORMATS) + 1))
    assert [one.suffix for one in all_formats() if one.canonical] == [".csv"]
    assert [one.suffix for one in archived()] == [".csv", ".xlsx"]


@pytest.mark.parametrize("suffix", FORMATS[1:])
@pytest.mark.parametrize("row", ["oak 3 x", "oak"])
def test_row_that_does_not_fit_its_columns_is_never_cut_or_filled(suffix: str, row: str) -> None:
    (form,) = (one for one in all_formats() if one.suffix == suffix)
    with pytest.raises((ValueError, IndexError)):
        form.render((a_table("trees", "kind height", row),), edition_of(linked(MINIATURE)))


def test_record_that_does_not_fit_its_columns_is_never_cut_or_filled() -> None:
    for row in ("oak 3 x", "oak"):
        with pytest.raises(ValueError, match="argument"):
            list(Records(a_table("trees", "kind height", row), "api/v1"))


RECORDS = TableData(
    name="trees",
    schema={
        "title": "树",
        "fields": [
            {"name": "tree_id", "type": "string", "title": "编号", "constraints": {"required": True}},
            {"name": "age", "type": "integer", "title": "树龄", "description": "估计"},
            {"name": "since", "type": "year", "constraints": {"required": True}},
            {"name": "planted", "type": "date"},
            {"name": "height", "type": "number"},
            {"name": "felled", "type": "boolean"},
            {"name": "kind", "type": "string", "constraints": {"enum": ["oak", "elm"]}},
            {"name": "state", "type": "any", "constraints": {"enum": ["good"], "required": True}},
            {"name": "names", "type": "string", "separator": "、", "description": "别名"},
            {"name": "url", "type": "string"},
            {"name": "what", "type": "string"},
        ],
    },
    cells=(
        ("t1", "80", "1946", "1946-03-12", "3.50", "true", "oak", "good", "橡、栎", "trees.html#t1", "x"),
        ("t2", "", "2000", "", "12", "false", "", "good", "", "trees.html#t2", ""),
    ),
)
FIRST = {
    "tree_id": "t1", "age": 80, "since": 1946, "planted": "1946-03-12", "height": 3.5, "felled": True, "kind": "oak",
    "state": "good", "names": ["橡", "栎"], "page": "../../trees.html#t1", "what": "x",
}  # fmt: skip
SECOND = {
    "tree_id": "t2", "age": None, "since": 2000, "planted": None, "height": 12, "felled": False, "kind": None,
    "state": "good", "names": [], "page": "../../trees.html#t2", "what": None,
}  # fmt: skip


def test_rows_are_objects_for_programs() -> None:
    records = Records(RECORDS, "api/v1")
    assert list(records) == [FIRST, SECOND]
    assert records.by_id() == {"t1": FIRST, "t2": SECOND}
    by_kind = records.by("kind")
    assert (by_kind["oak"], by_kind[""], by_kind["elm"]) == ([FIRST], [SECOND], [])


def test_columns_are_properties_for_programs() -> None:
    described = object_schema(RECORDS.schema, {"plots": {"type": "array"}})
    assert described == {
        "type": "object",
        "title": "树",
        "description": "",
        "properties": {
            "tree_id": {"description": "编号", "type": "string"},
            "age": {"description": "树龄。估计", "type": ["integer", "null"]},
            "since": {"description": "", "type": "integer"},
            "planted": {"description": "", "type": ["string", "null"], "format": "date"},
            "height": {"description": "", "type": ["number", "null"]},
            "felled": {"description": "", "type": ["boolean", "null"]},
            "kind": {"description": "", "type": ["string", "null"], "enum": ["oak", "elm", None]},
            "state": {"description": "", "type": "string", "enum": ["good"]},
            "names": {"type": "array", "items": {"type": "string"}, "description": "别名"},
            "page": {"type": "string", "format": "uri-reference", "description": "网页，相对于本文件"},
            "what": {"description": "", "type": ["string", "null"]},
            "plots": {"type": "array"},
        },
        "required": [*FIRST, "plots"],
        "additionalProperties": False,
    }
    assert list(object_schema(RECORDS.schema)["properties"]) == list(FIRST)


def of_metadata(*tables: TableData) -> list[dict[str, Any]]:
    """What the metadata for CSV on the Web say of the tables' columns and keys."""
    whole = Download(address="data/all.zip", label="", about="", suffix=".zip", media_type="", bytes=0)
    exports = Exports(
        files=HeldFiles(), tables=tuple(TableDownloads(table=table, rows=len(table.cells), downloads=()) for table in tables),
        contents={table.name: table for table in tables}, whole=whole,
        databases=(), by_plan={}, tables_by_plan={}, by_topic={}, by_indicator={}, by_unit={}, excerpt_fields={},
    )  # fmt: skip
    (content,) = CSVW.files(linked(MINIATURE), exports).values()
    assert isinstance(content, bytes)
    return [table["tableSchema"] for table in json.loads(content)["tables"]]


def with_required(required: str, primary: object) -> TableData:
    fields = [
        {"name": name, **({"constraints": {"required": True}} if name in required.split() else {})}
        for name in ("a", "b", "c")
    ]
    return TableData(name="t", schema={"title": "t", "fields": fields, "primaryKey": primary}, cells=())


@pytest.mark.parametrize(
    ("required", "primary", "told"),
    [
        ("", [], None),
        ("a", "a", ["a"]),
        ("a b", "a", ["a"]),
        ("a b", ["a", "b"], ["a", "b"]),
        ("a b c", ["a", "b"], ["a", "b"]),
        ("a", ["a", "b"], None),
        ("c", ["a", "b"], None),
        ("", "a", None),
    ],
)
def test_only_a_key_that_is_never_blank_is_a_key_on_the_web(
    required: str, primary: object, told: list[str] | None
) -> None:
    (schema,) = of_metadata(with_required(required, primary))
    assert schema.get("primaryKey") == told
    assert [column["name"] for column in schema["columns"] if column["required"]] == required.split()


def test_references_on_the_web_lead_to_published_tables_only() -> None:
    kinds, trees = of_metadata(KINDS, TREES)
    assert kinds["foreignKeys"] == [
        {"columnReference": ["parent"], "reference": {"resource": "kinds.csv", "columnReference": ["kind"]}}
    ]
    assert trees["foreignKeys"] == [
        {"columnReference": ["kind"], "reference": {"resource": "kinds.csv", "columnReference": ["kind"]}}
    ]
    assert "foreignKeys" not in of_metadata(PLOTS)[0]


def targets_of(*figures: Figure) -> list[Mapping[str, Any]]:
    return list(TARGETS.rows(replace(linked(MINIATURE), figures=figures)))


def a_figure(period: str, role: Role = Role.TARGET, **more: Any) -> Figure:
    figure = next(figure for figure in linked(MINIATURE).figures if figure.id == "clean-rivers-r02-2025")
    return replace(figure, period=period, role=role, printed=f"{role} {period}", **more)


def test_printed_row_with_parts_has_a_row_for_each_part() -> None:
    east = linked(MINIATURE).registry.regions["east"]
    rows = targets_of(
        a_figure("2025"),
        a_figure("2020", Role.BASELINE, component="清淤"),
        a_figure("2025", region=east),
        a_figure("2025", component="护岸"),
        a_figure("2035"),
    )
    assert [(row["target_id"], row["region_id"], row["component"]) for row in rows] == [
        ("clean-rivers-r02", "guicheng", ""),
        ("clean-rivers-r02-2", "east", ""),
        ("clean-rivers-r02-3", "guicheng", "护岸"),
    ]
    assert [rows[0][f"target_{year}_printed"] for year in ("2025", "2035", "other")] == [
        "target 2025",
        "target 2035",
        None,
    ]


def test_row_of_targets_holds_the_latest_baseline_and_the_first_other_year() -> None:
    growth = a_figure("2021/2025", Role.GROWTH)
    (row,) = targets_of(
        a_figure("2020", Role.BASELINE),
        a_figure("2021", Role.BASELINE),
        a_figure("2019", Role.BASELINE),
        a_figure("2023"),
        a_figure("2024"),
        growth,
    )
    assert (row["baseline_period"], row["baseline_printed"]) == ("2021", "baseline 2021")
    assert (row["target_other_period"], row["target_other_printed"]) == ("2023", "target 2023")
    assert growth.measure
    assert (row["growth_printed"], row["growth_measure"]) == ("growth 2021/2025", growth.measure.symbol)
    (bare,) = targets_of(replace(growth, measure=None))
    assert (bare["growth_measure"], bare["measure_symbol"], bare["target_2025_printed"]) == (None, None, None)
    assert targets_of(a_figure("2020", Role.ACTUAL), a_figure("2020", Role.BASELINE)) == []

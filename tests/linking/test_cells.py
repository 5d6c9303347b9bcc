"""What a cell says: its amount, measure and kind; and what is found where cell, row, column and table do not agree."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.linking import link
from generator.linking.figures import layout_of
from generator.model import Comparator, Figure, Kind, Origin, Role
from generator.reading.project import ProjectSources
from tests.linking.sources import QUANTITY, briefly, findings, miniature, with_own_table, with_table

PLAN = "green-city"
QUANTITIES = f"datasets/{PLAN}/quantities.csv"
OWN = f"datasets/{PLAN}/own.csv"


def quantity(printed: str, **cells: str) -> ProjectSources:
    """A plan whose text has one number; notes that speak of others are left out."""
    return with_table(
        with_table(miniature(), PLAN, "notes"), PLAN, "quantities", {**QUANTITY, "printed": printed, **cells}
    )


def only_figure(project: ProjectSources, name: str = "q1") -> Figure:
    corpus, unresolved = link(project)
    assert not unresolved
    return next(figure for figure in corpus.figures if figure.id == f"{PLAN}-{name}")


def own_table(column: str, constants: dict[str, str], **cells: str) -> ProjectSources:
    """A plan with a table of its own, in which ``column`` holds one figure."""
    names = ["id", column, *cells]
    fields = [{"name": name, "title": name.upper()} for name in names]
    fields[1]["figure"] = constants  # type: ignore[assignment]
    resource: dict[str, Any] = {"name": "own", "title": "自己的表", "schema": {"fields": fields}}
    resource["figures"] = {"indicator": "street-trees", "clause": "c1"}
    return with_own_table(miniature(), PLAN, resource, {"id": "z1", column: "3", **cells})


GOOD = {"role": "target", "period": "2025", "kind": "level", "binding": "binding"}
ROLES = "baseline, target, actual, growth, standard"
KINDS = "level, cumulative, annual_average_growth, relative_change, absolute_change, rank, share, qualitative"


@pytest.mark.parametrize("column", ["amount", "y2025"])  # before and after “printed” in the alphabet
@pytest.mark.parametrize(
    ("name", "written", "possible"),
    [
        ("role", "base", ROLES),
        ("role", "", ROLES),
        ("kind", "leve", KINDS),
        ("binding", "must", "binding, expected"),
        ("period", "20x5", "2025, 2021/2025"),
        ("period", "2021-2025", "2025, 2021/2025"),
    ],
)
def test_impossible_attribute_of_a_column_is_found_in_any_table_of_a_plans_own(
    column: str, name: str, written: str, possible: str
) -> None:
    reported = findings(own_table(column, {**GOOD, name: written}))
    assert briefly(reported) == [("bad-attribute", f"{OWN}:2:4", written)]
    assert reported[0].expected.zh == possible
    assert f"“{column}”列数值的 {name} 不对" in reported[0].what.zh


@pytest.mark.parametrize("missing", ["kind", "binding", "period"])
def test_kind_binding_and_period_may_be_missing(missing: str) -> None:
    project = own_table("y2025", {name: value for name, value in GOOD.items() if name != missing})
    figure = only_figure(project, "z1")
    assert (figure.kind, figure.amount) == (Kind.LEVEL, Decimal(3))
    assert getattr(figure, missing) == {"kind": Kind.LEVEL, "binding": None, "period": ""}[missing]


def test_place_is_that_of_the_column_that_says_it() -> None:
    project = own_table("y2025", {"role": "target"}, binding="must")
    assert briefly(findings(project)) == [("bad-attribute", f"{OWN}:2:6", "must")]


@pytest.mark.parametrize(("name", "written"), [("role", "base"), ("kind", "leve"), ("period", "20x5"), ("role", "")])
def test_schema_reports_what_quantities_cannot_be(name: str, written: str) -> None:
    """quantities.csv has a schema that says what is possible: the finding is that of the cell, and no second one."""
    assert findings(quantity("3万株", **{"measure": "10k-trees", "binding": "must", name: written})) == []


@pytest.mark.parametrize(
    ("given", "origin"), [({}, Origin.TABLE), ({"origin": "text"}, Origin.TEXT), ({"origin": "air"}, Origin.TABLE)]
)
def test_table_of_ours_may_gather_quantities_of_the_text(given: dict[str, str], origin: Origin) -> None:
    fields = [{"name": "id"}, {"name": "y2025", "title": "2025年", "figure": {"role": "target"}}]
    layout = layout_of("own", {"title": "目标", "figures": given, "schema": {"fields": fields}})
    assert layout is not None
    assert (layout.origin, layout.title, layout.headings) == (origin, "目标", {"id": "id", "y2025": "2025年"})
    assert layout.columns == {"y2025": {"role": "target"}}


@pytest.mark.parametrize("name", ["own", "tasks", "water"])
def test_table_without_a_column_of_figures_has_none(name: str) -> None:
    assert layout_of(name, {"schema": {"fields": [{"name": "id"}, {"name": "printed"}]}}) is None


def test_printed_tables_are_shown_in_the_order_of_their_packages_and_quantities_are_not() -> None:
    corpus, _ = link(miniature())
    assert [(table.plan.id, table.name, table.title) for table in corpus.figure_tables] == [
        ("green-city", "goals", "绿化目标"),
        ("green-city", "trees", "各地种树任务"),
        ("clean-rivers", "quality", "整治目标"),
        ("clean-rivers", "reaches", "各地整治长度"),
    ]
    goals = corpus.figure_tables[0]
    assert [column for column, _ in goals.columns] == ["row_number", "printed_name", "y2020", "y2025", "binding"]
    assert [cell.id if isinstance(cell, Figure) else cell for cell in goals.rows[2]] == [
        *("3", "绿化覆盖", "", "green-city-r03-2025", "expected"),
    ]


@pytest.mark.parametrize(
    ("printed", "cells", "comparator", "amount", "hedge"),
    [
        ("50%", {"hedge": "以上"}, Comparator.AT_LEAST, "50", "以上"),
        ("50%", {"hedge": "约"}, Comparator.ABOUT, "50", "约"),
        ("50%以上", {"hedge": "力争"}, Comparator.AT_LEAST, "50", "力争、以上"),
        ("50%左右", {}, Comparator.ABOUT, "50", "左右"),
        ("50%", {}, Comparator.EQUAL, "50", ""),
        ("14.7%", {"hedge": "下降", "measure": "percent"}, Comparator.EQUAL, "-14.7", "下降"),
        ("应保尽保", {"hedge": "力争"}, None, None, "力争"),
    ],
)
def test_hedge_that_stands_apart_counts_as_if_it_stood_beside_the_number(
    printed: str, cells: dict[str, str], comparator: Comparator | None, amount: str | None, hedge: str
) -> None:
    figure = only_figure(quantity(printed, measure="percent", **{k: v for k, v in cells.items() if k != "measure"}))
    assert (figure.comparator, figure.amount) == (comparator, amount if amount is None else Decimal(amount))
    assert (figure.hedge, figure.printed) == (hedge, printed)


def test_hedge_makes_nothing_readable() -> None:
    (finding,) = findings(quantity("3万棵", measure="10k-trees", hedge="约"))
    assert (finding.code, finding.found) == ("unreadable-value", "3万棵")
    assert "from its character 3 on" in finding.what.en
    assert "从第 3 个字起读不懂" in finding.what.zh


def test_cell_declared_qualitative_is_words_whatever_digits_it_holds() -> None:
    figure = only_figure(quantity("3个100%", kind="qualitative", hedge="力争"))
    assert (figure.amount, figure.comparator, figure.kind, figure.hedge) == (None, None, Kind.QUALITATIVE, "力争")


@pytest.mark.parametrize(
    ("printed", "cells", "measure", "kind"),
    [
        ("3万株", {"measure": "10k-trees"}, "10k-trees", Kind.LEVEL),
        ("3万", {"measure": "tree"}, "tree", Kind.LEVEL),
        ("3", {"measure": "10k-trees"}, "10k-trees", Kind.LEVEL),
        ("提高30%", {"measure": "10k-trees"}, "percent", Kind.RELATIVE_CHANGE),
        ("增加3万株", {"measure": "tree"}, "10k-trees", Kind.ABSOLUTE_CHANGE),
        ("增加3", {"measure": "tree"}, "tree", Kind.ABSOLUTE_CHANGE),
        ("年均增长5%", {"measure": "10k-trees"}, "percent", Kind.ANNUAL_AVERAGE_GROWTH),
        ("〔5%〕", {"measure": "10k-trees", "role": "growth"}, "percent", Kind.CUMULATIVE),
        ("〔5〕", {"measure": "10k-trees", "role": "growth"}, "10k-trees", Kind.CUMULATIVE),
        ("〔5万株〕", {"measure": "10k-trees"}, "10k-trees", Kind.CUMULATIVE),
        ("3万株", {"measure": "10k-trees", "kind": "cumulative"}, "10k-trees", Kind.CUMULATIVE),
    ],
)
def test_change_is_in_the_unit_printed_with_it_and_all_else_in_that_of_its_row(
    printed: str, cells: dict[str, str], measure: str, kind: Kind
) -> None:
    figure = only_figure(quantity(printed, **cells))
    assert figure.measure is not None
    assert (figure.measure.id, figure.kind) == (measure, kind)


@pytest.mark.parametrize(
    ("printed", "cells", "needed"),
    [
        ("3株", {"measure": "percent"}, "tree"),
        ("3%", {"measure": "tree"}, "percent"),
        ("3%", {"measure": ""}, "percent"),
        ("〔5%〕", {"measure": "tree", "role": "target"}, "percent"),
        ("〔5%〕", {"measure": "tree", "role": "actual"}, "percent"),
        ("〔5%〕", {"measure": "tree", "role": "standard"}, "percent"),
        ("5%", {"measure": "tree", "role": "growth"}, "percent"),
        ("3万", {"measure": "10k-trees"}, "株"),
        ("3亿", {"measure": "100m-yuan"}, "元"),
    ],
)
def test_unit_that_is_not_that_of_its_row_is_found(printed: str, cells: dict[str, str], needed: str) -> None:
    corpus, (finding,) = link(quantity(printed, **cells))
    assert (finding.code, finding.found) == ("measure-differs", printed)
    assert (finding.expected.en, finding.expected.zh) == (f"the measure {needed}", f"计量单位 {needed}")
    figure = next(figure for figure in corpus.figures if figure.id == f"{PLAN}-q1")
    assert (figure.measure.id if figure.measure else "") == cells["measure"]


def test_unit_found_wrong_stands_at_the_rows_measure_or_else_at_the_cell() -> None:
    """A measure that the column says for all its cells is in no cell of the row."""
    row = {**QUANTITY, "printed": "3%", "measure": "tree"}
    project = with_table(with_table(miniature(), PLAN, "notes"), PLAN, "quantities", row)
    assert str(findings(project)[0].where) == f"{QUANTITIES}:2:{len('q1,street-trees,target,2025,c1,3%,') + 1}"
    project = own_table("y2025", {"role": "target", "measure": "tree"})
    three_percent = {"id": "z1", "y2025": "3%"}
    assert briefly(findings(with_table(project, PLAN, "own", three_percent))) == [
        ("measure-differs", f"{OWN}:2:4", "3%")
    ]


def test_measure_that_is_not_known_is_one_finding() -> None:
    """The printed unit then differs from nothing, and the number compares with none."""
    corpus, unresolved = link(quantity("3万株", measure="10k-tree"))
    assert [(finding.code, finding.found) for finding in unresolved] == [("unknown-id", "10k-tree")]
    figure = next(figure for figure in corpus.figures if figure.id == f"{PLAN}-q1")
    assert not [difference for difference in corpus.differences if figure in (difference.a, difference.b)]


@pytest.mark.parametrize(
    ("printed", "amount"), [("98以上", Decimal(98)), ("3万株", None), ("3株", None), ("应保尽保", None)]
)
def test_without_the_table_of_measures_units_are_words_and_no_finding(printed: str, amount: Decimal | None) -> None:
    """The table that could not be read has its finding; a hundred more would bury it."""
    corpus, unresolved = link(with_table(quantity(printed, measure="10k-trees"), "registry", "measures"))
    assert unresolved == ()
    assert [figure.amount for figure in corpus.figures if figure.id == f"{PLAN}-q1"] == [amount]


def test_registry_without_the_percent_sign_is_told_what_is_missing() -> None:
    """百分之三十 is 30%, whether or not the registry has that unit."""
    percent = [record.values for record in miniature().packages["registry"].tables["measures"].records]
    others = [row for row in percent if row["measure_id"] != "percent"]
    project = with_table(quantity("百分之三十", measure="tree"), "registry", "measures", *others)
    (finding,) = [one for one in findings(project) if one.code == "measure-differs"]
    assert (finding.found, finding.expected.zh) == ("百分之三十", "计量单位 %")
    figure = next(figure for figure in link(project)[0].figures if figure.id == f"{PLAN}-q1")
    assert figure.amount == 30


def test_bracket_is_cumulative_only_in_a_column_of_yearly_growth() -> None:
    """Elsewhere the column's kind and measure hold."""
    constants = {"role": "target", "kind": "relative_change", "measure": "percent"}
    project = with_table(own_table("y2025", constants), PLAN, "own", {"id": "z1", "y2025": "〔5〕", "measure": "tree"})
    figure = only_figure(project, "z1")
    assert figure.measure is not None
    assert (figure.kind, figure.measure.id, figure.role) == (Kind.RELATIVE_CHANGE, "percent", Role.TARGET)


def test_cell_without_a_role_is_no_figure_and_notes_that_name_it_are_not_blamed() -> None:
    row = {**QUANTITY, "printed": "3万株", "measure": "10k-trees", "role": "base"}
    note = {"id": "n1", "clause": "c1", "kind": "unclear", "subject": "一", "what": "看不清。", "figures": "q1"}
    project = with_table(with_table(miniature(), PLAN, "quantities", row), PLAN, "notes", note)
    corpus, unresolved = link(project)
    assert unresolved == ()
    assert [note.figures for note in corpus.notes if note.plan.id == PLAN] == [()]
    project = with_table(project, PLAN, "quantities", {**row, "id": "q2", "role": "target"})
    assert briefly(findings(project)) == [
        ("unknown-id", f"datasets/{PLAN}/notes.csv:2:22", f"{PLAN}-q1"),
    ]

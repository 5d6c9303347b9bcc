"""Cells → figures. One mechanism for every table: a cell's attributes are the table's, then the row's,
then the column's: a growth column is in percent whatever the row is in.

In ``datapackage.json`` a column whose cells are figures has a property ``figure`` with what is constant for
the column; the resource has ``figures`` with what is constant for the table; columns named like an
attribute say it for the row. The table of quantities in running text is the case with one such column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from generator.diagnostics import Diagnostic, Text
from generator.figures import PrintedValue, Unreadable, read_printed
from generator.linking.package import PackageLinker
from generator.linking.resolver import NOWHERE
from generator.linking.values import integer, member, values_of
from generator.model import Binding, Figure, FigureTable, Kind, Measure, Origin, Region, Role
from generator.reading.project import fields_of
from generator.reading.table import CsvTable, Record

FIGURE_ATTRIBUTES = (
    "indicator", "region", "component", "measure", "role", "period", "kind", "hedge", "binding", "clause",
    "row_number", "row_group", "printed_name", "table_title", "source_line",
)  # fmt: skip
HIDDEN = {"id", "indicator", "region", "measure", "role", "period", "kind", "clause", "source_line"}
"""Columns that a printed table is shown without."""

CHANGE_KINDS = {Kind.RELATIVE_CHANGE, Kind.ABSOLUTE_CHANGE, Kind.ANNUAL_AVERAGE_GROWTH}
"""A change has the unit it is printed in, whatever the level has: 提高30% in a row of 人."""
BRACKETS = ("〔", "【", "[")
MULTIPLIED = re.compile("[万亿]")
PERIOD = re.compile(r"\d{4}(/\d{4})?")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a resource's cells become figures: the attributes of the table and of each column of figures.

    ``headings`` maps every column to its printed heading.
    """

    origin: Origin
    title: str
    constants: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]
    headings: Mapping[str, str]


def layout_of(name: str, resource: Mapping[str, Any]) -> Layout | None:
    """The layout a descriptor gives, or ``None`` when the resource has no figures."""
    if name == "quantities":
        return Layout(Origin.TEXT, "", {}, {"printed": {}}, {})
    fields = fields_of(resource)
    columns = {field["name"]: _texts(field["figure"]) for field in fields if isinstance(field.get("figure"), dict)}
    if not columns:
        return None
    constants = {"table_title": str(resource.get("title", "")), **_texts(resource.get("figures", {}))}
    headings = {field["name"]: str(field.get("title", field["name"])) for field in fields}
    origin = (
        member(Origin, constants.get("origin", "")) or Origin.TABLE
    )  # a table of ours may gather quantities of text
    return Layout(origin, str(resource.get("title", "")), constants, columns, headings)


def _texts(constants: Any) -> dict[str, str]:
    return {key: str(value) for key, value in constants.items()} if isinstance(constants, dict) else {}


@dataclass(frozen=True, slots=True)
class LinkedFigures:
    """The figures of a package in authored order, and its printed tables as they are to be shown.

    ``complete`` is false where a cell gave no figure, because it has no valid role; that is a finding.
    """

    figures: tuple[Figure, ...]
    tables: tuple[FigureTable, ...]
    complete: bool


def link_figures(linker: PackageLinker, city: Region) -> LinkedFigures:
    """The figures of all tables of a package; ``city`` is the region of a figure that names none."""
    figures: list[Figure] = []
    tables: list[FigureTable] = []
    complete = True
    for name, table in linker.package.tables.items():
        layout = layout_of(name, linker.package.resource(name))
        if layout is None:
            continue
        cells: dict[tuple[int, str], Figure] = {}
        for record in table.records:
            for column, figure in _row_figures(linker, record, layout, city):
                if figure is None:
                    complete = False
                else:
                    cells[record.line, column] = figure
        figures += cells.values()
        if name != "quantities":
            tables.append(_figure_table(linker, name, table, layout, cells))
    return LinkedFigures(tuple(figures), tuple(tables), complete)


def _row_figures(
    linker: PackageLinker, record: Record, layout: Layout, city: Region
) -> Iterator[tuple[str, Figure | None]]:
    for column, constants in layout.columns.items():
        if record.get(column):
            given = {**layout.constants, **_row_attributes(record), **constants}
            yield column, _figure(linker, record, column, _bracketed(record, column, given), layout, city)


def _bracketed(record: Record, column: str, given: Mapping[str, str]) -> Mapping[str, str]:
    """The attributes of a cell below 年均或〔累计〕增长: one in brackets is cumulative, and in the unit of its row."""
    if given.get("kind") != Kind.ANNUAL_AVERAGE_GROWTH or not record.get(column).startswith(BRACKETS):
        return given
    return {**given, "kind": Kind.CUMULATIVE, "measure": record.get("measure")}


def _row_attributes(record: Record) -> dict[str, str]:
    """The attributes that columns of the row give, empty ones left out."""
    return {name: record.get(name) for name in FIGURE_ATTRIBUTES if record.get(name)}


def _figure(
    linker: PackageLinker, record: Record, column: str, given: Mapping[str, str], layout: Layout, city: Region
) -> Figure | None:
    vocabulary = linker.vocabulary
    measure = vocabulary.measures.get_if_given(given.get("measure", ""), partial(record.where, "measure"))
    value = _value(linker, record, column, measure, given)
    if value.symbol and _has_own_unit(value, given):
        measure = vocabulary.registry.measure_named(value.symbol) or measure
    row_id = linker.id(record)
    fixed = column != "printed"  # quantities.csv has a schema of ours that says what is possible
    role = _member(Role, "role", given, linker, record, column, reported=not fixed)
    period = _period(given, linker, record, column, reported=not fixed)
    kind = _member(Kind, "kind", given, linker, record, column, reported=not fixed)
    binding = _member(Binding, "binding", given, linker, record, column, reported=not fixed)
    if role is None:
        return None
    return Figure(
        id=f"{row_id}-{given['key']}" if "key" in given else row_id,
        row_id=row_id,
        plan=linker.plan,
        indicator=vocabulary.indicators.get(given.get("indicator", ""), partial(record.where, "indicator")),
        origin=layout.origin,
        table_title=given.get("table_title", ""),
        row_number=given.get("row_number", ""),
        row_group=given.get("row_group", ""),
        printed_name=given.get("printed_name", ""),
        region=vocabulary.regions.get(given["region"], partial(record.where, "region")) if "region" in given else city,
        component=given.get("component", ""),
        role=role,
        period=period,
        printed=record.get(column),
        comparator=value.comparator,
        amount=value.amount,
        amount_high=value.amount_high,
        measure=measure,
        kind=kind or value.kind,
        hedge=value.hedge,
        binding=binding,
        clause=linker.clauses.get(given.get("clause", ""), partial(record.where, "clause")),
        source_line=integer(given.get("source_line", "")),
        where=record.where(column),
    )


def _member(
    kind: type[E],
    name: str,
    given: Mapping[str, str],
    linker: PackageLinker,
    record: Record,
    column: str,
    reported: bool,
) -> E | None:
    """The attribute as a member of its enumeration; a finding when it is none, or a required one is missing."""
    text = given.get(name, "")
    if text in values_of(kind):
        return kind(text)
    if (text or kind is Role) and not reported:
        linker.findings.append(_bad_attribute(record, column, name, text, ", ".join(kind)))
    return None


def _period(given: Mapping[str, str], linker: PackageLinker, record: Record, column: str, reported: bool) -> str:
    text = given.get("period", "")
    if not text or PERIOD.fullmatch(text):
        return text
    if not reported:
        linker.findings.append(_bad_attribute(record, column, "period", text, "2025, 2021/2025"))
    return ""


def _bad_attribute(record: Record, column: str, name: str, written: str, expected: str) -> Diagnostic:
    where = record.where(name) if name in record else record.where(column)
    return Diagnostic(
        where=where,
        code="bad-attribute",
        what=Text(f"the figures of column “{column}” have no possible “{name}”", f"“{column}”列数值的 {name} 不对"),
        found=written,
        expected=Text(expected, expected),
        fix=Text(
            f"correct it in column “{name}”, or in “figure” or “figures” in datapackage.json",
            f"请在 {name} 列里改正，或在 datapackage.json 的 figure、figures 里改正",
        ),
    )


def _value(
    linker: PackageLinker, record: Record, column: str, measure: Measure | None, given: Mapping[str, str]
) -> PrintedValue:
    """What the grammar reads in the cell. A cell declared qualitative is words, whatever digits they hold.

    A hedge that is separated from its number counts as if it were adjacent: 约为全省人均的一半, 分别下降50.1%、14.7%,
    50%、20%以上.
    """
    printed, hedge = record.get(column), given.get("hedge", "")
    words = PrintedValue(printed=printed, hedge=hedge)
    if given.get("kind") == Kind.QUALITATIVE:
        return words
    registry = linker.vocabulary.registry
    symbols = registry.symbols
    value = read_printed(printed, symbols=symbols)
    if hedge and isinstance(value, PrintedValue):
        both = (read_printed(text, symbols=symbols) for text in (hedge + printed, printed + hedge))
        heard = next((form for form in both if isinstance(form, PrintedValue) and form.amount is not None), value)
        value = replace(heard, printed=printed, hedge="、".join(word for word in (hedge, value.hedge) if word))
    if isinstance(value, Unreadable) and not linker.vocabulary.measures.complete:
        return words  # the units are not known, because their file could not be read
    if isinstance(value, Unreadable):
        where = record.where(column)
        linker.findings.append(
            Diagnostic(
                where=where,
                code="unreadable-value",
                what=Text(
                    f"the value in column “{column}” cannot be read from its character {value.offset + 1} on",
                    f"“{column}”列的数值从第 {value.offset + 1} 个字起读不懂",
                ),
                found=printed,
                expected=Text(
                    "a printed value such as 98以上, ≥4, 〔10〕, 3—5, 应保尽保, with a unit that stands in measures.csv",
                    "印出来的数值，如 98以上、≥4、〔10〕、3—5、应保尽保；单位要在 measures.csv 里",
                ),
                fix=Text(
                    "copy the cell as printed; a new unit goes into datasets/registry/measures.csv; "
                    "words that hold digits get kind “qualitative”",
                    "请照原文录入；新单位请加到 datasets/registry/measures.csv；带数字的文字目标请把 kind 填为 qualitative",
                ),
            )
        )
        return words
    if not (value.symbol and _has_own_unit(value, given)):
        _check_measure(linker, record, column, measure, value)
    return value


def _has_own_unit(value: PrintedValue, given: Mapping[str, str]) -> bool:
    """Whether the value is in the unit printed with it, whatever the measure of its row."""
    return value.kind in CHANGE_KINDS or (value.kind is Kind.CUMULATIVE and given.get("role") == Role.GROWTH)


def _check_measure(
    linker: PackageLinker, record: Record, column: str, measure: Measure | None, value: PrintedValue
) -> None:
    """A finding where a printed unit is not the measure of the row, or 万 and 亿 would multiply twice (500亿 in 亿元)."""
    symbol = measure.symbol if measure else ""
    if (measure is not None and measure.where == NOWHERE) or not linker.vocabulary.measures.complete:
        return  # the row's measure has its finding already
    multiplied = MULTIPLIED.search(record.get(column)) if symbol[:1] in ("万", "亿") and not value.symbol else None
    if value.symbol and value.symbol != symbol:
        known = linker.vocabulary.registry.measure_named(value.symbol)
        printed, needed = value.symbol, known.id if known else value.symbol
        what = Text(
            f"the cell is printed in “{printed}”, the row says “{symbol}”",
            f"单元格印的单位是“{printed}”，这一行写的是“{symbol}”",
        )
    elif multiplied:
        printed, needed = multiplied[0], symbol[1:]
        what = Text(
            f"the cell has “{printed}” and so has the measure “{symbol}”: the value would be multiplied twice",
            f"单元格里有“{printed}”，计量单位“{symbol}”里又有，数值会乘两次",
        )
    else:
        return
    linker.findings.append(
        Diagnostic(
            where=record.where("measure") if record.get("measure") else record.where(column),
            code="measure-differs",
            what=what,
            found=record.get(column),
            expected=Text(f"the measure {needed}", f"计量单位 {needed}"),
            fix=Text("correct the column “measure”", "请改正 measure 列"),
        )
    )


def _figure_table(
    linker: PackageLinker, name: str, table: CsvTable, layout: Layout, cells: Mapping[tuple[int, str], Figure]
) -> FigureTable:
    """The printed table as it is to be shown: a figure where a cell is one, text otherwise."""
    shown = [column for column in table.header if column not in HIDDEN]
    return FigureTable(
        plan=linker.plan,
        name=name,
        title=layout.title,
        figure_columns=frozenset(layout.columns),
        columns=tuple((column, layout.headings.get(column, column)) for column in shown),
        rows=tuple(
            tuple(cells.get((record.line, column), record[column]) for column in shown) for record in table.records
        ),
    )

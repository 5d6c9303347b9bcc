"""A printed table → a resource of a data package: columns named by what they hold, cells as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.figures import Unreadable, read_printed
from generator.importing.proposals import Proposals, bare_name, unit_in
from generator.importing.tables import DASHES, Table

YEAR = re.compile(r"(20\d\d)\s*年")
BINDING = {"约束性": "binding", "预期性": "expected"}
TITLES = {
    "id": ("编号", "本表内不变的编号"), "printed_name": ("指标", "照原文"), "indicator": ("指标编号", "indicators.csv 的编号"),
    "measure": ("计量单位", "measures.csv 的编号；原文没有印单位则空"), "kind": ("读法", "带数字的文字目标填 qualitative"),
    "binding": ("属性", "binding 约束性｜expected 预期性"), "row_group": ("类别", "照原文；合并的单元格在每一行都填上"),
    "row_number": ("序号", "原文序号"), "source_line": ("原文行号", "在公报文本中的行号"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` in the CSV, ``title`` as printed; ``figure`` what is constant for its cells, when they are figures."""

    name: str
    title: str
    figure: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """An entry of datapackage.json and its rows; ``unknown`` lists (line, printed name, nearest known name)."""

    descriptor: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unknown: tuple[tuple[int, str, str], ...]


def table_resource(
    name: str, table: Table, title: str, anchor: str, period: tuple[str, str] | None, issued: int, source: str,
    proposals: Proposals,
) -> Resource:  # fmt: skip
    """``anchor`` is the clause of the table, ``issued`` the year of the document, ``source`` how it is cited."""
    columns = _columns(table, period, issued, proposals)
    named = [column.name for column in columns]
    is_figures = "printed_name" in named and any(column.figure for column in columns)
    extra = ("indicator", "measure", "kind") if is_figures else ()
    names = ("id", *named, *extra, "source_line")
    rows, unknown = [], []
    for number, row in enumerate(table.rows, start=1):
        cells = dict(zip(named, [*row.cells, *[""] * len(named)], strict=False))
        if is_figures:
            near = _understand(cells, columns, row.line, source, proposals)
            if near is not None:
                unknown.append((row.line, cells["printed_name"], near))
        cells |= {"id": f"{name}r{number:02}" if name != "table1" else f"r{number:02}", "source_line": str(row.line)}
        rows.append(tuple(cells.get(each, "") for each in names))
    descriptor = {
        "name": name,
        "path": f"{name}.csv",
        "title": title,
        **({"figures": {"table_title": title, "origin": "table", "clause": anchor}} if is_figures else {}),
        "schema": {"fields": [_field(each, columns, is_figures) for each in names], "missingValues": [""]},
    }
    return Resource(descriptor, names, tuple(rows), tuple(unknown))


def _columns(table: Table, period: tuple[str, str] | None, issued: int, proposals: Proposals) -> list[Column]:
    columns: list[Column] = []
    taken: set[str] = set()
    for index, title in enumerate(table.header):
        column = _column(title, index, table, period, issued, proposals)
        if column.name in taken:
            column = Column(f"c{index + 1}", title)
        taken.add(column.name)
        columns.append(column)
    return columns


def _column(
    title: str, index: int, table: Table, period: tuple[str, str] | None, issued: int, proposals: Proposals
) -> Column:
    if re.search("序号", title):
        return Column("row_number", title)
    if re.search("属性|指标性", title):
        return Column("binding", title)
    if re.fullmatch("单位|计量单位", title):
        return Column("unit_printed", title)
    role = _role(title, period, issued)
    if role:
        place = re.sub(r".*年\s*", "", title) if YEAR.search(title) else ""
        region = next((each.id for each in proposals.registry.regions.values() if place and place in each.name), "")
        keys = [role["period"].replace("/", "-"), region or (f"c{index + 1}" if place else ""), _suffix(role["role"])]
        key = "-".join(part for part in keys if part)
        figure = {"key": key, **role, **({"region": region} if region else {})}
        return Column(
            f"y{key.replace('-', '_')}", title, figure | ({"component": place} if place and not region else {})
        )
    if re.search("指标", title) and not re.search("一级|类", title):
        return Column("printed_name", title)
    if index == 0 and re.search("类别|维度|分类|领域|一级|^$", title):
        return Column("row_group", title or "类别")
    return Column(f"c{index + 1}", title or f"第 {index + 1} 列")


def _suffix(role: str) -> str:
    return "growth" if role == "growth" else ""


def _role(title: str, period: tuple[str, str] | None, issued: int) -> dict[str, str] | None:
    """What the cells of a column are, as its heading says it; ``None`` when they are no figures."""
    years = YEAR.findall(title)
    if re.search("年均|增长|累计", title) and period and not years:
        past = "十三五" in title or "基数" in title
        span = ("2016", "2020") if past else period
        return {"role": "growth", "period": "/".join(span), "kind": "annual_average_growth"}
    if years:
        year = years[0]
        role = "target" if int(year) >= issued or "目标" in title else "actual" if "实现" in title else "baseline"
        return {"role": role, "period": year}
    if re.fullmatch("预期值|目标值?|目标数", title) and period:
        return {"role": "target", "period": period[1]}
    return None


def _understand(
    cells: dict[str, str], columns: list[Column], line: int, source: str, proposals: Proposals
) -> str | None:
    """Fills in indicator, measure and kind; returns the nearest known name when the indicator is new."""
    printed = cells["printed_name"]
    if "binding" in cells:
        cells["binding"] = BINDING.get(cells["binding"], "")
    if not bare_name(printed):
        return None
    unit = cells.get("unit_printed", "") or unit_in(printed) or _unit_of(cells, columns)
    known = bare_name(printed) in proposals.names()
    cells["indicator"], near = proposals.indicator(printed, unit, f"{source}第{line}行。")
    cells["measure"] = proposals.measure(unit)
    symbols = tuple(each.symbol for each in proposals.registry.measures.values()) + tuple(proposals.measures)
    values = [cells.get(column.name, "") for column in columns if column.figure]
    read = [read_printed(value, symbols=symbols) for value in values if value not in DASHES | {""}]
    if any(isinstance(each, Unreadable) or (each.symbol and each.symbol != unit) for each in read):
        cells["kind"] = "qualitative"
    return None if known else near


def _unit_of(cells: Mapping[str, str], columns: list[Column]) -> str:
    """% when a value carries it itself."""
    return "%" if any("%" in cells.get(column.name, "") for column in columns if column.figure) else ""


def _field(name: str, columns: list[Column], is_figures: bool) -> dict[str, Any]:
    column = next((each for each in columns if each.name == name), None)
    title, about = TITLES.get(name, ("", "照原文"))
    field: dict[str, Any] = {
        "name": name,
        "title": column.title if column else title,
        "description": about,
        "type": "integer" if name == "source_line" else "string",
    }
    if name in ("id", "source_line"):
        field["constraints"] = {"required": True}
    if column and column.figure and is_figures:
        field["figure"] = dict(column.figure)
    return field

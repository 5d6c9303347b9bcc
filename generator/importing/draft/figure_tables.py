"""A printed table → a resource of a data package: columns named by what they hold, cells as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.figures import Unreadable, read_printed
from generator.importing.draft.proposals import Proposals, bare_name, unit_in
from generator.importing.structure.tables import DASHES, SHIFTED, PrintedRow, PrintedTable
from generator.linking.figures import CHANGE_KINDS
from generator.model import Binding, Kind, Origin, Role

HEADING_YEAR = re.compile(r"(20\d\d)\s*年")
ABOUT_VALUES = re.compile(r"(?:规划|预期|实际|完成|实现|基期|基准|目标|[（(]?基数[）)]?|现状|数|值)+$")
BINDING = {"约束性": Binding.BINDING, "预期性": Binding.EXPECTED}
TITLES = {
    "id": ("编号", "本表内不变的编号"), "printed_name": ("指标", "照原文"), "indicator": ("指标编号", "indicators.csv 的编号"),
    "measure": ("计量单位", "measures.csv 的编号；原文没有印单位则空"), "kind": ("读法", "带数字的文字目标填 qualitative"),
    "binding": ("属性", "binding 约束性｜expected 预期性"), "row_group": ("类别", "照原文；合并的单元格在每一行都填上"),
    "row_number": ("序号", "原文序号"), "as_printed": ("原文整行", "可能错位的行照原文抄在这里，各格用｜隔开；理顺以后可以删去这一列"),
    "source_line": ("原文行号", "在公报文本中的行号"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """``name`` in the CSV, ``title`` as printed; ``figure`` the attributes that its cells share, ``None`` for words."""

    name: str
    title: str
    figure: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class DraftResource:
    """An entry of datapackage.json and its rows; ``unknown`` lists (line, printed name, nearest known name)."""

    descriptor: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unknown: tuple[tuple[int, str, str], ...]


def table_resource(
    name: str, table: PrintedTable, title: str, anchor: str, period: tuple[str, str] | None, issued: int, source: str,
    proposals: Proposals,
) -> DraftResource:  # fmt: skip
    """The resource for ``table``.

    ``anchor`` is the clause of the table, ``issued`` the year of the document, ``source`` how it is cited. What the
    registry does not know is added to ``proposals``.
    """
    columns = _columns(table, period, issued, proposals)
    named = [column.name for column in columns]
    is_figures = "printed_name" in named and any(column.figure for column in columns)
    extra = ("indicator", "measure", "kind") if is_figures else ()
    shifted = ("as_printed",) if is_figures and any(SHIFTED in row.flags for row in table.rows) else ()
    names = ("id", *named, *extra, *shifted, "source_line")
    rows, unknown = [], []
    for number, row in enumerate(table.rows, start=1):
        cells = dict(zip(named, [*row.cells, *[""] * len(named)], strict=False))
        if is_figures and SHIFTED in row.flags:
            cells |= _placeholder(cells, row, source, proposals)
        elif is_figures:
            near = _set_attributes(cells, columns, row.line, source, proposals)
            if near is not None:
                unknown.append((row.line, cells["printed_name"], near))
        cells |= {"id": f"{name}r{number:02}" if name != "table1" else f"r{number:02}", "source_line": str(row.line)}
        rows.append(tuple(cells.get(column_name, "") for column_name in names))
    descriptor = {
        "name": name,
        "path": f"{name}.csv",
        "title": title,
        **({"figures": {"table_title": title, "origin": Origin.TABLE, "clause": anchor}} if is_figures else {}),
        "schema": {
            "fields": [_field(column_name, columns, is_figures) for column_name in names],
            "missingValues": [""],
        },
    }
    return DraftResource(descriptor, names, tuple(rows), tuple(unknown))


def _columns(
    table: PrintedTable, period: tuple[str, str] | None, issued: int, proposals: Proposals
) -> list[DraftColumn]:
    """One column per cell of the widest row; cells beyond the header have no title and a name by position."""
    columns: list[DraftColumn] = []
    taken: set[str] = set()
    keys: set[str] = set()
    widest = max((len(row.cells) for row in table.rows), default=0)
    for index, title in enumerate([*table.header, *[""] * (widest - len(table.header))]):
        cells = [row.cells[index] for row in table.rows if index < len(row.cells) and SHIFTED not in row.flags]
        column = _column(title, index, cells, period, issued, proposals, keys)
        if column.name in taken:
            column = DraftColumn(f"c{index + 1}", title)
        taken.add(column.name)
        columns.append(column)
    return columns


def _column(
    title: str, index: int, cells: Sequence[str], period: tuple[str, str] | None, issued: int, proposals: Proposals,
    keys: set[str],
) -> DraftColumn:  # fmt: skip
    """The column for a heading.

    ``cells`` stand below the heading ``title``. ``keys`` holds the figure keys that columns to its left have taken; the
    column's own is added.
    """
    if re.search("序号", title):
        return DraftColumn("row_number", title)
    if re.search("属性|指标性", title) and {*cells} <= BINDING.keys() | DASHES | {""}:
        return DraftColumn("binding", title)
    if re.fullmatch("单位|计量单位", title):
        return DraftColumn("unit_printed", title)
    role = _role(title, period, issued)
    if role:
        return _figure_column(title, index, cells, role, proposals, keys)
    if re.search("指标", title) and not re.search("一级|类", title):
        return DraftColumn("printed_name", title)
    if index == 0 and re.search("类别|维度|分类|领域|一级|^$", title):
        return DraftColumn("row_group", title or "类别")
    return DraftColumn(f"c{index + 1}", title or f"第 {index + 1} 列")


def _figure_column(
    title: str, index: int, cells: Sequence[str], role: dict[str, str], proposals: Proposals, keys: set[str]
) -> DraftColumn:
    """A column of figures. Text after the year is a region (河南省), or a component where no region matches."""
    place = ABOUT_VALUES.sub("", re.sub(r".*年\s*", "", title)) if HEADING_YEAR.search(title) else ""
    region = next((known.id for known in proposals.registry.regions.values() if place and place in known.name), "")
    figure = role | ({"region": region} if region else {"component": place} if place else {})
    key = "-".join(
        part
        for part in (role["period"].replace("/", "-"), region, "growth" if role["role"] == Role.GROWTH else "")
        if part
    )
    for other in (f"{key}-{role['role']}", f"{key}-c{index + 1}"):
        key = other if key in keys else key
    keys.add(key)
    if role["role"] == Role.GROWTH:
        figure |= _growth(title, cells, proposals)
    return DraftColumn(f"y{key.replace('-', '_')}", title, {"key": key, **figure})


def _growth(title: str, cells: Sequence[str], proposals: Proposals) -> dict[str, str]:
    """``measure`` and ``kind`` of a growth column, whose unit is not that of its rows.

    The column is qualitative, for a person to review, where a cell cannot be parsed or has another unit than percent.
    """
    symbols = [measure.symbol for measure in proposals.registry.measures.values()]
    read = [read_printed(cell, symbols=symbols) for cell in cells if cell and cell not in DASHES]
    printed = {value.symbol for value in read if not isinstance(value, Unreadable) and value.symbol}
    percent = "%" in title or "%" in printed
    fits = printed <= {"%"} and not any(isinstance(value, Unreadable) for value in read)
    return ({"measure": proposals.measure("%")} if percent else {}) | ({} if fits else {"kind": Kind.QUALITATIVE})


def _role(title: str, period: tuple[str, str] | None, issued: int) -> dict[str, str] | None:
    """Role, period and kind that a heading gives the cells below it; ``None`` for a column without figures."""
    years = HEADING_YEAR.findall(title)
    if re.search("年均|增长|累计", title) and period and not years:
        past = "十三五" in title or "基数" in title
        span = ("2016", "2020") if past else period
        kind = Kind.CUMULATIVE if "累计" in title and "年均" not in title else Kind.ANNUAL_AVERAGE_GROWTH
        return {"role": Role.GROWTH, "period": "/".join(span), "kind": kind}
    if years:
        year = years[0]
        role = (
            Role.TARGET if int(year) >= issued or "目标" in title else Role.ACTUAL if "实现" in title else Role.BASELINE
        )
        return {"role": role, "period": year}
    if re.fullmatch("预期值|目标值?|目标数", title) and period:
        return {"role": Role.TARGET, "period": period[1]}
    return None


def _set_attributes(
    cells: dict[str, str], columns: list[DraftColumn], line: int, source: str, proposals: Proposals
) -> str | None:
    """Sets indicator, measure, kind and binding in ``cells``.

    Returns the nearest known name, perhaps empty, when the indicator is new, and ``None`` otherwise.
    """
    printed = cells["printed_name"]
    if "binding" in cells:
        cells["binding"] = BINDING.get(cells["binding"], "")
    if not bare_name(printed):
        cells["indicator"] = proposals.unnamed(line, f"{source}第{line}行。")
        return None
    unit = cells.get("unit_printed", "") or unit_in(printed) or _unit_of(cells, columns)
    known = bare_name(printed) in proposals.names()
    cells["indicator"], near = proposals.indicator(printed, unit, f"{source}第{line}行。")
    cells["measure"] = proposals.measure(unit)
    symbols = tuple(measure.symbol for measure in proposals.registry.measures.values()) + tuple(proposals.measures)
    plain = [column for column in columns if column.figure and column.figure["role"] != Role.GROWTH]
    values = [cells.get(column.name, "") for column in plain]
    read = [read_printed(value, symbols=symbols) for value in values if value not in DASHES | {""}]
    if any(
        isinstance(value, Unreadable) or (value.kind not in CHANGE_KINDS and value.symbol not in ("", unit))
        for value in read
    ):
        cells["kind"] = Kind.QUALITATIVE
    return None if known else near


def _placeholder(cells: Mapping[str, str], row: PrintedRow, source: str, proposals: Proposals) -> dict[str, str]:
    """The cells of a row that looks misaligned: qualitative, with the printed row in ``as_printed``, until reviewed."""
    return {
        "indicator": proposals.unnamed(row.line, f"{source}第{row.line}行。"),
        "kind": Kind.QUALITATIVE,
        "binding": BINDING.get(cells.get("binding", ""), ""),
        "as_printed": "｜".join(row.printed),
    }


def _unit_of(cells: Mapping[str, str], columns: list[DraftColumn]) -> str:
    """``%`` where a cell of the row prints it; empty otherwise."""
    return "%" if any("%" in cells.get(column.name, "") for column in columns if column.figure) else ""


def _field(name: str, columns: list[DraftColumn], is_figures: bool) -> dict[str, Any]:
    """The Table Schema field descriptor of a column."""
    column = next((column for column in columns if column.name == name), None)
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

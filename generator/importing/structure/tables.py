"""Rows of tab-separated cells → a table: headers joined, merged cells filled, misaligned rows flagged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.importing.structure.marks import unbroken

YEAR_CELL = re.compile(r"(?:20\d\d|二〇[一二三四五六七八九〇]{2})年")
VALUE = re.compile(r"[≥≤<>＞＜〔\[【(（+—-]*\d[\d.,:：%％‰]*\D{0,8}")
"""A cell that is a number, with its sign before and its unit behind."""
DASHES = {"—", "-", "－", "--", "/", "——"}
TOTALS = {"合计", "总计", "小计"}
SHIFTED = "这一行可能错位"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """``cells`` with merged ones filled, ``printed`` without; ``flags`` say in Chinese what a person should look at."""

    line: int
    cells: tuple[str, ...]
    printed: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    title: str
    line: int
    header: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


def read_printed_table(rows: Sequence[tuple[int, str]], title: str = "", title_line: int | None = None) -> PrintedTable:
    """The table in ``rows`` of (line, text)."""
    cut = [(line, [unbroken(cell) for cell in text.split("\t")]) for line, text in rows]
    width = Counter(len(cells) for _, cells in cut).most_common(1)[0][0]
    header, used = _header([cells for _, cells in cut], width)
    body = [
        (line, cells) for line, cells in cut[used:] if tuple(cells) not in {tuple(heading) for _, heading in cut[:used]}
    ]
    groups = _group_columns([cells for _, cells in body], width)
    kinds = _column_kinds([cells for _, cells in body], width)
    filled: list[str] = [""] * groups
    read: list[PrintedRow] = []
    for line, cells in body:
        flags = _flags(cells, width, kinds, groups)
        padded = [*cells, *[""] * (width - len(cells))]
        shown = tuple(cells) if SHIFTED in flags else _filled(padded, filled, groups)
        read.append(PrintedRow(line, shown, tuple(cells), tuple(flags)))
    line = rows[0][0] if title_line is None else title_line
    return PrintedTable(title, line, header, tuple(read), lines=tuple(number for number, _ in rows))


def _filled(cells: list[str], filled: list[str], groups: int) -> tuple[str, ...]:
    """The row with vertically merged cells filled from above; ``filled`` has the values so far and is updated."""
    shown = list(cells)
    for index in range(groups):
        if cells[index]:
            filled[index:] = [cells[index], *[""] * (groups - index - 1)]
        elif any(cells[:index]):
            break
        else:
            shown[index] = filled[index]
    return tuple(shown)


def _header(rows: list[list[str]], width: int) -> tuple[tuple[str, ...], int]:
    """The header's texts, its lines joined, and how many rows it takes."""
    lines = [_padded(rows[0], width)]
    while (
        len(lines) < len(rows)
        and any(not cell for cell in lines[0][1:])
        and not rows[len(lines)][0]
        and not any(_is_value(cell) for cell in rows[len(lines)])
    ):
        lines.append(_padded(rows[len(lines)], width))
    if len(lines) == 1:
        return tuple(lines[0]), 1
    spread = [_fill_right(line, lines[index + 1 :]) for index, line in enumerate(lines)]
    joined = [" ".join(dict.fromkeys(part for part in column if part)) for column in zip(*spread, strict=True)]
    return tuple(joined), len(lines)


def _padded(cells: list[str], width: int) -> list[str]:
    """The cells padded with empty ones to ``width``; never cut."""
    return [*cells, *[""] * (width - len(cells))][: max(width, len(cells))]


def _fill_right(line: list[str], below: list[list[str]]) -> list[str]:
    """A header row with horizontally merged cells filled: an empty cell above a heading takes the one to its left."""
    spread = list(line)
    for index in range(1, len(spread)):
        if not spread[index] and spread[index - 1] and any(index < len(row) and row[index] for row in below):
            spread[index] = spread[index - 1]
    return spread


def _is_value(cell: str) -> bool:
    return bool(VALUE.fullmatch(cell)) and not YEAR_CELL.search(cell)


def _group_columns(rows: list[list[str]], width: int) -> int:
    """How many columns from the left have merged cells: those before the first that every row fills."""
    for index in range(width):
        empty = sum(1 for cells in rows if index >= len(cells) or not cells[index])
        if empty <= max(1, len(rows) // 10):
            return index
    return 0


def _column_kinds(rows: list[list[str]], width: int) -> list[bool | None]:
    """Whether a column holds values (True), words (False), or both (None)."""
    kinds: list[bool | None] = []
    for index in range(width):
        cells = [cells[index] for cells in rows if index < len(cells) and cells[index]]
        values = sum(_is_value(cell) or cell in DASHES for cell in cells)
        share = values / len(cells) if cells else 0
        kinds.append(True if share >= 0.8 else False if share <= 0.1 else None)
    return kinds


def _flags(cells: list[str], width: int, kinds: list[bool | None], groups: int) -> list[str]:
    """What looks wrong with a row; ``SHIFTED`` where values stand in columns of words or the other way round."""
    flags = []
    if len(cells) != width:
        flags.append(f"有 {len(cells)} 格，表有 {width} 列")
    placed = list(zip(cells, kinds, strict=False))
    value_among_words = any(kind is False and _is_value(cell) for cell, kind in placed)
    nameless = any(cells[:groups]) and groups < len(cells) and not cells[groups] and cells[0] not in TOTALS
    word_among_values = any(kind and cell and not _is_value(cell) and cell not in DASHES for cell, kind in placed)
    if value_among_words or nameless or (word_among_values and not all(cells[groups:])):
        flags.append(SHIFTED)
    return flags + [f"“{cell}”可能不全" for cell in cells if _truncated(cell)]


def _truncated(cell: str) -> bool:
    """Whether a cell looks cut off: unbalanced brackets or quotes, or a conjunction at its end."""
    pairs = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("〔", "〕"))
    mixed = sum(cell.count(mark) for mark in "（(") != sum(cell.count(mark) for mark in "）)")
    unpaired = any(cell.count(one) != cell.count(other) for one, other in pairs[2:])
    return mixed or unpaired or bool(re.search(r"[、，和与的]$|(?<!以)上$", cell) and len(cell) > 3)

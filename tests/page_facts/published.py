"""The published CSVs of a built site, as text: rows by table, by id and by what they belong to."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

Record = dict[str, str]
"""A row of a published table: column name → cell, empty where the print has nothing."""


class Published:
    """``data/<table>.csv`` below the site's root. ``city`` is the id of the region whose plans these are."""

    def __init__(self, root: Path, city: str) -> None:
        self.folder = root / "data"
        self.city = city
        self.rows = cache(self._rows)
        self.by_id = cache(self._by_id)
        self.of = cache(self._of)

    def _rows(self, table: str) -> tuple[Record, ...]:
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            return tuple(csv.DictReader(lines))

    def _by_id(self, table: str) -> dict[str, Record]:
        """Rows by their first column."""
        return {next(iter(row.values())): row for row in self.rows(table)}

    def _of(self, table: str, column: str) -> Mapping[str, list[Record]]:
        """Rows by the cell in ``column``, in the file's order; a missing key has none."""
        groups: defaultdict[str, list[Record]] = defaultdict(list)
        for row in self.rows(table):
            groups[row[column]].append(row)
        return groups

    def get(self, table: str, row_id: str, column: str) -> str:
        return self.by_id(table)[row_id][column]

    @cached_property
    def notes_of_figure(self) -> Mapping[str, list[Record]]:
        groups: defaultdict[str, list[Record]] = defaultdict(list)
        for note in self.rows("notes"):
            for figure_id in note["figure_ids"].split():
                groups[figure_id].append(note)
        return groups

    @cached_property
    def plan_order(self) -> dict[str, int]:
        return {plan["plan_id"]: number for number, plan in enumerate(self.rows("plans"))}

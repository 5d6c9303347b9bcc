"""An explorer: a table of all figures or tasks with facets, displayed columns and downloads, and its compact encoding.

The page's script reads ``script()``; the page for browsers without script has ``rows()``. Both use the same columns.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from generator.opendata.tables import TableData

SEVERAL = " "
"""The separator in cells with several values."""
WORTH_INDEXING = 0.8
"""A column with a higher share of distinct values is stored plain, not dictionary-encoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorerColumn:
    """A column in row order. ``type`` is a Table Schema type; ``download`` says whether downloads hold it.

    A column computed from others has a ``pattern``, with their names in braces.
    """

    name: str
    title: str
    type: str = "string"
    about: str = ""
    values: tuple[str, ...]
    download: bool = True
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A facet. ``kind`` is ``choice`` (any of the ticked values) or ``years`` (a range).

    ``labels`` maps each value to how it is shown, in the order of the list; the empty value is a choice like others.
    """

    name: str
    title: str
    column: str
    kind: str = "choice"
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownColumn:
    """A displayed column: names of the columns for its text, link, small print and sort key, and its CSS class."""

    title: str
    text: str
    href: str = ""
    small: tuple[str, ...] = ()
    sort: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explorer:
    """``name`` is the address below ``explore/``, ``item`` what a row is called; ``columns`` include hidden ones."""

    name: str
    title: str
    description: str
    item: str
    columns: tuple[ExplorerColumn, ...]
    facets: tuple[Facet, ...]
    shown: tuple[ShownColumn, ...]
    searched: tuple[str, ...]
    downloads: tuple[str, ...]
    """Addresses of the files that hold all rows, for readers without script."""
    file: str
    """The file name of downloads, before the count of rows."""
    site_address: str
    about: tuple[tuple[str, str], ...]
    """What a workbook says about itself: (what, text)."""

    @property
    def address(self) -> str:
        return f"explore/{self.name}.html"

    @property
    def whole_address(self) -> str:
        """The page with the whole table, which needs no script."""
        return whole_address(self.name)

    @property
    def script_address(self) -> str:
        return f"explore/{self.name}.js"

    def rows(self) -> Iterator[Mapping[str, str]]:
        """The rows, by column name."""
        names = [column.name for column in self.columns]
        for values in zip(*(column.values for column in self.columns), strict=True):
            yield dict(zip(names, values, strict=True))

    def script(self) -> bytes:
        """The data as a classic script, since ``file:`` pages may load neither modules nor JSON."""
        facts: dict[str, Any] = {
            "title": self.title,
            "item": self.item,
            "file": self.file,
            "base": urljoin(self.site_address, "explore/") if self.site_address else "",
            "about": self.about,
            "several": SEVERAL,
            "columns": list(_packed(self.columns)),
            "facets": [
                {"name": facet.name, "title": facet.title, "column": facet.column, "kind": facet.kind,
                 "labels": list(facet.labels.items())}
                for facet in self.facets
            ],
            "shown": [
                {"title": column.title, "text": column.text, "href": column.href, "small": column.small,
                 "sort": column.sort, "css": column.css}
                for column in self.shown
            ],
            "searched": self.searched,
        }  # fmt: skip
        packed = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        return f"window.guihua_explorer={packed};\n".encode()


def published(table: TableData) -> tuple[ExplorerColumn, ...]:
    """The columns of a published table, as downloads hold them."""
    columns = zip(*table.cells, strict=True) if table.cells else (() for _ in table.header)
    return tuple(
        ExplorerColumn(
            name=field["name"],
            title=field["title"],
            type=field["type"],
            about=field.get("description", ""),
            values=tuple(values),
        )
        for field, values in zip(table.schema["fields"], columns, strict=True)
    )


def composed(
    columns: tuple[ExplorerColumn, ...], name: str, title: str, pattern: str, *, download: bool = True
) -> ExplorerColumn:
    """A column computed from some of ``columns`` by ``pattern``, a format string."""
    parts = {column.name: column.values for column in columns if f"{{{column.name}}}" in pattern}
    rows = zip(*parts.values(), strict=True)
    values = tuple(pattern.format(**dict(zip(parts, row, strict=True))) for row in rows)
    return ExplorerColumn(name=name, title=title, values=values, download=download, pattern=pattern)


def _packed(columns: tuple[ExplorerColumn, ...]) -> Iterator[dict[str, Any]]:
    """The columns in their most compact encoding; ``site_templates/scripts/explorer/10-data.js`` decodes it.

    Dictionary-encoded: ``distinct`` are the values, ``values`` indexes into them. Functionally dependent on an earlier
    dictionary-encoded column: ``by`` is its name, ``values`` the value for each of its indexes. Computed: ``pattern``.
    Plain: ``values`` by row.
    """
    indexed: dict[str, list[int]] = {}
    sizes: dict[str, int] = {}
    for column in columns:
        facts: dict[str, Any] = {"name": column.name, "title": column.title, "type": column.type}
        if column.about:
            facts["about"] = column.about
        if not column.download:
            facts["hidden"] = True
        distinct = list(dict.fromkeys(column.values))
        followed = ((name, _decided(column.values, indexed[name])) for name in sorted(indexed, key=sizes.__getitem__))
        source, values = next(((name, values) for name, values in followed if values is not None), ("", []))
        if column.pattern:
            facts["pattern"] = column.pattern
        elif source:
            facts |= {"by": source, "values": values}
        elif len(distinct) > len(column.values) * WORTH_INDEXING:
            facts["values"] = column.values
        else:
            place = {value: number for number, value in enumerate(distinct)}
            indexed[column.name], sizes[column.name] = [place[value] for value in column.values], len(distinct)
            facts |= {"distinct": distinct, "values": indexed[column.name]}
        yield facts


def _decided(values: tuple[str, ...], index: list[int]) -> list[str] | None:
    """The value for each number of ``index``, which are numbered as they first occur; ``None`` unless the column is
    functionally dependent: rows with the same number have the same value.
    """
    first: dict[int, str] = {}
    dependent = all(first.setdefault(number, value) == value for number, value in zip(index, values, strict=True))
    return list(first.values()) if dependent else None


def whole_address(name: str, number: int = 1) -> str:
    """The first page with the whole table of an explorer, which needs no script, or a further one."""
    return f"explore/{name}-all.html" if number == 1 else f"explore/{name}-all-{number}.html"

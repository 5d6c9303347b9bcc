"""Tabular diffs of two versions of a table (daff, paulfitz.github.io/daff-doc/spec.html)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import daff

from generator.opendata.versions.snapshot import VersionTable

PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>数据的变动</title>
<style>body{{font:14px/1.6 system-ui,sans-serif;margin:2rem}}h2{{margin-top:2rem}}{css}</style></head>
<body>{body}</body></html>
"""


def text_diff(old: VersionTable | None, new: VersionTable | None) -> str:
    """The changed rows in daff's highlighter format, tab-separated; empty without changes."""
    rows = _diff(old, new)
    return "".join("\t".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def html_diff(tables: Iterable[tuple[VersionTable | None, VersionTable | None]]) -> str:
    """An HTML page with the changed rows of each (old, new) table."""
    parts, css = [], ""
    for old, new in tables:
        known = new or old
        if known is None:
            continue
        render = daff.DiffRender()
        render.render(daff.PythonTableView(_diff(old, new)))
        css = render.sampleCss()
        parts.append(f"<h2>{known.name}.csv</h2>{render.html()}")
    return PAGE.format(css=css, body="".join(parts) or "<p>没有变化。</p>")


def _diff(old: VersionTable | None, new: VersionTable | None) -> list[list[Any]]:
    before, after = _rows(old), _rows(new)
    flags = daff.CompareFlags()
    for column in new.key if new else ():
        flags.addPrimaryKey(column)
    alignment = daff.Coopy.compareTables(daff.PythonTableView(before), daff.PythonTableView(after), flags).align()
    out: list[list[Any]] = []
    daff.TableDiff(alignment, flags).hilite(daff.PythonTableView(out))
    return out if len(out) > 1 else []


def _rows(table: VersionTable | None) -> list[list[str]]:
    return [list(table.header), *map(list, table.rows)] if table else [[]]

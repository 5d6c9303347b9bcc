"""Word documents (.docx), by python-docx."""

from __future__ import annotations

import zipfile
from pathlib import Path

from generator.diagnostics import Text
from generator.importing.formats import SourceFormat, cannot_import, missing_library


def _read(source: Path) -> list[str]:
    try:
        from docx import Document
        from docx.opc.exceptions import PackageNotFoundError
        from docx.table import Table
    except ImportError as error:
        raise missing_library(source, "python-docx") from error
    try:
        document = Document(str(source))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise cannot_import(
            source,
            Text("this is no Word document", "这不是 Word 文档"),
            Text("save it again as .docx", "请重新另存为 .docx"),
        ) from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["", *_rows(block), ""]
        else:
            lines += [*block.text.split("\n"), ""]
    return lines


def _rows(table: object) -> list[str]:
    """One tab-separated line per row.

    A vertically merged cell is repeated in each of its rows, except one that starts in the header row; a horizontally
    merged cell appears once, as in print.
    """
    lines: list[str] = []
    first: dict[object, int] = {}
    for number, row in enumerate(table.rows):  # type: ignore[attr-defined]
        seen: set[object] = set()
        cells = []
        for cell in row.cells:
            begins = first.setdefault(cell._tc, number)
            blank = cell._tc in seen or begins == 0 < number
            cells.append("" if blank else " ".join(cell.text.split()))
            seen.add(cell._tc)
        lines.append("\t".join(cells))
    return lines


FORMAT = SourceFormat(suffixes=(".docx",), read=_read)

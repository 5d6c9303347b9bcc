"""A table as a workbook: what a spreadsheet shows of names, days, hints and widths at the bounds of what it takes."""

from __future__ import annotations

import re
import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet as WrittenSheet

from generator.opendata.editions import edition_of
from generator.opendata.formats.xlsx import FORMAT
from generator.opendata.tables import TableData
from tests.conftest import MINIATURE, linked


def sheets(
    *cells: tuple[str, ...], title: str = "树", name: str = "trees", column_title: str = "种", **field: str
) -> list[Worksheet]:
    """The sheets of a workbook with one column."""
    column = {"name": "kind", "title": column_title, "type": "string", **field}
    schema = {"title": title, "description": "", "fields": [column]}
    content = FORMAT.render((TableData(name=name, schema=schema, cells=cells),), edition_of(linked(MINIATURE)))
    read: list[Worksheet] = openpyxl.load_workbook(BytesIO(content)).worksheets
    return read


@pytest.mark.parametrize(
    ("title", "sheet", "about"),
    [
        ("树" * 31, "树" * 31, "说明"),
        ("树" * 32, "树" * 31, "说明"),
        ("树[1]:*?/\\'", "树·1·······", "说明"),
        ("", "t" * 31, "说明"),
        # Sheets are told apart by name.
        ("说明", "说明", "说明（各列）"),
        ("邮编", "邮编", "说明"),
        ("一览", "一览", "说明"),
    ],
)
def test_sheet_has_a_name_that_spreadsheets_take(title: str, sheet: str, about: str) -> None:
    assert [one.title for one in sheets(title=title, name="t" * 40)] == [sheet, about]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("1899-12-31", "1899-12-31"),
        ("1900-02-28", "1900-02-28"),
        ("1900-03-01", datetime(1900, 3, 1)),  # noqa: DTZ001  # workbooks know no time zones
        ("1900-03-02", datetime(1900, 3, 2)),  # noqa: DTZ001
        ("2026-01-02", datetime(2026, 1, 2)),  # noqa: DTZ001
    ],
)
def test_day_that_spreadsheets_count_wrongly_is_text(day: str, shown: Any) -> None:
    cell = sheets((day,), type="date")[0]["A2"]
    assert cell.value == shown
    assert cell.is_date is isinstance(shown, datetime)
    assert not cell.is_date or cell.number_format == "yyyy-mm-dd"


@pytest.mark.parametrize(("length", "shown"), [(32, 32), (33, 32)])
def test_title_of_a_hint_is_as_long_as_spreadsheets_take(length: int, shown: int) -> None:
    (hint,) = sheets(column_title="题" * length, description="说")[0].data_validations.dataValidation
    assert (hint.promptTitle, hint.prompt, str(hint.sqref)) == ("题" * shown, "说", "A1")


@pytest.mark.parametrize(("length", "shown"), [(255, 255), (256, 255)])
def test_hint_is_as_long_as_spreadsheets_take(length: int, shown: int) -> None:
    (hint,) = sheets(description="说" * length)[0].data_validations.dataValidation
    assert hint.prompt == "说" * shown


def test_hint_says_what_the_column_means_its_unit_and_its_source() -> None:
    (hint,) = sheets(description="树高", unit="米", source="照录原文")[0].data_validations.dataValidation
    assert hint.prompt == "树高。单位：米。照录原文"


@pytest.mark.parametrize(
    ("cells", "width"),
    [
        ([], 8 + 1),  # narrower would hide the arrow of the filter
        (["x" * 8], 8 + 1),
        (["x" * 9], 9 + 1),
        (["⺀" * 9], 18 + 1),  # the first of the Chinese characters, which are as wide as two letters
        (["\u2e7f" * 9], 9 + 1),
        (["x" * 47], 48),
        (["x" * 60], 48),
        (["x"] * 199 + ["x" * 20], 20 + 1),
        (["x"] * 200 + ["x" * 20], 8 + 1),  # the first rows decide
    ],
)
def test_column_is_as_wide_as_what_stands_in_it(cells: list[str], width: int) -> None:
    column = sheets(*((cell,) for cell in cells))[0].column_dimensions["A"]
    assert int(column.width) == width  # spreadsheets add the margin of a cell


@pytest.mark.parametrize(("rows", "filtered"), [(0, "A1:A2"), (1, "A1:A2"), (2, "A1:A3")])
def test_filter_covers_the_rows_and_never_the_header_alone(rows: int, filtered: str) -> None:
    assert sheets(*[("x",)] * rows)[0].auto_filter.ref == filtered


def test_text_that_looks_like_something_else_stays_text() -> None:
    texts = ["=1+1", "0012", "https://plans.example/", "2022-10"]
    cells = [row[0] for row in sheets(*((text,) for text in texts))[0].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(text, "s", None) for text in texts]


def test_workbook_is_made_where_no_other_file_can_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert sheets(("oak",))[0]["A2"].value == "oak"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<a> & b", "<t>&lt;a&gt; &amp; b</t>"),
        ("\"x\" 'y'", "<t>\"x\" 'y'</t>"),
        ("<r>rich</r>", "<t>&lt;r&gt;rich&lt;/r&gt;</t>"),
        (" x", '<t xml:space="preserve"> x</t>'),
        ("x\n", '<t xml:space="preserve">x\n</t>'),
        ("x y\nz", "<t>x y\nz</t>"),
        ("a\x07b", "<t>a_x0007_b</t>"),  # spreadsheets' own notation for what XML has no place for,
        ("_x0041_", "<t>_x005F_x0041_</t>"),  # and for itself
        ("树" * 32767, f"<t>{'树' * 32767}</t>"),
        ("树" * 32768, f"<t>{'树' * 32767}</t>"),
        ("𠮷" * 16384, f"<t>{'𠮷' * 16383}</t>"),  # two units of UTF-16 each
    ],
)
def test_text_is_written_as_spreadsheets_read_it(text: str, written: str) -> None:
    (cell,) = re.findall(r'<c r="A2"[^>]*><is>(.*?)</is></c>', sheet_xml(text), re.DOTALL)
    assert cell == written


def sheet_xml(*cells: str) -> str:
    """The first sheet of a workbook with one column, as it stands in the file."""
    schema = {"title": "树", "description": "", "fields": [{"name": "kind", "title": "种", "type": "string"}]}
    table = TableData(name="trees", schema=schema, cells=tuple((cell,) for cell in cells))
    with ZipFile(BytesIO(FORMAT.render((table,), edition_of(linked(MINIATURE))))) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode("utf-8")


def test_xlsxwriter_still_has_what_sheets_use_of_its_inside() -> None:
    """The names in ``generator/opendata/formats/xlsx.py`` that XlsxWriter does not promise; where one is gone, look there."""
    sheet, look = WrittenSheet(), Format()
    used = {"_write_rows", "_escape_control_characters", "fh", "dim_rowmin", "dim_rowmax", "dim_colmin", "dim_colmax"}
    assert {name for name in used if not hasattr(sheet, name)} == set()
    assert callable(look._get_xf_index)
    assert '<dimension ref="A1:A3"/>' in sheet_xml("oak", "lime")
    assert re.findall(r'<row r="(\d)">', sheet_xml("oak", "lime")) == ["1", "2", "3"]

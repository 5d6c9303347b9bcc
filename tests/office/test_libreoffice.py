"""LibreOffice, without a window, opens what people download: the Chinese stays Chinese, numbers stay numbers."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

PROGRAMS = ("soffice", "libreoffice")
UTF_8_IN, UTF_8_OUT = "CSV:44,34,76,1,,0,false,false", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"


@pytest.fixture(scope="module")
def program() -> str:
    executable = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    assert executable, "LibreOffice is missing: nox -s browser installs it"
    return executable


def opened(program: str, sources: Sequence[Path], out: Path, *options: str) -> dict[str, list[list[str]]]:
    """What LibreOffice reads in ``sources``, as it writes it out again, by the name of the file."""
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={(out / 'profile').as_uri()}", *options,
         "--convert-to", UTF_8_OUT, "--outdir", str(out), *map(str, sources)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {source.name: read(out / source.with_suffix(".csv").name) for source in sources}


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_csv_for_excel_opens_with_its_chinese_intact(program: str, site: Path, tmp_path: Path) -> None:
    """Every table, every cell; no character set is named: the byte-order mark tells it. A guard is no part of a text."""
    sources = sorted((site / "data").glob("*.excel.csv"))
    tables = opened(program, sources, tmp_path, "--infilter=CSV:44,34,,1,,0,false,false,false")
    assert len(tables) > 35
    for name, rows in tables.items():
        wanted = read(site / "data" / name.replace(".excel.csv", ".csv"))
        for row, cells in zip(rows, wanted, strict=True):
            assert [_plain(cell.removeprefix("'")) for cell in row] == [
                _plain(cell.removeprefix("'")) for cell in cells
            ], name


def test_workbooks_open_with_text_and_numbers_as_they_are(program: str, site: Path, tmp_path: Path) -> None:
    """Every table, every cell."""
    sources = sorted((site / "data").glob("*.xlsx"))
    tables = opened(program, sources, tmp_path)
    assert len(tables) > 35
    for name, rows in tables.items():
        wanted = read(site / "data" / name.replace(".xlsx", ".csv"))
        assert [[_plain(cell) for cell in row] for row in rows] == [[_plain(cell) for cell in row] for row in wanted], (
            name
        )


def _plain(cell: str) -> str:
    """0.50 and 0.5 are one number, TRUE and true one truth; everything else is compared letter by letter."""
    try:
        return repr(float(cell)) if cell.strip() == cell and cell.isascii() else cell
    except ValueError:
        return cell.lower() if cell in ("TRUE", "FALSE") else cell

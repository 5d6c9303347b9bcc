"""LibreOffice, without a window, opens what people download: the Chinese stays Chinese, numbers stay numbers."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAMS = ("soffice", "libreoffice")
UTF_8_IN, UTF_8_OUT = "CSV:44,34,76,1,,0,false,false", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"


@pytest.fixture(scope="module")
def program() -> str:
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    assert found, "LibreOffice is missing: nox -s browser installs it"
    return found


def opened(program: str, source: Path, out: Path, *options: str) -> list[list[str]]:
    """What LibreOffice reads in ``source``, as it writes it out again."""
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={(out / 'profile').as_uri()}", *options,
         "--convert-to", UTF_8_OUT, "--outdir", str(out), str(source)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    written = out / source.with_suffix(".csv").name
    with written.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def canonical(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("name", ["figures", "tasks", "unit_names"])
def test_csv_for_excel_opens_with_its_chinese_intact(program: str, site: Path, tmp_path: Path, name: str) -> None:
    """No character set is named: the byte-order mark tells it."""
    read = opened(program, site / f"data/{name}.excel.csv", tmp_path, "--infilter=CSV:44,34,,1,,0,false,true,false")
    wanted = canonical(site / f"data/{name}.csv")
    assert len(read) == len(wanted)
    chinese = [[cell for cell in row if any("\u4e00" <= each <= "\u9fff" for each in cell)] for row in wanted]
    assert sum(map(len, chinese)) > 100
    for row, cells in zip(read, chinese, strict=True):
        assert set(cells) <= {cell.removeprefix("'") for cell in row}


@pytest.mark.parametrize("name", ["figures", "plans"])
def test_workbook_opens_with_text_and_numbers_as_they_are(program: str, site: Path, tmp_path: Path, name: str) -> None:
    read = opened(program, site / f"data/{name}.xlsx", tmp_path)
    wanted = canonical(site / f"data/{name}.csv")
    assert [[_plain(cell) for cell in row] for row in read] == [[_plain(cell) for cell in row] for row in wanted]


def _plain(cell: str) -> str:
    """0.50 and 0.5 are one number; everything else is compared letter by letter."""
    try:
        return repr(float(cell)) if cell.strip() == cell and cell.isascii() else cell
    except ValueError:
        return cell

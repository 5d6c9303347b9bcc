"""What a program gets from the data of the miniature city, value for value: one golden file for each kind of file.

``nox -s golden`` regenerates the files of ``tests/golden/data/``; the diff is then to be read like any other change of
what is published.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import City
from tests.data_text import layout, text_of
from tests.golden_files import agrees

GOLDEN = Path(__file__).parent / "golden/data"
FILES = {
    "tables": ("data/*.csv",),
    "excel_csv": ("data/figures.excel.csv", "data/citations.excel.csv", "data/clean-rivers-quality.excel.csv"),
    "workbook": ("data/figures.xlsx", "data/clean-rivers-quality.xlsx", "data/measures.xlsx"),
    "json": ("data/notes.json", "data/notes.jsonl", "data/measures.json", "data/task_units.json"),
    "parquet": ("data/figures.parquet", "data/task_deadlines.parquet"),
    "database": ("data/guicheng-plans.sqlite",),
    "description": (
        "data/datapackage.json",
        "data/plans/clean-rivers/datapackage.json",
        "data/indicators/datapackage.json",
        "data/indicators/figures.schema.json",
        "data/units/datapackage.json",
        "data/units/duties.schema.json",
        "data/csv-metadata.json",
        "data/catalog.jsonld",
    ),
    "readme": ("data/README.txt", "data/CITATION.cff", "data/plans/green-city/CITATION.cff"),
    "archive": ("data/guicheng-plans.zip", "data/plans/green-city.zip", "data/topics/*.zip", "data/0.2.0/*.zip"),
    "plan": ("data/plans/green-city/*.csv",),
    "indicator": ("data/indicators/park-area.csv", "data/indicators/river-birds.csv", "data/units/guicheng-parks.csv"),
    "api": (
        "api/v1/*.json",
        "api/v1/plans/green-city.json",
        "api/v1/indicators/park-area.json",
        "api/v1/indicators/river-quality.json",
        "api/v1/units/guicheng-parks.json",
    ),
    "machines": ("feeds/*.atom", "**/*.ics", "llms.txt", "robots.txt"),
    "versions": ("data/versions.json", "data/0.2.0/changes.json", "data/0.2.0/CITATION.cff"),
}
"""Kind of file → the addresses, or patterns of addresses, that stand for it."""


@pytest.mark.parametrize("kind", FILES)
def test_files_of_a_kind_hold_what_their_golden_file_holds(
    kind: str, settled_city: City, request: pytest.FixtureRequest
) -> None:
    site = settled_city.root / "site"
    paths = [path for pattern in FILES[kind] for path in sorted(site.glob(pattern))]
    if kind == "tables":
        paths = [path for path in paths if not path.name.endswith(".excel.csv")]
    text = "\n\n".join(f"===== {path.relative_to(site).as_posix()}\n{text_of(path)}" for path in paths) + "\n"
    agrees(text, GOLDEN / f"{kind}.txt", request)


LAID_OUT = (".json", ".jsonl", ".jsonld", ".csv", ".txt", ".cff", ".atom", ".ics", "SUMS")
"""How the names of text files end."""


def test_text_files_are_laid_out_as_their_golden_file_says(settled_city: City, request: pytest.FixtureRequest) -> None:
    site = settled_city.root / "site"
    alike: dict[str, set[str]] = {}
    for path in sorted(path for folder in ("data", "api", "feeds") for path in (site / folder).rglob("*")):
        if path.name.endswith(LAID_OUT):
            stem, dot, suffix = path.name.partition(".")
            of_a_table = path.with_name(f"{stem}.csv").exists()
            name = f"*{dot}{suffix}" if of_a_table else path.name
            alike.setdefault(layout(path.read_bytes()), set()).add(f"{path.parent.relative_to(site).as_posix()}/{name}")
    text = "\n\n".join("\n".join([f"===== {how}", *sorted(places)]) for how, places in sorted(alike.items())) + "\n"
    agrees(text, GOLDEN / "layout.txt", request)

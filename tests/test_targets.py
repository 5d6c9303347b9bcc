"""The wide table of targets, computed a second time from the published tables beside it.

A row of ``targets.csv`` is a printed row that promises something (a target or a growth), of one region and one part:
what identifies it, its latest baseline, its targets by year, its latest growth. Here it is put together from the ids
and roles of ``figures.csv``, in a way of its own; nothing of the generator takes part but the tables it wrote.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, City

Table = list[dict[str, str]]
YEARS = ("2025", "2035")
VALUE = {"printed": "printed", "amount": "amount", "high": "amount_high", "comparator": "comparator", "kind": "kind"}
SAME = ("plan_id", "indicator_id", "printed_name", "row_number", "row_group", "region_id", "component", "binding",
        "clause_id", "source_line")  # fmt: skip


def table(folder: Path, name: str) -> Table:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(folder: Path, table_name: str, key: str, value: str) -> dict[str, str]:
    return {"": "", **{row[key]: row[value] for row in table(folder, table_name)}}


def printed_rows(folder: Path) -> set[str]:
    """The ids of all rows of printed tables: each has a file of its own, called after plan and table."""
    plans = [row["plan_id"] for row in table(folder, "plans")]
    files = [path for path in folder.glob("*.csv") if path.stem.startswith(tuple(f"{plan}-" for plan in plans))]
    return {row["row_id"] for path in files for row in table(folder, path.stem) if "row_id" in row}


def row_of(figure: dict[str, str], rows: set[str]) -> str:
    """The printed row that a figure stands in: the longest id that its own begins with. In running text it is its own."""
    if figure["origin"] == "text":
        return figure["figure_id"]
    parts = figure["figure_id"].split("-")
    return next(head for end in range(len(parts), 0, -1) if (head := "-".join(parts[:end])) in rows)


def expected_targets(folder: Path) -> Table:
    rows, indicators = printed_rows(folder), names(folder, "indicators", "indicator_id", "name")
    regions = names(folder, "regions", "region_id", "name")
    symbols = names(folder, "measures", "measure_id", "symbol")
    figures = table(folder, "figures")
    places = [(row_of(figure, rows), figure["region_id"], figure["component"]) for figure in figures]
    of_row: Counter[str] = Counter()
    wide = []
    for place in dict.fromkeys(places):
        group = [figure for figure, its in zip(figures, places, strict=True) if its == place]
        roles = {figure["role"] for figure in group}
        if not roles & {"target", "growth"}:
            continue
        of_row[place[0]] += 1
        cells = {
            "target_id": place[0] + ("" if of_row[place[0]] == 1 else f"-{of_row[place[0]]}"),
            **{name: group[0][name] for name in SAME},
            "indicator_name": indicators[group[0]["indicator_id"]],
            "region_name": regions[place[1]],
            "measure_symbol": symbols[group[0]["measure_id"]],
            "url": f"indicators/{group[0]['indicator_id']}.html",
        }
        by_period = {(figure["role"], figure["period"]): figure for figure in group}
        assert len(by_period) == len(group), f"two figures of {place} have one role and one period"
        latest = {role: max((period for of, period in by_period if of == role), default="") for role in roles}
        other = next((period for role, period in by_period if role == "target" and period not in YEARS), "")
        columns = {
            "baseline": ("baseline", latest.get("baseline", "")),
            **{f"target_{year}": ("target", year) for year in YEARS},
            "target_other": ("target", other),
            "growth": ("growth", latest.get("growth", "")),
        }
        for prefix, key in columns.items():
            figure = by_period.get(key, {})
            cells |= {f"{prefix}_{name}": figure.get(source, "") for name, source in VALUE.items()}
        cells["baseline_period"] = columns["baseline"][1]
        cells["target_other_period"] = other
        cells["growth_measure"] = symbols[by_period.get(columns["growth"], {}).get("measure_id", "")]
        wide.append(cells)
    return wide


def snapshot(city: City, folder: Path) -> Path:
    ran = city.run("snapshot", str(folder))
    assert ran.code == 0, ran.err
    return folder


@pytest.mark.real_city
def test_targets_of_the_real_city_follow_from_its_figures(tmp_path: Path) -> None:
    folder = snapshot(City(REPOSITORY), tmp_path / "tables")
    published = table(folder, "targets")
    assert len(published) > 1000
    assert published == expected_targets(folder)


KINDS_OF_ROWS = """\
id,row_number,printed_name,indicator,measure,y2015,y2020,y2025,y2030,g2025,binding,source_line
r01,1,人均公园绿地（平方米）,park-area,m2,8,10,12,,5,expected,12
r02,2,树木成活率（%）,survival-rate,percent,86,88,98以上,99,,binding,13
r03,3,绿化覆盖,park-area,,,,应绿尽绿,,,expected,14
r04,4,只有现状,park-area,m2,7,9,,,,expected,15
"""


def with_more_columns(city: City) -> City:
    """The miniature city, where the table of goals has two baselines, a target after 2025 and a growth."""
    descriptor = "datasets/green-city/datapackage.json"
    baseline = """{
            "name": "y2020",
            "title": "2020年",
            "type": "string",
            "figure": {
              "key": "2020",
              "role": "baseline",
              "period": "2020"
            }
          }"""
    earlier = baseline.replace("2020", "2015")
    target = baseline.replace("2020", "2025").replace("baseline", "target")
    later = target.replace("2025", "2030")
    growth = target.replace("y2025", "g2025").replace('"2025"', '"2021/2025"').replace("target", "growth")
    growth = growth.replace('"key": "2021/2025"', '"key": "growth"')
    city.edit(descriptor, baseline, f"{earlier},\n          {baseline}")
    city.edit(descriptor, target, ",\n          ".join([target, later, growth]))
    city.edit("content/plans/green-city.md", "period_end: 2025", "period_end: 2025\noutlook: 2030")
    (city.root / "datasets/green-city/goals.csv").write_text(KINDS_OF_ROWS, "utf-8")
    assert city.run("check").out == ""
    return city


def test_targets_of_a_small_city_are_what_is_printed(city: City, tmp_path: Path) -> None:
    """The latest baseline, each target under its year, what is neither 2025 nor 2035 as the other one."""
    published = table(snapshot(with_more_columns(city), tmp_path / "tables"), "targets")
    shown = ("target_id", "region_id", "baseline_period", "baseline_printed", "target_2025_printed",
             "target_2025_comparator", "target_other_period", "target_other_printed", "growth_printed",
             "measure_symbol")  # fmt: skip
    own = [row for row in published if row["plan_id"] == "green-city"]
    assert [tuple(row[name] for name in shown) for row in own] == [
        ("green-city-r01", "guicheng", "2020", "10", "12", "=", "", "", "5", "平方米"),
        ("green-city-r02", "guicheng", "2020", "88", "98以上", ">=", "2030", "99", "", "%"),
        ("green-city-r03", "guicheng", "", "", "应绿尽绿", "", "", "", "", ""),
        ("green-city-a01", "east", "", "", "5", "=", "", "", "", "万株"),
        ("green-city-a02", "west", "", "", "7", "=", "", "", "", "万株"),
        ("green-city-a03", "guicheng", "", "", "12", "=", "", "", "", "万株"),
        ("green-city-q02", "guicheng", "", "", "95%以上", ">=", "", "", "", "%"),
    ]


@pytest.mark.parametrize("more", [False, True], ids=["as it is", "with more columns"])
def test_targets_of_a_small_city_follow_from_its_figures(city: City, tmp_path: Path, more: bool) -> None:
    folder = snapshot(with_more_columns(city) if more else city, tmp_path / "tables")
    assert table(folder, "targets") == expected_targets(folder)

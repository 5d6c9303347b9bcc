"""Larger projects to measure on: plans, packages and indicators are copied under new ids; units, measures and
regions stay shared.

A copy differs from its original in ids and in what a copy of it would be called: ``plan-2``, 某规划（2）. Its numbers,
clauses and lines are those of the original, so that every rule that holds for the original holds for the copy.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

TITLES = re.compile(r"(?m)^(title|short_title): (.+)$")
NUMBER = re.compile(r"(?m)^doc_number: (.+)$")
Row = dict[str, str]


def times(source: Path, target: Path, factor: int) -> None:
    """Writes the project ``source`` ``factor`` times as large into the new folder ``target``, without releases."""
    shutil.copytree(source / "content", target / "content")
    shutil.copytree(source / "datasets", target / "datasets", ignore=shutil.ignore_patterns("releases"))
    (target / "content/addresses.txt").unlink(missing_ok=True)
    plans = sorted(path.stem for path in (target / "content/plans").glob("*.md"))
    registry = target / "datasets/registry"
    indicators = [row["indicator_id"] for row in _rows(registry / "indicators.csv")]
    for number in range(2, factor + 1):
        ids = {identifier: f"{identifier}-{number}" for identifier in (*plans, *indicators)}
        for plan in plans:
            _copy_text(target / "content/plans", plan, number)
            _copy_package(target / "datasets", plan, ids)
    numbers = range(2, factor + 1)
    _grow(registry / "indicators.csv", numbers, lambda row, n: {
        **row, "indicator_id": f"{row['indicator_id']}-{n}", "name": _called(row["name"], n),
        "everyday_names": "", "name_en": f"{row['name_en']} ({n})" if row["name_en"] else "",
    })  # fmt: skip
    _grow(registry / "near_indicators.csv", numbers, lambda row, n: {
        **row, "indicator_id": f"{row['indicator_id']}-{n}", "near_id": f"{row['near_id']}-{n}",
    })  # fmt: skip
    _grow(registry / "indicator_names.csv", numbers, lambda row, n: {
        "name": _called(row["name"], n), "indicator_id": f"{row['indicator_id']}-{n}",
    })  # fmt: skip
    _grow(registry / "unit_names.csv", numbers, lambda row, n: {**row, "plan_id": f"{row['plan_id']}-{n}"},
          lambda row: bool(row["plan_id"]))  # fmt: skip
    _grow(registry / "observations.csv", numbers, lambda row, n: {
        **row, "indicator_id": f"{row['indicator_id']}-{n}",
    })  # fmt: skip


def _called(name: str, number: int) -> str:
    return f"{name}（{number}）"


def _copy_text(folder: Path, plan: str, number: int) -> None:
    text = (folder / f"{plan}.md").read_text("utf-8")
    text = TITLES.sub(lambda match: f"{match[1]}: {_called(match[2], number)}", text)
    text = NUMBER.sub(lambda match: f"doc_number: {_called(match[1], number)}", text)
    (folder / f"{plan}-{number}.md").write_text(text, "utf-8", newline="")


def _copy_package(datasets: Path, plan: str, ids: Mapping[str, str]) -> None:
    here, there = datasets / plan, datasets / ids[plan]
    shutil.copytree(here, there)
    descriptor = json.loads((here / "datapackage.json").read_text("utf-8"))
    descriptor["name"] = ids[plan]
    (there / "datapackage.json").write_text(
        json.dumps(_renamed(descriptor, ids), ensure_ascii=False, indent=2) + "\n", "utf-8", newline=""
    )
    for path in there.glob("*.csv"):
        rows = _rows(path)
        for row in rows:
            for column in ("indicator", "cited_plan"):
                if row.get(column):
                    row[column] = ids[row[column]]
        _write(path, rows, path.read_text("utf-8"))


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """A descriptor with the indicators that its columns and tables give (``figure``, ``figures``) renamed."""
    if isinstance(value, list):
        return [_renamed(item, ids) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _renamed(item, ids) for key, item in value.items()}
    for constants in (made.get("figure"), made.get("figures")):
        if isinstance(constants, dict) and "indicator" in constants:
            constants["indicator"] = ids[constants["indicator"]]
    return made


def _grow(
    path: Path,
    numbers: range,
    copied: Callable[[Row, int], Row],
    wanted: Callable[[Row], bool] = lambda _: True,
) -> None:
    """Adds a copy of each row that is ``wanted``, for each of ``numbers``."""
    rows = _rows(path)
    more = [copied(row, number) for number in numbers for row in rows if wanted(row)]
    _write(path, [*rows, *more], path.read_text("utf-8"))


def _rows(path: Path) -> list[Row]:
    return list(csv.DictReader(StringIO(path.read_text("utf-8"), newline="")))


def _write(path: Path, rows: list[Row], former: str) -> None:
    header = next(csv.reader(StringIO(former, newline="")))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def files_below(site: Path) -> Iterator[tuple[str, int]]:
    """(address, bytes) of every file of a built site."""
    for path in site.rglob("*"):
        if path.is_file():
            yield path.relative_to(site).as_posix(), path.stat().st_size


def with_further_figures(source: Path, target: Path, every: int) -> int:
    """Writes ``source`` with a further figure beside every so many of the running text's; returns how many.

    Half of them have an indicator of their own, as in the real corpus, where two figures come to an indicator.
    """
    shutil.copytree(source / "content", target / "content")
    shutil.copytree(source / "datasets", target / "datasets", ignore=shutil.ignore_patterns("releases"))
    registry = target / "datasets/registry/indicators.csv"
    indicators = {row["indicator_id"]: row for row in _rows(registry)}
    fresh: list[Row] = []
    added = 0
    for path in sorted(target.glob("datasets/*/quantities.csv")):
        rows = _rows(path)
        for row in rows[::every]:
            added += 1
            copy = {**row, "id": f"{row['id']}-more"}
            if added % 2:
                own = indicators[row["indicator"]]
                copy["indicator"] = f"{row['indicator']}-more-{added}"
                name = _called(own["name"], added)
                fresh.append({**own, "indicator_id": copy["indicator"], "name": name, "everyday_names": ""})
            rows.append(copy)
        _write(path, rows, path.read_text("utf-8"))
    _write(registry, [*indicators.values(), *fresh], registry.read_text("utf-8"))
    return added


def with_figures(source: Path, target: Path, wanted: int) -> int:
    """Writes ``source`` with its figures of running text again and again, each time of another component; returns how many
    there are then, which is a little more than ``wanted``.
    """
    shutil.copytree(source / "content", target / "content")
    shutil.copytree(source / "datasets", target / "datasets", ignore=shutil.ignore_patterns("releases"))
    tables = {path: _rows(path) for path in sorted(target.glob("datasets/*/quantities.csv"))}
    there = sum(map(len, tables.values()))
    times = -(-wanted // there)
    for path, rows in tables.items():
        more = [
            {**row, "id": f"{row['id']}-{number}", "component": f"第{number}项"}
            for number in range(1, times)
            for row in rows
        ]
        _write(path, [*rows, *more], path.read_text("utf-8"))
    return there * times

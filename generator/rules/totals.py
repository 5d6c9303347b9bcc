"""Printed totals add up, or a data note says that they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.diagnostics import Diagnostic, Location, Text
from generator.model import Corpus, Figure, NoteKind
from generator.reading.project import ProjectSources
from generator.reading.table import CsvTable, Record
from generator.rules import Rule

FiguresByPlace = Mapping[Location, Figure]
"""The cell in which a figure is printed → the figure."""


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    noted = {figure.id for note in corpus.notes if note.kind is NoteKind.ARITHMETIC for figure in note.figures}
    by_place = {figure.where: figure for figure in corpus.figures}
    for package in project.packages.values():
        for table in package.tables.values():
            sums = package.resource(table.name).get("sums", ())
            for declared in sums if isinstance(sums, list) else ():
                if isinstance(declared, dict):
                    for record, column, expected in _expected(table, declared, by_place):
                        yield from _compare(record, column, expected, by_place, noted)


def _amount(record: Record, column: str, by_place: FiguresByPlace) -> Decimal | None:
    """The amount of a cell; ``None`` where it has none."""
    if column not in record:
        return None
    figure = by_place.get(record.where(column))
    return figure.amount if figure else None


def _expected(
    table: CsvTable, declared: dict[str, Any], by_place: FiguresByPlace
) -> Iterator[tuple[Record, str, Decimal]]:
    """Each total's record and column, and the sum of its parts. Cells that are no numbers count as 0."""
    if "total_row" in declared:
        total = next((record for record in table.records if record.get("id") == declared["total_row"]), None)
        parts = [record for record in table.records if record is not total]
        for column in declared.get("columns", ()) if total else ():
            amounts = [_amount(part, column, by_place) or Decimal(0) for part in parts]
            yield total, column, sum(amounts, Decimal(0))  # type: ignore[misc]
    elif "total_column" in declared:
        within = declared.get("within")
        for record in table.records:
            parts = (
                [sibling for sibling in table.records if sibling.get(within) == record.get(within)]
                if within
                else [record]
            )
            amounts = [_amount(part, column, by_place) or Decimal(0) for part in parts for column in declared["of"]]
            yield record, declared["total_column"], sum(amounts, Decimal(0))


def _compare(
    record: Record, column: str, expected: Decimal, by_place: FiguresByPlace, noted: set[str]
) -> Iterator[Diagnostic]:
    figure = by_place.get(record.where(column))
    if figure is None or figure.amount is None or figure.amount == expected or figure.id in noted:
        return
    yield Diagnostic(
        where=record.where(column),
        code="total-differs",
        what=Text(
            f"the total “{record.get(column)}” is not the sum of its parts",
            f"合计“{record.get(column)}”与各项之和不等",
        ),
        found=str(figure.amount),
        expected=Text(str(expected), str(expected)),
        fix=Text(
            "compare each cell with the print; if the print itself does not add up, "
            f"record it in notes.csv (kind arithmetic, figures {figure.id.removeprefix(figure.plan.id + '-')})",
            "请逐格核对原文；如果原文本身就算不拢，请在 notes.csv 里记一条"
            f"（kind 填 arithmetic，figures 填 {figure.id.removeprefix(figure.plan.id + '-')}）",
        ),
    )


RULE = Rule(
    codes=("total-differs",),
    why=Text(
        "A total that does not add up is a slip in our copy or a fault of the print; the first is mended, the second is noted.",
        "合计算不拢，不是我们抄错，就是原文有误：前者要改，后者要记。",
    ),
    check=_check,
)

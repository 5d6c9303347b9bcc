"""Numbers that spreadsheets and databases keep as they are: fifteen digits and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Location, Text
from generator.linking.table_schemas import schema_of
from generator.linking.values import PLAIN_NUMBER
from generator.model import Corpus
from generator.reading.project import ProjectSources
from generator.rules import Rule

MOST = 15
"""Significant digits: a double, which spreadsheets and many databases use, keeps fifteen."""
WHOLE_NUMBER = re.compile(r"-?\d+", re.ASCII)
FORMS = {"number": PLAIN_NUMBER, "integer": WHOLE_NUMBER}
"""A cell of another form is no number of that type and reported by ``rules/tables.py``."""
NO_DIGIT = re.compile(r"\D")


def _check(project: ProjectSources, corpus: Corpus) -> Iterator[Diagnostic]:
    for package in project.packages.values():
        for table in package.tables.values():
            numbers = [
                (field["name"], FORMS[field["type"]])
                for field in schema_of(package, table.name)["fields"]
                if field.get("type") in FORMS
            ]
            for record in table.records:
                for column, form in numbers:
                    cell = record.get(column)
                    if form.fullmatch(cell) and _digits(cell) > MOST:
                        yield _too_long(record.where(column), cell)
    for figure in corpus.figures:
        for amount in (figure.amount, figure.amount_high):
            if amount is not None and _digits(format(amount, "f")) > MOST:
                yield _too_long(figure.where, format(amount, "f"))


def _digits(number: str) -> int:
    """The number of significant digits."""
    return len(NO_DIGIT.sub("", number).strip("0"))


def _too_long(where: Location, number: str) -> Diagnostic:
    return Diagnostic(
        where=where,
        code="too-precise",
        what=Text("this number has too many digits", "这个数的位数太多"),
        found=number,
        expected=Text(
            f"at most {MOST} digits: Excel rounds what is longer",
            f"至多 {MOST} 位；再长，Excel 就会四舍五入",
        ),
        fix=Text(
            "check it against the print; a long code belongs into a column of type string",
            "请对照原文；长的编码请放在 string 类型的列里",
        ),
    )


RULE = Rule(
    codes=("too-precise",),
    why=Text("A number that a spreadsheet rounds is another number.", "被表格软件四舍五入的数，已经不是原来的数。"),
    check=_check,
)

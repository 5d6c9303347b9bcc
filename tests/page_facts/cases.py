"""Differences by matter, as ``differences.csv`` says by ``case_id``, and how their rows are read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from lxml.html import HtmlElement

from tests.page_facts.ledger import Row
from tests.page_facts.published import Published, Record
from tests.page_facts.reading import link_of, rows_of, text
from tests.page_facts.wording import DIFFERENCES, SCOPES, line, short_label, symbol, value, years


class Case:
    """The differences of one matter; the first one gives its id."""

    def __init__(self, data: Published, rows: list[Record]) -> None:
        self.data, self.rows, self.first = data, rows, rows[0]
        self.id = self.first["case_id"]
        self.contradiction = self.first["contradiction"] == "true"
        figures = data.by_id("figures")
        pairs = [(row["figure_id_a"], row["figure_id_b"]) for row in rows]
        self.figures = {figure_id: figures[figure_id] for pair in pairs for figure_id in pair}
        self.indicators = {figure["indicator_id"] for figure in self.figures.values()}
        self.sides = self._sides({frozenset(pair) for pair in pairs})

    def _sides(self, against: set[frozenset[str]]) -> list[list[Record]]:
        """A figure stands on the first side on which it contradicts none."""
        sides: list[list[str]] = []
        for figure in self.figures:
            for side in sides:
                if all(frozenset((figure, other)) not in against for other in side):
                    side.append(figure)
                    break
            else:
                sides.append([figure])
        return [[self.figures[figure_id] for figure_id in side] for side in sides]

    def printed(self) -> Iterator[str]:
        """Each wording of each side with the places that print it: the first difference's a comes first, its b on the other side."""
        deadline = self.first["kind"] == "deadline"
        for side in self.sides:
            by_wording: dict[str, list[Record]] = {}
            for figure in side:
                by_wording.setdefault(value(self.data, figure).replace(" ", ""), []).append(figure)
            for own in by_wording.values():
                by = f" {years(own[0]['period'])}" if deadline else ""
                places = (f" {_place(self.data, figure)}" for figure in own)
                yield value(self.data, own[0]) + by + "".join(places)

    def gap(self) -> str:
        """Between two exact values; two percentages are points apart."""
        figures = self.figures.values()
        exact = all(figure["comparator"] == "=" and not figure["amount_high"] for figure in figures)
        if not (exact and self.first["gap"] and len({self.in_base(figure) for figure in figures}) == 2):
            return ""
        unit = symbol(self.data, self.figures[self.first["figure_id_a"]]["measure_id"])
        whole, point, decimals = self.first["gap"].partition(".")
        return f"{int(whole):,}{point}{decimals} {'个百分点' if unit == '%' else unit}".strip()

    def in_base(self, figure: Record) -> Decimal:
        measure = figure["measure_id"]
        return Decimal(figure["amount"]) * Decimal(
            self.data.get("measures", measure, "factor_to_base") if measure else 1
        )

    def row(self) -> Row:
        data, first = self.data, self.first
        a, b = (self.figures[first[column]]["indicator_id"] for column in ("figure_id_a", "figure_id_b"))
        about = [data.get("regions", first["region_id"], "name")] if first["region_id"] != data.city else []
        about += [first["component"]] if first["component"] else []
        about += ["期限不同" if first["kind"] == "deadline" else years(first["period"])]
        names = data.get("indicators", a, "name") + (f" 与 {data.get('indicators', b, 'name')}" if a != b else "")
        across = any(row["scope"] == "across-plans" for row in self.rows)
        kinds = dict.fromkeys(DIFFERENCES[row["kind"]] for row in self.rows)
        return self.id, {
            "指标": f"{names} {' · '.join(about)}",
            "指标→": f"indicators/{a}.html",
            "印的是": "；".join(self.printed()),
            "相差": self.gap(),
            "范围": " ".join(filter(None, (SCOPES["across-plans" if across else "within-plan"], *kinds))),
            "编号": " ".join(row["difference_id"] for row in self.rows[1:]),
        }


def _place(data: Published, figure: Record) -> str:
    return (
        f"{data.get('plans', figure['plan_id'], 'short_title')} {short_label(data, figure['clause_id'])}{line(figure)}"
    )


@cache
def cases(data: Published) -> list[Case]:
    return [Case(data, rows) for rows in data.of("differences", "case_id").values()]


def shown_cases(address: str, elements: list[HtmlElement]) -> Iterator[Row]:
    """The rows of the tables of differences among ``elements``."""
    for element in elements:
        for table in element.iter("table"):
            for row, cells in rows_of(table):
                yield (
                    row.get("id"),
                    {
                        "指标": text(cells["指标"]),
                        "指标→": link_of(address, cells["指标"]),
                        "印的是": "；".join(text(item) for item in cells["印的是"].iter("li")),
                        "相差": text(cells["相差"]),
                        "范围": text(cells["范围"]),
                        "编号": " ".join(span.get("id") for span in cells["指标"].iter("span") if span.get("id")),
                    },
                )

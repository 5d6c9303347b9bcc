"""Rows that a page shows, held against the rows that it ought to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

Row = tuple[str, Mapping[str, str]]
"""A row's id, and what a reader finds in it: column → text. A column that ends in → holds where the text leads."""

MOST_TOLD = 12


class Ledger:
    """Collects what does not agree, so that one run tells of all pages; ``close`` fails if there is anything."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.rows = 0

    def same(self, page: str, row: str, column: str, expected: object, shown: object) -> None:
        if expected != shown:
            self.faults.append(f"{page}, row {row}, column {column}: expected {expected!r}, found {shown!r}")

    def compare(self, page: str, what: str, expected: Iterable[Row], on_page: Iterable[Row]) -> None:
        """Both ways: no row is missing, none is too much, their order is the same, and so is every column."""
        wanted, shown = _numbered(expected), _numbered(on_page)
        self.rows += len(wanted)
        for row in wanted.keys() - shown.keys():
            self.faults.append(f"{page}, row {row}, {what}: expected {dict(wanted[row])}, found no such row")
        for row in shown.keys() - wanted.keys():
            self.faults.append(f"{page}, row {row}, {what}: expected no such row, found {dict(shown[row])}")
        if wanted.keys() == shown.keys():
            self.same(page, what, "order of rows", list(wanted), list(shown))
        for row in wanted.keys() & shown.keys():
            for column in {**wanted[row], **shown[row]}:
                self.same(page, row, f"{what}/{column}", wanted[row].get(column), shown[row].get(column))

    def close(self, at_least: int = 1) -> None:
        """``at_least`` guards against a test that compared nothing."""
        told = "\n".join(self.faults[:MOST_TOLD])
        assert not self.faults, f"{len(self.faults)} places where page and data differ:\n{told}"
        assert self.rows >= at_least, f"only {self.rows} rows were compared"


def _numbered(rows: Iterable[Row]) -> dict[str, Mapping[str, str]]:
    """By id; the second row of one id is ``id (2)``, so that a row shown twice is one too many."""
    seen: Counter[str] = Counter()
    numbered: dict[str, Mapping[str, str]] = {}
    for row, columns in rows:
        seen[row] += 1
        numbered[row if seen[row] == 1 else f"{row} ({seen[row]})"] = columns
    return numbered

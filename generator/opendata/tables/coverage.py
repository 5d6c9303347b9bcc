"""Clause by clause, what data the print yielded."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.model.coverage import coverage
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for each in coverage(corpus):
        yield {
            "clause_id": each.clause.id,
            "plan_id": each.clause.plan_id,
            "table_figures": each.table_figures,
            "text_figures": each.text_figures,
            "tasks": each.tasks,
            "projects": each.projects,
            "citations": each.citations,
            "notes": each.notes,
            "left_out": each.left_out,
            "source_line": each.clause.source_line,
        }


TABLE = PublishedTable(name="coverage", rows=_rows)

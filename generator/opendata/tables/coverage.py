"""The number of records that each clause of the print yielded."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.model.coverage import coverage
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for row in coverage(corpus):
        yield {
            "clause_id": row.clause.id,
            "plan_id": row.clause.plan_id,
            "table_figures": row.table_figures,
            "text_figures": row.text_figures,
            "tasks": row.tasks,
            "projects": row.projects,
            "citations": row.citations,
            "notes": row.notes,
            "left_out": row.left_out,
            "source_line": row.clause.source_line,
        }


TABLE = PublishedTable(name="coverage", rows=_rows)

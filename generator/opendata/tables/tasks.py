"""Every act for which the print names a responsible unit."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for task in corpus.tasks:
        last = task.deadlines[-1] if task.deadlines else None
        yield {
            "task_id": task.id,
            "plan_id": task.plan.id,
            "clause_id": task.clause.id,
            "number": task.number,
            "title": task.title,
            "summary": task.summary,
            "due": last.due if last else None,
            "due_printed": last.due_printed if last else None,
            "source_line": task.source_line,
        }


TABLE = PublishedTable(name="tasks", rows=_rows)

"""Every date printed within a task."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for task in corpus.tasks:
        for order, deadline in enumerate(task.deadlines, start=1):
            yield {
                "task_id": task.id,
                "order": order,
                "due": deadline.due,
                "due_printed": deadline.due_printed,
                "what": deadline.what,
                "source_line": deadline.source_line,
            }


TABLE = PublishedTable(name="task_deadlines", rows=_rows)

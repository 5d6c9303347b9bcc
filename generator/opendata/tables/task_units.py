"""Duties: the units responsible for a task, and in what role."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for task in corpus.tasks:
        for duty in task.duties:
            yield {
                "task_id": task.id,
                "unit_id": duty.unit.id,
                "printed_name": duty.printed_name,
                "role": duty.role,
                "inherited": duty.inherited,
            }


TABLE = PublishedTable(name="task_units", rows=_rows)

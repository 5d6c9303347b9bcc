"""Every item of every box (专栏)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for project in corpus.projects:
        yield {
            "project_id": project.id,
            "plan_id": project.plan.id,
            "box_number": project.box_number,
            "box_title": project.box_title,
            "item_group": project.item_group,
            "order": project.order,
            "name": project.name,
            "summary": project.summary,
            "region_id": project.region.id if project.region else None,
            "unit_ids": " ".join(unit.id for unit in project.units),
            "clause_id": project.clause.id,
            "source_line": project.source_line,
        }


TABLE = PublishedTable(name="projects", rows=_rows)

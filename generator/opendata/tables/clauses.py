"""The printed outline: one row per clause, in document order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for plan in corpus.plans:
        for clause in plan.clauses:
            yield {
                "clause_id": clause.id,
                "plan_id": plan.id,
                "order": clause.order,
                "level": clause.level,
                "number": clause.number,
                "heading": clause.heading,
                "parent_clause_id": clause.parent.id if clause.parent else None,
                "source_line": clause.source_line,
                "url": address_of(clause),
            }


TABLE = PublishedTable(name="clauses", rows=_rows)

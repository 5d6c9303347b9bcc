"""Citations of other documents in the plans."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for citation in corpus.citations:
        yield {
            "plan_id": citation.plan.id,
            "clause_id": citation.clause.id,
            "cited_title": citation.cited_title,
            "cited_number": citation.cited_number,
            "cited_plan_id": citation.cited_plan.id if citation.cited_plan else None,
            "source_line": citation.source_line,
        }


TABLE = PublishedTable(name="citations", rows=_rows)

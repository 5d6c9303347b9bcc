"""Numbers in the text that are no figures, and why."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for each in corpus.left_out:
        yield {
            "plan_id": each.plan.id,
            "clause_id": each.clause.id,
            "printed": each.printed,
            "reason": each.reason,
            "what": each.what,
            "source_line": each.source_line,
        }


TABLE = PublishedTable(name="left_out", rows=_rows)

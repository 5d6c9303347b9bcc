"""Numbers in the text that are no figures, and why."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for left_out in corpus.left_out:
        yield {
            "plan_id": left_out.plan.id,
            "clause_id": left_out.clause.id,
            "printed": left_out.printed,
            "reason": left_out.reason,
            "what": left_out.what,
            "source_line": left_out.source_line,
        }


TABLE = PublishedTable(name="left_out", rows=_rows)

"""Notes on errors and oddities of the print."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for note in corpus.notes:
        yield {
            "note_id": note.id,
            "plan_id": note.plan.id,
            "kind": note.kind,
            "subject": note.subject,
            "what": note.what,
            "figure_ids": " ".join(figure.id for figure in note.figures),
            "clause_id": note.clause.id,
            "source_line": note.source_line,
        }


TABLE = PublishedTable(name="notes", rows=_rows)

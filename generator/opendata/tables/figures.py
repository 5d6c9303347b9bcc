"""The central fact table: one row per printed figure."""

from __future__ import annotations

from collections.abc import Iterator

from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for figure in corpus.figures:
        yield {
            "figure_id": figure.id,
            "plan_id": figure.plan.id,
            "indicator_id": figure.indicator.id,
            "origin": figure.origin,
            "table_title": figure.table_title,
            "row_number": figure.row_number,
            "row_group": figure.row_group,
            "printed_name": figure.printed_name,
            "region_id": figure.region.id,
            "component": figure.component,
            "role": figure.role,
            "period": figure.period,
            "printed": figure.printed,
            "comparator": figure.comparator,
            "amount": figure.amount,
            "amount_high": figure.amount_high,
            "measure_id": figure.measure.id if figure.measure else None,
            "kind": figure.kind,
            "hedge": figure.hedge,
            "binding": figure.binding,
            "clause_id": figure.clause.id,
            "source_line": figure.source_line,
            "note_ids": " ".join(note.id for note in corpus.notes_of_figure.get(figure.id, ())),
            "url": address_of(figure),
        }


TABLE = PublishedTable(name="figures", rows=_rows)

"""Pairs of figures about one quantity that disagree."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    case_of = {difference.id: case for case in corpus.cases for difference in case.differences}
    for difference in corpus.differences:
        yield {
            "difference_id": difference.id,
            "case_id": case_of[difference.id].first.id,
            "scope": difference.scope,
            "kind": difference.kind,
            "contradiction": difference.contradiction,
            "indicator_id": difference.a.indicator.id,
            "region_id": difference.a.region.id,
            "component": difference.a.component,
            "period": difference.period,
            "figure_id_a": difference.a.id,
            "printed_a": difference.a.printed,
            "figure_id_b": difference.b.id,
            "printed_b": difference.b.printed,
            "gap": difference.gap,
            "gap_share": difference.gap_share,
            "explanation": difference.explanation.id if difference.explanation else None,
        }


TABLE = PublishedTable(name="differences", rows=_rows)

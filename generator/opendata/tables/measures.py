"""Units of measurement."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for measure in corpus.registry.measures.values():
        yield {
            "measure_id": measure.id,
            "symbol": measure.symbol,
            "name_en": measure.name_en,
            "dimension": measure.dimension,
            "factor_to_base": measure.factor,
            "base_measure_id": (measure.base or measure).id,
        }


TABLE = PublishedTable(name="measures", rows=_rows, vocabulary=True)

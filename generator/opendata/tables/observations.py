"""Values reported after the plans were issued."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for observation in corpus.registry.observations:
        yield {
            "indicator_id": observation.indicator.id,
            "region_id": observation.region.id,
            "period": observation.period,
            "printed": observation.printed,
            "amount": observation.amount,
            "measure_id": observation.measure.id if observation.measure else None,
            "status": observation.status,
            "source_title": observation.source_title,
            "source_url": observation.source_url,
            "published": observation.published,
        }


TABLE = PublishedTable(name="observations", rows=_rows)

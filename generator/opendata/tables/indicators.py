"""One row per concept measured."""

from __future__ import annotations

from collections.abc import Iterator

from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for indicator in corpus.registry.indicators.values():
        yield {
            "indicator_id": indicator.id,
            "name": indicator.name,
            "name_en": indicator.name_en,
            "definition": indicator.definition,
            "measure_id": indicator.measure.id if indicator.measure else None,
            "direction": indicator.direction,
            "topic": indicator.topic.id,
            "reason": indicator.reason,
            "everyday_names": "、".join(indicator.everyday_names),
            "url": address_of(indicator),
        }


TABLE = PublishedTable(name="indicators", rows=_rows, vocabulary=True)

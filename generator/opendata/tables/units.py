"""Responsible bodies."""

from __future__ import annotations

from collections.abc import Iterator

from generator.linking.addresses import address_of
from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for unit in corpus.registry.units.values():
        yield {
            "unit_id": unit.id,
            "name": unit.name,
            "name_en": unit.name_en,
            "type": unit.type,
            "region_id": unit.region.id if unit.region else None,
            "parent_unit_id": unit.parent.id if unit.parent else None,
            "url": address_of(unit),
        }


TABLE = PublishedTable(name="units", rows=_rows, vocabulary=True)

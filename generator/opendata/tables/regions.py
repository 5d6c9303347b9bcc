"""The city, its counties and districts, the province, the nation."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for region in corpus.registry.regions.values():
        yield {
            "region_id": region.id,
            "name": region.name,
            "name_en": region.name_en,
            "type": region.type,
            "parent_region_id": region.parent.id if region.parent else None,
            "gb_code": region.gb_code,
        }


TABLE = PublishedTable(name="regions", rows=_rows, vocabulary=True)

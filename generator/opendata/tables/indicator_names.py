"""Forms under which an indicator is recognised in running text."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for name, indicator in corpus.registry.indicator_names.items():
        yield {"name": name, "indicator_id": indicator.id}


TABLE = PublishedTable(name="indicator_names", rows=_rows, vocabulary=True)

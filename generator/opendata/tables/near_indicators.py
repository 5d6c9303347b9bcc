"""Pairs of indicators of one matter under different definitions."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for near in corpus.registry.near_indicators:
        yield {"indicator_id": near.one.id, "near_id": near.other.id, "what": near.what}


TABLE = PublishedTable(name="near_indicators", rows=_rows, vocabulary=True)

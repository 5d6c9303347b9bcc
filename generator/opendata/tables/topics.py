"""Subjects by which plans and indicators are classified."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for topic in corpus.registry.topics.values():
        yield {"topic_id": topic.id, "name": topic.name, "name_en": topic.name_en}


TABLE = PublishedTable(name="topics", rows=_rows, vocabulary=True)

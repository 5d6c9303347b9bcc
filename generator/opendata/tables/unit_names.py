"""Every printed form that resolves to a unit."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Corpus
from generator.opendata.tables import PublishedTable, Row


def _rows(corpus: Corpus) -> Iterator[Row]:
    for name in corpus.registry.unit_names:
        for unit in name.units:
            yield {"name": name.name, "unit_id": unit.id, "kind": name.kind, "plan_id": name.plan_id}


TABLE = PublishedTable(name="unit_names", rows=_rows, vocabulary=True)

"""Stored fields and facets beside the inverted index: the texts that results show, their kinds, the filters' values.

Every state of the index has a folder of its own, named after its content hash, so that a browser never mixes two builds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from typing import Any

from generator.model import Corpus
from generator.search.postings import BLOCK, RARITIES, rarity
from generator.search.records import PART_SIZE, SearchRecord

RESULT_KINDS = {
    "plan": "p", "indicator": "i", "region": "r", "unit": "u", "task": "t", "project": "j", "clause": "c", "page": "o",
    "dataset": "d",
}  # fmt: skip
"""Kind of a result → its letter in the string ``kinds`` of ``kinds.json``, in ranking order."""
TOGETHER = 2
"""Records per file of stored fields; of a longer text only the first part is in it, each further part has a file."""


def stored(corpus: Corpus, records: Sequence[SearchRecord], years: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of the stored fields; a record's number is its index in ``records``."""
    kinds = "".join(RESULT_KINDS[record.entity.kind] for record in records)
    lengths = "".join(chr(ord("0") + rarity(record.length)) for record in records)
    sizes = {"part": PART_SIZE, "together": TOGETHER, "block": BLOCK, "rarities": RARITIES}
    yield "kinds.json", _json({**sizes, **years, "kinds": kinds, "lengths": lengths})
    yield "facets.json", _json(_facets(corpus, records))
    yield "traditional.json", _json(_traditional("".join(record.text for record in records)))
    for first in range(0, len(records), TOGETHER):
        shown = []
        for number, record in enumerate(records[first : first + TOGETHER], start=first):
            entity, (head, *more) = record.entity, record.parts()
            shown.append([entity.address, entity.title, entity.where, head])
            for part, text in enumerate(more, start=1):
                yield f"texts/{number}-{part}.json", _json(text)
        yield f"texts/{first // TOGETHER}.json", _json(shown)


def _facets(corpus: Corpus, records: Sequence[SearchRecord]) -> Mapping[str, Any]:
    """Facet → [[value, display name, delta-coded record numbers], …], in the order of the registry."""
    registry = corpus.registry
    names = {
        "plan": {plan.id: plan.short_title for plan in corpus.plans},
        "unit": {unit.id: unit.name for unit in registry.units.values()},
        "topic": {topic.id: topic.name for topic in registry.topics.values()},
        "year": {},
    }
    numbers: dict[str, defaultdict[str, list[int]]] = {facet: defaultdict(list) for facet in names}
    for number, record in enumerate(records):
        entity = record.entity
        for facet, values in (
            ("plan", entity.plans),
            ("unit", entity.units),
            ("topic", entity.topics),
            ("year", entity.years),
        ):
            for value in values:
                numbers[facet][value].append(number)
    facets = {}
    for facet, known in names.items():
        order = list(known) or sorted(numbers[facet])
        facets[facet] = [
            [value, known.get(value, value), _delta_coded(numbers[facet][value])]
            for value in order
            if numbers[facet][value]
        ]
    return facets


def _delta_coded(numbers: list[int]) -> list[int]:
    return [numbers[0], *(after - before for before, after in pairwise(numbers))]


def _traditional(text: str) -> list[str]:
    """[traditional characters, the simplified ones in the same order] for the simplified characters that ``text`` uses."""
    traditional, simplified, _ = (files(__package__) / "traditional.txt").read_text("utf-8").split("\n")
    used = set(text)
    pairs = [(old, new) for old, new in zip(traditional, simplified, strict=True) if new in used]
    return ["".join(old for old, _ in pairs), "".join(new for _, new in pairs)]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

"""Stored fields and facets beside the inverted index: the texts that results show, their kinds, the filters' values.

Every state of the index has a folder of its own, named after its content hash, so that a browser never mixes two builds.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np

from generator.model import Corpus
from generator.search.packing import Prefixed, deflated
from generator.search.postings import rarity
from generator.search.records import SearchRecord

RESULT_KINDS = {
    "plan": "p", "indicator": "i", "region": "r", "unit": "u", "task": "t", "project": "j", "clause": "c", "page": "o",
    "dataset": "d",
}  # fmt: skip
"""Kind of a result → its letter in the string ``kinds`` of ``index.bin``, in ranking order."""
TEXT_SIZE = 6_000
"""Target size of a file of stored text in bytes, before it is compressed."""
PREFIX_SIZE = 12_000
"""Size of what the files of stored text have in common: the sentences that occur most often."""
LONGEST_RANKED_TITLE = 70
"""Longer titles rank as if they were of this length."""


def stored(
    corpus: Corpus, records: Sequence[SearchRecord], shards: Sequence[str], facts: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of what a query needs beside the shards; a record's number is its index in ``records``.

    ``shards`` are the names of the shards; ``facts`` go into ``index.bin`` as they are.
    """
    prefix = _prefix(records)
    lengths = np.array([record.length for record in records])
    prefixed = Prefixed(prefix)
    firsts = []
    for number, (first, items) in enumerate(_text_files(records)):
        firsts.append(first)
        yield f"texts/{number}.bin", prefixed.rest(_json(items))
    yield "prefix.bin", prefixed.beginning
    yield (
        "index.bin",
        deflated(
            _json(
                {
                    **facts,
                    "kinds": "".join(RESULT_KINDS[record.entity.kind] for record in records),
                    "lengths": "".join(chr(ord("0") + length) for length in rarity(lengths).tolist()),
                    "titles": "".join(
                        chr(ord("0") + min(LONGEST_RANKED_TITLE, len(record.entity.title))) for record in records
                    ),
                    "shards": shards,
                    "texts": firsts,
                    "prefix": len(prefix),
                }
            )
        ),
    )
    yield "facets.bin", deflated(_json(_facets(corpus, records)))
    yield "traditional.bin", deflated(_json(_traditional(records)))


def _text_files(records: Sequence[SearchRecord]) -> Iterator[tuple[tuple[int, int], list[Any]]]:
    """((record, part) of its first item, items) of each file: a record's [address, title, where, first part of the text], and
    after it the further parts.
    """
    first, items, size = (0, 0), list[Any](), 0
    for number, record in enumerate(records):
        entity, (head, *more) = record.entity, record.parts()
        for part, item in enumerate([[entity.address, entity.title, entity.where, head], *more]):
            own = len(_json(item))
            if items and size + own > TEXT_SIZE:
                yield first, items
                first, items, size = (number, part), [], 0
            items.append(item)
            size += own
    yield first, items


def _prefix(records: Sequence[SearchRecord]) -> bytes:
    """The sentences whose repetition costs most, as many as there is room for; the dearest last, where it is nearest.

    The many that occur once are told by their hashes, so that they are not in memory together.
    """
    hashes, counts = np.unique(np.fromiter(map(hash, _sentences(records)), np.int64), return_counts=True)
    several = set(hashes[counts > 1].tolist())
    occurrences = Counter(sentence for sentence in _sentences(records) if hash(sentence) in several)
    repeated = sorted(
        (sentence for sentence, count in occurrences.items() if count > 1),
        key=lambda sentence: (-(occurrences[sentence] - 1) * len(sentence), sentence),
    )
    kept, size = [], 0
    for sentence in repeated:
        content = sentence.encode("utf-8")
        if size + len(content) <= PREFIX_SIZE:
            kept.append(content)
            size += len(content)
    return b"".join(reversed(kept))


def _sentences(records: Iterable[SearchRecord]) -> Iterator[str]:
    return (sentence.strip() for record in records for sentence in record.sentences)


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


def _traditional(records: Iterable[SearchRecord]) -> list[str]:
    """[traditional characters, the simplified ones in the same order] for the simplified characters that the texts use."""
    traditional, simplified, _ = (files(__package__) / "traditional.txt").read_text("utf-8").split("\n")
    used = set[str]().union(*(record.text for record in records))
    pairs = [(old, new) for old, new in zip(traditional, simplified, strict=True) if new in used]
    return ["".join(old for old, _ in pairs), "".join(new for _, new in pairs)]


def _json(value: Any) -> bytes:
    """``value`` as JSON in UTF-8; half of a surrogate pair, as a gram may end with one, is written as its escape."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
